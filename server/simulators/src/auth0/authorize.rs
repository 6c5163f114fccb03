//! `/authorize`: who logs in, by what, and what the browser comes back with.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::BASE64URL_NOPAD;
use http::StatusCode;
use url::Url;
use uuid::Uuid;

use super::{Auth0, LOGIN, Refused, is_user};
use crate::html::{escaped, page};
use crate::site::{Asked, Parameters, Reply, may_be_sent_back_to, with_query};

/// How long a person may take, in seconds.
const LOG_IN_WITHIN: i64 = 600;
/// How long a code is good for.
const REDEEM_WITHIN: i64 = 60;
const DAY: i64 = 86_400;

/// What an application asks for to have a person authenticate by more than a password.
const MULTI_FACTOR: &str = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

/// Somebody is to log in.
#[derive(Debug, Clone)]
struct Request {
    redirect_uri: Url,
    /// As it was sent: it must be the same when the code is redeemed.
    redirect_text: String,
    state: Option<String>,
    nonce: Option<String>,
    challenge: Option<String>,
    login_hint: String,
    wants_mfa: bool,
    made_at: i64,
}

/// Somebody has.
#[derive(Debug)]
pub(super) struct Login {
    pub user_id: String,
    pub nonce: Option<String>,
    pub with_mfa: bool,
    /// When the person authenticated, by this site's clock.
    pub at: i64,
    issued_at: i64,
    redirect_text: String,
    challenge: Option<String>,
}

#[derive(Default)]
pub(super) struct Logins {
    open: BTreeMap<Uuid, Request>,
    codes: BTreeMap<String, Login>,
}

impl Logins {
    /// Once, whatever comes of it.
    pub(super) fn redeem(&mut self, parameters: &Parameters, now: i64) -> Result<Login, Refused> {
        let refused = |why| Refused::oauth(StatusCode::FORBIDDEN, "invalid_grant", why);
        let code = parameters.get("code").unwrap_or_default();
        let login = self.codes.remove(code);
        let login = login.ok_or_else(|| refused("Invalid authorization code"))?;
        if now - login.issued_at > REDEEM_WITHIN {
            return Err(refused("Invalid authorization code"));
        }
        if parameters.get("redirect_uri") != Some(login.redirect_text.as_str()) {
            return Err(refused("redirect_uri is not that of the request"));
        }
        let verifier = parameters.get("code_verifier");
        let challenge = verifier.map(|verifier| {
            let hash = digest(&SHA256, verifier.as_bytes());
            BASE64URL_NOPAD.encode(hash.as_ref())
        });
        if login.challenge != challenge {
            return Err(refused("Failed to verify code verifier"));
        }
        Ok(login)
    }
}

/// What a person does at the page.
#[derive(Clone, Copy)]
enum Way {
    Mfa,
    PasswordAlone,
    /// As one who logged in yesterday: `max_age` was ignored.
    OldSession,
    Deny,
}

const WAYS: [(Way, &str, &str); 4] = [
    (Way::Mfa, "mfa", "Log in, and confirm in Guardian"),
    (Way::PasswordAlone, "password", "Log in by password alone"),
    (Way::OldSession, "session", "Go on with yesterday's session"),
    (Way::Deny, "deny", "Deny"),
];

impl Auth0 {
    pub(super) fn authorize(&self, asked: &Asked) -> Reply {
        let parameters = Parameters::sent(asked);
        let redirect_text = parameters.get("redirect_uri").unwrap_or_default();
        let redirect_uri = Url::parse(redirect_text).ok().filter(may_be_sent_back_to);
        // What cannot be told to the application is told to the person (RFC 6749, section 4.1.2.1).
        let (Some(redirect_uri), Some(client_id)) = (redirect_uri, parameters.get("client_id"))
        else {
            return refused("client_id or redirect_uri is missing, or leads nowhere");
        };
        if client_id != self.client_id {
            return refused("the client_id is not known");
        }
        let state = parameters.get("state");
        let back = |why: &str| {
            let mut pairs = vec![("error", "invalid_request"), ("error_description", why)];
            pairs.extend(state.map(|state| ("state", state)));
            Reply::redirect(&with_query(&redirect_uri, &pairs))
        };
        if parameters.get("response_type") != Some("code") {
            return back("response_type must be code");
        }
        let scope = parameters.get("scope").unwrap_or_default();
        if !scope.split(' ').any(|one| one == "openid") {
            return back("scope must have openid");
        }
        let challenge = parameters.get("code_challenge");
        if challenge.is_some() && parameters.get("code_challenge_method") != Some("S256") {
            return back("code_challenge_method must be S256");
        }
        let acr_values = parameters.get("acr_values").unwrap_or_default();
        let request = Request {
            redirect_text: redirect_text.to_owned(),
            state: state.map(str::to_owned),
            nonce: parameters.get("nonce").map(str::to_owned),
            challenge: challenge.map(str::to_owned),
            login_hint: parameters.get("login_hint").unwrap_or_default().to_owned(),
            wants_mfa: acr_values.split(' ').any(|one| one == MULTI_FACTOR),
            made_at: asked.now(),
            redirect_uri: redirect_uri.clone(),
        };
        self.ask(request)
    }

