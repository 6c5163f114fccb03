//! A proxy between `conform` and a service, which makes one fault.

use std::collections::HashMap;
use std::io::{BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::contract::{Contract, decoded};
use super::faults::{Change, Cut, Edge, Fault, List, Wrong};
use super::wire::{Came, Message, read};

/// What a proxy knows.
struct Known {
    contract: Arc<Contract>,
    fault: Option<Fault>,
    /// Of the two tenants, the secrets: those of the second one are replaced.
    tenants: Vec<(String, String)>,
    upstream: String,
    fired: AtomicUsize,
    is_over: AtomicBool,
    /// The latest success of each operation, and its latest refusal as invalid.
    succeeded: Mutex<HashMap<usize, Message>>,
    refused: Mutex<HashMap<usize, Message>>,
    /// The first and the latest response to each target.
    seen: Mutex<HashMap<String, (Message, Message)>>,
}

pub struct Proxy {
    known: Arc<Known>,
    pub address: String,
}

impl Proxy {
    pub fn start(
        contract: Arc<Contract>,
        fault: Option<Fault>,
        upstream: &str,
        tenants: Vec<(String, String)>,
    ) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let known = Arc::new(Known {
            contract,
            fault,
            tenants,
            upstream: upstream.to_owned(),
            fired: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
            succeeded: Mutex::default(),
            refused: Mutex::default(),
            seen: Mutex::default(),
        });
        let own = Arc::clone(&known);
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if own.is_over.load(Ordering::Relaxed) {
                    break;
                }
                let known = Arc::clone(&own);
                std::thread::spawn(move || known.serve(client));
            }
        });
        Proxy { known, address }
    }

    /// How often the fault was made.
    pub fn fired(&self) -> usize {
        self.known.fired.load(Ordering::Relaxed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.known.is_over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(&self.address);
    }
}

impl Known {
    fn serve(&self, mut client: TcpStream) -> Option<()> {
        let mut upstream = TcpStream::connect(&self.upstream).ok()?;
        for stream in [&client, &upstream] {
            stream.set_nodelay(true).ok()?;
        }
        let mut requests = BufReader::new(client.try_clone().ok()?);
        let mut responses = BufReader::new(upstream.try_clone().ok()?);
        loop {
            let mut request = match read(&mut requests, false) {
                Came::Message(request) => request,
                Came::Raw(bytes) => {
                    upstream.write_all(&bytes).ok()?;
                    return passed_on(requests, responses, client, upstream);
                }
                Came::End => return None,
            };
            let operation = self.contract.operation(request.method(), request.target());
            let original = request.clone();
            self.changes_request(operation, &mut request);
            request.write(&mut upstream, false).ok()?;
            let is_head = request.method() == "HEAD";
            let mut response = loop {
                match read(&mut responses, is_head) {
                    // 100 Continue, or what has no body.
                    Came::Message(response) if response.status() < 200 => {
                        response.write(&mut client, false).ok()?;
                    }
                    Came::Message(response) => break response,
                    Came::Raw(bytes) => {
                        client.write_all(&bytes).ok()?;
                        return passed_on(requests, responses, client, upstream);
                    }
                    Came::End => return None,
                }
            };
            self.is_at_this_address(&mut response, &client);
            let closes = response.closes() || request.closes();
            let cut = self.changes_response(operation, &original, &mut response);
            match cut {
                None => response.write(&mut client, is_head).ok()?,
                Some(cut) => {
                    write_cut(&mut client, &response, cut);
                    let _ = client.shutdown(Shutdown::Both);
                    return None;
                }
            }
            if closes {
                let _ = client.shutdown(Shutdown::Both);
                return None;
            }
        }
    }

    /// What leads to the service leads to the proxy.
    fn is_at_this_address(&self, response: &mut Message, client: &TcpStream) -> Option<()> {
        let own = client.local_addr().ok()?.to_string();
        let text = String::from_utf8(response.body.clone()).ok()?;
        if text.contains(&self.upstream) {
            response.set_body(text.replace(&self.upstream, &own).as_bytes());
        }
        if response
            .headers
            .iter()
            .any(|(_, value)| value.contains(&self.upstream))
        {
            for (_, value) in &mut response.headers {
                *value = value.replace(&self.upstream, &own);
            }
            response.change();
        }
        Some(())
    }

