//! What a code is redeemed for, and all that can be wrong with it.

use aws_lc_rs::hmac;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Auth0;
use super::authorize::Login;
use super::keys::KID;
use crate::faults::{Faults, Forgery};
use crate::jwt::{encode, hmac};

/// How long a token is valid, in seconds.
const VALID: i64 = 36_000;
const DAY: i64 = 86_400;

pub(super) fn response(auth0: &Auth0, login: &Login, now: i64, faults: &Faults) -> Value {
    let token_type = if faults.forges(Forgery::TokenType) {
        "DPoP"
    } else {
        "Bearer"
    };
    let mut response = json!({
        "access_token": Uuid::new_v4().simple().to_string(),
        "scope": "openid",
        "expires_in": VALID,
        "token_type": token_type,
    });
    if !faults.forges(Forgery::Absent) {
        response["id_token"] = id_token(auth0, login, now, faults).into();
    }
    response
}

fn id_token(auth0: &Auth0, login: &Login, now: i64, faults: &Faults) -> String {
    if faults.forges(Forgery::Garbage) {
        return "not.a.token".into();
    }
    let claims = claims(auth0, login, now, faults);
    let kid = if faults.forges(Forgery::Kid) {
        "nobody's"
    } else {
        KID
    };
    let mut header = json!({ "alg": "RS256", "typ": "JWT", "kid": kid });
    if faults.forges(Forgery::Crit) {
        header["crit"] = json!(["exp"]);
    }
    if faults.forges(Forgery::AlgNone) {
        header["alg"] = json!("none");
        return encode(&header, &claims, |_| Vec::new());
    }
    if faults.forges(Forgery::Alg) {
        // Signed with what everybody knows, by who hopes that it is taken for a secret.
        header["alg"] = json!("HS256");
        let public = auth0.keys.public().to_string();
        return encode(&header, &claims, hmac(hmac::HMAC_SHA256, &public));
    }
    let is_forged = faults.forges(Forgery::Signature);
    encode(&header, &claims, |signed| {
        auth0.keys.sign(signed, is_forged)
    })
}

fn claims(auth0: &Auth0, login: &Login, now: i64, faults: &Faults) -> Value {
    let client_id = auth0.client_id.as_str();
    let mut claims = json!({
        "iss": auth0.url("/"),
        "aud": client_id,
        "sub": login.user_id,
        "iat": now,
        "exp": now + VALID,
        "auth_time": login.at,
        "sid": Uuid::new_v4().simple().to_string(),
    });
    if let Some(nonce) = &login.nonce {
        claims["nonce"] = json!(nonce);
    }
    if login.with_mfa {
        claims["amr"] = json!(["mfa"]);
        claims["acr"] = json!("http://schemas.openid.net/pape/policies/2007/06/multi-factor");
    }
    for forgery in &faults.forge {
        match forgery {
            Forgery::Iss => claims["iss"] = json!("https://other.auth0.com/"),
            Forgery::Aud => claims["aud"] = json!("anotherClient"),
            Forgery::SecondAud => claims["aud"] = json!([client_id, "anotherClient"]),
            Forgery::Nonce => {
                claims["nonce"] = json!("another-nonce-of-43-characters-for-somebody");
            }
            Forgery::User => claims["sub"] = json!("auth0|mallory"),
            Forgery::Expired => claims["exp"] = json!(now - DAY),
            Forgery::Iat => claims["iat"] = json!(now + DAY),
            Forgery::NotBefore => claims["nbf"] = json!(now + DAY),
            Forgery::AuthTimeFuture => claims["auth_time"] = json!(now + DAY),
            Forgery::AuthTimeOld => claims["auth_time"] = json!(now - DAY),
            Forgery::Deny => claims["amr"] = json!(["pwd"]),
            Forgery::NoNonce => remove(&mut claims, "nonce"),
            Forgery::NoExp => remove(&mut claims, "exp"),
            Forgery::NoAuthTime => remove(&mut claims, "auth_time"),
            Forgery::NoResult => remove(&mut claims, "amr"),
            Forgery::Signature
            | Forgery::Kid
            | Forgery::AlgNone
            | Forgery::Alg
            | Forgery::Crit
            | Forgery::Garbage
            | Forgery::Absent
            | Forgery::TokenType => {}
        }
    }
    claims
}

fn remove(claims: &mut Value, name: &str) {
    if let Some(claims) = claims.as_object_mut() {
        claims.remove(name);
    }
}
