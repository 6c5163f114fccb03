//! How the service is seen from outside: who asks how it is, whom it believes about clients, and where
//! its traces go.

use std::net::{Ipv4Addr, SocketAddr};

use ipnet::IpNet;
use secrecy::ExposeSecret as _;
use url::Url;

use super::load::{Environment, Reader};
use super::problem::{Place, Problem, Problems};
use super::settings::{
    Given, MONITORING_LISTEN, PROXY_HEADER, TELEMETRY_ENDPOINT, TELEMETRY_SAMPLE, TRUSTED_PROXIES,
};
use super::values;
use crate::contract::runtime::{Proxies, ProxyHeader};

/// Where monitoring listens, unless it is said: the port of OpenTelemetry's exporter for Prometheus,
/// which itself has 9090.
const MONITORING_DEFAULT: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 9464);

/// Proxies that tell who a client is.
#[derive(Debug, Clone)]
pub struct ProxiesConfig {
    pub networks: Vec<IpNet>,
    pub header: ProxyHeader,
}

impl Default for ProxiesConfig {
    fn default() -> Self {
        Self {
            networks: Vec::new(),
            header: ProxyHeader::XForwardedFor,
        }
    }
}

impl ProxiesConfig {
    /// As the server's front takes them.
    pub fn proxies(self) -> Proxies {
        let Self { networks, header } = self;
        Proxies::new(header, move |address| {
            let address = address.to_canonical();
            networks.iter().any(|network| network.contains(&address))
        })
    }
}

/// Where traces go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracesConfig {
    /// What spans are posted to.
    pub endpoint: Url,
    /// How many of a hundred traces that begin here.
    pub sample_percent: u8,
}

/// One in a hundred: what a trace costs is not seen in the rate of requests.
const SAMPLE_DEFAULT: u8 = 1;

/// Where the variables say that traces go which OpenTelemetry has for every program: for a server
/// without a configuration.
///
/// # Errors
/// What is no collector's URL.
pub fn traces(environment: &Environment) -> Result<Option<TracesConfig>, Problems> {
    let mut reader = Reader::empty();
    let traces = reader.traces(environment);
    match reader.problems.is_empty() {
        true => Ok(traces),
        false => Err(Problems(reader.problems)),
    }
}

impl Reader {
    /// `None` where it is switched off.
    pub(super) fn monitoring(&mut self) -> Option<SocketAddr> {
        let given = self.one(MONITORING_LISTEN, |text| match text {
            "off" => Ok(None),
            text => text.parse().map(Some).map_err(|_| {
                "must be IP:PORT, as 127.0.0.1:9464, or `off`: give it a network's address only \
                 where nobody but operators is"
                    .into()
            }),
        });
        given.or(Some(MONITORING_DEFAULT))
    }

    pub(super) fn proxies(&mut self) -> ProxiesConfig {
        let networks = self.networks(TRUSTED_PROXIES);
        let header = self.one(PROXY_HEADER, |text| {
            match text.to_ascii_lowercase().as_str() {
                "x-forwarded-for" => Ok(ProxyHeader::XForwardedFor),
                "forwarded" => Ok(ProxyHeader::Forwarded),
                _ => Err("must be x-forwarded-for or forwarded: what the proxies write".into()),
            }
        });
        ProxiesConfig {
            networks,
            header: header.or(ProxyHeader::XForwardedFor),
        }
    }

    pub(super) fn networks(&mut self, setting: &str) -> Vec<IpNet> {
        let mut networks = Vec::new();
        for Given { text, place } in self.settings.take(setting).unwrap_or_default() {
            match values::network(text.expose_secret()) {
                Ok(network) => networks.push(network),
                Err(problem) => {
                    let message = format!("`{setting}` {problem}");
                    self.problems.push(Problem::new(place, message));
                }
            }
        }
        networks
    }

    /// The setting counts before the variables that OpenTelemetry has for every program.
    pub(super) fn traces(&mut self, environment: &Environment) -> Option<TracesConfig> {
        let sample = self.one(TELEMETRY_SAMPLE, |text| match text.parse() {
            Ok(percent @ 0..=100) => Ok(percent),
            _ => Err("must be a whole number, 0 to 100".into()),
        });
        let given = self.one(TELEMETRY_ENDPOINT, |text| match text {
            "off" => Ok(None),
            text => collector(text).map(below).map(Some),
        });
        let endpoint = match given.given() {
            Some(endpoint) => endpoint??,
            None => self.standard_endpoint(environment)?,
        };
        Some(TracesConfig {
            endpoint,
            sample_percent: sample.or(SAMPLE_DEFAULT),
        })
    }

    /// <https://opentelemetry.io/docs/specs/otel/protocol/exporter/>
    fn standard_endpoint(&mut self, environment: &Environment) -> Option<Url> {
        const OF_TRACES: &str = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
        const OF_ALL: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
        let of = |name| environment.get(name).filter(|text| !text.is_empty());
        if of("OTEL_SDK_DISABLED") == Some("true") || of("OTEL_TRACES_EXPORTER") == Some("none") {
            return None;
        }
        let (name, url) = match (of(OF_TRACES), of(OF_ALL)) {
            (Some(text), _) => (OF_TRACES, collector(text)),
            (None, Some(text)) => (OF_ALL, collector(text).map(below)),
            (None, None) => return None,
        };
        url.map_err(|problem| {
            let place = Place::environment(name);
            self.problems.push(Problem::new(place, problem));
        })
        .ok()
    }
}

