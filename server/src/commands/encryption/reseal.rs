//! Everything under another key: a few values at a time, each only if nobody changed it meanwhile.

use crate::clock;
use crate::factor::Keyring;
use crate::mfa::{Entry, Event, Origin, SealedAnew, SealedKind, SealedPlace, Store, StoreError};

/// How many values are replaced in one transaction. Servers write between two of them.
const AT_ONCE: u32 = 100;
/// How often everything is looked through: what servers seal with another key meanwhile comes again.
const PASSES: u32 = 5;
/// How many places are named of what cannot be opened.
const NAMED: usize = 20;

/// How far it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    pub done: u64,
    /// As was counted when the pass began.
    pub all: u64,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// How many were sealed anew.
    pub values: u64,
    /// How many other keys still seal, of use or not.
    pub left: u64,
    /// Some of those that their key does not open.
    pub failed: Vec<SealedPlace>,
}

pub(super) struct Resealing<'a> {
    store: &'a dyn Store,
    keyring: &'a Keyring,
    by: &'a Origin,
}

impl<'a> Resealing<'a> {
    pub(super) fn new(store: &'a dyn Store, keyring: &'a Keyring, by: &'a Origin) -> Self {
        Self { store, keyring, by }
    }

    /// Tells its beginning and its end in the audit trail, if there is something to do.
    pub(super) async fn run(&self, show: &mut dyn FnMut(Progress)) -> Result<Done, StoreError> {
        let mut done = Done::default();
        for pass in 0..PASSES {
            let others = self.others().await?;
            done.left = others.iter().map(|(_, _, values)| values).sum();
            if done.left == 0 {
                break;
            }
            if pass == 0 {
                let key = self.keyring.active().to_owned();
                self.tell(Event::ResealingStarted { key }).await?;
            }
            done.failed.clear();
            let before = done.values;
            let all = before + done.left;
            for (key, kind, _) in &others {
                self.reseal(key, *kind, all, &mut done, show).await?;
            }
            // What is left cannot be opened.
            if done.values == before {
                break;
            }
        }
        let others = self.others().await?;
        done.left = others.iter().map(|(_, _, values)| values).sum();
        if done.values + done.left > 0 {
            self.tell(Event::Resealed {
                key: self.keyring.active().to_owned(),
                values: done.values,
                left: done.left,
            })
            .await?;
        }
        Ok(done)
    }

    async fn reseal(
        &self,
        key: &str,
        kind: SealedKind,
        all: u64,
        done: &mut Done,
        show: &mut dyn FnMut(Progress),
    ) -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let page = self.store.sealed_with(key, kind, after.as_ref(), AT_ONCE);
            let page = page.await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = Some(last.place.clone());
            let mut anew = Vec::with_capacity(page.len());
            for old in page {
                match self.keyring.seal_anew(&old) {
                    Ok(new) => anew.push(SealedAnew { old, new }),
                    Err(_) if done.failed.len() < NAMED => done.failed.push(old.place),
                    Err(_) => {}
                }
            }
            done.values += self.store.seal_anew(anew).await?;
            show(Progress {
                done: done.values,
                all,
            });
        }
    }

    /// What other keys seal.
    async fn others(&self) -> Result<Vec<(String, SealedKind, u64)>, StoreError> {
        let counts = self.store.sealed_counts().await?;
        let others = counts
            .into_iter()
            .filter(|count| count.values > 0 && count.key_id != self.keyring.active());
        Ok(others
            .map(|count| (count.key_id, count.kind, count.values))
            .collect())
    }

    async fn tell(&self, event: Event) -> Result<(), StoreError> {
        let entry = Entry {
            at: clock::now(),
            organization: None,
            user: None,
            by: self.by.clone(),
            event,
            times: 1,
        };
        self.store.tell(vec![entry]).await
    }
}
