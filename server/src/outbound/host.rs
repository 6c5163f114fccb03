//! Whom to ask: a name, and a port.

use std::fmt;
use std::str::FromStr;

use url::{Host as UrlHost, Url};

/// A host of the internet by its name, as `api-1234.duosecurity.com`. Made to be checked once, so that
/// a request that is made with it goes nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Host {
    /// As a URL writes it: in small letters, internationalized names in Punycode.
    authority: String,
}

/// Why a text names no host that can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHost {
    #[error("must be a host name alone, as api-1234.example.com: no https://, no path")]
    NotAHost,
    #[error("must be a name, not an IP address: its certificate is what it is known by")]
    Address,
    #[error("must be a full name, as api-1234.example.com")]
    NotFull,
}

impl Host {
    /// `https://HOST`, as an issuer or an audience has it.
    pub fn origin(&self) -> String {
        format!("https://{}", self.authority)
    }

    /// The URL of a path (with its query, if there is one) at this host. `None` for what would lead
    /// elsewhere.
    pub fn at(&self, path: &str) -> Option<Url> {
        let url = Url::parse(&format!("{}{path}", self.origin())).ok()?;
        let same = Url::parse(&self.origin()).ok()?.origin() == url.origin();
        (path.starts_with('/') && same).then_some(url)
    }

    /// Whether it is this machine by its name: simulators, for developers.
    pub fn is_local(&self) -> bool {
        let name = self.authority.split(':').next().unwrap_or_default();
        name == "localhost" || name.ends_with(".localhost")
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.authority)
    }
}

impl FromStr for Host {
    type Err = InvalidHost;

    fn from_str(text: &str) -> Result<Self, InvalidHost> {
        let well_formed = text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'));
        if text.starts_with('[') {
            return Err(InvalidHost::Address);
        }
        if text.is_empty() || text.len() > 255 || !well_formed {
            return Err(InvalidHost::NotAHost);
        }
        let url = Url::parse(&format!("https://{text}")).map_err(|_| InvalidHost::NotAHost)?;
        let Some(UrlHost::Domain(name)) = url.host() else {
            return Err(InvalidHost::Address);
        };
        let authority = match url.port() {
            Some(port) => format!("{name}:{port}"),
            None => name.to_owned(),
        };
        let host = Self { authority };
        let labels: Vec<_> = name.split('.').collect();
        let full = labels.len() > 1 && labels.iter().all(|label| !label.is_empty());
        if full || host.is_local() {
            Ok(host)
        } else {
            Err(InvalidHost::NotFull)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_and_a_path_leads_nowhere_else() {
        for (text, origin) in [
            ("api-1.duosecurity.com", "https://api-1.duosecurity.com"),
            ("API-1.DuoSecurity.com:443", "https://api-1.duosecurity.com"),
            ("localhost:8443", "https://localhost:8443"),
        ] {
            let host: Host = text.parse().expect("a host");
            assert_eq!(host.origin(), origin);
            let url = host.at("/oauth/v1/token?a=b").expect("a URL");
            assert_eq!(url.as_str(), format!("{origin}/oauth/v1/token?a=b"));
            for elsewhere in ["@evil.example/", ".evil.example/", ":1/", "", "x"] {
                assert_eq!(host.at(elsewhere), None, "{elsewhere}");
            }
        }
        for (text, why) in [
            ("https://a.example", InvalidHost::NotAHost),
            ("a.example/path", InvalidHost::NotAHost),
            ("user@a.example", InvalidHost::NotAHost),
            ("a.example?x", InvalidHost::NotAHost),
            ("a.example#x", InvalidHost::NotAHost),
            ("a.example\\x", InvalidHost::NotAHost),
            ("a.example:x", InvalidHost::NotAHost),
            ("a b.example", InvalidHost::NotAHost),
            ("", InvalidHost::NotAHost),
            ("127.0.0.1", InvalidHost::Address),
            ("127.0.0.1:8443", InvalidHost::Address),
            // Forms of 127.0.0.1 that browsers and libraries know.
            ("2130706433", InvalidHost::Address),
            ("0x7f.1", InvalidHost::Address),
            ("[::1]", InvalidHost::Address),
            ("intranet", InvalidHost::NotFull),
            ("a..example", InvalidHost::NotFull),
        ] {
            assert_eq!(text.parse::<Host>(), Err(why), "{text}");
        }
    }
}