    fn ask(&self, request: Request) -> Reply {
        let mut content = String::new();
        if !request.wants_mfa {
            content.push_str("<p>The application does not ask for Guardian.</p>\n");
        }
        let who = escaped(&request.login_hint);
        let (id, now) = (Uuid::new_v4(), request.made_at);
        let mut state = self.state();
        let open = &mut state.logins.open;
        open.retain(|_, request| now - request.made_at <= LOG_IN_WITHIN);
        open.insert(id, request);
        content.push_str(&format!(
            "<form method=\"post\" action=\"{LOGIN}\">\n\
             <input type=\"hidden\" name=\"login\" value=\"{id}\">\n\
             <p><label>Who are you? <input name=\"user\" value=\"{who}\" required \
             pattern=\"[^|]+[|].+\" placeholder=\"auth0|…\"></label></p>\n"
        ));
        for (_, word, text) in WAYS {
            content.push_str(&format!(
                "<button name=\"way\" value=\"{word}\">{text}</button>\n"
            ));
        }
        content.push_str("</form>");
        Reply::html(StatusCode::OK, page("Log in with Auth0", &content))
    }

    pub(super) fn log_in(&self, asked: &Asked) -> Reply {
        let (parameters, now) = (Parameters::sent(asked), asked.now());
        let way = parameters.get("way");
        let way = WAYS.into_iter().find(|(_, word, _)| Some(*word) == way);
        let user_id = parameters.get("user").filter(|user_id| is_user(user_id));
        let (Some((way, _, _)), Some(user_id)) = (way, user_id) else {
            return refused("say who you are, as auth0|NAME, and how you log in");
        };
        let id = parameters.get("login").and_then(|id| id.parse().ok());
        let mut state = self.state();
        let request = id.and_then(|id: Uuid| state.logins.open.remove(&id));
        let Some(request) = request.filter(|request| now - request.made_at <= LOG_IN_WITHIN) else {
            return refused("this login is over: start again where you came from");
        };
        let back = |pairs: &[(&str, &str)]| {
            let mut to = with_query(&request.redirect_uri, pairs);
            if let Some(state) = &request.state {
                to = with_query(&to, &[("state", state)]);
            }
            Reply::redirect(&to)
        };
        let (with_mfa, at) = match way {
            Way::Mfa => (request.wants_mfa, now),
            Way::PasswordAlone => (false, now),
            Way::OldSession => (true, now - DAY),
            Way::Deny => {
                let why = "the person said no";
                return back(&[("error", "access_denied"), ("error_description", why)]);
            }
        };
        if with_mfa && at == now {
            state.enrollments.used(user_id, now);
        }
        let code = Uuid::new_v4().simple().to_string();
        let login = Login {
            user_id: user_id.to_owned(),
            nonce: request.nonce.clone(),
            with_mfa,
            at,
            issued_at: now,
            redirect_text: request.redirect_text.clone(),
            challenge: request.challenge.clone(),
        };
        let codes = &mut state.logins.codes;
        codes.retain(|_, login| now - login.issued_at <= REDEEM_WITHIN);
        codes.insert(code.clone(), login);
        back(&[("code", &code)])
    }
}

fn refused(why: &str) -> Reply {
    let content = format!("<p>{}</p>", escaped(why));
    Reply::html(
        StatusCode::BAD_REQUEST,
        page("Auth0 refused the request", &content),
    )
}
