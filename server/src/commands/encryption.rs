//! `mfa-server encryption`: which encryption keys sealed what is kept, and how one is given up.

mod reseal;

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, ensure};
use serde_json::{Value, json};

use self::reseal::{Progress, Resealing};
use super::data::{DataArguments, Located, open, settle_keys};
use super::operator::operator;
use super::output::{Format, counted, table};
use crate::clock;
use crate::factor::Keyring;
use crate::mfa::text::Printable;
use crate::mfa::{KeyInUse, SealedCount, SealedKind, SealedPlace, Store};

/// Tell which encryption keys are needed, and give one up
#[derive(clap::Subcommand)]
pub(super) enum Encryption {
    /// Tell how much each encryption key sealed, table by table
    ///
    /// What is of no use any more counts as well, as the secret of a link that has ended, as long as it
    /// is there. A key that seals nothing may be taken out of the configuration.
    Status(Status),
    /// Seal everything anew with the first encryption key, while servers run
    ///
    /// Every server must know the first key before: put it behind the others in the configuration of
    /// each, restart them, then put it first, and restart them again. What is changed meanwhile stays
    /// as it was changed. Stopped at any time, it goes on where it was when it is run again.
    Rotate(Rotate),
}

#[derive(clap::Args)]
pub(super) struct Status {
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Rotate {
    /// No server runs: none has to know the first key yet
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

impl Encryption {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Status(status) => status.run().await,
            Self::Rotate(rotate) => rotate.run().await,
        }
    }
}

/// Places as JSON and the table name them.
const fn word(kind: SealedKind) -> &'static str {
    match kind {
        SealedKind::Factor => "factors",
        SealedKind::Settings => "factor_settings",
        SealedKind::Webhook => "webhooks",
        SealedKind::OldWebhook => "webhooks_before",
        SealedKind::Prepared => "links_prepared",
        SealedKind::Departed => "links_departed",
        SealedKind::Codes => "recovery_codes",
    }
}

impl Status {
    async fn run(self) -> anyhow::Result<()> {
        let located = self.data.locate()?;
        let keys = located.encryption_keys.as_ref();
        let keyring = keys.map(|keys| keys.keyring()).transpose()?;
        let store = open(&located.database).await?;
        let counts = store.sealed_counts().await?;
        let known = store.keys_in_use(clock::now()).await?;
        let rows = rows(keyring.as_ref(), &counts, &known);
        let result: Vec<Value> = rows.iter().map(Row::described).collect();
        self.format.print(&result, |_| {
            if rows.is_empty() {
                return "There is no encryption key yet, and nothing is sealed.".into();
            }
            let mut heads = vec!["KEY".to_owned(), "STATE".to_owned()];
            heads.extend(SealedKind::ALL.map(|kind| word(kind).replace('_', " ").to_uppercase()));
            let mut lines = vec![heads];
            lines.extend(rows.iter().map(|row| {
                let mut line = vec![row.id.clone(), row.state.to_owned()];
                line.extend(SealedKind::ALL.map(|kind| row.values(kind).to_string()));
                line
            }));
            table(&lines)
        })
    }
}

/// One key.
struct Row {
    id: String,
    state: &'static str,
    sealed: BTreeMap<SealedKind, u64>,
}

impl Row {
    fn values(&self, kind: SealedKind) -> u64 {
        self.sealed.get(&kind).copied().unwrap_or(0)
    }

    fn described(&self) -> Value {
        let sealed = SealedKind::ALL.map(|kind| (word(kind).to_owned(), self.values(kind).into()));
        json!({
            "key": self.id,
            "state": self.state,
            "sealed": Value::Object(sealed.into_iter().collect()),
            "total": self.sealed.values().sum::<u64>(),
        })
    }
}

/// Every key that is configured, that sealed something, or that was seen: the one that seals first.
fn rows(keyring: Option<&Keyring>, counts: &[SealedCount], known: &[KeyInUse]) -> Vec<Row> {
    let mut keys: BTreeMap<&str, BTreeMap<SealedKind, u64>> = BTreeMap::new();
    for key in known {
        keys.entry(&key.id).or_default();
    }
    for id in keyring.iter().flat_map(|keyring| keyring.ids()) {
        keys.entry(id).or_default();
    }
    for count in counts {
        let sealed = keys.entry(&count.key_id).or_default();
        sealed.insert(count.kind, count.values);
    }
    let state = |id: &str| match keyring {
        None => "unknown",
        Some(keyring) if keyring.active() == id => "first",
        Some(keyring) if keyring.ids().any(|known| known == id) => "configured",
        Some(_) => "not configured",
    };
    let mut rows: Vec<_> = keys
        .into_iter()
        .map(|(id, sealed)| Row {
            id: id.to_owned(),
            state: state(id),
            sealed,
        })
        .collect();
    rows.sort_by_key(|row| row.state != "first");
    rows
}

