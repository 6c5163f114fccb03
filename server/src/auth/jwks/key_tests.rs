//! Which keys of a set are used, passed over, or told as faulty.

use super::fault::{Fault, FaultyKey};
use super::key::{KeySet, UnusableKeys, read_key_set};
use crate::auth::jwt::Algorithm;
use crate::auth::testing::Issuer;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

fn read(keys: Value) -> Result<KeySet, UnusableKeys> {
    let document = json!({ "keys": keys }).to_string();
    read_key_set(document.as_bytes())
}

/// A key of an algorithm, with some members changed.
fn key(algorithm: Algorithm, changed: Value) -> Value {
    let mut key = Issuer::new(algorithm).jwk("k");
    for (name, value) in changed.as_object().unwrap() {
        key[name] = value.clone();
    }
    key
}

fn encoded(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

#[test]
fn a_keys_type_decides_its_algorithm() {
    let keys: Vec<_> = Algorithm::ALL
        .into_iter()
        .map(|algorithm| Issuer::new(algorithm).jwk(algorithm.name()))
        .collect();
    let set = read(json!(keys)).unwrap();
    assert_eq!(set.faulty, []);
    let algorithms: Vec<_> = set.keys.iter().map(|key| key.algorithm()).collect();
    assert_eq!(algorithms, Algorithm::ALL);
}

#[test]
fn keys_of_other_uses_are_passed_over() {
    use Algorithm::Rs256;
    for other in [
        key(Rs256, json!({ "alg": null, "use": "enc" })),
        key(Rs256, json!({ "alg": "PS256" })),
        key(Rs256, json!({ "alg": "RSA-OAEP", "use": "enc" })),
        key(
            Rs256,
            json!({ "alg": null, "use": "enc", "key_ops": ["encrypt"] }),
        ),
        key(Rs256, json!({ "key_ops": ["sign"] })),
        json!({ "kty": "EC", "crv": "P-384", "x": encoded(&[1; 48]), "y": encoded(&[1; 48]) }),
        json!({ "kty": "OKP", "crv": "Ed448", "x": encoded(&[1; 57]) }),
        json!({ "kty": "AKP", "pub": "AA" }),
        json!({ "kid": "no type" }),
        json!("not an object"),
    ] {
        let none = read(json!([other])).unwrap_err();
        assert_eq!(none, UnusableKeys::NoUsableKey, "{other}");
        let beside = read(json!([other, key(Rs256, json!({}))])).unwrap();
        assert_eq!((beside.keys.len(), beside.faulty.len()), (1, 0), "{other}");
    }
}

#[test]
fn a_key_that_must_not_be_relied_on_is_told_and_not_used() {
    use Algorithm::{EdDsa, Es256, Hs256, Rs256};
    let off = |curve| Fault::NotOnCurve(curve);
    // y = 2 is on no point of Ed25519; y = 0 is on one of order 4, y = 1 is the neutral one.
    let y = |y: u8| {
        let mut point = [0; 32];
        point[0] = y;
        json!({ "x": encoded(&point) })
    };
    for (faulty, fault) in [
        (key(Rs256, json!({ "e": encoded(&[1]) })), Fault::Exponent),
        (key(Rs256, json!({ "e": null })), Fault::Member("e")),
        (key(Rs256, json!({ "n": "***" })), Fault::Member("n")),
        (
            key(Rs256, json!({ "n": encoded(&[0xff; 128]) })),
            Fault::ModulusSize { bits: 1024 },
        ),
        (
            key(Rs256, json!({ "n": encoded(&[0xff; 256]) })),
            Fault::ModulusFactor { factor: 3 },
        ),
        (key(Rs256, json!({ "d": "AQ" })), Fault::Private("d")),
        (key(Rs256, json!({ "qi": "AQ" })), Fault::Private("qi")),
        (key(Es256, json!({ "d": "AQ" })), Fault::Private("d")),
        (key(EdDsa, json!({ "d": "AQ" })), Fault::Private("d")),
        (
            key(Rs256, json!({ "d": "AQ", "use": "enc" })),
            Fault::Private("d"),
        ),
        (key(Es256, json!({ "x": encoded(&[1; 32]) })), off("P-256")),
        (
            key(
                Es256,
                json!({ "x": encoded(&[0; 32]), "y": encoded(&[0; 32]) }),
            ),
            off("P-256"),
        ),
        (key(Es256, json!({ "x": encoded(&[1; 31]) })), off("P-256")),
        (key(EdDsa, y(2)), off("Ed25519")),
        (key(EdDsa, y(0)), Fault::SmallOrder),
        (key(EdDsa, y(1)), Fault::SmallOrder),
        (key(EdDsa, json!({ "x": "AA" })), off("Ed25519")),
        (
            key(Hs256, json!({ "k": encoded(&[7; 31]) })),
            Fault::ShortSecret { bits: 248 },
        ),
        (
            key(Hs256, json!({ "k": encoded(&[0; 32]) })),
            Fault::GuessableSecret,
        ),
        (
            key(Hs256, json!({ "k": encoded(&[0xa7; 64]) })),
            Fault::GuessableSecret,
        ),
        (
            key(Hs256, json!({ "k": encoded(b"your-256-bit-secret") })),
            Fault::ShortSecret { bits: 152 },
        ),
        (
            key(
                Hs256,
                json!({ "k": "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg" }),
            ),
            Fault::KnownSecret,
        ),
        (
            key(
                Hs256,
                json!({ "k": encoded(b"your-256-bit-secret-key-for-development-only-changeme") }),
            ),
            Fault::KnownSecret,
        ),
        (
            key(Rs256, json!({ "alg": "HS256" })),
            Fault::MixedUses("kty", "alg"),
        ),
        (
            key(Es256, json!({ "alg": "EdDSA" })),
            Fault::MixedUses("kty", "alg"),
        ),
        (
            key(Rs256, json!({ "alg": "RS256", "use": "enc" })),
            Fault::MixedUses("use", "alg"),
        ),
        (
            key(Rs256, json!({ "use": "enc", "key_ops": ["verify"] })),
            Fault::MixedUses("use", "key_ops"),
        ),
        (
            key(Rs256, json!({ "use": "sig", "key_ops": ["encrypt"] })),
            Fault::MixedUses("use", "key_ops"),
        ),
        (
            key(Rs256, json!({ "key_ops": ["verify", "wrapKey"] })),
            Fault::MixedUses("key_ops", "key_ops"),
        ),
        (
            key(
                Es256,
                json!({ "alg": "ES256", "use": null, "key_ops": ["deriveKey"] }),
            ),
            Fault::MixedUses("key_ops", "alg"),
        ),
    ] {
        let faulty_key = FaultyKey {
            position: 1,
            kid: Some("k".into()),
            fault,
        };
        let alone = read(json!([faulty])).unwrap_err();
        assert_eq!(alone, UnusableKeys::Faulty(faulty_key.clone()), "{faulty}");
        let good = Issuer::new(EdDsa).jwk("good");
        let set = read(json!([faulty, good])).unwrap();
        assert_eq!(set.keys.len(), 1, "{faulty}");
        assert_eq!(set.faulty, [faulty_key], "{faulty}");
    }
}

#[test]
fn a_kid_is_of_one_key() {
    let one = || Issuer::new(Algorithm::EdDsa).jwk("same");
    let set = read(json!([
        one(),
        Issuer::new(Algorithm::Es256).jwk("other"),
        one()
    ]))
    .unwrap();
    let told = set
        .faulty
        .iter()
        .map(FaultyKey::to_string)
        .collect::<Vec<_>>();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("key 3, `kid` \"same\": another key"),
        "{told:?}"
    );
}

#[test]
fn what_is_no_key_set_is_said_to_be_none() {
    for document in ["", "[]", "{}", "<html>", r#"{"keys":{}}"#] {
        assert!(matches!(
            read_key_set(document.as_bytes()),
            Err(UnusableKeys::NotAKeySet)
        ));
    }
}

#[test]
fn a_key_never_prints_its_value() {
    let printed = format!(
        "{:?}",
        read(json!([Issuer::new(Algorithm::Hs256).jwk("h")])).unwrap()
    );
    assert!(
        printed.contains(r#"[VerificationKey(Some("h"), HS256)]"#),
        "{printed}"
    );
}
