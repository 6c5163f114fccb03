//! The one thread that writes, and how many writes share one commit.
//!
//! A durable commit costs an fsync. Jobs that arrive while one runs are gathered: each runs in its
//! own savepoint, then all are committed at once, and only then does any of them get its result. So under
//! load the rate of writes is many times the rate of commits, and still nothing is acknowledged
//! that a power cut could take back.
//!
//! While another process holds the database, jobs wait for it together, each for as long as it would
//! alone: who comes late does not wait for those before it to give up first.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::PATIENCE;
use super::file::{DatabaseFile, Fault};
use crate::mfa::{StoreError, WriterLoad};
use crate::store::DatabaseError;

type Result<T> = std::result::Result<T, StoreError>;

/// More jobs than this wait for the next commit: it bounds how long the first one waits.
const LARGEST_BATCH: usize = 256;
/// More requests than this wait before they are queued.
const QUEUE: usize = 1024;

pub(super) struct Writer {
    // Taken when the writer is dropped: a closed queue ends the thread.
    queue: Option<mpsc::Sender<Waiting>>,
    counts: Arc<Counts>,
    file: Arc<DatabaseFile>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        file: Arc<DatabaseFile>,
    ) -> std::result::Result<Self, DatabaseError> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let counts = Arc::new(Counts::default());
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn({
                let (file, counts) = (Arc::clone(&file), Arc::clone(&counts));
                move || run(&connection, &file, jobs, &counts)
            })
            .map_err(|error| file.io(error))?;
        Ok(Self {
            queue: Some(queue),
            counts,
            file,
            thread: Some(thread),
        })
    }

    /// Runs `work` in a transaction of its own, as far as it can tell, and returns once that is
    /// durable. An error undoes what `work` did and nothing else.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> std::result::Result<T, Fault> + Send + 'static,
    {
        let file = Arc::clone(&self.file);
        let work = move |c: &Connection| work(c).map_err(|fault| file.fault(fault));
        let (respond, response) = oneshot::channel();
        let waiting = Waiting {
            until: Instant::now() + PATIENCE,
            job: Box::new(Pending {
                work: Some(work),
                result: None,
                respond,
            }),
        };
        let queue = self.queue.as_ref().ok_or(DatabaseError::Closed)?;
        let _waits = Waits::new(&self.counts);
        tokio::time::timeout(PATIENCE, queue.send(waiting))
            .await
            .map_err(|_| self.file.busy())?
            .map_err(|_| DatabaseError::Closed)?;
        response.await.map_err(|_| DatabaseError::Closed)?
    }
}

impl Writer {
    pub(super) fn load(&self) -> WriterLoad {
        WriterLoad {
            waiting: self.counts.waiting.load(Relaxed),
            batches: self.counts.batches.load(Relaxed),
            writes: self.counts.writes.load(Relaxed),
        }
    }
}

#[derive(Default)]
struct Counts {
    waiting: AtomicU64,
    batches: AtomicU64,
    writes: AtomicU64,
}

/// A write that waits, until its result is there or nobody asks for it any more.
struct Waits<'a>(&'a Counts);

impl<'a> Waits<'a> {
    fn new(counts: &'a Counts) -> Self {
        counts.waiting.fetch_add(1, Relaxed);
        Self(counts)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Relaxed);
    }
}

impl Drop for Writer {
    /// Queued jobs are still written.
    fn drop(&mut self) {
        self.queue.take();
        if let Some(thread) = self.thread.take() {
            // The thread catches the panics of jobs; should it have died all the same, there is
            // nobody left to tell.
            let _ = thread.join();
        }
    }
}

struct Waiting {
    /// When it is given up, unless it has begun.
    until: Instant,
    job: Box<dyn Job>,
}

trait Job: Send {
    fn run(&mut self, connection: &Connection) -> Result<()>;
    fn respond(self: Box<Self>, committed: Result<()>);
}

