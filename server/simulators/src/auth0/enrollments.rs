//! What people have enrolled, the tickets by which they do, and both in the Management API.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat};
use http::{Method, StatusCode};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{CONFIRM, Refused, is_user};
use crate::html::{escaped, page};
use crate::site::{Asked, Parameters, Reply};

/// How long a ticket is good for, in seconds.
const TICKET_VALID: i64 = 5 * 86_400;
const TICKET_MEMBERS: [&str; 6] = [
    "user_id",
    "email",
    "send_mail",
    "email_locale",
    "factor",
    "allow_multiple_enrollments",
];

#[derive(Debug, Clone)]
struct Enrollment {
    user_id: String,
    is_confirmed: bool,
    enrolled_at: i64,
    last_auth: Option<i64>,
}

#[derive(Debug)]
struct Ticket {
    user_id: String,
    made_at: i64,
}

#[derive(Default)]
pub(super) struct Enrollments {
    all: BTreeMap<String, Enrollment>,
    tickets: BTreeMap<String, Ticket>,
}

impl Enrollments {
    /// A person confirmed by their enrolment, or made one while logging in.
    pub(super) fn used(&mut self, user_id: &str, now: i64) {
        let mut own = self.all.values_mut();
        let own = own.find(|one| one.user_id == user_id && one.is_confirmed);
        match own {
            Some(enrollment) => enrollment.last_auth = Some(now),
            None => self.add(user_id, true, now),
        }
    }

    fn add(&mut self, user_id: &str, is_confirmed: bool, now: i64) {
        let id = format!("dev_{}", Uuid::new_v4().simple());
        let enrollment = Enrollment {
            user_id: user_id.to_owned(),
            is_confirmed,
            enrolled_at: now,
            last_auth: is_confirmed.then_some(now),
        };
        self.all.insert(id, enrollment);
    }

    /// `path` is what follows `/api/v2/`.
    pub(super) fn manage(
        &mut self,
        asked: &Asked,
        path: &str,
        enroll: &str,
    ) -> Result<Reply, Refused> {
        let decoded: Option<Vec<_>> = path.split('/').map(decoded).collect();
        let decoded = decoded.unwrap_or_default();
        let parts: Vec<_> = decoded.iter().map(String::as_str).collect();
        match (&asked.method, parts.as_slice()) {
            (&Method::POST, ["guardian", "enrollments", "ticket"]) => self.ticket(asked, enroll),
            (&Method::GET, ["guardian", "enrollments", id]) => {
                let enrollment = self.all.get(*id).ok_or_else(no_enrollment)?;
                Ok(Reply::json(StatusCode::OK, &told(id, enrollment)))
            }
            (&Method::DELETE, ["guardian", "enrollments", id]) => {
                self.all.remove(*id).ok_or_else(no_enrollment)?;
                Ok(Reply::empty(StatusCode::NO_CONTENT))
            }
            (&Method::GET, ["users", user_id, "enrollments"]) => {
                known(user_id)?;
                let own = self.all.iter().filter(|(_, one)| one.user_id == *user_id);
                let own: Vec<_> = own.map(|(id, one)| told(id, one)).collect();
                Ok(Reply::json(StatusCode::OK, &json!(own)))
            }
            _ => {
                let status = StatusCode::NOT_FOUND;
                Err(Refused::management(status, "not_found", "Not Found"))
            }
        }
    }

    fn ticket(&mut self, asked: &Asked, enroll: &str) -> Result<Reply, Refused> {
        let invalid = |message: String| {
            let status = StatusCode::BAD_REQUEST;
            let message = format!("Payload validation error: '{message}'.");
            Refused::management(status, "invalid_body", &message)
        };
        let Some(Value::Object(members)) = asked.json() else {
            return Err(invalid("Expected type object".into()));
        };
        check(&members).map_err(invalid)?;
        let user_id = members.get("user_id").and_then(Value::as_str);
        let user_id = user_id.unwrap_or_default();
        known(user_id)?;
        let again = members.get("allow_multiple_enrollments") == Some(&json!(true));
        let mut own = self.all.values().filter(|one| one.user_id == user_id);
        if own.any(|one| one.is_confirmed) && !again {
            let message = "The user is enrolled already";
            let status = StatusCode::CONFLICT;
            return Err(Refused::management(status, "user_enrolled", message));
        }
        let id = Uuid::new_v4().simple().to_string();
        let url = format!("{enroll}?ticket={id}");
        let ticket = Ticket {
            user_id: user_id.to_owned(),
            made_at: asked.now(),
        };
        self.tickets.insert(id.clone(), ticket);
        let body = json!({ "ticket_id": id, "ticket_url": url });
        Ok(Reply::json(StatusCode::OK, &body))
    }

