//! Every setting by name, and what was given for it, still as text.
//!
//! One table, so that the file, the environment and the suggestions cannot disagree on what there
//! is.

use std::collections::BTreeMap;

use secrecy::SecretString;
use toml::de::{DeTable, DeValue};

use super::load::Environment;
use super::problem::{Place, Problem, position};

pub(super) const LISTEN: &str = "listen";
pub(super) const PUBLIC_URL: &str = "public_url";
pub(super) const DATABASE: &str = "database";
pub(super) const SHUTDOWN_GRACE: &str = "shutdown_grace_seconds";
pub(super) const ENCRYPTION_KEYS: &str = "encryption.keys";
pub(super) const ENCRYPTION_KEYS_FILE: &str = "encryption.keys_file";
pub(super) const ENCRYPTION_KEYS_COMMAND: &str = "encryption.keys_command";
pub(super) const ENCRYPTION_KEYS_CREDENTIAL: &str = "encryption.keys_credential";
pub(super) const TLS_CERTIFICATE: &str = "tls.certificate";
pub(super) const TLS_KEY: &str = "tls.key";
pub(super) const KEYS_MAX_AGE: &str = "jwt.keys_max_age_seconds";
pub(super) const WEBHOOK_TIMEOUT: &str = "webhooks.timeout_seconds";
pub(super) const WEBHOOK_NETWORKS: &str = "webhooks.allowed_networks";
pub(super) const TRUSTED_PROXIES: &str = "trusted_proxies";
pub(super) const PROXY_HEADER: &str = "proxy_header";
pub(super) const MONITORING_LISTEN: &str = "monitoring.listen";
pub(super) const TELEMETRY_ENDPOINT: &str = "telemetry.endpoint";
pub(super) const TELEMETRY_SAMPLE: &str = "telemetry.sample_percent";
pub(super) const LOG_FORMAT: &str = "log.format";
pub(super) const LOG_LEVEL: &str = "log.level";

pub(super) const LIMIT_CONNECTIONS: &str = "limits.connections";
pub(super) const LIMIT_CONNECTIONS_PER_ADDRESS: &str = "limits.connections_per_address";
pub(super) const LIMIT_HEAD: &str = "limits.head_seconds";
pub(super) const LIMIT_BODY: &str = "limits.body_seconds";
pub(super) const LIMIT_BODY_RATE: &str = "limits.body_bytes_per_second";
pub(super) const LIMIT_IDLE: &str = "limits.idle_seconds";
pub(super) const LIMIT_WRITE: &str = "limits.write_seconds";

pub(super) const ALL: [&str; 27] = [
    LISTEN,
    PUBLIC_URL,
    DATABASE,
    SHUTDOWN_GRACE,
    ENCRYPTION_KEYS,
    ENCRYPTION_KEYS_FILE,
    ENCRYPTION_KEYS_COMMAND,
    ENCRYPTION_KEYS_CREDENTIAL,
    TLS_CERTIFICATE,
    TLS_KEY,
    KEYS_MAX_AGE,
    WEBHOOK_TIMEOUT,
    WEBHOOK_NETWORKS,
    TRUSTED_PROXIES,
    PROXY_HEADER,
    MONITORING_LISTEN,
    TELEMETRY_ENDPOINT,
    TELEMETRY_SAMPLE,
    LOG_FORMAT,
    LOG_LEVEL,
    LIMIT_CONNECTIONS,
    LIMIT_CONNECTIONS_PER_ADDRESS,
    LIMIT_HEAD,
    LIMIT_BODY,
    LIMIT_BODY_RATE,
    LIMIT_IDLE,
    LIMIT_WRITE,
];

/// The settings of which one says where a secret is, in the order of [`super::secret`].
pub(super) struct Secret {
    pub given: &'static str,
    pub file: &'static str,
    pub command: &'static str,
    pub credential: &'static str,
}

impl Secret {
    pub(super) const fn all(&self) -> [&'static str; 4] {
        [self.given, self.file, self.command, self.credential]
    }
}

pub(super) const KEYS: Secret = Secret {
    given: ENCRYPTION_KEYS,
    file: ENCRYPTION_KEYS_FILE,
    command: ENCRYPTION_KEYS_COMMAND,
    credential: ENCRYPTION_KEYS_CREDENTIAL,
};

/// Every secret.
const SECRETS: [Secret; 1] = [KEYS];

pub const PREFIX: &str = "MFA_SERVER_";

/// Says where the settings are, and so is none itself.
const WHERE_SETTINGS_ARE: &str = "MFA_SERVER_CONFIG";

/// Kubernetes gives these to every container beside a Service that is called `mfa-server`.
const OF_KUBERNETES: [&str; 2] = ["MFA_SERVER_SERVICE_", "MFA_SERVER_PORT"];