struct Pending<T, F> {
    work: Option<F>,
    result: Option<Result<T>>,
    respond: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Pending<T, F>
where
    T: Send + 'static,
    F: FnOnce(&Connection) -> Result<T> + Send + 'static,
{
    fn run(&mut self, connection: &Connection) -> Result<()> {
        let Some(work) = self.work.take() else {
            return Ok(());
        };
        // A panic must not take the thread, and with it every later write, along.
        let result = catch_unwind(AssertUnwindSafe(|| work(connection)))
            .unwrap_or_else(|_| Err(DatabaseError::Panicked.into()));
        let outcome = result.as_ref().map(|_| ()).map_err(Clone::clone);
        self.result = Some(result);
        outcome
    }

    fn respond(self: Box<Self>, committed: Result<()>) {
        let result = match (committed, self.result) {
            // What the job itself found tells more than that its batch failed.
            (_, Some(Err(error))) | (Err(error), _) => Err(error),
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => Err(DatabaseError::Closed.into()),
        };
        // The request may have been given up; its write stands all the same.
        let _ = self.respond.send(result);
    }
}

fn run(
    connection: &Connection,
    file: &DatabaseFile,
    mut jobs: mpsc::Receiver<Waiting>,
    counts: &Counts,
) {
    let mut line: Vec<Waiting> = Vec::with_capacity(LARGEST_BATCH);
    loop {
        if line.is_empty() {
            let Some(first) = jobs.blocking_recv() else {
                return;
            };
            line.push(first);
        }
        while line.len() < LARGEST_BATCH
            && let Ok(next) = jobs.try_recv()
        {
            line.push(next);
        }
        // The first in line came first, so it is the first to be given up.
        let result = match begin(connection, line[0].until).map_err(|error| file.error(error)) {
            Err(DatabaseError::Busy { .. }) => {
                give_up(file, &mut line);
                continue;
            }
            Err(error) => Err(error.into()),
            Ok(()) => commit(connection, file, &mut line),
        };
        counts.batches.fetch_add(1, Relaxed);
        counts.writes.fetch_add(line.len() as u64, Relaxed);
        for waiting in line.drain(..) {
            waiting.job.respond(result.clone());
        }
    }
}

/// IMMEDIATE: take the write lock now, where waiting for another process is allowed. A transaction
/// that first reads and then wants to write would be refused instead.
fn begin(connection: &Connection, until: Instant) -> rusqlite::Result<()> {
    let left = until.saturating_duration_since(Instant::now());
    connection.busy_timeout(left.max(Duration::from_millis(1)))?;
    execute(connection, "BEGIN IMMEDIATE")
}

/// Tells those who have waited long enough that the database is locked. The others stay in line.
fn give_up(file: &DatabaseFile, line: &mut Vec<Waiting>) {
    let now = Instant::now();
    let (given_up, waiting): (Vec<_>, Vec<_>) = line.drain(..).partition(|one| one.until <= now);
    if given_up.is_empty() {
        // SQLite did not wait: somebody restores the log.
        std::thread::sleep(Duration::from_millis(5));
    }
    for one in given_up {
        one.job.respond(Err(file.busy().into()));
    }
    line.extend(waiting);
}

/// One transaction for all that are in line, which has begun.
fn commit(connection: &Connection, file: &DatabaseFile, line: &mut [Waiting]) -> Result<()> {
    let execute =
        |sql: &str| execute(connection, sql).map_err(|error| StoreError::from(file.error(error)));
    let committed = (|| {
        for waiting in line.iter_mut() {
            execute("SAVEPOINT job")?;
            if let Err(error) = waiting.job.run(connection) {
                if connection.is_autocommit() {
                    // SQLite took everything back, as it may on a full disk.
                    return Err(error);
                }
                execute("ROLLBACK TO job")?;
            }
            execute("RELEASE job")?;
        }
        execute("COMMIT")
    })();
    if committed.is_err() && !connection.is_autocommit() {
        // Nothing to do about a failing rollback: the next BEGIN reports it.
        let _ = connection.execute_batch("ROLLBACK");
    }
    committed
}

fn execute(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}