    /// Where a ticket leads: it is looked at as often as the person likes, and used once.
    pub(super) fn page(&mut self, asked: &Asked) -> Reply {
        let now = asked.now();
        self.tickets
            .retain(|_, ticket| now - ticket.made_at <= TICKET_VALID);
        let parameters = Parameters::sent(asked);
        let id = parameters.get("ticket").unwrap_or_default();
        let Some(ticket) = self.tickets.get(id) else {
            return over();
        };
        let content = format!(
            "<p>Set up the Guardian app for <b>{}</b>.</p>\n<form method=\"post\" \
             action=\"{CONFIRM}\">\n<input type=\"hidden\" name=\"ticket\" value=\"{}\">\n\
             <button name=\"answer\" value=\"confirm\">Scan the code, and confirm</button>\n\
             <button name=\"answer\" value=\"scan\">Scan the code, and do not confirm</button>\n\
             <button name=\"answer\" value=\"cancel\">Cancel</button>\n</form>",
            escaped(&ticket.user_id),
            escaped(id),
        );
        Reply::html(StatusCode::OK, page("Guardian", &content))
    }

    pub(super) fn answer(&mut self, asked: &Asked) -> Reply {
        let parameters = Parameters::sent(asked);
        let id = parameters.get("ticket").unwrap_or_default();
        let is_confirmed = match parameters.get("answer") {
            Some("confirm") => true,
            Some("scan") => false,
            Some("cancel") => {
                let content = "<p>Nothing was enrolled. The ticket is good for another try.</p>";
                return Reply::html(StatusCode::OK, page("Cancelled", content));
            }
            _ => return Reply::empty(StatusCode::BAD_REQUEST),
        };
        let Some(ticket) = self.tickets.remove(id) else {
            return over();
        };
        self.add(&ticket.user_id, is_confirmed, asked.now());
        let content = "<p>Close this page, and go back to where you came from.</p>";
        let title = if is_confirmed {
            "Enrolled"
        } else {
            "Not confirmed yet"
        };
        Reply::html(StatusCode::OK, page(title, content))
    }
}

fn over() -> Reply {
    let content = "<p>It was used, or it is too old.</p>";
    Reply::html(StatusCode::GONE, page("This ticket is over", content))
}

fn known(user_id: &str) -> Result<(), Refused> {
    if is_user(user_id) {
        return Ok(());
    }
    let (status, message) = (StatusCode::NOT_FOUND, "The user does not exist.");
    Err(Refused::management(status, "inexistent_user", message))
}

fn no_enrollment() -> Refused {
    let (status, message) = (StatusCode::NOT_FOUND, "The enrollment does not exist.");
    Refused::management(status, "enrollment_not_found", message)
}

/// What is wrong with the members of a request for a ticket.
fn check(members: &Map<String, Value>) -> Result<(), String> {
    if let Some(other) = members
        .keys()
        .find(|name| !TICKET_MEMBERS.contains(&name.as_str()))
    {
        return Err(format!("Additional properties not allowed: {other}"));
    }
    if !members.get("user_id").is_some_and(Value::is_string) {
        return Err("Missing required property: user_id".into());
    }
    let flags = ["send_mail", "allow_multiple_enrollments"];
    let is_wrong = |name: &&str| members.get(*name).is_some_and(|flag| !flag.is_boolean());
    match flags.iter().find(|name| is_wrong(name)) {
        Some(name) => Err(format!("Expected type boolean for {name}")),
        None => Ok(()),
    }
}

fn told(id: &str, enrollment: &Enrollment) -> Value {
    let status = if enrollment.is_confirmed {
        "confirmed"
    } else {
        "pending"
    };
    let mut told = json!({
        "id": id,
        "status": status,
        "type": "authenticator",
        "auth_method": "push-notification",
        "name": "A simulated phone",
        "enrolled_at": rfc3339(enrollment.enrolled_at),
    });
    if let Some(at) = enrollment.last_auth {
        told["last_auth"] = rfc3339(at).into();
    }
    told
}

/// A segment of a path, as it was meant.
fn decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// As Auth0 writes an instant.
fn rfc3339(seconds: i64) -> String {
    let at = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
