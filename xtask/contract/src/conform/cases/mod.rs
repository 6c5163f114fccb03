//! Cases of single requests: what is valid, at the edge, broken in one place, sent by nobody
//! or by the wrong one, and at random.
//!
//! What is expected of a case is read from the request as it travels, and not from the values
//! that it was made of: in a URL everything is a text, and a text that some service may take
//! for a valid value proves nothing.

mod protocol;
mod random;
mod security;
mod smaller;
mod values;

use super::run::{Case, Expect, Run};
use super::walks::{Chance, varied};
use crate::exchange::{
    Arguments, Location, Operation, Place, Reader, Request, Route, Violation, Written, property,
    read_request,
};
use crate::report::Direction;
use serde_json::Value;
use values::Pools;

pub use smaller::still;

/// One valid request, so that what it makes or lists is known.
pub async fn first(run: &Run<'_>, operation: &Operation<'_>) {
    let pools = Pools::of(run, operation);
    for arguments in pools.basic() {
        run.send(valid(run, operation, arguments, "valid", pools.is_provable))
            .await;
    }
}

/// A valid request of an operation, with the least that it needs.
pub fn valid_of(run: &Run<'_>, operation: &Operation<'_>) -> Option<Case> {
    let pools = Pools::of(run, operation);
    let arguments = pools.basic().into_iter().next()?;
    Some(valid(run, operation, arguments, "valid", pools.is_provable))
}

/// Everything that is tried of one operation.
pub async fn of_operation(run: &Run<'_>, operation: &Operation<'_>) {
    freshen(run, operation).await;
    let mut pools = Pools::of(run, operation);
    settle(run, operation, &mut pools).await;
    // What takes away what is there goes last.
    run.send_all(security::cases(run, operation, &pools)).await;
    // What is carried out may change what is there, and hide behind a conflict what comes after.
    let mut all = protocol::cases(run, operation, &pools);
    all.extend(pools.cases(run, operation));
    let (refused, others): (Vec<Case>, Vec<Case>) = all
        .into_iter()
        .partition(|case| case.expect == Expect::Refuse);
    run.send_all(refused).await;
    let (accepted, others): (Vec<Case>, Vec<Case>) = others
        .into_iter()
        .partition(|case| case.expect == Expect::Accept);
    run.send_all(others).await;
    match operation.method.as_str() {
        "DELETE" => run.send_all(accepted.into_iter().take(2).collect()).await,
        _ => {
            run.send_all(accepted).await;
            run.send_all(random::cases(run, operation, &pools)).await;
        }
    }
    protocol::head(run, operation, &pools).await;
}

/// So many bodies are tried in place of one that is in conflict with what is there.
const MOST_SETTLING: usize = 8;

/// What is in conflict with what is there, as another thing of the same name, shows nothing: the
/// valid request is one that is carried out.
async fn settle(run: &Run<'_>, operation: &Operation<'_>, pools: &mut Pools) {
    let is_change = matches!(operation.method.as_str(), "PUT" | "PATCH");
    if !is_change && !run.makes_something(operation) {
        return;
    }
    let least = pools.least().clone();
    match sent(run, operation, &least).await {
        Some(200..300) if is_change => return,
        Some(200..300) => {
            let again = sent(run, operation, &least).await;
            if again == Some(409) {
                find_new_member(run, operation, &least).await;
            }
            return;
        }
        Some(409) if !is_change && find_new_member(run, operation, &least).await => return,
        Some(409) => {}
        _ => return,
    }
    for arguments in pools.others(run, operation).into_iter().take(MOST_SETTLING) {
        match sent(run, operation, &arguments).await {
            Some(409) => {}
            Some(200..300) => return pools.settle(arguments),
            _ => return,
        }
    }
}

async fn sent(run: &Run<'_>, operation: &Operation<'_>, arguments: &Arguments) -> Option<u16> {
    let case = valid(run, operation, arguments.clone(), "valid", false);
    run.send(case).await?.status()
}

/// Where a body is in conflict with one that was sent before, one of its members has to be new
/// each time: a request that is refused for that shows nothing else.
async fn find_new_member(run: &Run<'_>, operation: &Operation<'_>, arguments: &Arguments) -> bool {
    let known = run.unique_members.borrow().contains_key(&operation.index);
    let Some((media_type, Written::Value(Value::Object(members)))) = &arguments.body else {
        return false;
    };
    for (name, value) in members.iter().filter(|_| !known) {
        let Some(other) = another(run, operation.index, name, value, 0) else {
            continue;
        };
        let mut changed = members.clone();
        changed.insert(name.clone(), other);
        let other = Arguments {
            body: Some((media_type.clone(), Written::Value(changed.into()))),
            ..arguments.clone()
        };
        if let Some(200..300) = sent(run, operation, &other).await {
            let found = (name.clone(), value.clone());
            let mut all = run.unique_members.borrow_mut();
            all.insert(operation.index, found);
            return true;
        }
    }
    false
}

