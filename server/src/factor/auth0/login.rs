//! Logging in at Auth0 with Guardian: OpenID Connect with PKCE (RFC 7636), and every check of what comes
//! of it.

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::Algorithm;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use url::Url;
use zeroize::Zeroizing;

use super::keys::Keys;
use super::{Application, SERVICE, management};
use crate::factor::id_token::{self, Expected, Refusal};
use crate::factor::vendor::{failed, said, unguessable};
use crate::mfa::{Attempt, FactorError, Proof, Step, sha256};
use crate::outbound::{Answer, Client, Fault, Host, Repeat, Request};

const AUTHORIZE: &str = "/authorize";
/// By more than a password.
const MULTI_FACTOR: &str = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

type Secret = Zeroizing<String>;

/// Where the browser goes, with the nonce and the code verifier that belong to it.
pub(super) fn request(
    auth0: &Application,
    attempt: &Attempt<'_>,
) -> Result<(Url, Secret, Secret), FactorError> {
    let (nonce, verifier) = (unguessable()?, unguessable()?);
    let challenge = BASE64URL_NOPAD.encode(&sha256(verifier.as_bytes()));
    let url = auth0.domain.at(AUTHORIZE);
    let mut url = url.ok_or_else(|| failed(SERVICE, &Fault::Request("the domain makes no URL")))?;
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &auth0.client_id)
        .append_pair("redirect_uri", attempt.callback.as_str())
        .append_pair("scope", "openid")
        .append_pair("state", &attempt.state.expose())
        .append_pair("nonce", &nonce)
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("acr_values", MULTI_FACTOR)
        .append_pair("max_age", "0")
        .append_pair("login_hint", &auth0.user_id(attempt.user));
    Ok((url, nonce, verifier))
}

pub(super) fn redeem(
    auth0: &Application,
    attempt: &Attempt<'_>,
    code: &str,
    verifier: &str,
) -> Request {
    management::form(&[
        ("grant_type", "authorization_code"),
        ("client_id", &auth0.client_id),
        ("client_secret", auth0.client_secret.expose_secret()),
        ("code", code),
        ("code_verifier", verifier),
        ("redirect_uri", attempt.callback.as_str()),
    ])
}

/// Once: a code counts once.
pub(super) async fn ask(
    client: &Client,
    domain: &Host,
    request: impl Fn() -> Result<Request, Fault> + Send + Sync,
) -> Result<Answer, FactorError> {
    let asked = client.call((SERVICE, "token"), domain, Repeat::Never, request);
    asked.await.map_err(|fault| failed(SERVICE, &fault))
}

/// What was given for the code.
pub(super) async fn judge(
    answer: &Answer,
    auth0: &Application,
    keys: &Keys,
    attempt: &Attempt<'_>,
    nonce: &str,
) -> Result<Step, FactorError> {
    let body = &answer.body;
    if !answer.status.is_success() {
        // Used before, or too late: the person can try again.
        if body["error"] == "invalid_grant" {
            return Ok(Step::Deny);
        }
        return Err(wrong(format!(
            "it gives no token: {}",
            said(answer, "error")
        )));
    }
    let is_bearer = |kind: &str| kind.eq_ignore_ascii_case("Bearer");
    if !body["token_type"].as_str().is_some_and(is_bearer) {
        return Err(wrong("its token has another token_type".into()));
    }
    let token = body["id_token"].as_str();
    let token = token.ok_or_else(|| wrong("it gives no ID token".into()))?;
    let refused = |refusal: Refusal| wrong(refusal.to_string());
    let header = id_token::unverified_header(token).map_err(refused)?;
    let kid = header.get("kid").and_then(Value::as_str);
    let kid = kid.ok_or_else(|| wrong("its ID token names no key (`kid`)".into()))?;
    let key = keys.of(&auth0.domain, kid).await?;
    let expected = Expected {
        algorithm: Algorithm::RS256,
        key: &key,
        issuer: &format!("{}/", auth0.domain.origin()),
        audience: &auth0.client_id,
        nonce,
    };
    let claims = id_token::verify(token, &expected, attempt.now).map_err(refused)?;
    match claims.are_about("sub", &auth0.user_id(attempt.user)) {
        Ok(()) => {}
        // Who logs in as somebody else is not who the link is for, and can try again.
        Err(Refusal::OtherPerson) => return Ok(Step::Deny),
        Err(refusal) => return Err(refused(refusal)),
    }
    // Auth0 lets in by a password alone who was asked for more and has nothing more, unless the tenant
    // says otherwise: it tells in `amr` (RFC 8176).
    let by_mfa = claims
        .get("amr")
        .and_then(Value::as_array)
        .is_some_and(|amr| amr.iter().any(|method| method == "mfa"));
    if !by_mfa {
        return Ok(Step::Deny);
    }
    let at = claims.auth_time;
    Ok(Step::Prove(Proof::Vouched { at }.into()))
}

fn wrong(reason: String) -> FactorError {
    FactorError::Service {
        service: SERVICE,
        reason,
    }
}
