//! Tokens with one thing wrong.

use jsonwebtoken::{EncodingKey, Header};
use serde_json::json;

use super::*;

const SECRET: &[u8] = b"0123456789012345678901234567890123456789";
const ISSUER: &str = "https://api.duo.test/oauth/v1/token";
const NOW: i64 = 1_800_000_000;

fn encoded(part: &Value) -> String {
    BASE64URL_NOPAD.encode(part.to_string().as_bytes())
}

/// Signed, whatever the header says.
fn token(header: &Value, claims: &Value, secret: &[u8], algorithm: Algorithm) -> String {
    let signed = format!("{}.{}", encoded(header), encoded(claims));
    let key = EncodingKey::from_secret(secret);
    let signature = jsonwebtoken::crypto::sign(signed.as_bytes(), &key, algorithm);
    format!("{signed}.{}", signature.expect("signed"))
}

fn header() -> Value {
    json!({ "alg": "HS512", "typ": "JWT" })
}

fn claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "client", "nonce": "nonce", "preferred_username": "alice",
        "iat": NOW, "exp": NOW + 300, "auth_time": NOW - 1,
    })
}

fn looked_at(token: &str) -> Result<Claims, Refusal> {
    let key = DecodingKey::from_secret(SECRET);
    let expected = Expected {
        algorithm: Algorithm::HS512,
        key: &key,
        issuer: ISSUER,
        audience: "client",
        nonce: "nonce",
    };
    let now = DateTime::from_timestamp(NOW, 0).expect("in range");
    verify(token, &expected, now)
}

#[test]
fn a_token_that_is_right_is_believed() {
    for (claim, value) in [
        ("iat", json!(NOW + 60)),
        ("iat", json!(f64::from(1_800_000_000) + 0.5)),
        ("exp", json!(NOW - 59)),
        ("nbf", json!(NOW + 60)),
        ("aud", json!(["client"])),
        ("more", json!("whatever")),
    ] {
        let mut claims = claims();
        claims[claim] = value;
        let believed = looked_at(&token(&header(), &claims, SECRET, Algorithm::HS512));
        let believed = believed.unwrap_or_else(|refusal| panic!("{claim}: {refusal}"));
        assert_eq!(believed.auth_time.timestamp(), NOW - 1);
        assert_eq!(believed.are_about("preferred_username", "alice"), Ok(()));
        let other = believed.are_about("preferred_username", "Alice");
        assert_eq!(other, Err(Refusal::OtherPerson));
        assert_eq!(
            believed.are_about("sub", "alice"),
            Err(Refusal::Claim("sub"))
        );
    }
    // Also one that another library made.
    let made = jsonwebtoken::encode(
        &Header::new(Algorithm::HS512),
        &claims(),
        &EncodingKey::from_secret(SECRET),
    );
    assert!(looked_at(&made.expect("made")).is_ok());
}

#[test]
fn a_claim_that_is_wrong_is_found() {
    let gone = Value::Null;
    for (claim, value, refusal) in [
        (
            "iss",
            json!("https://api.duo.test/oauth/v1/token/"),
            Refusal::Issuer,
        ),
        ("iss", json!([ISSUER]), Refusal::Claim("iss")),
        ("iss", gone.clone(), Refusal::Claim("iss")),
        ("aud", json!("other"), Refusal::Audience),
        ("aud", json!(["client", "other"]), Refusal::Audience),
        ("aud", json!([]), Refusal::Audience),
        ("aud", gone.clone(), Refusal::Claim("aud")),
        ("exp", json!(NOW - 60), Refusal::Expired),
        ("exp", json!((NOW + 300).to_string()), Refusal::Claim("exp")),
        ("exp", gone.clone(), Refusal::Claim("exp")),
        ("iat", json!(NOW + 61), Refusal::Future),
        ("iat", gone.clone(), Refusal::Claim("iat")),
        ("nbf", json!(NOW + 61), Refusal::Future),
        ("nbf", json!("soon"), Refusal::Claim("nbf")),
        ("auth_time", json!(NOW + 61), Refusal::Future),
        ("auth_time", json!(1e300), Refusal::Future),
        ("auth_time", json!(-1e300), Refusal::Claim("auth_time")),
        ("auth_time", gone.clone(), Refusal::Claim("auth_time")),
        ("nonce", json!("Nonce"), Refusal::Nonce),
        ("nonce", json!(1), Refusal::Claim("nonce")),
        ("nonce", gone.clone(), Refusal::Claim("nonce")),
    ] {
        let mut wrong = claims();
        if value.is_null() {
            wrong.as_object_mut().expect("claims").remove(claim);
        } else {
            wrong[claim] = value.clone();
        }
        let token = token(&header(), &wrong, SECRET, Algorithm::HS512);
        let refused = looked_at(&token).expect_err("wrong");
        assert_eq!(refused, refusal, "{claim}: {value}");
    }
}

#[test]
fn a_header_or_a_signature_that_is_wrong_is_found() {
    let right = token(&header(), &claims(), SECRET, Algorithm::HS512);
    let (signed, signature) = right.rsplit_once('.').expect("parts");
    let hs256 = json!({ "alg": "HS256", "typ": "JWT" });
    let none = json!({ "alg": "none" });
    for (token, refusal) in [
        (
            token(&header(), &claims(), b"other", Algorithm::HS512),
            Refusal::Signature,
        ),
        (format!("{signed}."), Refusal::Signature),
        (format!("{signed}.{}", &signature[1..]), Refusal::Signature),
        (
            token(&hs256, &claims(), SECRET, Algorithm::HS256),
            Refusal::Algorithm,
        ),
        (
            token(&header(), &claims(), SECRET, Algorithm::HS256),
            Refusal::Signature,
        ),
        (
            format!("{}.{}.", encoded(&none), encoded(&claims())),
            Refusal::Algorithm,
        ),
        (
            token(
                &json!({ "alg": "hs512" }),
                &claims(),
                SECRET,
                Algorithm::HS512,
            ),
            Refusal::Algorithm,
        ),
        (
            token(
                &json!({ "alg": "HS512", "crit": ["exp"] }),
                &claims(),
                SECRET,
                Algorithm::HS512,
            ),
            Refusal::Extension,
        ),
        (
            token(
                &json!({ "alg": "HS512", "b64": true }),
                &claims(),
                SECRET,
                Algorithm::HS512,
            ),
            Refusal::Extension,
        ),
        (
            token(
                &json!({ "alg": "HS512", "typ": "at+jwt" }),
                &claims(),
                SECRET,
                Algorithm::HS512,
            ),
            Refusal::Type,
        ),
        (
            token(&header(), &json!([]), SECRET, Algorithm::HS512),
            Refusal::Malformed,
        ),
        ("a.b.c".into(), Refusal::Malformed),
        (".".into(), Refusal::Malformed),
        (String::new(), Refusal::Malformed),
        ("a".repeat(LONGEST + 1), Refusal::TooLong),
    ] {
        assert_eq!(
            looked_at(&token).expect_err("wrong"),
            refusal,
            "{token:.99}"
        );
    }
}