/// The environment variable of a setting.
pub(super) fn variable(setting: &str) -> String {
    format!("{PREFIX}{}", setting.replace('.', "_").to_uppercase())
}

/// One value as it was given. Any of them may turn out to be a secret, so none prints itself.
pub(super) struct Given {
    pub text: SecretString,
    pub place: Place,
}

/// What was given for each setting: one value, or those of an array.
#[derive(Default)]
pub(super) struct Settings(BTreeMap<&'static str, Vec<Given>>);

impl Settings {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, setting: &str) -> Option<Vec<Given>> {
        self.0.remove(setting)
    }

    /// Reads a configuration file's text. Unless it is TOML nothing is taken from it: half a file
    /// would only lead to complaints about the other half.
    pub(super) fn read_file(&mut self, name: &str, text: &str, problems: &mut Vec<Problem>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            problems.extend(errors.into_iter().map(|error| {
                let at = error.span().map_or(0, |span| span.start);
                Problem::new(
                    position(name, text, at),
                    format!("not TOML: {}", error.message()),
                )
            }));
            return;
        }
        let file = File { name, text };
        self.read_table(&file, "", table.get_ref(), problems);
    }

    fn read_table(
        &mut self,
        file: &File<'_>,
        prefix: &str,
        table: &DeTable<'_>,
        problems: &mut Vec<Problem>,
    ) {
        for (key, value) in table {
            let name = format!("{prefix}{}", key.get_ref());
            let at_key = file.place(key.span().start);
            let group = format!("{name}.");
            if let DeValue::Table(inner) = value.get_ref()
                && ALL.iter().any(|setting| setting.starts_with(&group))
            {
                self.read_table(file, &group, inner, problems);
                continue;
            }
            let Some(setting) = ALL.iter().find(|setting| **setting == name) else {
                let hint = suggestion(&name, ALL.iter().copied());
                problems.push(Problem::new(
                    at_key,
                    format!("unknown setting `{name}`{hint}"),
                ));
                continue;
            };
            let values = match value.get_ref() {
                DeValue::Array(values) => values.iter().collect(),
                _ => vec![value],
            };
            for value in values {
                let place = file.place(value.span().start);
                match text_of(value.get_ref()) {
                    Some(text) => {
                        let given = Given {
                            text: text.into(),
                            place,
                        };
                        self.0.entry(setting).or_default().push(given);
                    }
                    None => problems.push(Problem::new(
                        place,
                        format!(
                            "`{name}` must be text or a number, not a {}",
                            value.get_ref().type_str()
                        ),
                    )),
                }
            }
        }
    }

    /// Reads the environment: a variable counts instead of what the file says.
    pub(super) fn read_environment(
        &mut self,
        environment: &Environment,
        problems: &mut Vec<Problem>,
    ) {
        // Where a secret is, is one thing to say, in four ways: the nearer source counts.
        for secret in SECRETS {
            let all = secret.all();
            if all
                .iter()
                .any(|setting| environment.has(&variable(setting)))
            {
                self.0.retain(|setting, _| !all.contains(setting));
            }
        }
        for (name, value) in environment.with_prefix(PREFIX) {
            let passed_over = name == WHERE_SETTINGS_ARE
                || OF_KUBERNETES.iter().any(|prefix| name.starts_with(prefix));
            if passed_over {
                continue;
            }
            let place = Place::environment(name);
            let Some(setting) = ALL.iter().find(|setting| variable(setting) == name) else {
                let variables: Vec<_> = ALL.iter().map(|setting| variable(setting)).collect();
                let hint = suggestion(name, variables.iter().map(String::as_str));
                problems.push(Problem::new(place, format!("unknown setting{hint}")));
                continue;
            };
            let texts: Vec<_> = match *setting {
                ENCRYPTION_KEYS | WEBHOOK_NETWORKS | TRUSTED_PROXIES => {
                    value.split([',', '\n']).collect()
                }
                _ => vec![value],
            };
            let given = texts.into_iter().map(|text| Given {
                text: text.trim().to_owned().into(),
                place: place.clone(),
            });
            self.0.insert(setting, given.collect());
        }
    }
}

struct File<'a> {
    name: &'a str,
    text: &'a str,
}

impl File<'_> {
    fn place(&self, offset: usize) -> Place {
        position(self.name, self.text, offset)
    }
}

fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        _ => None,
    }
}

/// ": did you mean …?" for the nearest name, if one is near.
fn suggestion<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let (nearest, distance) = names
        .map(|known| (known, strsim::damerau_levenshtein(name, known)))
        .min_by_key(|(_, distance)| *distance)
        .unwrap_or(("", usize::MAX));
    if distance <= 3 {
        format!(": did you mean `{nearest}`?")
    } else {
        String::new()
    }
}
