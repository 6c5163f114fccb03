//! Posting something to a URL that an outsider chose: once, and with nothing of the response but its
//! status.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ipnet::IpNet;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use url::{Host, Url};

use super::Fault;
use super::address::is_public;
use super::client::told;
use super::reach::Resolver;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Posts to public addresses, and to those of networks that the operator names.
pub struct Poster {
    /// Made when it is needed: to read the system's certificates takes longer than a start.
    http: OnceLock<reqwest::Client>,
    allowed: Arc<[IpNet]>,
    timeout: Duration,
}

/// A message to be posted. Its headers may hold what signs it, so it does not print them.
pub struct Message<'a> {
    pub url: &'a Url,
    pub headers: &'a [(&'static str, &'a str)],
    pub body: String,
}

impl Poster {
    /// A try has an end after `timeout`, from the name look-up to the response's head.
    pub fn new(networks: Vec<IpNet>, timeout: Duration) -> Self {
        Self {
            http: OnceLock::new(),
            allowed: networks.into(),
            timeout,
        }
    }

    fn http(&self) -> Result<&reqwest::Client, Fault> {
        if let Some(http) = self.http.get() {
            return Ok(http);
        }
        let allowed = Arc::clone(&self.allowed);
        let resolver = Resolver::new(move |address| is_allowed(&allowed, address));
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT.min(self.timeout))
            .timeout(self.timeout)
            .pool_idle_timeout(Duration::from_secs(15))
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(Arc::new(resolver))
            .user_agent(concat!("mfa-server/", env!("CARGO_PKG_VERSION")));
        let http = http.build().map_err(|error| told(&error, self.timeout))?;
        Ok(self.http.get_or_init(|| http))
    }

    /// The status, if it is a success. The response's body is not waited for.
    pub async fn post(&self, message: Message<'_>) -> Result<u16, Fault> {
        self.check(message.url)?;
        let mut headers = HeaderMap::new();
        for (name, value) in message.headers {
            let value = HeaderValue::from_str(value);
            let value = value.map_err(|_| Fault::Request("a header cannot be sent"))?;
            headers.insert(HeaderName::from_static(name), value);
        }
        let request = self.http()?.post(message.url.clone());
        let request = request.headers(headers).body(message.body);
        let response = request.send().await;
        let response = response.map_err(|error| told(&error, self.timeout))?;
        let status = response.status();
        if status.is_redirection() {
            Err(Fault::Redirect(status.as_u16()))
        } else if status.is_success() {
            Ok(status.as_u16())
        } else {
            Err(Fault::Status(status.as_u16()))
        }
    }

    /// An address that is written down is looked up by nobody.
    fn check(&self, url: &Url) -> Result<(), Fault> {
        let address: IpAddr = match url.host() {
            Some(Host::Ipv4(address)) => address.into(),
            Some(Host::Ipv6(address)) => address.into(),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(Fault::Request("its URL has no host")),
        };
        if is_allowed(&self.allowed, address) {
            Ok(())
        } else {
            Err(Fault::NotPublic(address.to_string()))
        }
    }
}

fn is_allowed(networks: &[IpNet], address: IpAddr) -> bool {
    // A mapped address leads where the other one does.
    let address = address.to_canonical();
    is_public(address) || networks.iter().any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_leads_to_this_machine_or_its_network_is_not_connected_to() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("listens");
        let port = listener.local_addr().expect("bound").port();
        let poster = Poster::new(Vec::new(), Duration::from_secs(2));
        for host in [
            "127.0.0.1",
            "localhost",
            "[::ffff:127.0.0.1]",
            "2130706433",
            "0x7f.1",
            "169.254.169.254",
            "10.0.0.1",
            "[fd00::1]",
            "[::1]",
            "0.0.0.0",
        ] {
            let url = Url::parse(&format!("http://{host}:{port}/")).expect("a URL");
            let message = Message {
                url: &url,
                headers: &[],
                body: String::new(),
            };
            let fault = poster.post(message).await.expect_err(host);
            assert!(matches!(fault, Fault::NotPublic(_)), "{host}: {fault}");
        }
        let connected = tokio::time::timeout(Duration::from_millis(50), listener.accept());
        assert!(connected.await.is_err(), "nobody came");
    }

    #[test]
    fn a_network_that_is_named_is_allowed_and_no_other() {
        let networks = ["10.1.0.0/16", "::1/128"].map(|text| text.parse().expect("a network"));
        for (address, allowed) in [
            ("10.1.2.3", true),
            ("::ffff:10.1.2.3", true),
            ("10.2.0.1", false),
            ("::1", true),
            ("127.0.0.1", false),
            ("8.8.8.8", true),
        ] {
            let address = address.parse().expect("an address");
            assert_eq!(is_allowed(&networks, address), allowed, "{address}");
        }
    }
}