    fn fire(&self) {
        self.fired.fetch_add(1, Ordering::Relaxed);
    }

    fn changes_request(&self, operation: Option<usize>, request: &mut Message) -> Option<()> {
        let fault = self.fault.as_ref()?;
        if operation != Some(fault.operation) {
            return None;
        }
        match &fault.wrong {
            Wrong::OtherTenant => {
                let mut line = request.line.clone();
                let mut headers = request.headers.clone();
                for (theirs, own) in &self.tenants {
                    line = line.replace(theirs, own);
                    for (_, value) in &mut headers {
                        *value = value.replace(theirs, own);
                    }
                }
                if line != request.line || headers != request.headers {
                    (request.line, request.headers) = (line, headers);
                    request.change();
                    self.fire();
                }
            }
            Wrong::QueryIgnored(name) => {
                let target = request.target().to_owned();
                let (path, query) = target.split_once('?')?;
                let is_other =
                    |pair: &&str| decoded(pair.split('=').next().unwrap_or_default()) != *name;
                let rest: Vec<&str> = query.split('&').filter(is_other).collect();
                let rest = rest.join("&");
                if rest != query {
                    let target = if rest.is_empty() {
                        path.to_owned()
                    } else {
                        format!("{path}?{rest}")
                    };
                    request.set_target(&target);
                    self.fire();
                }
            }
            Wrong::HeaderIgnored(name) if request.header(name).is_some() => {
                request.remove(name);
                self.fire();
            }
            _ => {}
        }
        Some(())
    }

    /// Returns how the transport fails, if it does.
    fn changes_response(
        &self,
        operation: Option<usize>,
        request: &Message,
        response: &mut Message,
    ) -> Option<Cut> {
        let status = response.status();
        let before = response.clone();
        if let (Some(index), false) = (operation, request.method() == "HEAD") {
            match status {
                200..300 => drop(self.succeeded.lock().ok()?.insert(index, before.clone())),
                400 | 422 => drop(self.refused.lock().ok()?.insert(index, before.clone())),
                _ => {}
            }
        }
        let fault = self.fault.as_ref()?;
        let own = &self.contract.operations[fault.operation];
        let is_its = operation == Some(fault.operation) && request.method() != "HEAD";
        let is_its_path = {
            let with_its_method = format!("{} {}", own.method, request.target());
            let mut parts = with_its_method.split(' ');
            let (method, target) = (parts.next()?, parts.next()?);
            self.contract.operation(method, target) == Some(fault.operation)
        };
        match &fault.wrong {
            Wrong::Method(to) if is_its_path && status == 405 && request.method() != "HEAD" => {
                *response = Message::response(*to, &[("Content-Type", "application/json")], b"{}");
            }
            Wrong::NoAllow if is_its_path && status == 405 => response.remove("Allow"),
            Wrong::Head(404) if is_its_path && request.method() == "HEAD" && status < 300 => {
                response.set_status(404);
            }
            Wrong::Head(200) if is_its_path && request.method() == "HEAD" && status < 300 => {
                let body = self
                    .succeeded
                    .lock()
                    .ok()?
                    .get(&fault.operation)?
                    .body
                    .clone();
                response.set_body(&body);
                self.fire();
                return Some(Cut::Unexpected);
            }
            _ if !is_its || fault.status.is_some_and(|wanted| wanted != status) => return None,
            // What is refused is none of what was seen.
            Wrong::Stale if status < 300 => {
                let key = format!("{} {}", request.target(), self.credentials(request));
                let mut seen = self.seen.lock().ok()?;
                let (first, _) = seen
                    .entry(key)
                    .or_insert_with(|| (before.clone(), before.clone()));
                if first.body == before.body {
                    return None;
                }
                *response = first.clone();
                response.change();
            }
            Wrong::Resurrected => {
                let key = format!("{} {}", request.target(), self.credentials(request));
                let mut seen = self.seen.lock().ok()?;
                if status < 300 {
                    seen.insert(key, (before.clone(), before));
                    return None;
                }
                *response = seen
                    .get(&key)
                    .filter(|_| matches!(status, 404 | 410))?
                    .0
                    .clone();
                response.change();
            }
            Wrong::LetIn => self.succeeds(fault.operation, response)?,
            Wrong::Accepted(what) if status >= 400 => {
                if self.broken(fault.operation, request)? != *what {
                    return None;
                }
                self.succeeds(fault.operation, response)?;
            }
            Wrong::Refused(at, edge) if status < 300 => {
                if !self.has(fault.operation, request, at, edge) {
                    return None;
                }
                *response = self.refused.lock().ok()?.get(&fault.operation)?.clone();
                response.change();
            }
            wrong => {
                let cut = sent_wrong(wrong, response)?;
                self.fire();
                return cut;
            }
        }
        self.fire();
        None
    }

