//! Every documented response of a document can be given. `CORPUS=FOLDER` looks at the documents
//! of a folder, too.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::choice::{Chosen, usual};
use super::render::{Renderer, Unrendered, Wish};
use super::values::Taste;
use crate::document::Document;
use crate::exchange::Operations;

/// What cannot be given, and why.
fn unmade(path: &Path) -> Vec<String> {
    let document = Document::load(path).expect("a document");
    let operations = Operations::read(&document);
    let renderer = Renderer::new(&operations);
    let mut found = Vec::new();
    let mut count = 0;
    let start = Instant::now();
    for operation in &operations.all {
        for response in &operation.responses {
            let status = usual(operation, response.status).unwrap_or(599);
            let accepts = response
                .contents
                .iter()
                .map(|content| Some(content.media_type));
            let accepts: Vec<Option<&str>> = accepts.collect();
            let accepts = if accepts.is_empty() {
                vec![None]
            } else {
                accepts
            };
            for accept in accepts {
                for (dynamic, seed) in [(false, 0), (true, 1), (true, 2)] {
                    let wish = Wish {
                        taste: Taste {
                            dynamic,
                            seed,
                            ..Taste::default()
                        },
                        accept,
                        any_media_type: false,
                    };
                    count += 1;
                    let chosen = Chosen { status, response };
                    if let Err(why) = renderer.made(operation, chosen, wish, &[]) {
                        found.push(told(&document, &operation.title(), status, why));
                        break;
                    }
                }
            }
        }
    }
    eprintln!(
        "{}: {count} responses, {} not made, {:?}",
        path.display(),
        found.len(),
        start.elapsed()
    );
    found
}

fn told(document: &Document, title: &str, status: u16, why: Unrendered) -> String {
    let why = match why {
        Unrendered::Contradiction(violations) => {
            let told = violations.iter();
            let told = told.map(|one| {
                format!(
                    "{} at {}: {}",
                    one.message,
                    one.pointer,
                    document.sources.locate(one.at)
                )
            });
            told.collect::<Vec<_>>().join("; ")
        }
        why => format!("{why:?}"),
    };
    format!("{title} {status}: {why}")
}

#[test]
fn every_documented_response_of_our_documents_can_be_given() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let own = [
        "spec/openapi.yaml",
        "server/tests/layer/openapi.yaml",
        "client/tests/any/openapi.yaml",
    ];
    let mut all: Vec<PathBuf> = own.iter().map(|path| root.join(path)).collect();
    if let Some(folder) = std::env::var_os("CORPUS") {
        let entries = std::fs::read_dir(folder).expect("a folder");
        all.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    let worker = std::thread::Builder::new().stack_size(crate::STACK);
    let found = worker.spawn(move || all.iter().flat_map(|path| unmade(path)).collect::<Vec<_>>());
    let found = found.expect("a thread").join().expect("no panic");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
