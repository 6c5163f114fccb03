//! Messages that are no HTTP/1.1: a service refuses them, or closes the connection, and does
//! not stumble (RFC 9112).

use super::checks;
use super::run::Run;

/// A message, what is wrong with it, and whether it must be refused for certain.
pub struct Malformed {
    pub bytes: Vec<u8>,
    pub what: String,
    pub must_refuse: bool,
}

pub async fn send(run: &Run<'_>) {
    let mut all = run
        .operations
        .all
        .iter()
        .filter(|operation| run.calls(operation));
    let Some(operation) = all
        .find(|operation| operation.method == "GET" && !operation.path.contains('{'))
        .or_else(|| {
            run.operations
                .all
                .iter()
                .find(|one| run.calls(one) && one.method == "GET")
        })
    else {
        return;
    };
    let pools = super::cases::valid_of(run, operation);
    let Some(case) = pools else {
        return;
    };
    let Some(request) = run.request(&case) else {
        return;
    };
    let host = run.transport.authority().to_owned();
    let mut fields = String::new();
    for (name, value) in &request.headers.0 {
        fields.push_str(&format!("{name}: {value}\r\n"));
    }
    let target = &request.target;
    let sign = if target.contains('?') { '&' } else { '?' };
    let close = "Connection: close\r\n";
    let texts: Vec<(String, &'static str, bool)> = vec![
        (
            format!("GET {target} HTTP/1.1\r\n{fields}{close}\r\n"),
            "there is no `Host` (RFC 9112, section 3.2)",
            true,
        ),
        (
            format!(
                "GET {target} HTTP/1.1\r\nHost: {host}\r\nHost: other.example\r\n{fields}{close}\r\n"
            ),
            "there are two `Host` (RFC 9112, section 3.2)",
            true,
        ),
        (
            format!(
                "GET {target} HTTP/1.1\r\nHost: {host}\r\n{fields}{close}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}\n"
            ),
            "there are two lengths (RFC 9112, section 6.3)",
            true,
        ),
        (
            format!(
                "GET {target} HTTP/1.1\r\nHost: {host}\r\n{fields}{close}Content-Length: many\r\n\r\n{{}}"
            ),
            "the length is no number (RFC 9112, section 6.3)",
            true,
        ),
        (
            format!(
                "GET {target} HTTP/1.1\r\nHost: {host}\r\n{fields}{close}Content-Length: -1\r\n\r\n"
            ),
            "the length is negative (RFC 9112, section 6.3)",
            true,
        ),
        (
            format!(
                "GET {target} HTTP/1.1\r\nHost: {host}\r\n{fields}{close}Transfer-Encoding: chunked\r\n\r\nxyz\r\n{{}}\r\n0\r\n\r\n"
            ),
            "a chunk has no size (RFC 9112, section 7.1)",
            true,
        ),
        (
            format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n{fields}{close}Bad Name: a\r\n\r\n"),
            "the name of a header has a blank (RFC 9112, section 5.1)",
            true,
        ),
        (
            format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n{fields}{close}X-Blank : a\r\n\r\n"),
            "a blank stands before a colon (RFC 9112, section 5.1)",
            true,
        ),
        (
            format!("GET {target}{sign}a=%zz HTTP/1.1\r\nHost: {host}\r\n{fields}{close}\r\n"),
            "an escape has no hexadecimal digits",
            false,
        ),
        (
            format!("GET {target}{sign}a=%ff%fe HTTP/1.1\r\nHost: {host}\r\n{fields}{close}\r\n"),
            "an escaped text is not UTF-8",
            false,
        ),
        (
            format!(
                "GET {target}{sign}a={} HTTP/1.1\r\nHost: {host}\r\n{fields}{close}\r\n",
                "a".repeat(70_000)
            ),
            "the target is very long",
            false,
        ),
        (
            format!(
                "GET {target} HTTP/1.1\r\nHost: {host}\r\n{fields}{close}X-Long: {}\r\n\r\n",
                "a".repeat(150_000)
            ),
            "a header is very long",
            false,
        ),
        (
            format!("GET {target}\r\n\r\n"),
            "the request line has no version",
            false,
        ),
        (
            format!("GET {target} HTTP/9.9\r\nHost: {host}\r\n{fields}{close}\r\n"),
            "the version is none",
            false,
        ),
        (
            "\u{1}\u{2}\u{3}\r\n\r\n".to_owned(),
            "it is no request line at all",
            true,
        ),
    ];
    let mut taken = Vec::new();
    for (text, what, must_refuse) in texts {
        if !run.may_send().await {
            return;
        }
        let message = Malformed {
            bytes: text.into_bytes(),
            what: what.to_owned(),
            must_refuse,
        };
        let received = run.transport.send_raw(&message.bytes).await;
        let is_taken = checks::is_carried_out(&message, &received);
        if let Some(found) = checks::of_raw(operation, &message, &received) {
            match is_taken {
                true => taken.push(found),
                false => run.report(found),
            }
        }
    }
    // A server that takes several of them looks at none: that is its software's, and what stands
    // before it may. One alone was forgotten, or broken.
    if taken.len() > 1 {
        let what = taken.iter().map(|found| found.cause.as_str());
        let what = what.collect::<Vec<_>>().join("; ");
        let reason = format!(
            "the server carries out what is no HTTP, which is for what stands before it to refuse: {what}"
        );
        run.tried.borrow_mut().walks.push((operation.index, reason));
        return;
    }
    for found in taken {
        run.report(found);
    }
}
