//! Every trap of a JWT, with real signatures: a table of tokens that are all correctly signed but
//! for what their line says.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::*;
use crate::auth::jwks::{VerificationKey, read_key_set};
use crate::auth::testing::{Issuer, key_set, unsigned};

const NOW: i64 = 1_800_000_000;
const ISSUER: &str = "https://issuer.example";
const AUDIENCE: &str = "https://mfa.example";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

fn expected<'a>(algorithms: &'a [Algorithm], token_type: Option<&'a str>) -> Expectations<'a> {
    Expectations {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms,
        token_type,
    }
}

fn header(algorithm: &str) -> Value {
    json!({ "alg": algorithm, "kid": "k", "typ": "JWT" })
}

fn claims() -> Value {
    json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "exp": NOW + 300, "iat": NOW })
}

/// `base` with the members of `changes`; a member that is null is taken away.
fn with(mut base: Value, changes: Value) -> Value {
    let members = base.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        members.remove(name);
        if !value.is_null() {
            members.insert(name.clone(), value.clone());
        }
    }
    base
}

fn keys(jwks: &[Value]) -> Vec<VerificationKey> {
    read_key_set(key_set(jwks).as_bytes()).unwrap().keys
}

/// All the steps, as the authenticator takes them.
fn judge(
    token: &str,
    keys: &[VerificationKey],
    expected: &Expectations<'_>,
) -> Result<VerifiedClaims, Refusal> {
    let token = UnverifiedToken::parse(token)?;
    let algorithm = check_header(&token.header, expected)?;
    let key = choose_key(keys, token.header.kid.as_deref(), algorithm)?;
    verify(token, key, expected, now())
}

#[test]
fn a_token_of_each_algorithm_is_believed() {
    for algorithm in Algorithm::ALL {
        let issuer = Issuer::new(algorithm);
        let keys = keys(&[issuer.jwk("k")]);
        let token = issuer.token(&header(algorithm.name()), &claims());
        let believed = judge(&token, &keys, &expected(&[algorithm], None)).unwrap();
        assert_eq!(believed.text("sub"), Some("alice"), "{algorithm}");
    }
}

#[test]
fn each_algorithm_refuses_an_altered_token_and_another_key() {
    for algorithm in Algorithm::ALL {
        let issuer = Issuer::new(algorithm);
        let stranger = match algorithm {
            Algorithm::Hs256 => Issuer::Hs256(vec![7; 32]),
            other => Issuer::new(other),
        };
        let keys = keys(&[issuer.jwk("k")]);
        let good = issuer.token(&header(algorithm.name()), &claims());
        let (signed, signature) = good.rsplit_once('.').unwrap();
        let other_claims = with(claims(), json!({ "sub": "carol" }));
        let altered = unsigned(&header(algorithm.name()), &other_claims);
        for forged in [
            stranger.token(&header(algorithm.name()), &claims()),
            format!("{altered}.{signature}"),
            format!("{signed}."),
            format!("{signed}.{}", &signature[..signature.len() - 4]),
            format!("{signed}.AAAA"),
            format!("{signed}.***"),
        ] {
            let refusal = judge(&forged, &keys, &expected(&[algorithm], None)).err();
            assert_eq!(
                refusal,
                Some(Refusal::WrongSignature),
                "{algorithm}: {forged}"
            );
        }
    }
}

#[test]
fn a_key_serves_one_algorithm_whatever_the_token_says() {
    let rsa = Issuer::new(Algorithm::Rs256);
    let all = Algorithm::ALL;
    let expected = expected(&all, None);
    // The classic confusion: HMAC with the public key as its secret, in three encodings of it.
    let jwk = rsa.jwk("k");
    for secret in [
        rsa.public_bytes(),
        jwk.to_string().into_bytes(),
        jwk["n"].as_str().unwrap().as_bytes().to_vec(),
    ] {
        let forged = Issuer::Hs256(secret).token(&header("HS256"), &claims());
        let refusal = judge(&forged, &keys(&[rsa.jwk("k")]), &expected).err();
        assert_eq!(refusal, Some(Refusal::UnknownKey));
    }
    // A token of one kind of key that names a key of another kind.
    for signing in Algorithm::ALL {
        for naming in Algorithm::ALL.into_iter().filter(|other| *other != signing) {
            let named = Issuer::new(naming);
            let forged = Issuer::new(signing).token(&header(signing.name()), &claims());
            let refusal = judge(&forged, &keys(&[named.jwk("k")]), &expected).err();
            assert_eq!(refusal, Some(Refusal::UnknownKey), "{signing} for {naming}");
        }
    }
}