fn collector(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https") && url.has_host() && url.query().is_none()
    });
    let url = url.ok_or(
        "must be a collector's URL for OTLP over HTTP, as http://127.0.0.1:4318, or `off`",
    )?;
    // What opens the collector belongs in OTEL_EXPORTER_OTLP_HEADERS, which nobody prints.
    match url.username().is_empty() && url.password().is_none() {
        true => Ok(url),
        false => Err(
            "must be without a name and password: give them in the variable \
                      OTEL_EXPORTER_OTLP_HEADERS, as authorization=Basic ..."
                .into(),
        ),
    }
}

/// Where traces are below a collector's URL.
fn below(mut url: Url) -> Url {
    let path = format!("{}/v1/traces", url.path().trim_end_matches('/'));
    url.set_path(&path);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is made of settings, as the environment gives them; or what is wrong with them.
    fn read<T>(
        variables: &[(&str, &str)],
        take: impl FnOnce(&mut Reader, &Environment) -> T,
    ) -> Result<T, Vec<String>> {
        let mut environment = Environment::default();
        for (name, value) in variables {
            environment.set(name, value);
        }
        let mut reader = Reader::empty();
        let Reader {
            settings, problems, ..
        } = &mut reader;
        settings.read_environment(&environment, problems);
        let taken = take(&mut reader, &environment);
        let problems: Vec<_> = reader.problems.iter().map(ToString::to_string).collect();
        match problems.is_empty() {
            true => Ok(taken),
            false => Err(problems),
        }
    }

    #[test]
    fn monitoring_is_on_this_machine_unless_it_is_said() {
        let of = |value: Option<&str>| {
            let variables = value.map(|value| ("MFA_SERVER_MONITORING_LISTEN", value));
            let variables: Vec<_> = variables.into_iter().collect();
            read(&variables, |reader, _| reader.monitoring())
        };
        assert_eq!(of(None), Ok(Some(MONITORING_DEFAULT)));
        assert_eq!(of(Some("off")), Ok(None));
        let everywhere = "[::]:9000".parse().ok();
        assert_eq!(of(Some("[::]:9000")), Ok(everywhere));
        for wrong in ["9464", "localhost:9464", "", "on"] {
            let problems = of(Some(wrong)).expect_err(wrong);
            assert!(problems[0].contains("IP:PORT"), "{problems:?}");
        }
    }

    #[test]
    fn traces_go_where_the_setting_or_opentelemetrys_own_variables_say() {
        const OURS: &str = "MFA_SERVER_TELEMETRY_ENDPOINT";
        const ALL: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
        const TRACES: &str = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
        for (variables, expected) in [
            (&[][..], None),
            (&[(OURS, "http://a:4318")], Some("http://a:4318/v1/traces")),
            (
                &[(OURS, "https://a/otlp/"), (ALL, "http://b")],
                Some("https://a/otlp/v1/traces"),
            ),
            (&[(OURS, "off"), (ALL, "http://b")], None),
            (&[(ALL, "http://b:1")], Some("http://b:1/v1/traces")),
            (
                &[(ALL, "http://b"), (TRACES, "http://c/own")],
                Some("http://c/own"),
            ),
            (&[(ALL, "http://b"), ("OTEL_SDK_DISABLED", "true")], None),
            (&[(ALL, "")], None),
        ] {
            let traces = read(variables, |reader, environment| reader.traces(environment));
            let url = traces.expect("fine").map(|traces| traces.endpoint);
            assert_eq!(url.as_ref().map(Url::as_str), expected, "{variables:?}");
        }
        for (variable, wrong) in [
            (OURS, "collector:4317"),
            (OURS, "ftp://a"),
            (OURS, "http://user:secret@a"),
            (ALL, "nonsense"),
            ("MFA_SERVER_TELEMETRY_SAMPLE_PERCENT", "101"),
            ("MFA_SERVER_TELEMETRY_SAMPLE_PERCENT", "0.5"),
        ] {
            let traces = read(&[(variable, wrong)], |reader, environment| {
                reader.traces(environment)
            });
            let problems = traces.expect_err(wrong);
            assert!(problems[0].contains(variable), "{problems:?}");
            assert!(!problems[0].contains("secret"), "{problems:?}");
        }
    }

    #[test]
    fn proxies_are_those_of_the_networks_that_are_named() {
        let variables = [
            ("MFA_SERVER_TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8"),
            ("MFA_SERVER_PROXY_HEADER", "Forwarded"),
        ];
        let proxies = read(&variables, |reader, _| reader.proxies()).expect("fine");
        assert_eq!(proxies.header, ProxyHeader::Forwarded);
        assert_eq!(proxies.networks.len(), 2);
        for wrong in [
            ("MFA_SERVER_TRUSTED_PROXIES", "10.0.0.1/8x"),
            ("MFA_SERVER_TRUSTED_PROXIES", "all"),
            ("MFA_SERVER_PROXY_HEADER", "x-real-ip"),
        ] {
            let problems = read(&[wrong], |reader, _| reader.proxies()).expect_err(wrong.1);
            assert!(problems[0].contains(wrong.0), "{problems:?}");
        }
    }
}
