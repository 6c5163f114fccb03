//! Secrets on their way: where each scheme puts its own, and that nothing prints them.

use reqwest::header::{COOKIE, HeaderValue};
use reqwest::{Method, Request};
use secrecy::SecretString;

use super::http;
use crate::Carrier;

const SECRET: &str = "s3cret";

fn request() -> Request {
    let url = "http://localhost/path?x=1".parse().expect("a URL");
    Request::new(Method::GET, url)
}

fn put(carrier: Carrier, request: &mut Request, secret: &str) -> Result<(), &'static str> {
    carrier.put(request, &SecretString::from(secret), &http())
}

#[test]
fn a_secret_travels_as_its_scheme_says() {
    for (carrier, secret, name, value) in [
        (Carrier::Header("X-Key"), SECRET, "x-key", "s3cret"),
        (Carrier::Cookie("sid"), SECRET, "cookie", "sid=s3cret"),
        (Carrier::Bearer, SECRET, "authorization", "Bearer s3cret"),
        (
            Carrier::Http("DPoP"),
            SECRET,
            "authorization",
            "DPoP s3cret",
        ),
        // RFC 7617, section 2.
        (
            Carrier::Basic,
            "Aladdin:open sesame",
            "authorization",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        ),
        // The password may have colons, the user may not.
        (Carrier::Basic, "u:p:q", "authorization", "Basic dTpwOnE="),
        (Carrier::Basic, "u:", "authorization", "Basic dTo="),
    ] {
        let mut request = request();
        assert_eq!(put(carrier, &mut request, secret), Ok(()), "{carrier:?}");
        assert_eq!(request.headers().len(), 1);
        let found = &request.headers()[name];
        assert_eq!(found, value, "{carrier:?}");
        assert!(found.is_sensitive(), "{carrier:?}");
        let printed = format!("{request:?}");
        assert!(
            !printed.contains(value) && !printed.contains(secret),
            "{printed}"
        );
    }
    let mut request = request();
    assert_eq!(put(Carrier::Query("key"), &mut request, "a&b=ü"), Ok(()));
    assert_eq!(request.url().query(), Some("x=1&key=a%26b%3D%C3%BC"));
}

#[test]
fn what_is_there_already_stays() {
    let mut one = request();
    assert_eq!(put(Carrier::Bearer, &mut one, "first"), Ok(()));
    assert_eq!(put(Carrier::Basic, &mut one, "u:second"), Ok(()));
    assert_eq!(one.headers()["authorization"], "Bearer first");
    let mut cookies = request();
    let parameter = HeaderValue::from_static("page=1");
    cookies.headers_mut().insert(COOKIE, parameter);
    assert_eq!(put(Carrier::Cookie("sid"), &mut cookies, SECRET), Ok(()));
    assert_eq!(cookies.headers()[COOKIE], "page=1; sid=s3cret");
    assert!(cookies.headers()[COOKIE].is_sensitive());
}

#[test]
fn what_cannot_travel_is_refused_and_not_repeated() {
    let unfit = "it has characters that cannot be sent (a line break at its end, perhaps)";
    let carriers = [
        Carrier::Header("X-Key"),
        Carrier::Query("key"),
        Carrier::Cookie("sid"),
        Carrier::Bearer,
        Carrier::Basic,
        Carrier::Http("DPoP"),
    ];
    for carrier in carriers {
        assert_eq!(
            put(carrier, &mut request(), ""),
            Err("it is empty"),
            "{carrier:?}"
        );
    }
    for (carrier, secret, reason) in [
        (Carrier::Header("X-Key"), "s3cret\n", unfit),
        (Carrier::Bearer, "s3cret\r\nx: y", unfit),
        (Carrier::Http("DPoP"), "s3cret\0", unfit),
        (Carrier::Cookie("sid"), "s3cret\n", unfit),
        (Carrier::Cookie("sid"), "a; other=b", unfit),
        (Carrier::Cookie("sid"), "a,b", unfit),
        (Carrier::Cookie("sid"), "ü", unfit),
        (Carrier::Basic, "s3cret", "it is not `user:password`"),
        (
            Carrier::Header("X Key"),
            SECRET,
            "the contract names no valid header for it",
        ),
    ] {
        let mut request = request();
        assert_eq!(
            put(carrier, &mut request, secret),
            Err(reason),
            "{carrier:?} {secret:?}"
        );
        assert!(request.headers().is_empty() && request.url().query() == Some("x=1"));
    }
}
