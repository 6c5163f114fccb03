//! What is of one connection only, and does not go on to the next (RFC 9110, section 7.6.1).

use http::header::{CONNECTION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE};
use http::{HeaderMap, HeaderName, HeaderValue};

/// Fields that are of the connection, also where `Connection` does not name them.
const OF_THE_CONNECTION: [HeaderName; 6] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    TE,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Takes them out, and those that `Connection` names. That trailers are understood
/// (`TE: trailers`) is said on, since they are passed on.
pub fn remove(headers: &mut HeaderMap) {
    let takes_trailers = list(headers, &TE).any(|name| name == "trailers");
    let named: Vec<HeaderName> = list(headers, &CONNECTION)
        .filter_map(|name| name.parse().ok())
        .collect();
    for name in OF_THE_CONNECTION.iter().chain(&named) {
        // What a message is about is not for `Connection` to take away.
        if *name != TRAILER {
            headers.remove(name);
        }
    }
    if takes_trailers {
        headers.insert(TE, HeaderValue::from_static("trailers"));
        headers.insert(CONNECTION, HeaderValue::from_static("te"));
    }
}

/// The protocol that a message asks to go over to, or agrees to (RFC 9110, section 7.8).
pub fn upgrade(headers: &HeaderMap) -> Option<HeaderValue> {
    let is_asked = list(headers, &CONNECTION).any(|name| name == "upgrade");
    headers.get(UPGRADE).filter(|_| is_asked).cloned()
}

/// Says on what protocol is asked for, or agreed to.
pub fn set_upgrade(headers: &mut HeaderMap, protocol: HeaderValue) {
    headers.insert(UPGRADE, protocol);
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
}

/// The items of a field that is a list, in small letters.
fn list(headers: &HeaderMap, name: &HeaderName) -> impl Iterator<Item = String> {
    let lines = headers.get_all(name).iter();
    let lines = lines.filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',').map(|item| item.trim().to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let name: HeaderName = name.parse().expect("a name");
            headers.append(name, value.parse().expect("a value"));
        }
        headers
    }

    #[test]
    fn what_is_of_the_connection_stays_there() {
        let mut all = headers(&[
            ("connection", "close, X-Mine"),
            ("connection", "keep-alive"),
            ("keep-alive", "timeout=5"),
            ("proxy-connection", "keep-alive"),
            ("transfer-encoding", "chunked"),
            ("upgrade", "h2c"),
            ("x-mine", "1"),
            ("x-theirs", "2"),
            ("trailer", "x-sum"),
        ]);
        remove(&mut all);
        assert_eq!(all, headers(&[("x-theirs", "2"), ("trailer", "x-sum")]));
        let mut all = headers(&[("te", "trailers, deflate;q=0.5"), ("connection", "te")]);
        remove(&mut all);
        assert_eq!(all, headers(&[("te", "trailers"), ("connection", "te")]));
    }

    #[test]
    fn a_protocol_is_asked_for_where_connection_says_so() {
        let asked = headers(&[("connection", "Upgrade"), ("upgrade", "websocket")]);
        assert_eq!(upgrade(&asked), Some(HeaderValue::from_static("websocket")));
        assert_eq!(upgrade(&headers(&[("upgrade", "websocket")])), None);
    }
}
