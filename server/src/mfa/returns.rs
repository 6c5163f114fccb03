//! Where the pages lead back to when a person is done: to where the organization says, and nowhere
//! else, whatever a link's URL asks for.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// The longest URL, in bytes: what browsers and proxies take without a thought.
const LONGEST: usize = 2000;

/// Why people cannot be led back to a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidReturn {
    #[error("must be an absolute URL, as https://app.example.com/settings")]
    NoUrl,
    #[error("must be an https URL; http is for this machine alone, as http://localhost:3000")]
    Scheme,
    #[error("must have no user name and no password")]
    Credentials,
    #[error("must have at most {LONGEST} bytes")]
    TooLong,
    #[error("must be an origin, as https://app.example.com: no path, query or fragment")]
    NoOrigin,
}

/// A place that people can be led back to: an https URL, or an http one of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnUrl(Url);

impl ReturnUrl {
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// What a person knows it by.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}

impl FromStr for ReturnUrl {
    type Err = InvalidReturn;

    fn from_str(text: &str) -> Result<Self, InvalidReturn> {
        if text.len() > LONGEST {
            return Err(InvalidReturn::TooLong);
        }
        let url = Url::parse(text).map_err(|_| InvalidReturn::NoUrl)?;
        if !(url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(&url))) {
            return Err(InvalidReturn::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidReturn::Credentials);
        }
        // What is not ASCII in a path was encoded by now, and may be longer.
        if url.as_str().len() > LONGEST {
            return Err(InvalidReturn::TooLong);
        }
        Ok(Self(url))
    }
}

/// Where http goes over no network (RFC 6761, section 6.3, and the loopback addresses).
fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Scheme, host and port (RFC 6454), as `https://app.example.com`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReturnOrigin(String);

impl ReturnOrigin {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReturnOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ReturnOrigin {
    type Err = InvalidReturn;

    fn from_str(text: &str) -> Result<Self, InvalidReturn> {
        let url: ReturnUrl = text.parse()?;
        let ReturnUrl(parts) = &url;
        if parts.path() != "/" || parts.query().is_some() || parts.fragment().is_some() {
            return Err(InvalidReturn::NoOrigin);
        }
        Ok(Self(url.origin()))
    }
}

/// An organization's setting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returns {
    /// Where its people are led back to unless a link asks for another place.
    pub url: Option<ReturnUrl>,
    /// Where else a link may ask for, beside the origin of `url`.
    pub origins: BTreeSet<ReturnOrigin>,
}

impl Returns {
    /// Where to lead back to, when the link's URL asks for `asked`: there if the organization allows
    /// that origin, else to its usual place, if it has one.
    pub fn to(&self, asked: Option<&str>) -> Option<ReturnUrl> {
        let asked = asked.and_then(|text| text.parse().ok());
        asked
            .filter(|url| self.allows(url))
            .or_else(|| self.url.clone())
    }

    fn allows(&self, url: &ReturnUrl) -> bool {
        let origin = url.origin();
        let own = self.url.as_ref().map(ReturnUrl::origin);
        own.as_ref() == Some(&origin) || self.origins.contains(&ReturnOrigin(origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_led_to_https_or_to_this_machine() {
        for good in [
            "https://app.example.com/settings?tab=security#mfa",
            "https://app.example.com:8443",
            "http://localhost:3000/done",
            "http://app.localhost/",
            "http://127.0.0.1:3000/",
            "http://[::1]:3000/",
        ] {
            assert!(good.parse::<ReturnUrl>().is_ok(), "{good}");
        }
        for (bad, why) in [
            ("/settings", InvalidReturn::NoUrl),
            ("app.example.com", InvalidReturn::NoUrl),
            ("", InvalidReturn::NoUrl),
            ("http://app.example.com/", InvalidReturn::Scheme),
            ("http://localhost.example.com/", InvalidReturn::Scheme),
            ("javascript:alert(1)//localhost", InvalidReturn::Scheme),
            ("data:text/html,x", InvalidReturn::Scheme),
            ("myapp://done", InvalidReturn::Scheme),
            ("https://me@app.example.com/", InvalidReturn::Credentials),
            ("https://:p@app.example.com/", InvalidReturn::Credentials),
        ] {
            assert_eq!(bad.parse::<ReturnUrl>(), Err(why), "{bad}");
        }
        let long = format!("https://app.example.com/{}", "é".repeat(600));
        assert_eq!(long.parse::<ReturnUrl>(), Err(InvalidReturn::TooLong));
        for bad in ["https://a.test/x", "https://a.test/?", "https://a.test/#x"] {
            let origin = bad.parse::<ReturnOrigin>();
            assert_eq!(origin, Err(InvalidReturn::NoOrigin), "{bad}");
        }
    }

    #[test]
    fn a_link_leads_where_the_organization_allows_and_nowhere_else() {
        let usual = "https://app.example.com/home";
        let returns = Returns {
            url: usual.parse().ok(),
            origins: ["https://other.example.com", "http://localhost:3000/"]
                .map(|text| text.parse().expect("an origin"))
                .into(),
        };
        let to = |asked| returns.to(asked).map(|url| url.as_str().to_owned());
        for allowed in [
            "https://app.example.com/settings",
            "https://other.example.com/?a=b",
            "http://localhost:3000/done",
        ] {
            assert_eq!(to(Some(allowed)).as_deref(), Some(allowed));
        }
        for not_allowed in [
            "https://evil.example/",
            "https://app.example.com.evil.example/",
            "https://app.example.com@evil.example/",
            "https://app.example.com:8443/",
            "http://app.example.com/",
            "//evil.example/",
            "/\\evil.example",
            "https:\\\\evil.example/\\app.example.com",
            "http://localhost:3001/",
            "javascript:alert(document.domain)",
            "",
        ] {
            assert_eq!(
                to(Some(not_allowed)).as_deref(),
                Some(usual),
                "{not_allowed}"
            );
        }
        assert_eq!(to(None).as_deref(), Some(usual));
        let nowhere = Returns::default();
        assert_eq!(nowhere.to(Some("https://app.example.com/")), None);
    }
}
