//! `mfa-server audit`: who did what, when and from where.

use std::io::{self, Write as _};
use std::time::Duration;

use anyhow::ensure;
use serde_json::{Value, json};

use super::data::{DataArguments, Within};
use super::operator::operator;
use super::output::{Format, counted, escaped_json, instant};
use super::when::{When, age};
use crate::clock;
use crate::mfa::text::Printable;
use crate::mfa::{AuditQuery, OrganizationId, Store, Told, UserId};

/// Entries that are read at once.
const PAGE: u32 = 1000;
/// How often it is looked for new entries.
const FOLLOWED_EVERY: Duration = Duration::from_millis(500);

/// Read the audit trail: who did what, when, from where, and what came of it
///
/// One line for each entry, the oldest first: the instant, what happened, its outcome, the
/// organization and user that it is about, by whom, from which address, with which request, and what
/// else is known of it. The last 100 are shown, unless --since or --limit says otherwise. With --json
/// each line is a JSON object.
///
/// Entries outlast what they tell of, and are never changed: only `audit prune` and `audit erase`
/// take something away, which is told in turn.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  mfa-server audit --user alice --since 7d
  mfa-server audit --what user.locked --what code --since 2h
  mfa-server audit --organization acme --since 2026-01-31T12:00:00Z --json
  mfa-server audit --follow"
)]
pub(super) struct Audit {
    #[command(subcommand)]
    change: Option<Change>,
    #[command(flatten)]
    read: Read,
}

#[derive(clap::Args)]
struct Read {
    /// Of this organization alone
    #[arg(long, value_name = "ID")]
    organization: Option<OrganizationId>,
    /// About this user alone, also one who was deleted
    #[arg(long, value_name = "ID", value_parser = |text: &str| UserId::kept(text))]
    user: Option<UserId>,
    /// What happened: a word as factor.verified, or the part before a dot as factor; give it again
    /// for more
    #[arg(long, value_name = "WORD", value_parser = word)]
    what: Vec<String>,
    /// From this time on: as 2026-01-31T12:00:00Z, or that long ago, as 30m, 2h, 7d
    #[arg(long, value_name = "TIME")]
    since: Option<When>,
    /// Before this time, written in the same ways
    #[arg(long, value_name = "TIME")]
    until: Option<When>,
    /// The last so many entries [default: 100, or all since --since]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Go on, and show new entries as they come, until Ctrl-C
    #[arg(long, conflicts_with = "until")]
    follow: bool,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Subcommand)]
enum Change {
    /// Take old entries away; the trail tells that it was done, by whom, and how many they were
    Prune(Prune),
    /// Take out of the trail who a deleted user was, where the law demands that
    ///
    /// The entries stay, without the user's id, addresses and request ids: that something happened can
    /// still be counted, but not whom it was about. There is no way back. It is refused for a user
    /// who is there: delete the user first.
    Erase(Erase),
}

#[derive(clap::Args)]
struct Prune {
    /// How old entries may get that stay: as 400d
    #[arg(long, value_name = "AGE", value_parser = age)]
    older_than: chrono::Duration,
    /// Of this organization alone [default: of all, and of none]
    #[arg(long, value_name = "ID")]
    organization: Option<OrganizationId>,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
struct Erase {
    /// The user who was deleted
    #[arg(long, value_name = "ID", value_parser = |text: &str| UserId::kept(text))]
    user: UserId,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

/// As they are written: what is none would find nothing, and nobody would know why.
fn word(text: &str) -> Result<String, String> {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if (1..=2).contains(&text.split('.').count()) && text.split('.').all(is_part) {
        Ok(text.to_owned())
    } else {
        Err("use a word as factor.verified, or its part before the dot".into())
    }
}

impl Audit {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self.change {
            None => self.read.run().await,
            Some(Change::Prune(prune)) => prune.run().await,
            Some(Change::Erase(erase)) => erase.run().await,
        }
    }
}

impl Read {
    async fn run(self) -> anyhow::Result<()> {
        let store = self.data.open().await?;
        let now = clock::now();
        let query = AuditQuery {
            organization: self.organization.clone(),
            user: self.user.as_ref().map(UserId::to_string),
            what: self.what.clone(),
            since: self.since.map(|when| when.at(now)).transpose()?,
            until: self.until.map(|when| when.at(now)).transpose()?,
        };
        if let (Some(since), Some(until)) = (query.since, query.until) {
            ensure!(since < until, "--since must be before --until");
        }
        let limit = match (self.limit, self.since) {
            (Some(limit), _) => Some(limit),
            (None, None) => Some(100),
            (None, Some(_)) => None,
        };
        let mut after = match limit {
            Some(limit) => store.told_before_last(&query, limit).await?,
            None => 0,
        };
        loop {
            let page = store.told(&query, after, PAGE).await?;
            let is_last = page.len() < PAGE as usize;
            after = page.last().map_or(after, |told| told.number);
            if !self.print(&page)? {
                return Ok(());
            }
            match (is_last, self.follow) {
                (false, _) => {}
                (true, false) => return Ok(()),
                (true, true) => tokio::time::sleep(FOLLOWED_EVERY).await,
            }
        }
    }