#[test]
fn no_header_talks_its_way_past() {
    let issuer = Issuer::new(Algorithm::Es256);
    let stranger = Issuer::new(Algorithm::Es256);
    let keys = keys(&[issuer.jwk("k")]);
    let expected = expected(&[Algorithm::Es256], None);
    for (changes, refusal) in [
        (json!({ "alg": "none" }), Refusal::UnknownAlgorithm),
        (json!({ "alg": "None" }), Refusal::UnknownAlgorithm),
        (json!({ "alg": "nOnE" }), Refusal::UnknownAlgorithm),
        (json!({ "alg": "" }), Refusal::UnknownAlgorithm),
        (json!({ "alg": "es256" }), Refusal::UnknownAlgorithm),
        (json!({ "alg": "PS256" }), Refusal::UnknownAlgorithm),
        (json!({ "alg": "HS512" }), Refusal::UnknownAlgorithm),
        (
            json!({ "alg": "HS256" }),
            Refusal::AlgorithmNotAllowed(Algorithm::Hs256),
        ),
        (json!({ "alg": null }), Refusal::Malformed),
        (json!({ "alg": 7 }), Refusal::Malformed),
        (json!({ "alg": ["ES256"] }), Refusal::Malformed),
        (json!({ "crit": ["exp"] }), Refusal::CriticalExtension),
        (
            json!({ "crit": ["http://example.com/unknown"] }),
            Refusal::CriticalExtension,
        ),
        (
            json!({ "crit": ["b64"], "b64": true }),
            Refusal::CriticalExtension,
        ),
        (json!({ "crit": [] }), Refusal::CriticalExtension),
        (json!({ "b64": false }), Refusal::UnencodedPayload),
        (json!({ "b64": "false" }), Refusal::UnencodedPayload),
        (json!({ "kid": "another" }), Refusal::UnknownKey),
        (json!({ "kid": "" }), Refusal::UnknownKey),
        (json!({ "kid": "../../etc/passwd" }), Refusal::UnknownKey),
        (json!({ "kid": 1 }), Refusal::Malformed),
        (json!({ "typ": "logout+jwt" }), Refusal::WrongType),
        (json!({ "typ": "dpop+jwt" }), Refusal::WrongType),
        (json!({ "typ": "secevent+jwt" }), Refusal::WrongType),
        (json!({ "typ": "JOSE" }), Refusal::WrongType),
    ] {
        let token = issuer.token(&with(header("ES256"), changes.clone()), &claims());
        assert_eq!(
            judge(&token, &keys, &expected).err(),
            Some(refusal),
            "{changes}"
        );
    }
    // `crit: null` and `b64: null` are members too.
    for (name, refusal) in [
        ("crit", Refusal::CriticalExtension),
        ("b64", Refusal::UnencodedPayload),
    ] {
        let mut nulled = header("ES256");
        nulled[name] = Value::Null;
        let token = issuer.token(&nulled, &claims());
        assert_eq!(
            judge(&token, &keys, &expected).err(),
            Some(refusal),
            "{name}"
        );
    }
    // An unsigned token, in the two ways of writing one.
    for algorithm in ["none", "ES256"] {
        let token = format!("{}.", unsigned(&header(algorithm), &claims()));
        assert!(judge(&token, &keys, &expected).is_err(), "{algorithm}");
    }
    // A token that brings its own key: the key is not looked at.
    for own_key in [
        json!({ "jwk": stranger.jwk("k") }),
        json!({ "jku": "http://127.0.0.1:1/jwks.json" }),
        json!({ "x5u": "http://127.0.0.1:1/chain.pem" }),
        json!({ "x5c": ["MIIB"] }),
    ] {
        let header = with(header("ES256"), own_key.clone());
        let forged = stranger.token(&header, &claims());
        let refusal = judge(&forged, &keys, &expected).err();
        assert_eq!(refusal, Some(Refusal::WrongSignature), "{own_key}");
        assert!(
            judge(&issuer.token(&header, &claims()), &keys, &expected).is_ok(),
            "{own_key}"
        );
    }
}

