//! The desk of the mock: responds to one request after the other, by the contract as it is now.

use std::io::{self, Write};

use super::credentials::Identity;
use super::front::Job;
use super::respond::Responder;
use super::store::Store;
use crate::document::Document;
use crate::exchange::Operations;
use crate::serve::desk::{Desk, Next};

/// Works until the server ends. What was made stays when the contract changes. `log` hears of each
/// request, and of the contract.
pub fn run(
    mut document: Document,
    mut desk: Desk<Job>,
    identities: &[Identity],
    mut store: Option<Store>,
    log: &mut dyn Write,
) -> io::Result<()> {
    loop {
        let operations = Operations::read(&document);
        for note in &operations.notes {
            let place = document.sources.locate(note.at);
            writeln!(log, "note: {} ({place})", note.message)?;
        }
        if let Some(store) = &mut store {
            store.introduce(identities, &operations);
        }
        let responder = Responder::new(&operations, identities);
        let next = loop {
            match desk.next() {
                Next::Job(job) => work(job, &responder, store.as_mut(), log)?,
                Next::Unreadable(why) => {
                    writeln!(log, "{why}\nThe contract as it was before is served on.")?;
                }
                Next::Quiet => {}
                Next::Reread(document) => break *document,
                Next::End => return Ok(()),
            }
        };
        writeln!(log, "The contract changed, and was read again.")?;
        document = next;
    }
}

fn work(
    job: Job,
    responder: &Responder<'_, '_>,
    store: Option<&mut Store>,
    log: &mut dyn Write,
) -> io::Result<()> {
    let response = responder.respond(&job.request, job.strikes, store);
    let status = response.status;
    let request = &job.request;
    // Who does not wait any more is none of ours.
    let _ = job.reply.send(response);
    // Without the query: keys may stand in it.
    writeln!(log, "{} {} {status}", request.method, request.path())
}
