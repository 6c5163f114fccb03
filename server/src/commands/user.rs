//! `mfa-server user`: the people of an organization, and the one who lost the phone.

use anyhow::bail;
use serde_json::json;

use super::data::Within;
use super::import::Import;
use super::operator::operator;
use super::output::{Format, instant, table};
use crate::clock;
use crate::mfa::{self, Attempts, ListedUser, Reset, Switch, UserId, checked_email, rules};

/// How many users are read at once.
const PAGE: u32 = 1000;

/// Add, import, list, disable and delete users; help those who are locked out
#[derive(clap::Subcommand)]
pub(super) enum User {
    /// Add a user
    Add(Add),
    Import(Import),
    /// List all users with their MFA state
    List(List),
    /// Take a user's factor away, for a person who lost the authenticator and the recovery codes
    ///
    /// Make sure that it is that person who asks. The recovery codes, open links and any wait after
    /// wrong codes go too; the next POST /profile/mfa enrols afresh.
    ResetMfa(Named),
    /// End a user's wait after wrong codes, and forget them
    ///
    /// Factor and recovery codes stay: for a person who mistyped, and is known to be that person.
    Unlock(Named),
    /// Let a user in no more, until it is enabled again: neither by keys and tokens, nor by links
    ///
    /// Everything is kept. Others who may read the user still see its state.
    Disable(Named),
    /// Let a disabled user in again
    Enable(Named),
    /// Delete a user, with factor, recovery codes, links and API keys
    ///
    /// There is no way back. Where the organization makes users from JWTs, the next valid one makes
    /// the user again, without a factor: disable users who are to stay out.
    Delete(Delete),
}

#[derive(clap::Args)]
pub(super) struct Add {
    /// 1 to 50 characters out of A-Z a-z 0-9 _ @ ~ - .
    id: UserId,
    /// An e-mail address
    #[arg(long, value_parser = checked_email)]
    email: Option<String>,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

/// A user, and where it is.
#[derive(clap::Args)]
pub(super) struct Named {
    /// The user
    id: UserId,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Delete {
    /// The user
    // Earlier versions let ids pass that nobody can give any more.
    #[arg(value_parser = |text: &str| UserId::kept(text))]
    id: UserId,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

impl User {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Add(add) => add.run().await,
            Self::Import(import) => import.run().await,
            Self::List(list) => list.run().await,
            Self::ResetMfa(named) => named.reset_mfa().await,
            Self::Unlock(named) => named.unlock().await,
            Self::Disable(named) => named.switch(Switch::Off { now: clock::now() }).await,
            Self::Enable(named) => named.switch(Switch::On).await,
            Self::Delete(delete) => delete.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let user = mfa::User {
            organization,
            id: self.id,
            email: self.email,
            created_at: clock::now(),
            disabled_at: None,
        };
        store.insert_user(&user, &operator()).await?;
        self.format.print(
            &described(&ListedUser {
                user: user.clone(),
                factor: None,
                attempts: Attempts::default(),
            }),
            |_| format!("The user {} is in {}.", user.id, user.organization),
        )
    }
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let mut users: Vec<ListedUser> = Vec::new();
        loop {
            let after = users.last().map(|listed| listed.user.id.clone());
            let page = store.users(&organization, after.as_ref(), PAGE).await?;
            let full = page.len() == PAGE as usize;
            users.extend(page);
            if !full {
                break;
            }
        }
        let all: Vec<_> = users.iter().map(described).collect();
        self.format.print(&all, |_| {
            let heads = [
                "ID",
                "E-MAIL",
                "MFA",
                "TYPE",
                "LAST AUTHENTICATION",
                "CREATED",
                "LOCKED UNTIL",
                "DISABLED",
            ];
            let mut rows = vec![heads.map(str::to_owned).to_vec()];
            rows.extend(users.iter().map(|listed| {
                let (user, factor) = (&listed.user, listed.factor.as_ref());
                vec![
                    user.id.to_string(),
                    user.email.clone().unwrap_or_default(),
                    status(factor).to_owned(),
                    factor
                        .map(|factor| factor.factor_type.to_string())
                        .unwrap_or_default(),
                    last(factor).unwrap_or_default(),
                    instant(user.created_at),
                    locked_until(&listed.attempts).unwrap_or_default(),
                    user.disabled_at.map(instant).unwrap_or_default(),
                ]
            }));
            table(&rows)
        })
    }
}

impl Named {
    async fn reset_mfa(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let done = match store
            .reset_factor(&organization, &self.id, &operator(), clock::now())
            .await?
        {
            Reset::Done => true,
            Reset::NothingEnrolled => false,
            Reset::UnknownUser => bail!("{organization} has no user {}", self.id),
        };
        let result = json!({ "organization": organization, "user": self.id, "reset": done });
        self.format.print(&result, |_| {
            if done {
                format!("{} has no factor any more and can enrol afresh.", self.id)
            } else {
                format!("{} had no factor; open links are void.", self.id)
            }
        })
    }
}

impl Named {
    async fn unlock(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let now = clock::now();
        store
            .unlock_user(&organization, &self.id, &operator(), now)
            .await?;
        let result = json!({ "organization": organization, "user": self.id, "locked_until": null });
        self.format
            .print(&result, |_| format!("{} may try codes again.", self.id))
    }

    async fn switch(self, switch: Switch) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let now = clock::now();
        store
            .switch_user(&organization, &self.id, switch, &operator(), now)
            .await?;
        let user = store.user(&organization, &self.id).await?;
        let disabled_at = user.and_then(|user| user.disabled_at).map(instant);
        let result =
            json!({ "organization": organization, "user": self.id, "disabled_at": disabled_at });
        self.format.print(&result, |_| match switch {
            Switch::Off { .. } => format!("{} does not get in any more.", self.id),
            Switch::On => format!("{} gets in again.", self.id),
        })
    }
}

impl Delete {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let now = clock::now();
        store
            .delete_user(&organization, &self.id, &operator(), now)
            .await?;
        let result = json!({ "organization": organization, "user": self.id, "deleted": true });
        self.format
            .print(&result, |_| format!("{} is deleted.", self.id))
    }
}

/// When somebody last authenticated, and until when codes are refused: as the rules see it now.
fn last(factor: Option<&mfa::FactorState>) -> Option<String> {
    let at = factor?.last_auth_time?;
    rules::happened(at, clock::now()).map(instant)
}

fn locked_until(attempts: &Attempts) -> Option<String> {
    attempts.locked(clock::now()).map(instant)
}

fn status(factor: Option<&mfa::FactorState>) -> &'static str {
    match factor {
        Some(factor) if factor.active => "active",
        _ => "inactive",
    }
}

fn described(listed: &ListedUser) -> serde_json::Value {
    let ListedUser {
        user,
        factor,
        attempts,
    } = listed;
    json!({
        "id": user.id,
        "organization": user.organization,
        "email": user.email,
        "status": status(factor.as_ref()),
        "type": factor.map(|factor| factor.factor_type),
        "last_auth_time": last(factor.as_ref()),
        "created_at": instant(user.created_at),
        "locked_until": locked_until(attempts),
        "disabled_at": user.disabled_at.map(instant),
    })
}