    fn credentials(&self, request: &Message) -> String {
        let own = request
            .headers
            .iter()
            .filter(|(name, _)| self.contract.credentials.contains(&name.to_lowercase()));
        own.map(|(_, value)| value.as_str()).collect()
    }

    fn succeeds(&self, operation: usize, response: &mut Message) -> Option<()> {
        *response = self.succeeded.lock().ok()?.get(&operation)?.clone();
        response.change();
        Some(())
    }

    /// What a request breaks, if it is one thing: `body/name maxLength`, `query limit minimum`.
    fn broken(&self, operation: usize, request: &Message) -> Option<String> {
        let own = &self.contract.operations[operation];
        let mut all = Vec::new();
        for parameter in &own.parameters {
            let at = format!(
                "{} {}",
                parameter["in"].as_str()?,
                parameter["name"].as_str()?
            );
            match own.argument(&self.contract, parameter, request.target(), |name| {
                request.header(name).map(str::to_owned)
            }) {
                Some(value) => {
                    let validator = self.contract.validator(&parameter["schema"])?;
                    all.extend(
                        validator
                            .iter_errors(&value)
                            .map(|error| format!("{at} {}", error.kind().keyword())),
                    );
                }
                None if parameter["required"] == true => all.push(format!("{at} required")),
                None => {}
            }
        }
        if let Some(schema) = &own.body {
            let value = request.json()?;
            for error in self.contract.validator(schema)?.iter_errors(&value) {
                let at = starred(error.instance_path().as_str());
                all.push(format!("body{at} {}", error.kind().keyword()));
            }
        }
        all.sort();
        all.dedup();
        (all.len() == 1).then(|| all.remove(0))
    }

    fn has(&self, operation: usize, request: &Message, at: &str, edge: &Edge) -> bool {
        let own = &self.contract.operations[operation];
        let values: Vec<Value> = match at.strip_prefix("body") {
            Some(pointer) => request
                .json()
                .map(|body| found(&body, pointer))
                .unwrap_or_default(),
            None => {
                let mut parameters = own.parameters.iter();
                let is_it = |one: &&Value| {
                    at == format!(
                        "{} {}",
                        one["in"].as_str().unwrap_or_default(),
                        one["name"].as_str().unwrap_or_default()
                    )
                };
                let header = |name: &str| request.header(name).map(str::to_owned);
                parameters
                    .find(is_it)
                    .and_then(|one| own.argument(&self.contract, one, request.target(), header))
                    .into_iter()
                    .collect()
            }
        };
        values.iter().any(|value| match edge {
            Edge::Present => true,
            Edge::Is(wanted) => {
                value == wanted
                    || value
                        .as_f64()
                        .is_some_and(|own| Some(own) == wanted.as_f64())
            }
            Edge::Length(length) => value
                .as_str()
                .is_some_and(|text| text.chars().count() == *length),
            Edge::Items(length) => value.as_array().is_some_and(|items| items.len() == *length),
        })
    }
}