impl Rotate {
    async fn run(self) -> anyhow::Result<()> {
        let located = self.data.locate()?;
        let keyring = keyring_of(&located)?;
        let store = open(&located.database).await?;
        let first = keyring.active().to_owned();
        let known = store.keys_in_use(clock::now()).await?;
        let is_known = known
            .iter()
            .any(|key| key.id == first && key.check.is_some());
        ensure!(
            is_known || self.offline,
            "no server has started with the encryption key {first} so far, and one that does not know \
             it could open nothing of what is sealed with it: put the key into the configuration of \
             every server and restart them, or say --offline if none runs"
        );
        let by = operator();
        settle_keys(&located.database, &*store, &keyring, &by).await?;
        let mut shown = Shown::default();
        let mut show = |progress: Progress| shown.show(progress);
        let done = Resealing::new(&*store, &keyring, &by)
            .run(&mut show)
            .await?;
        let needed = needed(&*store, &first).await?;
        let failed: Vec<_> = done.failed.iter().map(described).collect();
        let result = json!({
            "key": first,
            "sealed_anew": done.values,
            "left": done.left,
            "failed": failed,
            "still_needed": needed,
        });
        self.format.print(&result, |_| {
            let values = counted(done.values, "value is", "values are");
            let mut text = format!("{values} sealed anew with the key {first}.");
            for failed in &failed {
                text.push_str(&format!("\n  cannot be opened: {}", Printable(failed)));
            }
            if needed.is_empty() {
                text.push_str(
                    "\nNo other key is needed any more: they may be taken out of the configuration, \
                     except where a backup is to be restored.",
                );
            }
            text
        })?;
        if needed.is_empty() {
            return Ok(());
        }
        let needed = needed.join(", ");
        Err(match failed.is_empty() {
            true => anyhow!(
                "a server still seals with another key (needed: {needed}): put the key {first} first in \
                 the configuration of every server, restart them, and run this again"
            ),
            false => anyhow!(
                "what cannot be opened still needs its key (needed: {needed}): see the values above, \
                 whose key has another value or which were altered. `user reset-mfa` takes a factor \
                 away, `organization factor set` and `webhook rotate` put other secrets in their place"
            ),
        })
    }
}

fn keyring_of(located: &Located) -> anyhow::Result<Keyring> {
    let keys = located.encryption_keys.as_ref();
    let keys = keys.context(
        "no encryption key is configured for this command: name the server's configuration with \
         --config FILE",
    )?;
    Ok(keys.keyring()?)
}

/// The other keys without which no server would start.
async fn needed(store: &dyn Store, first: &str) -> anyhow::Result<Vec<String>> {
    let in_use = store.keys_in_use(clock::now()).await?;
    let others = in_use
        .into_iter()
        .filter(|key| key.id != first && key.factors + key.links + key.settings + key.webhooks > 0);
    Ok(others.map(|key| key.id).collect())
}

fn described(place: &SealedPlace) -> String {
    match place {
        SealedPlace::Factor { organization, user } => {
            format!("the factor of {user} of {organization}")
        }
        SealedPlace::Settings {
            organization,
            factor_type,
        } => format!("what {organization} has set for {factor_type}"),
        SealedPlace::Webhook {
            organization,
            webhook,
        } => format!("the secret of the webhook {webhook} of {organization}"),
        SealedPlace::OldWebhook {
            organization,
            webhook,
        } => format!("the secret before of the webhook {webhook} of {organization}"),
        SealedPlace::Prepared(link) | SealedPlace::Departed(link) => {
            format!("a link of {} of {}", link.user, link.organization)
        }
        SealedPlace::Codes(link) => format!(
            "recovery codes of {} of {} that were not saved",
            link.user, link.organization
        ),
    }
}

/// Progress on standard error: a line that is written over on a terminal, and now and then a new one
/// elsewhere.
#[derive(Default)]
struct Shown {
    last: Option<Instant>,
}

impl Shown {
    fn show(&mut self, progress: Progress) {
        let mut err = io::stderr().lock();
        let is_terminal = err.is_terminal();
        let every = Duration::from_millis(if is_terminal { 200 } else { 5000 });
        let is_last = progress.done >= progress.all;
        if self.last.is_some_and(|last| last.elapsed() < every) && !(is_last && is_terminal) {
            return;
        }
        self.last = Some(Instant::now());
        let Progress { done, all } = progress;
        let (before, after) = match (is_terminal, is_last) {
            (true, false) => ("\r", ""),
            (true, true) => ("\r", "\n"),
            (false, _) => ("", "\n"),
        };
        // There is nobody to tell when standard error is gone.
        let _ = write!(err, "{before}sealed anew: {done} of {all}{after}");
    }
}
