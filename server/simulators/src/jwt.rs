//! JSON Web Tokens signed with a shared secret, byte by byte: a simulator writes tokens that no
//! library would, and reads them without the library that the service reads its with.

use aws_lc_rs::hmac;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

pub(crate) fn encode(
    header: &Value,
    claims: &Value,
    sign: impl FnOnce(&[u8]) -> Vec<u8>,
) -> String {
    let parts = [header, claims].map(|part| BASE64URL_NOPAD.encode(part.to_string().as_bytes()));
    let signed = parts.join(".");
    let signature = BASE64URL_NOPAD.encode(&sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

pub(crate) fn hmac(algorithm: hmac::Algorithm, secret: &str) -> impl FnOnce(&[u8]) -> Vec<u8> {
    let key = hmac::Key::new(algorithm, secret.as_bytes());
    move |signed| hmac::sign(&key, signed).as_ref().to_vec()
}

/// The claims of a token that is signed by HS512 with this secret, or what is wrong with it.
pub(crate) fn hs512_claims(token: &str, secret: &str) -> Result<Value, &'static str> {
    let (signed, signature) = token.rsplit_once('.').ok_or("it has no three parts")?;
    let (header, claims) = signed.split_once('.').ok_or("it has no three parts")?;
    let part = |text: &str| -> Option<Value> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        serde_json::from_slice(&bytes).ok()
    };
    let header = part(header).ok_or("its header is not JSON in base64url")?;
    if header["alg"] != json!("HS512") {
        return Err("its alg is not HS512");
    }
    let signature = BASE64URL_NOPAD.decode(signature.as_bytes());
    let signature = signature.map_err(|_| "its signature is not base64url")?;
    let key = hmac::Key::new(hmac::HMAC_SHA512, secret.as_bytes());
    hmac::verify(&key, signed.as_bytes(), &signature).map_err(|_| "its signature is wrong")?;
    part(claims).ok_or("its claims are not JSON in base64url")
}
