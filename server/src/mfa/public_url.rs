//! How browsers reach this server.

use url::Url;

/// The URL that all others of this server start with: http or https, a host, and the path that a
/// proxy may add. No user name, query or fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(Url);

/// A public URL that links cannot be made from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPublicUrl {
    #[error("must be an https URL")]
    Scheme,
    #[error("must have a host, and no user name or password")]
    Authority,
    #[error("must have no query and no fragment: paths are added to it")]
    Suffix,
}

impl TryFrom<Url> for PublicUrl {
    type Error = InvalidPublicUrl;

    fn try_from(url: Url) -> Result<Self, InvalidPublicUrl> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(InvalidPublicUrl::Scheme);
        }
        if !url.has_host() || !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidPublicUrl::Authority);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(InvalidPublicUrl::Suffix);
        }
        Ok(Self(url))
    }
}

impl PublicUrl {
    /// Without a slash at the end: what a path is put after.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The path that a proxy adds, without a slash at the end; mostly empty.
    pub fn path(&self) -> &str {
        self.0.path().trim_end_matches('/')
    }

    /// As browsers send it in `Origin` (RFC 6454, section 6.2).
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The URL of a path of this server, which starts with a slash.
    pub fn at(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{path}", self.path()));
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> Result<PublicUrl, InvalidPublicUrl> {
        PublicUrl::try_from(Url::parse(text).expect("a URL"))
    }

    #[test]
    fn paths_follow_what_a_proxy_adds() {
        for (text, base, path) in [
            ("https://mfa.test", "https://mfa.test", ""),
            ("https://MFA.test:443/", "https://mfa.test", ""),
            ("https://mfa.test/app/", "https://mfa.test/app", "/app"),
        ] {
            let public = public(text).expect("public");
            assert_eq!((public.as_str(), public.path()), (base, path));
            assert_eq!(public.at("/a/b").as_str(), format!("{base}/a/b"));
            assert_eq!(public.origin(), "https://mfa.test");
        }
    }

    #[test]
    fn what_links_cannot_be_made_from_is_refused() {
        for (text, why) in [
            ("ftp://mfa.test", InvalidPublicUrl::Scheme),
            ("mailto:mfa@test", InvalidPublicUrl::Scheme),
            ("https://user@mfa.test", InvalidPublicUrl::Authority),
            ("https://:secret@mfa.test", InvalidPublicUrl::Authority),
            ("https://mfa.test/?a", InvalidPublicUrl::Suffix),
            ("https://mfa.test/#a", InvalidPublicUrl::Suffix),
        ] {
            assert_eq!(public(text), Err(why), "{text}");
        }
    }
}