    /// `false` when nobody reads any more.
    fn print(&self, page: &[Told]) -> anyhow::Result<bool> {
        let mut text = String::new();
        for told in page {
            let line = if self.format.json {
                escaped_json(&described(told).to_string())
            } else {
                line(told)
            };
            text.push_str(&line);
            text.push('\n');
        }
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            other => Ok(other.map(|()| true)?),
        }
    }
}

/// For people: what is not there shows as `-`.
fn line(told: &Told) -> String {
    let shown = |text: &Option<String>| match text {
        Some(text) => Printable(text).to_string(),
        None => "-".to_owned(),
    };
    let mut actor = told.actor_kind.clone();
    if let Some(id) = &told.actor {
        actor.push_str(&format!(":{}", Printable(id)));
    }
    let mut line = format!(
        "{}  {:<20}  {:<7}  {}/{}  by {actor}",
        instant(told.at),
        Printable(&told.what).to_string(),
        Printable(&told.outcome).to_string(),
        shown(&told.organization),
        shown(&told.user),
    );
    if told.times > 1 {
        line.push_str(&format!("  {} times", told.times));
    }
    if let Value::Object(detail) = &told.detail {
        for (name, value) in detail {
            let value = match value {
                Value::Null => continue,
                Value::Array(values) if values.is_empty() => continue,
                Value::String(text) => text.clone(),
                Value::Array(values) => {
                    let texts = values.iter().map(|one| match one {
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    });
                    texts.collect::<Vec<_>>().join(",")
                }
                other => other.to_string(),
            };
            line.push_str(&format!("  {}={}", Printable(name), Printable(&value)));
        }
    }
    if let Some(address) = &told.address {
        line.push_str(&format!("  from {}", Printable(address)));
    }
    if let Some(id) = &told.request_id {
        line.push_str(&format!("  request {}", Printable(id)));
    }
    line
}

fn described(told: &Told) -> Value {
    json!({
        "number": told.number,
        "at": instant(told.at),
        "what": told.what,
        "outcome": told.outcome,
        "organization": told.organization,
        "user": told.user,
        "actor": { "kind": told.actor_kind, "id": told.actor },
        "detail": told.detail,
        "times": told.times,
        "address": told.address,
        "request_id": told.request_id,
    })
}

impl Prune {
    async fn run(self) -> anyhow::Result<()> {
        let store = self.data.open().await?;
        let now = clock::now();
        let before = now - self.older_than;
        if let Some(organization) = &self.organization {
            known(&*store, organization).await?;
        }
        let pruned = store
            .prune_trail(self.organization.as_ref(), before, &operator(), now)
            .await?;
        let result = json!({
            "organization": self.organization,
            "before": instant(before),
            "pruned": pruned,
        });
        self.format.print(&result, |_| {
            let entries = counted(pruned, "entry", "entries");
            format!("{entries} from before {} taken away.", instant(before))
        })
    }
}

async fn known(store: &dyn Store, organization: &OrganizationId) -> anyhow::Result<()> {
    let found = store.organization(organization).await?;
    ensure!(found.is_some(), "there is no organization {organization}");
    Ok(())
}

impl Erase {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let is_there = store.user(&organization, &self.user).await?.is_some();
        ensure!(
            !is_there,
            "{0} is a user of {organization}: the trail of one who is there stays whole. First: \
             mfa-server user delete {0} --organization {organization}",
            self.user
        );
        let erased = store
            .erase_trail(&organization, &self.user, &operator(), clock::now())
            .await?;
        let result = json!({ "organization": organization, "user": self.user, "erased": erased });
        self.format.print(&result, |_| {
            let entries = counted(erased, "entry", "entries");
            format!("{entries} tell no more of {}.", self.user)
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;

    fn told(actor: &str, detail: Value) -> Told {
        Told {
            number: 7,
            at: DateTime::<Utc>::from_timestamp(1_800_000_000, 0).expect("in range"),
            organization: Some("blue".into()),
            user: None,
            actor_kind: "operator".into(),
            actor: Some(actor.into()),
            what: "factor.verified".into(),
            outcome: "done".into(),
            detail,
            times: 1,
            address: Some("127.0.0.1".into()),
            request_id: None,
        }
    }

    #[test]
    fn a_line_does_nothing_to_the_terminal_whatever_is_in_it() {
        let line = line(&told(
            "root\u{1b}[2J",
            json!({ "x\n": "\u{202e}y", "z": ["\u{7}"] }),
        ));
        assert!(!line.contains(crate::mfa::text::is_hidden), "{line:?}");
        assert!(line.contains(r"operator:root\u{1b}[2J"), "{line}");
        assert!(line.contains(r"x\u{a}=\u{202e}y  z=\u{7}"), "{line}");
        assert!(line.contains("blue/-"), "{line}");
    }

    #[test]
    fn a_word_that_is_none_is_refused() {
        for good in ["factor.verified", "factor", "encryption_key.added"] {
            assert_eq!(word(good).as_deref(), Ok(good));
        }
        for bad in ["", "Factor", "factor.", "a.b.c", "factor.%", "x y"] {
            assert!(word(bad).is_err(), "{bad}");
        }
    }
}
