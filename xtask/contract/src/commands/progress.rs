//! What takes so long, for whoever waits at a terminal.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long nothing is said, and how often it is said again.
const PAUSE: Duration = Duration::from_secs(1);

/// Does `work`, and says `what` it is, and for how long already, when it is not
/// done at once. The line is gone when it is.
pub fn watched<T>(progress: bool, what: &str, work: impl FnOnce() -> T) -> T {
    if !progress {
        return work();
    }
    let (done, waiting) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let start = Instant::now();
            let mut is_shown = false;
            while waiting.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                anstream::eprint!("\r{what} … {} s", start.elapsed().as_secs());
                is_shown = true;
            }
            if is_shown {
                anstream::eprint!("\r\x1b[K");
            }
        });
        // Dropped when `work` panics, too: the other thread ends.
        let _done = done;
        work()
    })
}