#[test]
fn the_type_is_the_one_that_the_issuer_sets() {
    let issuer = Issuer::new(Algorithm::EdDsa);
    let keys = keys(&[issuer.jwk("k")]);
    for (pinned, typ, accepted) in [
        (None, json!(null), true),
        (None, json!("JWT"), true),
        (None, json!("jwt"), true),
        (None, json!("at+jwt"), true),
        (None, json!("application/at+jwt"), true),
        (None, json!("id+jwt"), false),
        (Some("at+jwt"), json!("at+jwt"), true),
        (Some("at+jwt"), json!("AT+JWT"), true),
        (Some("at+jwt"), json!("application/at+jwt"), true),
        (Some("application/at+jwt"), json!("at+jwt"), true),
        (Some("at+jwt"), json!("JWT"), false),
        (Some("at+jwt"), json!(null), false),
        (Some("at+jwt"), json!(""), false),
        (Some("special+jwt"), json!("special+jwt"), true),
    ] {
        let token = issuer.token(&with(header("EdDSA"), json!({ "typ": typ })), &claims());
        let verdict = judge(&token, &keys, &expected(&[Algorithm::EdDsa], pinned));
        let wanted = if accepted {
            None
        } else {
            Some(Refusal::WrongType)
        };
        assert_eq!(verdict.err(), wanted, "{pinned:?}, {typ}");
    }
}

#[test]
fn no_claim_talks_its_way_past() {
    let issuer = Issuer::new(Algorithm::Es256);
    let keys = keys(&[issuer.jwk("k")]);
    let expected = expected(&[Algorithm::Es256], None);
    for (changes, refusal) in [
        (json!({}), None),
        (json!({ "iss": null }), Some(Refusal::ClaimMissing("iss"))),
        (
            json!({ "iss": "https://other.example" }),
            Some(Refusal::WrongIssuer),
        ),
        (
            json!({ "iss": "https://issuer.example/" }),
            Some(Refusal::WrongIssuer),
        ),
        (
            json!({ "iss": "HTTPS://issuer.example" }),
            Some(Refusal::WrongIssuer),
        ),
        (json!({ "iss": [ISSUER] }), Some(Refusal::WrongIssuer)),
        (json!({ "iss": 1 }), Some(Refusal::WrongIssuer)),
        (json!({ "aud": null }), Some(Refusal::ClaimMissing("aud"))),
        (
            json!({ "aud": "https://other.example" }),
            Some(Refusal::WrongAudience),
        ),
        (
            json!({ "aud": "https://mfa.example/" }),
            Some(Refusal::WrongAudience),
        ),
        (json!({ "aud": [] }), Some(Refusal::WrongAudience)),
        (json!({ "aud": ["a", "b"] }), Some(Refusal::WrongAudience)),
        (
            json!({ "aud": { AUDIENCE: true } }),
            Some(Refusal::WrongAudience),
        ),
        (json!({ "aud": [AUDIENCE, "b"] }), None),
        (json!({ "exp": null }), Some(Refusal::ClaimMissing("exp"))),
        (
            json!({ "exp": "1900000000" }),
            Some(Refusal::ClaimMalformed("exp")),
        ),
        (json!({ "exp": true }), Some(Refusal::ClaimMalformed("exp"))),
        (json!({ "exp": NOW - 30 }), Some(Refusal::Expired)),
        (json!({ "exp": NOW - 29 }), None),
        (json!({ "exp": NOW as f64 - 29.5 }), None),
        (json!({ "exp": NOW as f64 - 30.5 }), Some(Refusal::Expired)),
        (json!({ "exp": 0 }), Some(Refusal::Expired)),
        (json!({ "exp": -1 }), Some(Refusal::Expired)),
        (json!({ "exp": i64::MIN }), Some(Refusal::Expired)),
        (json!({ "exp": u64::MAX }), None),
        (json!({ "nbf": NOW + 30 }), None),
        (json!({ "nbf": NOW + 31 }), Some(Refusal::NotYetValid)),
        (json!({ "nbf": u64::MAX }), Some(Refusal::NotYetValid)),
        (json!({ "nbf": "0" }), Some(Refusal::ClaimMalformed("nbf"))),
        (json!({ "iat": NOW + 30 }), None),
        (json!({ "iat": NOW + 31 }), Some(Refusal::IssuedInTheFuture)),
        (json!({ "iat": [] }), Some(Refusal::ClaimMalformed("iat"))),
        (json!({ "iat": null }), None),
        (json!({ "unknown": { "deeply": ["nested"] } }), None),
    ] {
        let token = issuer.token(&header("ES256"), &with(claims(), changes.clone()));
        assert_eq!(judge(&token, &keys, &expected).err(), refusal, "{changes}");
    }
    let mut nulled = claims();
    nulled["nbf"] = Value::Null;
    let token = issuer.token(&header("ES256"), &nulled);
    let refusal = judge(&token, &keys, &expected).err();
    assert_eq!(refusal, Some(Refusal::ClaimMalformed("nbf")));
}

