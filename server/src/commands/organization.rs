//! `mfa-server organization`: tenants and their settings.

mod factor;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail, ensure};
use serde_json::json;

use super::data::DataArguments;
use super::operator::operator;
use super::output::{Format, instant, table};
use crate::auth::jwks::{JwksSource, read_key_set};
use crate::auth::jwt::Algorithm;
use crate::clock;
use crate::config::kept_from_others;
use crate::factor as factors;
use crate::mfa::text::is_hidden;
use crate::mfa::{
    self, FactorType, JwtSettings, KeySource, OrganizationId, RateLimit, ReturnOrigin, ReturnUrl,
    Returns, Store, Switch,
};

/// Add, list, change and disable organizations
#[derive(clap::Subcommand)]
pub(super) enum Organization {
    /// Add an organization
    Add(Add),
    /// List all organizations with their settings
    List(List),
    /// Change an organization's settings: those that are given, and no others
    Set(Set),
    #[command(subcommand)]
    Factor(Box<factor::Factor>),
    /// Let nobody of an organization in any more, until it is enabled again; everything is kept
    Disable(Named),
    /// Let the users and keys of a disabled organization in again
    Enable(Named),
}

#[derive(clap::Args)]
pub(super) struct Named {
    /// The organization
    id: OrganizationId,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Add {
    /// 1 to 50 characters out of A-Z a-z 0-9 _ @ ~ - .
    id: OrganizationId,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Set {
    /// The organization to change
    id: OrganizationId,
    #[command(flatten)]
    settings: Settings,
    /// Lead people back to nowhere any more: the pages say that they can be closed
    #[arg(long, conflicts_with_all = ["return_url", "return_origin"])]
    no_return: bool,
    /// Accept no JWTs any more
    #[arg(long, conflicts_with_all = ["jwt_issuer", "jwt_audience", "jwt_algorithm", "jwt_keys"])]
    no_jwt: bool,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
struct Settings {
    /// What people read on the enrolment page and in their authenticator app [default: the id]
    #[arg(long)]
    name: Option<String>,
    /// What new enrolments get: guardian (codes of an authenticator app), or duo once it is set up
    /// with `organization factor set`
    #[arg(long, value_name = "TYPE", value_parser = factors::enrollable)]
    enrollment_type: Option<FactorType>,
    /// Whether a user's first valid JWT makes its record [default: false]
    #[arg(long, value_name = "true|false")]
    users_from_jwt: Option<bool>,
    /// How many requests other than GET the organization has in each window [default: 3000]
    #[arg(long, value_name = "REQUESTS", value_parser = clap::value_parser!(u32).range(1..))]
    rate_limit: Option<u32>,
    /// How long a window is [default: 600]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    rate_window: Option<u32>,
    /// Where its pages lead people back to when they are done: an https URL (http for localhost)
    #[arg(long, value_name = "URL")]
    return_url: Option<ReturnUrl>,
    /// Another origin, as https://app.example.com, that a link may lead back to with
    /// `?return_to=URL` at its end; give it again for more
    #[arg(long, value_name = "ORIGIN")]
    return_origin: Vec<ReturnOrigin>,
    /// The exact `iss` of its JWTs. Issuer, audience, algorithm and keys come together
    #[arg(long, value_name = "ISS")]
    jwt_issuer: Option<String>,
    /// The exact `aud` of its JWTs, alone or among others
    #[arg(long, value_name = "AUD")]
    jwt_audience: Option<String>,
    /// An algorithm to allow: RS256, ES256, EdDSA or HS256; give it again for more
    #[arg(long, value_name = "ALG")]
    jwt_algorithm: Vec<Algorithm>,
    /// The issuer's JWK set: a file, or an https URL
    #[arg(long, value_name = "FILE|URL")]
    jwt_keys: Option<String>,
    /// The claim that holds the user's id [default: sub]
    #[arg(long, value_name = "CLAIM")]
    jwt_user_claim: Option<String>,
    /// The claim that holds the scopes; users:mfa:read lets a user read others [default: scope]
    #[arg(long, value_name = "CLAIM")]
    jwt_scope_claim: Option<String>,
    /// What the `typ` of its JWTs must be, as at+jwt [default: none, JWT or at+jwt]
    #[arg(long, value_name = "TYP")]
    jwt_type: Option<String>,
}

impl Organization {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Add(add) => add.run().await,
            Self::List(list) => list.run().await,
            Self::Set(set) => set.run().await,
            Self::Factor(factor) => factor.run().await,
            Self::Disable(named) => named.switch(Switch::Off { now: clock::now() }).await,
            Self::Enable(named) => named.switch(Switch::On).await,
        }
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let mut organization = mfa::Organization {
            name: self.id.to_string(),
            id: self.id,
            enrollment_type: factors::USUAL,
            users_from_jwt: false,
            rate_limit: RateLimit::default(),
            jwt: None,
            returns: Returns::default(),
            created_at: clock::now(),
            disabled_at: None,
        };
        let store = self.data.open().await?;
        self.settings.check(&*store, &organization.id).await?;
        self.settings.apply(&mut organization)?;
        store
            .insert_organization(&organization, &operator())
            .await?;
        self.format.print(&described(&organization), |_| {
            format!(
                "Organization {0} is there. Next: mfa-server key create --organization {0}",
                organization.id
            )
        })
    }
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let organizations = self.data.open().await?.organizations().await?;
        let all: Vec<_> = organizations.iter().map(described).collect();
        self.format.print(&all, |_| {
            let heads = [
                "ID",
                "NAME",
                "ENROLLMENT",
                "USERS FROM JWT",
                "RATE LIMIT",
                "JWT ISSUER",
                "JWT KEYS",
                "DISABLED",
            ];
            let mut rows = vec![heads.map(str::to_owned).to_vec()];
            rows.extend(organizations.iter().map(|one| {
                let (issuer, keys) = one.jwt.as_ref().map_or_else(Default::default, |jwt| {
                    (jwt.issuer.clone(), keys_text(&jwt.keys))
                });
                vec![
                    one.id.to_string(),
                    one.name.clone(),
                    one.enrollment_type.to_string(),
                    one.users_from_jwt.to_string(),
                    format!(
                        "{} in {} s",
                        one.rate_limit.limit, one.rate_limit.window_seconds
                    ),
                    issuer,
                    keys,
                    one.disabled_at.map(instant).unwrap_or_default(),
                ]
            }));
            table(&rows)
        })
    }
}

