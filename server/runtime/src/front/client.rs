//! Who a request comes from, where proxies stand between: as far as they are to be believed.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use dropshot::RequestInfo;
use http::header::FORWARDED;
use http::{HeaderMap, HeaderName};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// To endpoints beside the contract: the client of a request, as the front knows it.
pub(super) const CLIENT: HeaderName = HeaderName::from_static("x-front-client");

/// The header that proxies tell clients by. One alone counts: a proxy that writes one of them passes the
/// other on as the client wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `Forwarded` (RFC 7239).
    Forwarded,
    /// `X-Forwarded-For`.
    XForwardedFor,
}

/// Proxies that are believed.
#[derive(Clone)]
pub struct Proxies {
    header: ProxyHeader,
    is_trusted: Arc<dyn Fn(IpAddr) -> bool + Send + Sync>,
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxies({:?}, …)", self.header)
    }
}

impl Default for Proxies {
    /// None: the client is the other end of the connection.
    fn default() -> Self {
        Proxies::new(ProxyHeader::XForwardedFor, |_| false)
    }
}

impl Proxies {
    /// Those at addresses for which `is_trusted` says so.
    pub fn new(
        header: ProxyHeader,
        is_trusted: impl Fn(IpAddr) -> bool + Send + Sync + 'static,
    ) -> Self {
        Proxies {
            header,
            is_trusted: Arc::new(is_trusted),
        }
    }

    /// The client of a request that came from `peer`: the right-most address that is not a trusted
    /// proxy's. What cannot be read is not believed, and nothing that stands before it either.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        if !(self.is_trusted)(client) {
            return client;
        }
        let name = match self.header {
            ProxyHeader::Forwarded => FORWARDED,
            ProxyHeader::XForwardedFor => X_FORWARDED_FOR,
        };
        let lines: Vec<_> = headers.get_all(name).iter().collect();
        for line in lines.into_iter().rev() {
            let Some(elements) = line.to_str().ok().and_then(|line| self.elements(line)) else {
                return client;
            };
            for element in elements.into_iter().rev() {
                let Some(before) = self.address(element) else {
                    return client;
                };
                client = before.to_canonical();
                if !(self.is_trusted)(client) {
                    return client;
                }
            }
        }
        client
    }

    /// What proxies added, one after the other. `None` where a quote does not end: what was added
    /// behind it could be taken for a part of it.
    fn elements<'a>(&self, line: &'a str) -> Option<Vec<&'a str>> {
        if self.header == ProxyHeader::XForwardedFor {
            return Some(line.split(',').map(str::trim).collect());
        }
        split(line, b',')
    }

    fn address(&self, element: &str) -> Option<IpAddr> {
        if self.header == ProxyHeader::XForwardedFor {
            return address(element);
        }
        let pairs = split(element, b';')?;
        let mut fors = pairs.into_iter().filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            name.trim().eq_ignore_ascii_case("for").then_some(value)
        });
        let value = fors.next()?.trim();
        // Twice is not once.
        if fors.next().is_some() {
            return None;
        }
        let unquoted = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
        address(unquoted.unwrap_or(value))
    }
}

/// Splits at what stands outside of quoted strings (RFC 9110, section 5.6.4).
fn split(text: &str, at: u8) -> Option<Vec<&str>> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut quoted, mut escaped) = (false, false);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            byte if byte == at && !quoted => {
                parts.push(text[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    (!quoted).then_some(parts)
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]` and `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    if let Some(bare) = bare {
        return bare.parse().ok().filter(IpAddr::is_ipv6);
    }
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    text.parse().ok().or_else(with_port)
}

/// The client of a request to an endpoint beside the contract ([`Front::beside`](super::Front::beside)).
/// It is the front that says so, in a header that it puts in place of any other: nobody else reaches
/// these endpoints.
pub fn client_of(request: &RequestInfo) -> IpAddr {
    let told = request.headers().get(CLIENT);
    let told = told.and_then(|value| value.to_str().ok()?.parse().ok());
    told.unwrap_or_else(|| request.remote_addr().ip())
}
