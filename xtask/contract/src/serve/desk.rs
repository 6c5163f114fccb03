//! Where requests wait for what knows the contract.
//!
//! One thread, the command's own, works on one request after the other: it has the stack that
//! documents need, and nothing of the document has to be shared. When the contract changes, it is
//! read again between two requests.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use crate::document::{Document, Sources};
use crate::report::{Finding, Results, write_records};

/// How often the contract's files are looked at.
const LOOK: Duration = Duration::from_millis(300);

/// The contract's files as they were when they were read.
pub struct Watch {
    path: PathBuf,
    files: HashMap<PathBuf, Option<Stamp>>,
    looked: Instant,
}

/// What changes when a file is written.
type Stamp = (SystemTime, u64);

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

impl Watch {
    pub fn new(path: &Path, document: &Document) -> Self {
        let mut watch = Watch {
            path: path.to_owned(),
            files: HashMap::new(),
            looked: Instant::now(),
        };
        watch.remember(&document.sources, &HashMap::new());
        watch
    }

    /// `before` is what was known before the files were read: what is written meanwhile is read
    /// again.
    fn remember(&mut self, sources: &Sources, before: &HashMap<PathBuf, Option<Stamp>>) {
        let own = [self.path.as_path()].into_iter();
        let all = own.chain(sources.iter().map(|(path, _)| path));
        let stamped = all.map(|path| {
            let known = before.get(path).copied();
            (path.to_owned(), known.unwrap_or_else(|| stamp(path)))
        });
        self.files = stamped.collect();
    }

    /// The contract anew, if one of its files changed since it was read last and it can be read;
    /// if it cannot, why, told once.
    fn changed(&mut self) -> Option<Result<Document, String>> {
        if self.looked.elapsed() < LOOK {
            return None;
        }
        self.looked = Instant::now();
        let paths = self.files.keys();
        let now: HashMap<PathBuf, Option<Stamp>> =
            paths.map(|path| (path.clone(), stamp(path))).collect();
        if now == self.files {
            return None;
        }
        match Document::load(&self.path) {
            Ok(document) => {
                self.remember(&document.sources, &now);
                Some(Ok(document))
            }
            Err((sources, error)) => {
                // The files of the contract that goes on count, too: one that came back as it
                // was is a change.
                self.files.extend(now);
                for (path, _) in sources.iter() {
                    let known = self.files.entry(path.to_owned());
                    known.or_insert_with(|| stamp(path));
                }
                Some(Err(told(&self.path, error.into(), &sources)))
            }
        }
    }
}

fn told(path: &Path, finding: Finding, sources: &Sources) -> String {
    let subject = path.display().to_string();
    let results = Results::new("mock", subject, &[finding], sources);
    let mut text = Vec::new();
    let _ = write_records(&results, false, &mut text);
    String::from_utf8_lossy(&text).trim_end().to_owned()
}

/// What is sent to the desk.
pub enum Letter<J> {
    Job(J),
    /// The server ended: nothing will come any more.
    End,
}

/// What comes to the desk.
pub enum Next<J> {
    Job(J),
    /// The contract changed: the work goes on with another one.
    Reread(Box<Document>),
    /// It changed, and cannot be read: a text that says why. The work goes on with the one before.
    Unreadable(String),
    /// Nothing came for a while.
    Quiet,
    End,
}

/// The queue, and the eye on the contract.
pub struct Desk<J> {
    letters: Receiver<Letter<J>>,
    watch: Watch,
}

impl<J> Desk<J> {
    pub fn new(letters: Receiver<Letter<J>>, watch: Watch) -> Self {
        Desk { letters, watch }
    }

    pub fn next(&mut self) -> Next<J> {
        match self.watch.changed() {
            Some(Ok(document)) => return Next::Reread(Box::new(document)),
            Some(Err(why)) => return Next::Unreadable(why),
            None => {}
        }
        match self.letters.recv_timeout(LOOK) {
            Ok(Letter::Job(job)) => Next::Job(job),
            Err(RecvTimeoutError::Timeout) => Next::Quiet,
            Ok(Letter::End) | Err(RecvTimeoutError::Disconnected) => Next::End,
        }
    }
}
