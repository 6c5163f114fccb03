//! Lines on their way out: collected in memory, written by a thread of their own, many at once.
//!
//! A line costs its thread a lock and a copy. The writer wakes for the first line after a pause,
//! waits a moment for company, and writes all of it in one system call. When the output does not
//! take more (a full pipe), writing threads wait: lines are never dropped. An output that has failed
//! (a closed pipe) swallows lines, because a service that nobody watches still has to serve.

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a line may wait for company.
const PATIENCE: Duration = Duration::from_millis(20);
/// More than this is not collected: whoever logs then waits for the output.
const MAX_WAITING_BYTES: usize = 1024 * 1024;

#[derive(Clone)]
pub(super) struct Sink(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// There is something to write, or the end has come.
    filled: Condvar,
    /// There is room again.
    drained: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<u8>,
    ended: bool,
}

/// Dropping it writes what is waiting and stops the thread.
pub(crate) struct SinkGuard {
    shared: Arc<Shared>,
    writer: Option<JoinHandle<()>>,
}

pub(super) fn start(output: impl Write + Send + 'static) -> (Sink, SinkGuard) {
    let shared = Arc::new(Shared::default());
    let for_writer = Arc::clone(&shared);
    let writer = std::thread::Builder::new()
        .name("log".into())
        .spawn(move || write_until_the_end(&for_writer, output))
        // Without the thread, lines would only pile up: see `push`.
        .ok();
    if writer.is_none() {
        shared.lock().ended = true;
    }
    (Sink(Arc::clone(&shared)), SinkGuard { shared, writer })
}

impl Sink {
    /// Takes one line, with its line feed. After the end of the log it goes nowhere.
    pub(super) fn push(&self, line: &[u8]) {
        let mut state = self.0.lock();
        while state.waiting.len() >= MAX_WAITING_BYTES && !state.ended {
            state = self
                .0
                .drained
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.ended {
            return;
        }
        let first = state.waiting.is_empty();
        state.waiting.extend_from_slice(line);
        drop(state);
        if first {
            self.0.filled.notify_one();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn write_until_the_end(shared: &Shared, mut output: impl Write) {
    let mut batch = Vec::new();
    loop {
        let mut state = shared.lock();
        while state.waiting.is_empty() && !state.ended {
            state = shared
                .filled
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if !state.ended {
            // Only the end cuts the wait for company short.
            let waited = shared
                .filled
                .wait_timeout_while(state, PATIENCE, |state| !state.ended);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let ended = state.ended;
        std::mem::swap(&mut batch, &mut state.waiting);
        drop(state);
        shared.drained.notify_all();
        // There is nowhere left to tell that the log itself has failed.
        let _ = output.write_all(&batch).and_then(|()| output.flush());
        batch.clear();
        if ended {
            return;
        }
    }
}

impl Drop for SinkGuard {
    fn drop(&mut self) {
        self.shared.lock().ended = true;
        self.shared.filled.notify_all();
        self.shared.drained.notify_all();
        if let Some(writer) = self.writer.take() {
            // A writer that has panicked has nothing left to write with.
            let _ = writer.join();
        }
    }
}
