//! The simulators of vendors: started beside the service, and set up for the sample organization.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::Context as _;
use data_encoding::BASE32_NOPAD;
use mfa_simulators::auth0::Auth0;
use mfa_simulators::duo::Duo;
use mfa_simulators::{Authority, Listener, Running};
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use super::directory::DataDirectory;
use super::env_file::DevEnv;
use super::sample::ORGANIZATION;
use crate::clock;
use crate::commands::operator::operator;
use crate::factor::{self, DUO, Keyring, Settings};
use crate::mfa::{FactorType, OrganizationId, Store};
use crate::outbound::Reach;

const AUTHORITY: &str = "simulator-ca.pem";
const AUTHORITY_KEY: &str = "simulator-ca.key";

const CA: &str = "MFA_SIMULATOR_CA";
const DUO_HOST: &str = "MFA_DUO_HOST";
const DUO_CLIENT_ID: &str = "MFA_DUO_CLIENT_ID";
const DUO_CLIENT_SECRET: &str = "MFA_DUO_CLIENT_SECRET";
const AUTH0_DOMAIN: &str = "MFA_AUTH0_DOMAIN";
const AUTH0_CLIENT_ID: &str = "MFA_AUTH0_CLIENT_ID";
const AUTH0_CLIENT_SECRET: &str = "MFA_AUTH0_CLIENT_SECRET";

pub(super) struct Simulators {
    authority: Authority,
    authority_file: PathBuf,
    duo: Application,
    auth0: Application,
    /// Served as long as they are here.
    _running: Vec<Running>,
}

/// What a vendor knows an organization's client by.
struct Application {
    host: String,
    client_id: String,
    client_secret: SecretString,
}

impl Simulators {
    /// Starts them, at the ports and with the clients of the last start as far as possible.
    pub(super) async fn start(directory: &DataDirectory) -> anyhow::Result<Self> {
        let (authority, authority_file) = authority(directory)?;
        let before = directory.env();
        let listener_of_duo = listener(&before, DUO_HOST).await?;
        let duo = Application {
            host: listener_of_duo.host(),
            client_id: kept_or(&before, DUO_CLIENT_ID, || Ok(format!("DI{}", random(18)?)))?,
            client_secret: kept_or(&before, DUO_CLIENT_SECRET, || random(40))?.into(),
        };
        let listener_of_auth0 = listener(&before, AUTH0_DOMAIN).await?;
        let auth0 = Application {
            host: listener_of_auth0.host(),
            client_id: kept_or(&before, AUTH0_CLIENT_ID, || random(32))?,
            client_secret: kept_or(&before, AUTH0_CLIENT_SECRET, || random(64))?.into(),
        };
        let site = |of: &Application| {
            let secret = of.client_secret.expose_secret().to_owned();
            (of.host.clone(), of.client_id.clone(), secret)
        };
        let (host, id, secret) = site(&duo);
        let site_of_duo = Duo::new(host, id, secret);
        let (host, id, secret) = site(&auth0);
        let site_of_auth0 = Auth0::new(host, id, secret)?;
        let running = vec![
            listener_of_duo.serve(site_of_duo, &authority)?,
            listener_of_auth0.serve(site_of_auth0, &authority)?,
        ];
        Ok(Self {
            authority,
            authority_file,
            duo,
            auth0,
            _running: running,
        })
    }

    pub(super) fn reach(&self) -> anyhow::Result<Reach> {
        Reach::development(self.authority.certificate()).with_context(|| {
            format!(
                "{}: remove it, and a new one is made",
                self.authority_file.display()
            )
        })
    }

    /// Tells of them in `dev.env`, and sets Duo up for the sample organization, unless that has set up
    /// another host. Auth0 it does not set up: the type that it is of has the embedded authenticator.
    pub(super) async fn connect(
        &self,
        store: &dyn Store,
        keyring: &Keyring,
        env: &mut DevEnv,
    ) -> anyhow::Result<()> {
        let duo = [
            ("host", self.duo.host.as_str()),
            ("client_id", self.duo.client_id.as_str()),
            ("client_secret", self.duo.client_secret.expose_secret()),
        ];
        set(store, keyring, DUO, &duo).await?;
        env.push(CA, self.authority_file.display().to_string().into());
        env.push(DUO_HOST, self.duo.host.clone().into());
        env.push(DUO_CLIENT_ID, self.duo.client_id.clone().into());
        env.push(DUO_CLIENT_SECRET, self.duo.client_secret.clone());
        env.push(AUTH0_DOMAIN, self.auth0.host.clone().into());
        env.push(AUTH0_CLIENT_ID, self.auth0.client_id.clone().into());
        env.push(AUTH0_CLIENT_SECRET, self.auth0.client_secret.clone());
        Ok(())
    }

