//! What Duo is sent. Every request says who asks by a JWT, signed with the client's secret.

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Method;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::Application;
use crate::mfa::Attempt;
use crate::outbound::{Body, Fault, Request};

pub(super) const TOKEN: &str = "/oauth/v1/token";
const AUTHORIZE: &str = "/oauth/v1/authorize";
const HEALTH_CHECK: &str = "/oauth/v1/health_check";
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How long what is signed is valid, in seconds. Duo allows 300, by its own clock.
const VALID: i64 = 240;

pub(super) fn health_check(duo: &Application, now: DateTime<Utc>) -> Result<Request, Fault> {
    let assertion = assertion(duo, HEALTH_CHECK, now)?;
    let form = [
        ("client_id", duo.client_id.as_str()),
        ("client_assertion", assertion.as_str()),
    ];
    Ok(posted(HEALTH_CHECK, &form))
}

pub(super) fn token(
    duo: &Application,
    attempt: &Attempt<'_>,
    code: &str,
) -> Result<Request, Fault> {
    let assertion = assertion(duo, TOKEN, attempt.now)?;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", attempt.callback.as_str()),
        ("client_id", duo.client_id.as_str()),
        ("client_assertion_type", JWT_BEARER),
        ("client_assertion", assertion.as_str()),
    ];
    Ok(posted(TOKEN, &form))
}

/// Where the browser goes.
pub(super) fn authorize(
    duo: &Application,
    attempt: &Attempt<'_>,
    nonce: &str,
) -> Result<Url, Fault> {
    let state = attempt.state.expose();
    let request = signed(
        duo,
        &json!({
            "scope": "openid",
            "redirect_uri": attempt.callback.as_str(),
            "client_id": duo.client_id,
            "iss": duo.client_id,
            "aud": duo.host.origin(),
            "exp": attempt.now.timestamp() + VALID,
            "state": &*state,
            "nonce": nonce,
            "response_type": "code",
            "duo_uname": attempt.user.as_str(),
            "use_duo_code_attribute": true,
        }),
    )?;
    let url = duo.host.at(AUTHORIZE);
    let mut url = url.ok_or(Fault::Request("the host makes no URL"))?;
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &duo.client_id)
        .append_pair("request", &request);
    Ok(url)
}

fn assertion(
    duo: &Application,
    endpoint: &str,
    now: DateTime<Utc>,
) -> Result<Zeroizing<String>, Fault> {
    let claims = json!({
        "iss": duo.client_id,
        "sub": duo.client_id,
        "aud": format!("{}{endpoint}", duo.host.origin()),
        "exp": now.timestamp() + VALID,
        "iat": now.timestamp(),
        // 36 characters, as Duo wants it.
        "jti": Uuid::new_v4().hyphenated().to_string(),
    });
    signed(duo, &claims)
}

fn signed(duo: &Application, claims: &Value) -> Result<Zeroizing<String>, Fault> {
    let key = EncodingKey::from_secret(duo.client_secret.expose_secret().as_bytes());
    let signed = jsonwebtoken::encode(&Header::new(Algorithm::HS512), claims, &key);
    let signed = signed.map_err(|_| Fault::Request("it could not be signed"))?;
    Ok(Zeroizing::new(signed))
}

fn posted(path: &str, form: &[(&str, &str)]) -> Request {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(form);
    Request {
        method: Method::POST,
        path: path.to_owned(),
        bearer: None,
        body: Body::Form(SecretString::from(body.finish())),
    }
}