impl Set {
    async fn run(self) -> anyhow::Result<()> {
        let store = self.data.open().await?;
        let mut organization = found(&*store, &self.id).await?;
        if self.no_jwt {
            organization.jwt = None;
        }
        if self.no_return {
            organization.returns = Returns::default();
        }
        self.settings.check(&*store, &self.id).await?;
        self.settings.apply(&mut organization)?;
        store
            .update_organization(&organization, &operator(), clock::now())
            .await?;
        self.format.print(&described(&organization), |_| {
            format!(
                "Organization {} is changed, from the next request on.",
                organization.id
            )
        })
    }
}

impl Named {
    async fn switch(self, switch: Switch) -> anyhow::Result<()> {
        let store = self.data.open().await?;
        let mut organization = found(&*store, &self.id).await?;
        organization.disabled_at = switch.applied(organization.disabled_at);
        store
            .update_organization(&organization, &operator(), clock::now())
            .await?;
        let organization = found(&*store, &self.id).await?;
        self.format
            .print(&described(&organization), |_| match switch {
                Switch::Off { .. } => format!("Nobody of {} gets in any more.", self.id),
                Switch::On => format!("Users and keys of {} get in again.", self.id),
            })
    }
}

async fn found(store: &dyn Store, id: &OrganizationId) -> anyhow::Result<mfa::Organization> {
    let found = store.organization(id).await?;
    found.with_context(|| format!("there is no organization {id}"))
}

impl Settings {
    async fn check(&self, store: &dyn Store, id: &OrganizationId) -> anyhow::Result<()> {
        match self.enrollment_type {
            Some(wanted) => factor::check_enrollable(store, id, wanted).await,
            None => Ok(()),
        }
    }

