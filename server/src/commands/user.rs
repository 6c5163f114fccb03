//! `mfa-server user`: the people of an organization, and the one who lost the phone.

use anyhow::bail;
use serde_json::json;

use super::data::{DataArguments, Whose};
use super::import::Import;
use super::output::{Format, instant, table};
use crate::clock;
use crate::mfa::{self, ListedUser, Reset, UserId, checked_email};

/// How many users are read at once.
const PAGE: u32 = 1000;

/// Add, import and list users; reset a user's MFA
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
    ResetMfa(ResetMfa),
}

#[derive(clap::Args)]
pub(super) struct Add {
    /// 1 to 50 characters out of A-Z a-z 0-9 _ @ ~ - .
    id: UserId,
    /// An e-mail address
    #[arg(long, value_parser = checked_email)]
    email: Option<String>,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct ResetMfa {
    /// The user
    id: UserId,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

impl User {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Add(add) => add.run().await,
            Self::Import(import) => import.run().await,
            Self::List(list) => list.run().await,
            Self::ResetMfa(reset) => reset.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let store = self.data.open()?.store;
        let organization = self.whose.find(&*store).await?.id;
        let user = mfa::User {
            organization,
            id: self.id,
            email: self.email,
            created_at: clock::now(),
        };
        store.insert_user(&user).await?;
        self.format.print(
            &described(&ListedUser {
                user: user.clone(),
                factor: None,
            }),
            |_| format!("The user {} is in {}.", user.id, user.organization),
        )
    }
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let store = self.data.open()?.store;
        let organization = self.whose.find(&*store).await?.id;
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
            ];
            let mut rows = vec![heads.map(str::to_owned).to_vec()];
            rows.extend(users.iter().map(|ListedUser { user, factor }| {
                let last = factor.and_then(|factor| factor.last_auth_time);
                vec![
                    user.id.to_string(),
                    user.email.clone().unwrap_or_default(),
                    status(factor.as_ref()).to_owned(),
                    factor
                        .map(|factor| factor.factor_type.to_string())
                        .unwrap_or_default(),
                    last.map(instant).unwrap_or_default(),
                    instant(user.created_at),
                ]
            }));
            table(&rows)
        })
    }
}

impl ResetMfa {
    async fn run(self) -> anyhow::Result<()> {
        let store = self.data.open()?.store;
        let organization = self.whose.find(&*store).await?.id;
        let done = match store
            .reset_factor(&organization, &self.id, clock::now())
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

fn status(factor: Option<&mfa::FactorState>) -> &'static str {
    match factor {
        Some(factor) if factor.active => "active",
        _ => "inactive",
    }
}

fn described(ListedUser { user, factor }: &ListedUser) -> serde_json::Value {
    let last = factor.and_then(|factor| factor.last_auth_time);
    json!({
        "id": user.id,
        "organization": user.organization,
        "email": user.email,
        "status": status(factor.as_ref()),
        "type": factor.map(|factor| factor.factor_type),
        "last_auth_time": last.map(instant),
        "created_at": instant(user.created_at),
    })
}
