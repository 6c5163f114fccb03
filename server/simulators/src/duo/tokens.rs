//! What a code is redeemed for, and all that can be wrong with it.

use aws_lc_rs::hmac;
use serde_json::{Value, json};
use uuid::Uuid;

use super::prompts::Granted;
use crate::faults::{Faults, Forgery};
use crate::jwt::{encode, hmac};

/// How long a token is valid, in seconds.
const VALID: i64 = 300;
const DAY: i64 = 86_400;

pub(super) fn response(
    granted: &Granted,
    (client_id, secret): (&str, &str),
    issuer: &str,
    now: i64,
    faults: &Faults,
) -> Value {
    let token_type = if faults.forges(Forgery::TokenType) {
        "DPoP"
    } else {
        "Bearer"
    };
    let mut response = json!({
        "access_token": Uuid::new_v4().simple().to_string(),
        "expires_in": VALID,
        "token_type": token_type,
    });
    if !faults.forges(Forgery::Absent) {
        response["id_token"] = id_token(granted, (client_id, secret), issuer, now, faults).into();
    }
    response
}

fn id_token(
    granted: &Granted,
    (client_id, secret): (&str, &str),
    issuer: &str,
    now: i64,
    faults: &Faults,
) -> String {
    if faults.forges(Forgery::Garbage) {
        return "not.a.token".into();
    }
    let claims = claims(granted, client_id, issuer, now, faults);
    let mut header = json!({ "alg": "HS512", "typ": "JWT" });
    if faults.forges(Forgery::Crit) {
        header["crit"] = json!(["exp"]);
    }
    if faults.forges(Forgery::AlgNone) {
        header["alg"] = json!("none");
        return encode(&header, &claims, |_| Vec::new());
    }
    if faults.forges(Forgery::Alg) {
        header["alg"] = json!("HS256");
        return encode(&header, &claims, hmac(hmac::HMAC_SHA256, secret));
    }
    let other = "another secret that nobody has, forty chars";
    let secret = if faults.forges(Forgery::Signature) {
        other
    } else {
        secret
    };
    encode(&header, &claims, hmac(hmac::HMAC_SHA512, secret))
}

fn claims(granted: &Granted, client_id: &str, issuer: &str, now: i64, faults: &Faults) -> Value {
    let result = if granted.allowed && !faults.forges(Forgery::Deny) {
        "allow"
    } else {
        "deny"
    };
    let status_msg = if result == "allow" {
        "Login Successful"
    } else {
        "Login Denied"
    };
    let mut claims = json!({
        "iss": issuer,
        "aud": client_id,
        "sub": granted.user,
        "preferred_username": granted.user,
        "iat": now,
        "exp": now + VALID,
        "auth_time": granted.at,
        "amr": ["duo"],
        "auth_result": { "result": result, "status": result, "status_msg": status_msg },
    });
    if let Some(nonce) = &granted.nonce {
        claims["nonce"] = json!(nonce);
    }
    for forgery in &faults.forge {
        match forgery {
            Forgery::Iss => {
                claims["iss"] = json!("https://api-other.duosecurity.com/oauth/v1/token");
            }
            Forgery::Aud => claims["aud"] = json!("DIOTHERXXXXXXXXXXXXX"),
            Forgery::SecondAud => claims["aud"] = json!([client_id, "DIOTHERXXXXXXXXXXXXX"]),
            Forgery::Nonce => {
                claims["nonce"] = json!("another-nonce-of-43-characters-for-somebody");
            }
            Forgery::User => claims["preferred_username"] = json!("mallory"),
            Forgery::Expired => claims["exp"] = json!(now - DAY),
            Forgery::Iat => claims["iat"] = json!(now + DAY),
            Forgery::NotBefore => claims["nbf"] = json!(now + DAY),
            Forgery::AuthTimeFuture => claims["auth_time"] = json!(now + DAY),
            Forgery::AuthTimeOld => claims["auth_time"] = json!(now - DAY),
            Forgery::NoNonce => remove(&mut claims, "nonce"),
            Forgery::NoExp => remove(&mut claims, "exp"),
            Forgery::NoAuthTime => remove(&mut claims, "auth_time"),
            Forgery::NoResult => remove(&mut claims, "auth_result"),
            Forgery::Signature
            | Forgery::Kid
            | Forgery::AlgNone
            | Forgery::Alg
            | Forgery::Deny
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