    /// `data` is for a shell.
    pub(super) fn introduction(&self, data: &str) -> String {
        format!(
            r#"
Simulators are at https://{} (Duo) and https://{} (Auth0); their authority is $MFA_SIMULATOR_CA.
To confirm as bob by Duo:

  mfa-server organization set sample --enrollment-type duo --data {data} && curl -X POST -H "Authorization: Bearer $MFA_JWT_BOB" "$MFA_URL/profile/mfa"

As carol by Guardian of Auth0, in place of the embedded authenticator:

  printenv MFA_AUTH0_CLIENT_SECRET | mfa-server organization factor set sample guardian domain=$MFA_AUTH0_DOMAIN client_id=$MFA_AUTH0_CLIENT_ID --secret-file - --data {data} && curl -X POST -H "Authorization: Bearer $MFA_JWT_CAROL" "$MFA_URL/profile/mfa"
"#,
            self.duo.host, self.auth0.host
        )
    }
}

/// Kept from the first start on: what was made to trust it still does.
fn authority(directory: &DataDirectory) -> anyhow::Result<(Authority, PathBuf)> {
    let path = directory.path_of(AUTHORITY);
    let kept = directory.read(AUTHORITY).zip(directory.read(AUTHORITY_KEY));
    if let Some((certificate, key)) = kept {
        let authority = Authority::from_pem(&certificate, &key).with_context(|| {
            format!(
                "{}: remove it, and a new one is made",
                directory.path_of(AUTHORITY_KEY).display()
            )
        })?;
        return Ok((authority, path));
    }
    let authority = Authority::generate()?;
    directory.write(AUTHORITY_KEY, &Zeroizing::new(authority.key()))?;
    directory.write(AUTHORITY, authority.certificate())?;
    Ok((authority, path))
}

/// The port of the last start, unless another process has it now.
async fn listener(before: &DevEnv, name: &str) -> anyhow::Result<Listener> {
    let address = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let last = before.get(name).and_then(|host| {
        let (_, port) = host.expose_secret().rsplit_once(':')?;
        port.parse().ok()
    });
    if let Some(port) = last
        && let Ok(listener) = Listener::bind(address(port)).await
    {
        return Ok(listener);
    }
    Listener::bind(address(0))
        .await
        .context("a simulator cannot listen")
}

fn kept_or(
    before: &DevEnv,
    name: &str,
    make: impl FnOnce() -> anyhow::Result<String>,
) -> anyhow::Result<String> {
    let kept = before.get(name).map(|kept| kept.expose_secret().to_owned());
    kept.map_or_else(make, Ok)
}

/// Letters and digits, drawn by chance.
fn random(length: usize) -> anyhow::Result<String> {
    let mut bytes = Zeroizing::new(vec![0; length]);
    getrandom::fill(&mut bytes)?;
    let mut text = BASE32_NOPAD.encode(&bytes);
    text.truncate(length);
    Ok(text)
}

async fn set(
    store: &dyn Store,
    keyring: &Keyring,
    factor_type: FactorType,
    wanted: &[(&str, &str)],
) -> anyhow::Result<()> {
    let id = OrganizationId::new(ORGANIZATION)?;
    let vendor = factor::vendor(factor_type).context("no vendor of this type")?;
    let before = match store.factor_settings(&id, factor_type).await? {
        Some(sealed) => keyring.open_settings(&id, factor_type, &sealed)?,
        None => Settings::default(),
    };
    let is_of_another = before != Settings::default() && before.local_hosts(vendor).is_empty();
    if is_of_another {
        return Ok(());
    }
    let owned =
        |(name, value): &(&str, &str)| ((*name).to_owned(), Zeroizing::new((*value).to_owned()));
    let after = before.clone().change(vendor, wanted.iter().map(owned));
    let after = after.map_err(anyhow::Error::msg)?;
    if after != before {
        let sealed = keyring.seal_settings(&id, factor_type, &after)?;
        store
            .set_factor_settings(&id, factor_type, Some(sealed), &operator(), clock::now())
            .await?;
    }
    Ok(())
}