    fn apply(self, to: &mut mfa::Organization) -> anyhow::Result<()> {
        if let Some(name) = self.name {
            ensure!(
                !name.trim().is_empty() && name.chars().count() <= 100,
                "--name must have 1 to 100 characters"
            );
            ensure!(
                !name.contains(is_hidden),
                "--name must be one line of text, with nothing hidden in it"
            );
            to.name = name;
        }
        to.enrollment_type = self.enrollment_type.unwrap_or(to.enrollment_type);
        to.users_from_jwt = self.users_from_jwt.unwrap_or(to.users_from_jwt);
        to.rate_limit.limit = self.rate_limit.unwrap_or(to.rate_limit.limit);
        to.rate_limit.window_seconds = self.rate_window.unwrap_or(to.rate_limit.window_seconds);

        to.returns.url = self.return_url.or(to.returns.url.take());
        if !self.return_origin.is_empty() {
            to.returns.origins = self.return_origin.into_iter().collect();
        }

        let before = to.jwt.take();
        let named_any = self.jwt_issuer.is_some()
            || self.jwt_audience.is_some()
            || !self.jwt_algorithm.is_empty()
            || self.jwt_keys.is_some()
            || self.jwt_user_claim.is_some()
            || self.jwt_scope_claim.is_some()
            || self.jwt_type.is_some();
        if !named_any {
            to.jwt = before;
            return Ok(());
        }
        let keys = self.jwt_keys.as_deref().map(key_source).transpose()?;
        let algorithms: Vec<String> = self
            .jwt_algorithm
            .iter()
            .map(Algorithm::to_string)
            .collect();
        let mut jwt = match before {
            Some(mut jwt) => {
                jwt.issuer = self.jwt_issuer.unwrap_or(jwt.issuer);
                jwt.audience = self.jwt_audience.unwrap_or(jwt.audience);
                jwt.keys = keys.unwrap_or(jwt.keys);
                if !algorithms.is_empty() {
                    jwt.algorithms = algorithms;
                }
                jwt
            }
            None => match (self.jwt_issuer, self.jwt_audience, keys) {
                (Some(issuer), Some(audience), Some(keys)) if !algorithms.is_empty() => {
                    JwtSettings::new(issuer, audience, algorithms, keys)
                }
                _ => bail!(
                    "JWTs need all of --jwt-issuer, --jwt-audience, --jwt-algorithm and --jwt-keys"
                ),
            },
        };
        jwt.user_claim = self.jwt_user_claim.unwrap_or(jwt.user_claim);
        jwt.scope_claim = self.jwt_scope_claim.unwrap_or(jwt.scope_claim);
        jwt.typ = self.jwt_type.or(jwt.typ);
        ensure!(
            !jwt.issuer.is_empty() && !jwt.audience.is_empty(),
            "--jwt-issuer and --jwt-audience must not be empty"
        );
        check_keys(&jwt)?;
        to.jwt = Some(jwt);
        Ok(())
    }
}

/// A file's path is kept absolute: the server may run elsewhere.
fn key_source(text: &str) -> anyhow::Result<KeySource> {
    match text.parse().with_context(|| format!("--jwt-keys {text}"))? {
        JwksSource::Url(url) => Ok(KeySource::Url(url)),
        JwksSource::File(path) => Ok(KeySource::File(absolute(&path)?)),
    }
}

fn absolute(path: &Path) -> anyhow::Result<PathBuf> {
    std::path::absolute(path).with_context(|| format!("--jwt-keys {}", path.display()))
}

/// A file is there to be read now, so mistakes in it can be told now. A URL is asked by the server
/// alone.
fn check_keys(jwt: &JwtSettings) -> anyhow::Result<()> {
    let KeySource::File(path) = &jwt.keys else {
        return Ok(());
    };
    let name = path.display();
    let document =
        std::fs::read(path).with_context(|| format!("the JWK set {name} cannot be read"))?;
    let set =
        read_key_set(&document).with_context(|| format!("the JWK set {name} cannot be used"))?;
    if !set.faulty.is_empty() {
        let faulty = set.faulty.iter().map(|faulty| format!("\n  {faulty}"));
        bail!(
            "the JWK set {name} cannot be used as it is:{}",
            faulty.collect::<String>()
        );
    }
    let has_key_for = |name: &&String| set.keys.iter().any(|key| key.algorithm().name() == **name);
    let lacking: Vec<_> = jwt
        .algorithms
        .iter()
        .filter(|name| !has_key_for(name))
        .collect();
    if let Some(algorithm) = lacking.first() {
        bail!(
            "the JWK set {name} has no key for {algorithm} that can be used: add one, or allow the \
             algorithms of its keys alone with --jwt-algorithm"
        );
    }
    if jwt
        .algorithms
        .iter()
        .any(|name| name == Algorithm::Hs256.name())
    {
        kept_from_others(path).map_err(|problem| anyhow!("{problem}"))?;
    }
    Ok(())
}

fn keys_text(keys: &KeySource) -> String {
    match keys {
        KeySource::File(path) => path.display().to_string(),
        KeySource::Url(url) => url.to_string(),
    }
}

fn described(organization: &mfa::Organization) -> serde_json::Value {
    json!({
        "id": organization.id,
        "name": organization.name,
        "enrollment_type": organization.enrollment_type,
        "users_from_jwt": organization.users_from_jwt,
        "rate_limit": organization.rate_limit.limit,
        "rate_window_seconds": organization.rate_limit.window_seconds,
        "return_url": organization.returns.url.as_ref().map(ReturnUrl::as_str),
        "return_origins": organization.returns.origins.iter().map(ReturnOrigin::as_str).collect::<Vec<_>>(),
        "jwt": organization.jwt.as_ref().map(|jwt| json!({
            "issuer": jwt.issuer,
            "audience": jwt.audience,
            "algorithms": jwt.algorithms,
            "keys": keys_text(&jwt.keys),
            "user_claim": jwt.user_claim,
            "scope_claim": jwt.scope_claim,
            "type": jwt.typ,
        })),
        "created_at": instant(organization.created_at),
        "disabled_at": organization.disabled_at.map(instant),
    })
}
