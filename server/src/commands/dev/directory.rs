//! The data directory of `mfa-server dev`: the database, an encryption key, the sample issuer's
//! signing key with its JWK set, and `dev.env`. All of it is readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use data_encoding::BASE64;
use zeroize::Zeroizing;

use super::env_file::DevEnv;
use super::issuer::SampleIssuer;
use super::sample::Sample;
use crate::config::{Database, EncryptionKeys};

pub(in crate::commands) struct DataDirectory {
    path: PathBuf,
}

impl DataDirectory {
    /// Whether `mfa-server dev` has made this directory.
    pub(in crate::commands) fn is_one(path: &Path) -> bool {
        path.join("mfa.db").is_file() && path.join("encryption.keys").is_file()
    }

    /// A directory that is there.
    pub(in crate::commands) fn open(path: &Path) -> anyhow::Result<Self> {
        let path = std::path::absolute(path)
            .with_context(|| format!("the data directory {} has no path", path.display()))?;
        Ok(Self { path })
    }

    /// Makes the directory and its keys unless they are there.
    pub(super) fn create(path: &Path) -> anyhow::Result<Self> {
        let directory = Self::open(path)?;
        let name = directory.path.display();
        let made = fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&directory.path);
        made.with_context(|| {
            format!("the data directory {name} cannot be made: choose another with --data")
        })?;
        let closed = fs::set_permissions(&directory.path, fs::Permissions::from_mode(0o700));
        closed.with_context(|| format!("the data directory {name} cannot be kept from others"))?;
        let keys = directory.path.join("encryption.keys");
        if !keys.exists() {
            // Without its key a database is of no use; with another key it would look broken later.
            ensure!(
                !directory.database().exists(),
                "{} is missing, and {} cannot be read without it: bring it back, or remove {name} to start over",
                keys.display(),
                directory.database().display(),
            );
            let mut key = Zeroizing::new([0; 32]);
            getrandom::fill(&mut key[..])?;
            let line = Zeroizing::new(format!("dev:{}\n", BASE64.encode(&key[..])));
            write_private(&keys, line.as_bytes())?;
        }
        Ok(directory)
    }

    pub(in crate::commands) fn located(&self) -> Database {
        Database::Sqlite(self.database())
    }

    pub(in crate::commands) fn encryption_keys(&self) -> anyhow::Result<EncryptionKeys> {
        Ok(EncryptionKeys::read_file(
            &self.path.join("encryption.keys"),
        )?)
    }

    /// The sample issuer, made on first use, with its JWK set written where [`Self::jwks`] is.
    pub(super) fn issuer(&self) -> anyhow::Result<SampleIssuer> {
        let path = self.path.join("issuer.key");
        let issuer = match fs::read(&path) {
            Ok(bytes) => SampleIssuer::from_pkcs8(&Zeroizing::new(bytes)).with_context(|| {
                format!(
                    "{} is no signing key: remove it, and a new one is made",
                    path.display()
                )
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let issuer = SampleIssuer::generate()?;
                write_private(&path, &issuer.to_pkcs8()?)?;
                issuer
            }
            Err(error) => {
                return Err(error).with_context(|| format!("{} cannot be read", path.display()));
            }
        };
        let jwks = issuer.jwks().to_string();
        if fs::read_to_string(self.jwks()).ok().as_deref() != Some(&jwks) {
            write_private(&self.jwks(), jwks.as_bytes())?;
        }
        Ok(issuer)
    }

    pub(super) fn jwks(&self) -> PathBuf {
        self.path.join("jwks.json")
    }

    /// Where a file of this name is kept.
    #[cfg(any(debug_assertions, feature = "simulators"))]
    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// What an earlier start wrote into it, if one did.
    #[cfg(any(debug_assertions, feature = "simulators"))]
    pub(super) fn read(&self, name: &str) -> Option<Zeroizing<String>> {
        let text = fs::read_to_string(self.path_of(name));
        text.ok().map(Zeroizing::new)
    }

    #[cfg(any(debug_assertions, feature = "simulators"))]
    pub(super) fn write(&self, name: &str, content: &str) -> anyhow::Result<()> {
        write_private(&self.path_of(name), content.as_bytes())
    }

    /// What the last start wrote; empty if there was none.
    pub(super) fn env(&self) -> DevEnv {
        let text = fs::read_to_string(self.env_path()).map(Zeroizing::new);
        text.map(|text| DevEnv::parse(&text)).unwrap_or_default()
    }

    pub(super) fn write_env(&self, sample: &Sample) -> anyhow::Result<PathBuf> {
        let path = self.env_path();
        write_private(&path, sample.env.to_text().as_bytes())?;
        Ok(path)
    }

    fn env_path(&self) -> PathBuf {
        self.path.join("dev.env")
    }

    fn database(&self) -> PathBuf {
        self.path.join("mfa.db")
    }
}

/// Writes a file that only its owner can read, in one step: whoever reads sees all of the old one or
/// all of the new.
fn write_private(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let context = || format!("{} cannot be written", path.display());
    let new = path.with_extension("new");
    // A left-over could have other permissions.
    let _ = fs::remove_file(&new);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&new)
        .with_context(context)?;
    file.write_all(content).with_context(context)?;
    file.sync_all().with_context(context)?;
    fs::rename(&new, path).with_context(context)
}
