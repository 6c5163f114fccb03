//! `mfa-server organization factor`: what an organization sets for factors of vendors.

use std::fmt::Write as _;
use std::io::Read as _;

use anyhow::{Context as _, anyhow, bail, ensure};
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::found;
use crate::clock;
use crate::commands::data::{DataArguments, Located, open, settle_keys};
use crate::commands::operator::operator;
use crate::commands::output::{Format, table};
use crate::config::SecretSource;
use crate::factor::{self, Keyring, Settings, Vendor};
use crate::mfa::{FactorType, OrganizationId, Store};

/// Set up the vendors whose services confirm people: Duo
#[derive(clap::Subcommand)]
pub(in crate::commands) enum Factor {
    /// Set a vendor up for an organization, or change what is given and nothing else
    #[command(after_help = factor::vendors_help())]
    Set(Set),
    /// Show what is set, but for secrets
    Show(Show),
    /// Take a vendor's settings away; users who have its factor keep it, and cannot confirm with it
    Unset(Unset),
}

#[derive(clap::Args)]
pub(in crate::commands) struct Set {
    /// The organization
    id: OrganizationId,
    /// The type of factor
    #[arg(value_name = "TYPE", value_parser = vendor)]
    vendor: &'static Vendor,
    /// What to set: see below
    #[arg(value_name = "NAME=VALUE", value_parser = pair)]
    settings: Vec<(String, Zeroizing<String>)>,
    /// A file that holds the secret, readable by you alone; - reads standard input
    #[arg(long, value_name = "FILE", value_parser = from_file)]
    secret_file: Option<From>,
    /// A command that prints the secret: a program, or a JSON array as '["vault", "kv", "get", …]'
    #[arg(long, value_name = "COMMAND", value_parser = from_command, conflicts_with = "secret_file")]
    secret_command: Option<From>,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(in crate::commands) struct Show {
    /// The organization
    id: OrganizationId,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(in crate::commands) struct Unset {
    /// The organization
    id: OrganizationId,
    /// The type of factor
    #[arg(value_name = "TYPE", value_parser = vendor)]
    vendor: &'static Vendor,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

fn vendor(text: &str) -> Result<&'static Vendor, String> {
    let named = text.parse().ok().and_then(factor::vendor);
    named.ok_or_else(|| {
        let types = factor::VENDORS.map(|vendor| vendor.factor_type.to_string());
        format!("use {}", types.join(" or "))
    })
}

fn pair(text: &str) -> Result<(String, Zeroizing<String>), String> {
    let (name, value) = text.split_once('=').ok_or("must be NAME=VALUE")?;
    Ok((name.to_owned(), Zeroizing::new(value.to_owned())))
}

impl Factor {
    pub(in crate::commands) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Set(set) => set.run().await,
            Self::Show(show) => show.run().await,
            Self::Unset(unset) => unset.run().await,
        }
    }
}

impl Set {
    async fn run(self) -> anyhow::Result<()> {
        let Self { id, vendor, .. } = self;
        // Not where arguments are read: what is wrong there is repeated.
        let is_secret = |(name, _): &(String, _)| vendor.secret() == Some(name);
        ensure!(
            !self.settings.iter().any(is_secret),
            "a secret is given with --secret-file: others can read arguments. Make a new one if \
             somebody may have"
        );
        let located = self.data.locate()?;
        let keyring = keyring_of(&located)?;
        let store = open(&located.database).await?;
        let enrols = found(&*store, &id).await?.enrollment_type == vendor.factor_type;
        let before = settings(&*store, &keyring, &id, vendor.factor_type).await?;
        let mut given = self.settings;
        if let Some(from) = self.secret_file.as_ref().or(self.secret_command.as_ref()) {
            let name = vendor.secret();
            let name = name.with_context(|| format!("{} has no secret", vendor.service))?;
            given.push((name.to_owned(), secret(from)?));
        }
        let after = before.unwrap_or_default().change(vendor, given);
        let after = after.map_err(|why| anyhow!("{why}"))?;
        if let Some(host) = after.local_hosts(vendor).first() {
            ensure!(
                located.is_development,
                "{host} is this machine: simulators are for `mfa-server dev` alone (--data DIR)"
            );
        }
        settle_keys(&located.database, &*store, &keyring, &operator()).await?;
        let sealed = keyring.seal_settings(&id, vendor.factor_type, &after)?;
        store
            .set_factor_settings(
                &id,
                vendor.factor_type,
                Some(sealed),
                &operator(),
                clock::now(),
            )
            .await?;
        let (service, of_type) = (vendor.service, vendor.factor_type);
        self.format.print(&described(vendor, &after), |_| {
            let set = format!("{service} is set for {id}, from the next step of any link on.");
            if enrols {
                return format!("{set} New enrolments get it.");
            }
            format!(
                "{set} For new enrolments to get it: mfa-server organization set {id} \
                 --enrollment-type {of_type}"
            )
        })
    }
}

