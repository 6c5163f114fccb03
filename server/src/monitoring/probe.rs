//! Asking something that may hang: one at a time, in the background, and not again before its answer
//! has become old.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::watch;

/// How long anybody waits for an answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

type Answer<T> = Result<T, String>;

pub(super) struct Probe<T> {
    ask: Box<dyn Fn() -> BoxFuture<'static, Answer<T>> + Send + Sync>,
    max_age: Duration,
    answers: watch::Sender<Option<(Instant, Answer<T>)>>,
    /// Since when it is being asked.
    asking: Arc<Mutex<Option<Instant>>>,
}

impl<T: Clone + Send + Sync + 'static> Probe<T> {
    pub(super) fn new<F>(max_age: Duration, ask: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Answer<T>> + Send + 'static,
    {
        Self {
            ask: Box::new(move || Box::pin(ask())),
            max_age,
            answers: watch::Sender::new(None),
            asking: Arc::default(),
        }
    }

    /// The newest answer, or why there is none.
    pub(super) async fn ask(&self) -> Answer<T> {
        let mut answers = self.answers.subscribe();
        if let Some((at, answer)) = &*answers.borrow_and_update()
            && at.elapsed() < self.max_age
        {
            return answer.clone();
        }
        let since = self.begin();
        // Who comes later does not wait as long again.
        let left = PATIENCE.saturating_sub(since.elapsed());
        match tokio::time::timeout(left, answers.changed()).await {
            Ok(Ok(())) => match &*answers.borrow() {
                Some((_, answer)) => answer.clone(),
                None => Err(silent()),
            },
            _ => Err(silent()),
        }
    }

    /// Asks, unless that is being done; since when.
    fn begin(&self) -> Instant {
        let mut asking = lock(&self.asking);
        if let Some(since) = *asking {
            return since;
        }
        let now = Instant::now();
        *asking = Some(now);
        let (work, answers, asking) =
            ((self.ask)(), self.answers.clone(), Arc::clone(&self.asking));
        let runtime = Handle::current();
        // What hangs may hang in a system call, which would hold a thread of the runtime.
        tokio::task::spawn_blocking(move || {
            let done = Done(asking);
            let answer = runtime.block_on(work);
            // First: who hears of the answer may ask again.
            drop(done);
            answers.send_replace(Some((Instant::now(), answer)));
        });
        now
    }
}

/// Also when what was asked panics.
struct Done(Arc<Mutex<Option<Instant>>>);

impl Drop for Done {
    fn drop(&mut self) {
        *lock(&self.0) = None;
    }
}

fn lock(asking: &Mutex<Option<Instant>>) -> MutexGuard<'_, Option<Instant>> {
    asking.lock().unwrap_or_else(PoisonError::into_inner)
}

fn silent() -> String {
    format!("no answer within {} s", PATIENCE.as_secs())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    use super::*;

    #[tokio::test]
    async fn what_hangs_is_asked_once_and_nobody_waits_for_long() {
        let (go, gate) = std::sync::mpsc::channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        let asked = Arc::new(AtomicU32::new(0));
        let probe = Probe::new(Duration::ZERO, {
            let asked = Arc::clone(&asked);
            move || {
                let (gate, asked) = (Arc::clone(&gate), Arc::clone(&asked));
                async move {
                    let number = asked.fetch_add(1, SeqCst) + 1;
                    if number == 1 {
                        // As a system call does: no thread of the runtime may be held by it.
                        let _ = gate.lock().expect("a gate").recv();
                    }
                    Ok(number)
                }
            }
        });
        let began = Instant::now();
        let answers = futures::future::join_all((0..8).map(|_| probe.ask())).await;
        assert!(answers.iter().all(Result::is_err), "{answers:?}");
        assert!(probe.ask().await.is_err(), "still");
        assert!(began.elapsed() < PATIENCE * 4, "{:?}", began.elapsed());
        assert_eq!(asked.load(SeqCst), 1, "one at a time");
        go.send(()).expect("it waits");
        while asked.load(SeqCst) == 1 {
            let _ = probe.ask().await;
        }
        assert!(probe.ask().await.expect("an answer") > 1);
    }

    #[tokio::test]
    async fn an_answer_is_kept_for_its_time() {
        let asked = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&asked);
        let probe = Probe::new(Duration::from_secs(3600), move || {
            let number = counter.fetch_add(1, SeqCst);
            async move { Ok(number) }
        });
        for _ in 0..3 {
            assert_eq!(probe.ask().await, Ok(0));
        }
    }
}
