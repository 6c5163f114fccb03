//! Every documented response of a document can be given. `CORPUS=FOLDER` looks at the documents
//! of a folder, too.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;

use super::choice::{Chosen, success, usual};
use super::render::{Renderer, Unrendered, Wish};
use super::respond::Responder;
use super::store::Store;
use super::values::Taste;
use crate::document::{Document, Node};
use crate::exchange::{
    Argument, Arguments, Location, Operation, Operations, Reader, Request, Route, SchemeKind,
    Unwritable, Written, judge_response, read_request, write_request,
};
use crate::instances::Maker;
use crate::report::Direction;

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
            let status = usual(operation, response.status).unwrap_or(600);
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

/// Our documents, and those of the folder that `CORPUS` names.
fn documents() -> Vec<PathBuf> {
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
    all
}

/// Nothing is found in any document, by a thread with the stack that documents need.
#[track_caller]
fn assert_none(find: fn(&Path) -> Vec<String>) {
    let worker = std::thread::Builder::new().stack_size(crate::STACK);
    let work = move || {
        documents()
            .iter()
            .flat_map(|path| find(path))
            .collect::<Vec<_>>()
    };
    let found = worker
        .spawn(work)
        .expect("a thread")
        .join()
        .expect("no panic");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_documented_response_of_our_documents_can_be_given() {
    assert_none(unmade);
}

/// Values that requests may have.
fn values<'a>(operations: &Operations<'a>, schema: Option<&'a Node>) -> Vec<Value> {
    let Some(schema) = schema else {
        return vec!["x".into()];
    };
    let judge = operations.judges.of(schema, Direction::Request);
    let maker = Maker::new(operations.document)
        .without(|node| node.flag("readOnly"))
        .only_described();
    let made = maker.values(&[schema]).into_iter().take(500);
    made.filter(|value| judge.as_ref().is_none_or(|judge| judge.is_valid(value)))
        .take(12)
        .collect()
}

/// Adds a credential for a scheme.
fn prove(operations: &Operations<'_>, scheme: &str, arguments: &mut Arguments) {
    let authorization = |text: &str| ("Authorization".to_owned(), text.to_owned());
    match operations.schemes.get(scheme).map(|scheme| &scheme.kind) {
        Some(SchemeKind::ApiKey { location, name }) => {
            let own = ((*name).to_owned(), "k".to_owned());
            match location {
                Location::Query => arguments.query.push(own),
                Location::Cookie => arguments.cookies.push(own),
                _ => arguments.headers.push(own),
            }
        }
        Some(SchemeKind::Http(scheme)) => {
            arguments
                .headers
                .push(authorization(&format!("{scheme} eDp5")));
        }
        Some(SchemeKind::OAuth2 | SchemeKind::OpenIdConnect) => {
            arguments.headers.push(authorization("Bearer t"));
        }
        _ => {}
    }
}

/// Requests that are as documented: with all parameters, and with those that must be there.
fn requests<'a>(operations: &Operations<'a>, operation: &Operation<'a>) -> Vec<Request> {
    let mut all = Vec::new();
    for is_full in [true, false] {
        for pick in 0..4 {
            let mut arguments = Arguments::default();
            let demanded = operation
                .security
                .first()
                .into_iter()
                .flat_map(|one| &one.schemes);
            for (scheme, _) in demanded {
                prove(operations, scheme, &mut arguments);
            }
            for parameter in operation
                .parameters
                .iter()
                .filter(|one| is_full || one.required)
            {
                let values = values(operations, parameter.schema);
                let all = values.iter().cycle().skip(pick).take(values.len());
                // The first that can be said.
                for value in all {
                    let mut tried = arguments.clone();
                    tried.set(
                        parameter.location,
                        parameter.name,
                        Argument::Value(value.clone()),
                    );
                    let can_be_said = !matches!(
                        write_request(operation, &tried, ""),
                        Err(Unwritable::Parameter { .. })
                    );
                    if can_be_said {
                        arguments = tried;
                        break;
                    }
                }
            }
            if let Some(content) = operation
                .body
                .as_ref()
                .and_then(|body| body.contents.first())
            {
                let values = values(operations, content.schema);
                if let Some(value) = values.get(pick % values.len().max(1)) {
                    arguments.body =
                        Some((content.media_type.to_owned(), Written::Value(value.clone())));
                }
            }
            all.extend(write_request(operation, &arguments, &operation.base));
        }
    }
    all
}

/// What a mock responds to requests that are as documented, and is not as documented itself.
fn broken(path: &Path) -> Vec<String> {
    let document = Document::load(path).expect("a document");
    let operations = Operations::read(&document);
    let responder = Responder::new(&operations, &[]);
    let start = Instant::now();
    let mut found: Vec<String> = Vec::new();
    let (mut count, mut refused) = (0, 0);
    for mut store in [None, Some(Store::default())] {
        let has_responses = |one: &&Operation<'_>| !one.responses.is_empty();
        for operation in operations.all.iter().filter(has_responses) {
            for request in requests(&operations, operation) {
                // Another operation may be meant by the same path, and not all values can be
                // told from others on the way.
                let Route::Found(routed) = operations.route(&request.method, request.path()) else {
                    continue;
                };
                let variables = &routed.variables;
                let read = read_request(
                    &operations,
                    routed.operation,
                    variables,
                    &request,
                    Reader::Strict,
                );
                if routed.operation.index != operation.index || !read.violations.is_empty() {
                    continue;
                }
                let response = responder.respond(&request, false, store.as_mut());
                count += 1;
                refused += u32::from(response.status >= 400);
                let mut wrong = judge_response(&operations, operation, &request.method, &response)
                    .first()
                    .map(|violation| violation.message.clone());
                // What was deleted is not there, whatever the document says of that.
                if store.is_some() && request.method == "GET" && response.status == 404 {
                    wrong = None;
                }
                let has_success = success(operation).is_some_and(|chosen| chosen.status < 400);
                if store.is_none() && has_success && response.status >= 400 {
                    wrong = Some("refused".to_owned());
                }
                if let Some(wrong) = wrong {
                    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    found.push(format!(
                        "{} {} {}: {} {wrong} {}",
                        request.method,
                        request.target,
                        text(&request.body),
                        response.status,
                        text(&response.body)
                    ));
                    break;
                }
            }
        }
    }
    eprintln!(
        "{}: {count} requests, {refused} refused, {} broken, {:?}",
        path.display(),
        found.len(),
        start.elapsed()
    );
    found
}

#[test]
fn what_is_as_documented_gets_what_is_documented() {
    assert_none(broken);
}
