//! Sending: at the pace that was asked for, again where a connection drops or a response is
//! slow, and no more where all of them are.

use std::rc::Rc;
use std::time::Duration;

use futures::StreamExt;
use serde_json::Value;

use super::super::credentials::apply;
use super::super::transport::{NoResponse, Received};
use super::super::{cases, checks, known};
use super::case::{Case, Exchange, Expect};
use super::state::Run;
use crate::exchange::{Argument, Arguments, Location, Reader, Request, Written, write_request};
use crate::report::Direction;

/// So many connections in a row are refused by a service that is not there any more.
const LOST: usize = 4;

/// How long responses of an operation took that were too late.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    pub late: usize,
    pub waited: Duration,
}

impl Run<'_> {
    /// Writes a case as it is sent; none when it cannot be written.
    pub fn request(&self, case: &Case) -> Option<Request> {
        let operation = &self.operations.all[case.operation];
        let mut arguments = case.arguments.clone();
        for (location, name, argument) in &mut arguments.parameters {
            let Argument::Value(value) = argument else {
                continue;
            };
            if !known::is_unique(name) {
                continue;
            }
            let own = Value::from(self.unique_key());
            // What is broken on purpose stays so.
            let schema = operation
                .parameter(*location, name)
                .and_then(|one| one.schema);
            let judge =
                schema.and_then(|schema| self.operations.judges.of(schema, Direction::Request));
            if judge.is_none_or(|judge| judge.is_valid(value) && judge.is_valid(&own)) {
                *value = own;
            }
        }
        self.renew(case.operation, &mut arguments);
        for credential in &case.credentials {
            if !apply(self.operations, credential, &mut arguments) {
                return None;
            }
        }
        let precondition = operation.parameters.iter().find(|one| {
            one.location == Location::Header && one.name.eq_ignore_ascii_case("if-match")
        });
        let mut request = write_request(operation, &arguments, &self.base(operation)).ok()?;
        let is_visible = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !is_visible(&request.target)
            || !request.headers.0.iter().all(|(_, value)| is_visible(value))
        {
            return None;
        }
        // What is changed is as it was seen last: nothing else is a valid condition.
        if let Some(parameter) = precondition
            && request.headers.get(parameter.name).is_none()
        {
            let base = self.base(operation);
            let path = request
                .path()
                .strip_prefix(base.as_str())
                .unwrap_or_default();
            let known = self.known.borrow();
            match known.tag_of(path) {
                Some(tag) => request.headers.push(parameter.name, tag),
                // Whatever is there (RFC 9110, section 13.1.1).
                None if parameter.required => request.headers.push(parameter.name, "*"),
                None => {}
            }
        }
        if let Some(method) = &case.method {
            request.method.clone_from(method);
        }
        if request.headers.get("accept").is_none() {
            request.headers.push("Accept", "*/*");
        }
        Some(request)
    }

    /// A value that no request had before: the same in each run with the same seed.
    pub fn unique_key(&self) -> String {
        let next = self.unique.get();
        self.unique.set(next + 1);
        let seed = self.options.seed & 0xffff_ffff;
        format!("{seed:08x}-0000-4000-8000-{next:012x}")
    }

    /// Sends a case, holds what comes back against all checks, and keeps what was seen. None
    /// when it cannot be written, or the run is over.
    pub async fn send(&self, mut case: Case) -> Option<Rc<Exchange>> {
        let request = self.request(&case)?;
        let request = match self.lacks_tag(&case, &request) {
            Some(read) => {
                self.exchange(read.0, read.1).await;
                self.request(&case)?
            }
            None => request,
        };
        // What is written may say something else than what it was made of.
        if case.expect == Expect::Accept && !self.is_valid(&case, &request) {
            case.expect = Expect::Anything;
        }
        self.exchange(case, request).await
    }

    /// Whether a request is read as one of its operation, and as valid.
    fn is_valid(&self, case: &Case, request: &Request) -> bool {
        let operation = &self.operations.all[case.operation];
        let found = cases::violations(self, operation, request, Reader::Strict);
        found.is_some_and(|found| found.is_empty())
    }

    /// A condition is that of what is there: what reads it, where nobody knows.
    fn lacks_tag(&self, case: &Case, request: &Request) -> Option<(Case, Request)> {
        let operation = &self.operations.all[case.operation];
        operation.parameter(Location::Header, "If-Match")?;
        let is_unknown = request.headers.get("if-match").is_none_or(|tag| tag == "*");
        let is_given = case
            .arguments
            .parameters
            .iter()
            .any(|(_, name, _)| name.eq_ignore_ascii_case("if-match"));
        if !is_unknown || is_given || case.credentials.is_empty() {
            return None;
        }
        let mut all = self.operations.all.iter();
        let read =
            all.find(|one| one.method == "GET" && one.path == operation.path && self.calls(one))?;
        let path = case.arguments.parameters.iter();
        let parameters = path.filter(|(location, _, _)| *location == Location::Path);
        let reading = Case {
            operation: read.index,
            method: None,
            arguments: Arguments {
                parameters: parameters.cloned().collect(),
                ..Arguments::default()
            },
            credentials: self.credentials(read, self.actor())?,
            expect: Expect::Anything,
            why: "it is read before it is changed".to_owned(),
            cause: "read".to_owned(),
            at: read.at,
        };
        let request = self.request(&reading)?;
        Some((reading, request))
    }

    /// Gives a body that was taken before what must be new in it.
    fn renew(&self, operation: usize, arguments: &mut Arguments) {
        let members = self.unique_members.borrow();
        let (Some((name, taken)), Some((_, Written::Value(body)))) =
            (members.get(&operation), &mut arguments.body)
        else {
            return;
        };
        if let Some(value) = body.get_mut(name).filter(|value| *value == taken) {
            let next = self.unique.get();
            self.unique.set(next + 1);
            if let Some(own) = cases::another(self, operation, name, taken, next) {
                *value = own;
            }
        }
    }

    /// Sends what is written already.
    pub async fn exchange(&self, case: Case, request: Request) -> Option<Rc<Exchange>> {
        let exchange = self.exchange_only(case, request).await?;
        self.learn(&exchange);
        for found in checks::all(self, &exchange) {
            self.report(found);
        }
        Some(exchange)
    }

    /// Sends, and keeps nothing of it.
    pub async fn exchange_only(&self, case: Case, request: Request) -> Option<Rc<Exchange>> {
        if self.is_given_up(case.operation) {
            return None;
        }
        let received = self.received(case.operation, &request).await?;
        Some(Rc::new(Exchange {
            number: self.sent.get(),
            case,
            request,
            received,
        }))
    }

    /// Sends cases, several at a time.
    pub async fn send_all(&self, cases: Vec<Case>) {
        // What is changed under a condition is changed one after the other.
        let takes_condition = cases.first().is_some_and(|case| {
            let operation = &self.operations.all[case.operation];
            operation.parameter(Location::Header, "If-Match").is_some()
        });
        let at_a_time = match takes_condition {
            true => 1,
            false => self.options.concurrency.max(1),
        };
        let sending = cases.into_iter().map(|case| self.send(case));
        let mut sending = futures::stream::iter(sending).buffered(at_a_time);
        while sending.next().await.is_some() {}
    }

    /// One more request may go, after a pause if a rate says so. False when the run is over.
    pub async fn may_send(&self) -> bool {
        if !self.goes_on() {
            return false;
        }
        let number = self.sent.get();
        self.sent.set(number + 1);
        if let Some(rate) = self.options.rate.filter(|rate| *rate > 0) {
            let due = Duration::from_secs_f64(number as f64 / f64::from(rate));
            let pause = due.saturating_sub(self.start.elapsed());
            let pause = self.left().map_or(pause, |left| pause.min(left));
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.interrupt.asked() => {}
            }
            return self.goes_on();
        }
        true
    }

    async fn once(&self, request: &Request) -> Option<Received> {
        if !self.may_send().await {
            return None;
        }
        let over = async {
            match self.left() {
                // A response that is under way is waited for a little longer.
                Some(left) => tokio::time::sleep(left + Duration::from_secs(2)).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            received = self.transport.send(request) => Some(received),
            () = self.interrupt.asked() => None,
            () = over => None,
        }
    }

    async fn received(&self, operation: usize, request: &Request) -> Option<Received> {
        let mut received = self.once(request).await?;
        let is_idempotent = !matches!(request.method.as_str(), "POST" | "PATCH");
        let is_dropped = matches!(
            received.result,
            Err(NoResponse::Connect(_) | NoResponse::Closed | NoResponse::Half(_))
        );
        self.count_refused(&received);
        if is_dropped && is_idempotent && !self.is_lost() {
            let Some(again) = self.once(request).await else {
                return Some(received);
            };
            self.count_refused(&again);
            if let (Err(first), Ok(_)) = (&received.result, &again.result) {
                received = Received {
                    dropped: Some(first.clone()),
                    ..again
                };
            }
        }
        if self.is_late(&received) {
            self.confirm_late(operation, request, is_idempotent, &mut received)
                .await;
        }
        Some(received)
    }

    fn is_late(&self, received: &Received) -> bool {
        let limit = Duration::from_millis(self.config.limits.response_within);
        received.took > limit || matches!(received.result, Err(NoResponse::Late(_)))
    }

    /// A machine may be slow, once: only who is slow again is late.
    async fn confirm_late(
        &self,
        operation: usize,
        request: &Request,
        is_idempotent: bool,
        received: &mut Received,
    ) {
        // What was seen to be slow is known.
        let is_known = self
            .pace
            .borrow()
            .get(&operation)
            .is_some_and(|pace| pace.late > 0);
        if !is_known {
            let Some(again) = self.once(request).await else {
                return;
            };
            received.again = Some(again.took);
            let is_late = self.is_late(&again);
            if is_idempotent && again.result.is_ok() {
                received.result = again.result;
                received.is_followed = again.is_followed;
            }
            if !is_late {
                self.tried.borrow_mut().slow_once += 1;
                return;
            }
        }
        let mut all = self.pace.borrow_mut();
        let pace = all.entry(operation).or_default();
        pace.late += 1;
        pace.waited += received.took;
    }

    /// Whether an operation is so slow that no more is asked of it.
    pub fn is_given_up(&self, operation: usize) -> bool {
        let most = Duration::from_millis(self.config.limits.response_within.saturating_mul(4));
        let all = self.pace.borrow();
        let own = all.get(&operation);
        own.is_some_and(|pace| pace.late >= 2 && pace.waited >= most)
    }

    fn count_refused(&self, received: &Received) {
        let refused = match &received.result {
            Err(NoResponse::Connect(_)) => self.refused.get() + 1,
            _ => 0,
        };
        self.refused.set(refused);
    }

    /// Whether nobody is there any more.
    pub fn is_lost(&self) -> bool {
        self.refused.get() >= LOST
    }
}