/// Another value of a member of a body, of the same form.
pub fn another(
    run: &Run<'_>,
    operation: usize,
    name: &str,
    value: &Value,
    number: u64,
) -> Option<Value> {
    let operation = &run.operations.all[operation];
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let mut schemas = contents.filter_map(|content| content.schema);
    let schema =
        schemas.find_map(|schema| property(schema, Some(name), run.operations.document))?;
    let judge = run.operations.judges.of(schema, Direction::Request)?;
    let mut chance = Chance::new(run.options.seed ^ number << 20);
    let mut made = (0..16).map(|_| match value {
        Value::String(text) => Value::from(varied(text, &mut chance)),
        Value::Number(_) => Value::from(chance.below(100_000)),
        _ => Value::Null,
    });
    made.find(|made| !made.is_null() && made != value && judge.is_valid(made))
}

/// What was done with a thing may leave it in a state in which nothing else can be: before it is
/// changed, another one is made.
async fn freshen(run: &Run<'_>, operation: &Operation<'_>) {
    let is_change = matches!(operation.method.as_str(), "PUT" | "PATCH" | "DELETE");
    let is_change = is_change && operation.path.ends_with('}');
    let is_action = operation.method == "POST" && !run.makes_something(operation);
    let Some(end) = operation
        .path
        .rfind("/{")
        .filter(|_| is_change || is_action)
    else {
        return;
    };
    let collection = &operation.path[..end];
    let last = collection
        .rfind('/')
        .map_or("", |start| &collection[start..]);
    let makers = || {
        let all = run.operations.all.iter();
        all.filter(|one| one.method == "POST" && run.calls(one))
    };
    let maker = makers().find(|one| one.path == collection);
    let maker = maker.or_else(|| makers().find(|one| one.path.ends_with(last) && last.len() > 1));
    if let Some(maker) = maker {
        let mut pools = Pools::of(run, maker);
        settle(run, maker, &mut pools).await;
    }
}

fn valid(
    run: &Run<'_>,
    operation: &Operation<'_>,
    arguments: Arguments,
    why: &str,
    is_provable: bool,
) -> Case {
    let credentials = run.credentials(operation, run.actor());
    let expect = match (credentials.is_some(), is_provable) {
        (true, true) => Expect::Accept,
        _ => Expect::Anything,
    };
    Case {
        operation: operation.index,
        method: None,
        arguments,
        credentials: credentials.unwrap_or_default(),
        expect,
        why: why.to_owned(),
        cause: why.to_owned(),
        at: operation.at,
    }
}

/// What a reader makes of a request; none when its path leads to another operation.
pub fn violations(
    run: &Run<'_>,
    operation: &Operation<'_>,
    request: &Request,
    reader: Reader,
) -> Option<Vec<Violation>> {
    let path = request.path();
    let path = match &run.options.base {
        Some(base) => format!("{}{}", operation.base, path.strip_prefix(base.as_str())?),
        None => path.to_owned(),
    };
    match run.operations.route(&request.method, &path) {
        Route::Found(routed) if routed.operation.index == operation.index => {
            let reading = read_request(
                run.operations,
                operation,
                &routed.variables,
                request,
                reader,
            );
            Some(reading.violations)
        }
        _ => None,
    }
}

/// A case with what its request proves: valid for every reader, or invalid for every reader.
/// None when it proves neither.
fn judged(run: &Run<'_>, operation: &Operation<'_>, mut case: Case, place: &Place) -> Option<Case> {
    let request = run.request(&case)?;
    let strict = violations(run, operation, &request, Reader::Strict)?;
    if strict.is_empty() {
        if case.arguments.has_huge_number() {
            case.expect = Expect::Anything;
        }
        return Some(case);
    }
    let generous = violations(run, operation, &request, Reader::Generous)?;
    let first = generous.iter().find(|one| one.place == *place)?;
    if first.rule == "duplicate-member" || first.rule == "charset" {
        return None;
    }
    let within = pattern(&first.pointer);
    case.expect = Expect::Refuse;
    case.why = format!("{place}{within} breaks `{}`", first.rule);
    case.cause = format!("{place}{within} {}", first.rule);
    case.at = first.at;
    Some(case)
}

/// A place in a value, the same for all items of a list.
fn pattern(pointer: &str) -> String {
    let tokens = pointer.split('/');
    let tokens = tokens.map(|token| match token.parse::<usize>() {
        Ok(_) => "*",
        Err(_) => token,
    });
    match tokens.collect::<Vec<_>>().join("/") {
        pointer if pointer.is_empty() => pointer,
        pointer => format!(" at {pointer}"),
    }
}

/// Whether a parameter's values mean more than its schema says.
fn is_opaque(location: Location, name: &str) -> bool {
    super::known::is_opaque(location, name)
}