/// Faults of what is sent, whoever asked for it.
fn sent_wrong(wrong: &Wrong, response: &mut Message) -> Option<Option<Cut>> {
    match wrong {
        Wrong::Status(to) => response.set_status(*to),
        Wrong::MediaType(None) => response.remove("Content-Type"),
        Wrong::MediaType(Some(to)) => response.set("Content-Type", to),
        Wrong::NoHeader(name) => response.remove(name),
        Wrong::Header(name, value) => {
            response.header(name)?;
            response.set(name, value);
        }
        Wrong::Member(pointer, change) => {
            let mut value = response.json()?;
            if !changed(
                &mut value,
                &pointer.split('/').skip(1).collect::<Vec<_>>(),
                change,
            ) {
                return None;
            }
            response.set_json(&value);
        }
        Wrong::Bytes(bytes) => response.set_body(bytes.as_bytes()),
        Wrong::Leak(text) => {
            let mut value = response.json()?;
            let told = first_text(&mut value)?;
            *told = Value::from(*text);
            response.set_json(&value);
        }
        Wrong::List(list) => {
            let mut value = response.json()?;
            let items = match &mut value {
                Value::Array(items) => items,
                Value::Object(members) => members.values_mut().find_map(Value::as_array_mut)?,
                _ => return None,
            };
            if items.len() < 2 {
                return None;
            }
            match list {
                List::LosesFirst => drop(items.remove(0)),
                List::LosesLast => drop(items.pop()),
                List::Repeats => items.push(items[0].clone()),
                List::Empty => items.clear(),
            }
            response.set_json(&value);
        }
        Wrong::Cut(cut) => return Some(Some(*cut)),
        _ => return None,
    }
    Some(None)
}

/// The longest text of an error: where people write what happened.
fn first_text(value: &mut Value) -> Option<&mut Value> {
    let is_told = |name: &str| ["detail", "message", "error", "description"].contains(&name);
    match value {
        Value::Object(members) => members.iter_mut().find_map(|(name, member)| match member {
            Value::String(_) if is_told(name) => Some(member),
            Value::Object(_) => first_text(member),
            _ => None,
        }),
        _ => None,
    }
}

fn changed(value: &mut Value, path: &[&str], change: &Change) -> bool {
    match (path, value) {
        ([], value) => {
            let Change::Set(to) = change else {
                return false;
            };
            let differs = value != to;
            *value = to.clone();
            differs
        }
        (["*", rest @ ..], Value::Array(items)) => items
            .first_mut()
            .is_some_and(|first| changed(first, rest, change)),
        ([name], Value::Object(members)) => match change {
            Change::Remove => members.remove(*name).is_some(),
            Change::Set(to) => members.insert((*name).to_owned(), to.clone()).as_ref() != Some(to),
        },
        ([name, rest @ ..], Value::Object(members)) => members
            .get_mut(*name)
            .is_some_and(|member| changed(member, rest, change)),
        _ => false,
    }
}

fn found(value: &Value, pointer: &str) -> Vec<Value> {
    let mut all = vec![value.clone()];
    for part in pointer.split('/').skip(1) {
        all = all
            .iter()
            .flat_map(|value| match (part, value) {
                ("*", Value::Array(items)) => items.clone(),
                (name, Value::Object(members)) => members.get(name).cloned().into_iter().collect(),
                _ => Vec::new(),
            })
            .collect();
    }
    all
}

fn starred(pointer: &str) -> String {
    let part = |part: &str| {
        if part.parse::<usize>().is_ok() {
            "*".to_owned()
        } else {
            part.to_owned()
        }
    };
    pointer.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn write_cut(client: &mut TcpStream, response: &Message, cut: Cut) {
    let body = &response.body;
    let (mut bytes, rest) = match cut {
        Cut::Nothing => return,
        Cut::HalfHead => {
            let head = response.head(Some(body.len()));
            (head[..head.len() / 2].to_vec(), &body[..0])
        }
        Cut::HalfBody => (response.head(Some(body.len())), &body[..body.len() / 2]),
        Cut::Short => (response.head(Some(body.len().saturating_sub(1))), &body[..]),
        Cut::Long => (response.head(Some(body.len() + 10)), &body[..]),
        Cut::Unexpected if body.is_empty() => (response.head(Some(2)), &b"{}"[..]),
        Cut::Unexpected => (response.head(Some(body.len())), &body[..]),
    };
    bytes.extend_from_slice(rest);
    let _ = client.write_all(&bytes);
}

/// Bytes in both directions, until one side ends.
fn passed_on(
    mut requests: BufReader<TcpStream>,
    mut responses: BufReader<TcpStream>,
    mut client: TcpStream,
    mut upstream: TcpStream,
) -> Option<()> {
    let client_end = client.try_clone().ok()?;
    let there = std::thread::spawn(move || {
        let _ = std::io::copy(&mut requests, &mut upstream);
        let _ = upstream.shutdown(Shutdown::Write);
    });
    let _ = std::io::copy(&mut responses, &mut client);
    let _ = client_end.shutdown(Shutdown::Both);
    let _ = there.join();
    None
}
