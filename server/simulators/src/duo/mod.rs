//! Duo's Universal Prompt: health check, authorization, the page where the person answers, and tokens.
//!
//! As far as is known: what Duo sends back when a person denies is not documented, so the page has
//! both ways that a client must stand.

mod assertion;
mod prompts;
mod tokens;

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use self::assertion::{Assertions, Refused};
use self::prompts::{Answer, Prompt, Prompts};
use crate::html::{escaped, page};
use crate::site::{Asked, Parameters, Reply, Site};

pub(crate) const TOKEN: &str = "/oauth/v1/token";
const AUTHORIZE: &str = "/oauth/v1/authorize";
const HEALTH_CHECK: &str = "/oauth/v1/health_check";
const ANSWER: &str = "/simulator/answer";

/// A Web SDK application of Duo, and the service that knows it.
pub struct Duo {
    host: String,
    client_id: String,
    client_secret: String,
    assertions: Mutex<Assertions>,
    prompts: Mutex<Prompts>,
}

impl Duo {
    /// `host` is how clients name it, with its port.
    pub fn new(host: String, client_id: String, client_secret: String) -> Self {
        Self {
            host,
            client_id,
            client_secret,
            assertions: Mutex::default(),
            prompts: Mutex::default(),
        }
    }

    fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.host)
    }

    fn client_is_known(
        &self,
        parameters: &Parameters,
        path: &str,
        now: i64,
    ) -> Result<(), Refused> {
        if parameters.get("client_id") != Some(self.client_id.as_str()) {
            return Err(Refused::client("the client_id is not known"));
        }
        let assertion = parameters.get("client_assertion");
        let assertion = assertion.ok_or(Refused::client("the client_assertion is missing"))?;
        let mut assertions = self
            .assertions
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let client = (self.client_id.as_str(), self.client_secret.as_str());
        assertions.accept(assertion, client, &self.url(path), now)
    }

    fn health_check(&self, asked: &Asked) -> Reply {
        let (now, parameters) = (asked.now(), Parameters::anywhere(asked));
        match self.client_is_known(&parameters, HEALTH_CHECK, now) {
            Ok(()) => {
                let body = json!({ "stat": "OK", "response": { "timestamp": now } });
                Reply::json(StatusCode::OK, &body)
            }
            Err(refused) => Reply::json(
                StatusCode::BAD_REQUEST,
                &json!({
                    "stat": "FAIL",
                    "code": 40002,
                    "message": refused.error,
                    "message_detail": refused.why,
                    "timestamp": now,
                }),
            ),
        }
    }

    fn authorize(&self, asked: &Asked) -> Reply {
        let client = (self.client_id.as_str(), self.client_secret.as_str());
        let prompt = Prompt::asked_for(asked, client, &self.url(""));
        let prompt = match prompt {
            Ok(prompt) => prompt,
            Err(refused) => {
                let content = format!("<p>{}: {}</p>", refused.error, escaped(refused.why));
                let page = page("Duo refused the request", &content);
                return Reply::html(StatusCode::BAD_REQUEST, page);
            }
        };
        let user = escaped(&prompt.user);
        let id = self.prompts().keep(prompt, asked.now());
        let button = |answer: Answer, text: &str| {
            format!(
                "<button name=\"answer\" value=\"{}\">{text}</button>",
                answer.word()
            )
        };
        let buttons = [
            button(Answer::Approve, "Approve"),
            button(Answer::Deny, "Deny, and go back"),
            button(Answer::DenyInToken, "Deny, and let the token tell"),
            button(Answer::TimeOut, "Let it time out"),
        ];
        let content = format!(
            "<p>Is it you, <b>{user}</b>?</p>\n<form method=\"post\" action=\"{ANSWER}\">\n\
             <input type=\"hidden\" name=\"prompt\" value=\"{id}\">\n{}\n</form>",
            buttons.join("\n")
        );
        Reply::html(StatusCode::OK, page("Duo", &content))
    }

    fn answer(&self, asked: &Asked) -> Reply {
        let parameters = Parameters::anywhere(asked);
        let id = parameters
            .get("prompt")
            .and_then(|id| id.parse::<Uuid>().ok());
        let answer = parameters.get("answer").and_then(Answer::parse);
        let (Some(id), Some(answer)) = (id, answer) else {
            return Reply::empty(StatusCode::BAD_REQUEST);
        };
        match self.prompts().answer(id, answer, asked.now()) {
            Some(Some(back)) => Reply::redirect(&back),
            Some(None) => {
                let content = "<p>Nobody answered in time. Duo leads nowhere from here.</p>";
                Reply::html(StatusCode::OK, page("Timed out", content))
            }
            None => {
                let content = "<p>It was answered, or it is too late.</p>";
                Reply::html(StatusCode::GONE, page("This request is over", content))
            }
        }
    }

    fn token(&self, asked: &Asked) -> Reply {
        match self.exchange(asked) {
            Ok(body) => Reply::json(StatusCode::OK, &body),
            Err(refused) => {
                let body = json!({ "error": refused.error, "error_description": refused.why });
                Reply::json(StatusCode::BAD_REQUEST, &body)
            }
        }
    }

    fn exchange(&self, asked: &Asked) -> Result<Value, Refused> {
        const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let (now, parameters) = (asked.now(), Parameters::anywhere(asked));
        self.client_is_known(&parameters, TOKEN, now)?;
        match asked.faults.refuse.as_deref() {
            Some("invalid_client") => return Err(Refused::client("a simulated fault")),
            Some(_) => return Err(Refused::grant("a simulated fault")),
            None => {}
        }
        if parameters.get("grant_type") != Some("authorization_code") {
            return Err(Refused::request("the grant_type is not authorization_code"));
        }
        if parameters.get("client_assertion_type") != Some(JWT_BEARER) {
            return Err(Refused::request("the client_assertion_type is not known"));
        }
        let code = parameters.get("code").unwrap_or_default();
        let redirect_uri = parameters.get("redirect_uri");
        let granted = self.prompts().redeem(code, redirect_uri, now)?;
        let issuer = self.url(TOKEN);
        let client = (self.client_id.as_str(), self.client_secret.as_str());
        Ok(tokens::response(
            &granted,
            client,
            &issuer,
            now,
            &asked.faults,
        ))
    }

    fn prompts(&self) -> std::sync::MutexGuard<'_, Prompts> {
        self.prompts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Site for Duo {
    async fn respond(&self, asked: Asked) -> Reply {
        match (&asked.method, asked.path.as_str()) {
            (&Method::POST, HEALTH_CHECK) => self.health_check(&asked),
            (&Method::GET | &Method::POST, AUTHORIZE) => self.authorize(&asked),
            (&Method::POST, ANSWER) => self.answer(&asked),
            (&Method::POST, TOKEN) => self.token(&asked),
            _ => Reply::json(
                StatusCode::NOT_FOUND,
                &json!({ "stat": "FAIL", "code": 40401, "message": "Resource not found" }),
            ),
        }
    }
}