impl Show {
    async fn run(self) -> anyhow::Result<()> {
        let located = self.data.locate()?;
        let keyring = keyring_of(&located)?;
        let store = open(&located.database).await?;
        found(&*store, &self.id).await?;
        let mut all = Vec::new();
        for vendor in factor::VENDORS {
            let set = settings(&*store, &keyring, &self.id, vendor.factor_type).await?;
            all.extend(set.map(|set| (vendor, set)));
        }
        let shown: Vec<_> = all
            .iter()
            .map(|(vendor, set)| described(vendor, set))
            .collect();
        self.format.print(&shown, |_| {
            if all.is_empty() {
                return format!("{} has set no vendor.", self.id);
            }
            let mut text = String::new();
            for (vendor, set) in &all {
                let _ = writeln!(text, "{}, of {}", vendor.factor_type, vendor.service);
                let rows = set.shown(vendor).into_iter();
                let mut rows: Vec<_> = rows
                    .map(|(name, value)| vec![format!("  {name}"), value])
                    .collect();
                rows.extend(
                    vendor
                        .secret()
                        .map(|name| vec![format!("  {name}"), "(not shown)".into()]),
                );
                text.push_str(&table(&rows));
            }
            text
        })
    }
}

impl Unset {
    async fn run(self) -> anyhow::Result<()> {
        let Self { id, vendor, .. } = self;
        let store = self.data.open().await?;
        let organization = found(&*store, &id).await?;
        let of_type = vendor.factor_type;
        if organization.enrollment_type == of_type && factor::needs_vendor(of_type) {
            bail!(
                "new enrolments of {id} get {of_type}: choose another first, as with `mfa-server \
                 organization set {id} --enrollment-type {}`",
                factor::USUAL
            );
        }
        store
            .set_factor_settings(&id, of_type, None, &operator(), clock::now())
            .await?;
        let result = json!({ "organization": id, "type": of_type, "set": false });
        self.format.print(&result, |_| {
            format!("{id} has no settings of {} any more.", vendor.service)
        })
    }
}

/// Refuses a type that nobody of the organization could enrol.
pub(super) async fn check_enrollable(
    store: &dyn Store,
    id: &OrganizationId,
    factor_type: FactorType,
) -> anyhow::Result<()> {
    let Some(vendor) = factor::vendor(factor_type) else {
        return Ok(());
    };
    if factor::needs_vendor(factor_type) && store.factor_settings(id, factor_type).await?.is_none()
    {
        bail!(
            "{id} has not set up {service}, so nobody could enrol: first `mfa-server organization \
             factor set {id} {factor_type} …` (users who have it already can be imported)",
            service = vendor.service
        );
    }
    Ok(())
}

async fn settings(
    store: &dyn Store,
    keyring: &Keyring,
    id: &OrganizationId,
    factor_type: FactorType,
) -> anyhow::Result<Option<Settings>> {
    let sealed = store.factor_settings(id, factor_type).await?;
    let open = |sealed| keyring.open_settings(id, factor_type, &sealed);
    Ok(sealed.map(open).transpose()?)
}

fn keyring_of(located: &Located) -> anyhow::Result<Keyring> {
    let keys = located.encryption_keys.as_ref();
    let keys = keys.context(
        "vendors' secrets are kept encrypted: configure the server's encryption keys for this \
         command too (encryption.keys_file)",
    )?;
    Ok(keys.keyring()?)
}

/// Larger than any secret; smaller than what is given by mistake.
const LARGEST_SECRET: u64 = 4096;

/// A secret that is not given as an argument, which others could read.
#[derive(Clone)]
enum From {
    Input,
    Elsewhere(SecretSource),
}

fn from_file(path: &str) -> Result<From, std::convert::Infallible> {
    Ok(match path {
        "-" => From::Input,
        path => From::Elsewhere(SecretSource::File(path.into())),
    })
}

fn from_command(text: &str) -> Result<From, String> {
    SecretSource::command(text).map(From::Elsewhere)
}

fn secret(from: &From) -> anyhow::Result<Zeroizing<String>> {
    let text = match from {
        From::Input => {
            let mut text = Zeroizing::new(String::new());
            let mut input = std::io::stdin().lock().take(LARGEST_SECRET);
            let read = input.read_to_string(&mut text);
            read.context("the secret cannot be read from standard input")?;
            text
        }
        From::Elsewhere(source) => source.read().map_err(|problem| anyhow!("{problem}"))?,
    };
    Ok(Zeroizing::new(text.trim().to_owned()))
}

fn described(vendor: &Vendor, settings: &Settings) -> Value {
    let shown = settings.shown(vendor).into_iter();
    let shown: Map<_, _> = shown
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    json!({ "type": vendor.factor_type, "service": vendor.service, "settings": shown })
}
