//! In place of the simulators, in a release build that was not asked to have them.

use super::directory::DataDirectory;
use super::env_file::DevEnv;
use crate::factor::Keyring;
use crate::mfa::Store;
use crate::outbound::Reach;

pub(super) struct Simulators;

impl Simulators {
    pub(super) async fn start(_: &DataDirectory) -> anyhow::Result<Self> {
        Ok(Self)
    }

    pub(super) fn reach(&self) -> anyhow::Result<Reach> {
        Ok(Reach::Public)
    }

    pub(super) async fn connect(
        &self,
        _: &dyn Store,
        _: &Keyring,
        _: &mut DevEnv,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    pub(super) fn introduction(&self, _: &str) -> String {
        String::new()
    }
}