#[test]
fn without_a_kid_there_must_be_no_choice() {
    let (one, two) = (Issuer::new(Algorithm::Es256), Issuer::new(Algorithm::Es256));
    let other = Issuer::new(Algorithm::EdDsa);
    let all = Algorithm::ALL;
    let expected = expected(&all, None);
    let token = one.token(&json!({ "alg": "ES256" }), &claims());
    // The only key of its algorithm: a key of another kind is no choice.
    assert!(judge(&token, &keys(&[one.jwk("a"), other.jwk("b")]), &expected).is_ok());
    let refusal = judge(&token, &keys(&[one.jwk("a"), two.jwk("b")]), &expected).err();
    assert_eq!(refusal, Some(Refusal::KeyIdMissing));
    let named = one.token(&header("ES256"), &claims());
    let refusal = judge(&named, &keys(&[one.jwk("k"), two.jwk("k")]), &expected).err();
    assert_eq!(refusal, Some(Refusal::AmbiguousKey));
    assert!(judge(&named, &keys(&[two.jwk("a"), one.jwk("k")]), &expected).is_ok());
}

#[test]
fn scopes_come_as_words_or_as_a_list() {
    let issuer = Issuer::new(Algorithm::EdDsa);
    let keys = keys(&[issuer.jwk("k")]);
    for (scope, words) in [
        (json!("a b  c"), vec!["a", "b", "c"]),
        (json!(["a", "b", 3]), vec!["a", "b"]),
        (json!(""), vec![]),
        (json!(null), vec![]),
        (json!({ "a": true }), vec![]),
    ] {
        let claims = with(claims(), json!({ "scope": scope }));
        let token = issuer.token(&header("EdDSA"), &claims);
        let believed = judge(&token, &keys, &expected(&[Algorithm::EdDsa], None)).unwrap();
        assert_eq!(believed.words("scope"), words, "{scope}");
    }
}

#[test]
fn reasons_tell_the_client_no_more_than_it_can_act_on() {
    assert_eq!(Refusal::Expired.detail(), "The bearer token has expired.");
    for secret_reason in [
        Refusal::WrongSignature,
        Refusal::UnknownKey,
        Refusal::UnknownIssuer,
    ] {
        assert_eq!(secret_reason.detail(), "The bearer token is not valid.");
    }
}
