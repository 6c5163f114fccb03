//! The one thread that writes, and how many writes share one commit.
//!
//! A durable commit costs an fsync. Jobs that arrive while one runs are gathered: each runs in its
//! own savepoint, then all are committed at once, and only then does any of them get its result. So under
//! load the rate of writes is many times the rate of commits, and still nothing is acknowledged
//! that a power cut could take back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::file::{DatabaseFile, Fault};
use crate::mfa::StoreError;
use crate::store::DatabaseError;

type Result<T> = std::result::Result<T, StoreError>;

/// More jobs than this wait for the next commit: it bounds how long the first one waits.
const LARGEST_BATCH: usize = 256;
/// More requests than this wait before they are queued.
const QUEUE: usize = 1024;

pub(super) struct Writer {
    // Taken when the writer is dropped: a closed queue ends the thread.
    queue: Option<mpsc::Sender<Box<dyn Job>>>,
    file: Arc<DatabaseFile>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        file: Arc<DatabaseFile>,
    ) -> std::result::Result<Self, DatabaseError> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn({
                let file = Arc::clone(&file);
                move || run(&connection, &file, jobs)
            })
            .map_err(|error| file.io(error))?;
        Ok(Self {
            queue: Some(queue),
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
        let job = Pending {
            work: Some(work),
            result: None,
            respond,
        };
        let queue = self.queue.as_ref().ok_or(DatabaseError::Closed)?;
        queue
            .send(Box::new(job))
            .await
            .map_err(|_| DatabaseError::Closed)?;
        response.await.map_err(|_| DatabaseError::Closed)?
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

fn run(connection: &Connection, file: &DatabaseFile, mut jobs: mpsc::Receiver<Box<dyn Job>>) {
    let mut batch = Vec::with_capacity(LARGEST_BATCH);
    while let Some(first) = jobs.blocking_recv() {
        batch.push(first);
        while batch.len() < LARGEST_BATCH
            && let Ok(next) = jobs.try_recv()
        {
            batch.push(next);
        }
        let committed = commit(connection, file, &mut batch);
        for job in batch.drain(..) {
            job.respond(committed.clone());
        }
    }
}

/// One transaction for the whole batch.
fn commit(connection: &Connection, file: &DatabaseFile, batch: &mut [Box<dyn Job>]) -> Result<()> {
    let execute = |sql: &str| {
        connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute([]))
            .map_err(|error| StoreError::from(file.error(error)))
    };
    let committed = (|| {
        // IMMEDIATE: take the write lock now, where waiting for another process is allowed. A
        // transaction that first reads and then wants to write would be refused instead.
        execute("BEGIN IMMEDIATE")?;
        for job in batch.iter_mut() {
            execute("SAVEPOINT job")?;
            if job.run(connection).is_err() {
                execute("ROLLBACK TO job")?;
            }
            execute("RELEASE job")?;
        }
        execute("COMMIT")?;
        Ok(())
    })();
    if committed.is_err() && !connection.is_autocommit() {
        // Nothing to do about a failing rollback: the next BEGIN reports it.
        let _ = connection.execute_batch("ROLLBACK");
    }
    committed
}
