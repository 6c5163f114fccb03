//! Where a PostgreSQL database is, as libpq's URLs say it
//! (<https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS>): several hosts
//! one after another, of which the one that writes is taken; `sslmode`, `sslrootcert` and `passfile`
//! in the query.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, TargetSessionAttrs};

/// How long a host may take to accept a connection. Of several hosts, each.
const CONNECT: Duration = Duration::from_secs(2);
/// How long sent bytes may stay unacknowledged: after that the host is taken for dead.
const UNACKNOWLEDGED: Duration = Duration::from_secs(5);
/// What the server itself ends: a statement, a wait for a lock, a transaction whose server is gone.
const LIMITS: &str = "-c statement_timeout=5s -c lock_timeout=4s \
                      -c idle_in_transaction_session_timeout=10s";
/// Connections that a server opens, unless the URL says another number.
const POOL: usize = 16;

/// A PostgreSQL database, as it is configured. Prints without its password.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresAddress {
    pub(super) config: Box<Config>,
    pub(super) tls: TlsMode,
    pub(super) root: Option<PathBuf>,
    pub(super) pool: usize,
    shown: String,
}

/// `sslmode`, with libpq's meanings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TlsMode {
    Disable,
    /// TLS if the server has it, whoever it is.
    Prefer,
    /// TLS, whoever the server is, unless roots are given.
    Require,
    /// A certificate of a trusted root.
    VerifyCa,
    /// And for this host.
    VerifyFull,
}

impl PostgresAddress {
    /// Reads a URL: `postgres://user@host,other:5433/database?sslmode=verify-full`. Says what is wrong
    /// with it, without repeating what may be a password.
    pub fn parse(url: &str) -> Result<Self, String> {
        Self::parse_in(url, &|name| std::env::var_os(name).map(PathBuf::from))
    }

    fn parse_in(url: &str, environment: &dyn Fn(&str) -> Option<PathBuf>) -> Result<Self, String> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let mut kept = form_urlencoded::Serializer::new(String::new());
        let (mut tls, mut root, mut passfile, mut pool) = (None, None, None, POOL);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "sslmode" => tls = Some(TlsMode::parse(&value)?),
                "sslrootcert" => root = Some(readable("sslrootcert", &value)?),
                "passfile" => passfile = Some(readable("passfile", &value)?),
                "pool_size" => pool = pool_size(&value)?,
                "sslcert" | "sslkey" => {
                    return Err(format!(
                        "`{name}` is not supported: let the server ask for a password"
                    ));
                }
                _ => {
                    kept.append_pair(&name, &value);
                }
            }
        }
        let query = kept.finish();
        let whole = match query.is_empty() {
            true => base.to_owned(),
            // A form writes spaces as `+`, which is a plus to PostgreSQL.
            false => format!("{base}?{}", query.replace('+', "%20")),
        };
        let mut config: Config = whole
            .parse()
            .map_err(|error: tokio_postgres::Error| unreadable(&error))?;
        if config.get_hosts().is_empty() {
            return Err("names no host: use postgres://USER@HOST/DATABASE".into());
        }
        if config.get_dbname().is_none() {
            return Err("names no database: use postgres://USER@HOST/DATABASE".into());
        }
        if config.get_user().is_none() {
            return Err("names no user: use postgres://USER@HOST/DATABASE".into());
        }
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(UNACKNOWLEDGED);
        }
        if config.get_application_name().is_none() {
            config.application_name("mfa-server");
        }
        let options = match config.get_options() {
            Some(given) => format!("{LIMITS} {given}"),
            None => LIMITS.to_owned(),
        };
        config.options(options);
        if config.get_password().is_none() {
            let default = || Some(environment("HOME")?.join(".pgpass"));
            let (file, is_asked_for) = match passfile.or_else(|| environment("PGPASSFILE")) {
                Some(file) => (Some(file), true),
                None => (default(), false),
            };
            if let Some(file) = file.filter(|file| is_asked_for || file.exists())
                && let Some(password) = password_in(&file, &config)?
            {
                config.password(password);
            }
        }
        let tls = tls.unwrap_or(match root.is_some() {
            true => TlsMode::VerifyCa,
            false => TlsMode::Prefer,
        });
        config.ssl_mode(match tls {
            TlsMode::Disable => tokio_postgres::config::SslMode::Disable,
            TlsMode::Prefer => tokio_postgres::config::SslMode::Prefer,
            TlsMode::Require | TlsMode::VerifyCa | TlsMode::VerifyFull => {
                tokio_postgres::config::SslMode::Require
            }
        });
        Ok(Self {
            shown: shown(&config),
            config: Box::new(config),
            tls,
            root,
            pool,
        })
    }
}

impl TlsMode {
    fn parse(text: &str) -> Result<Self, String> {
        Ok(match text {
            "disable" => Self::Disable,
            "allow" | "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            other => {
                return Err(format!(
                    "sslmode `{other}` is not known: use disable, prefer, require, verify-ca or \
                     verify-full"
                ));
            }
        })
    }
}

impl fmt::Display for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresAddress({}, …)", self.shown)
    }
}

/// Without the password, and without what else the query says.
fn shown(config: &Config) -> String {
    let ports = config.get_ports();
    let hosts = config.get_hosts().iter().enumerate().map(|(index, host)| {
        let host = match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        };
        let port = ports.get(index).or(match ports.len() {
            1 => ports.first(),
            _ => None,
        });
        match port {
            Some(port) if *port != 5432 => format!("{host}:{port}"),
            _ => host,
        }
    });
    let hosts: Vec<String> = hosts.collect();
    let name = config.get_dbname().unwrap_or_default();
    format!("postgres://{}/{name}", hosts.join(","))
}

/// What the parser says holds no part of the URL but the name of an option.
fn unreadable(error: &tokio_postgres::Error) -> String {
    let mut text = "is no URL of PostgreSQL".to_owned();
    if let Some(source) = std::error::Error::source(error) {
        let source = source.to_string();
        // An unknown option is named; anything else could repeat a secret.
        if source.contains("option") || source.contains("invalid value") {
            text = format!("{text}: {source}");
        }
    }
    text + ": use postgres://USER@HOST/DATABASE, with % before two hexadecimal digits for what else \
            has a meaning in URLs"
}

fn readable(name: &str, value: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(value);
    match std::fs::File::open(&path) {
        Ok(_) => Ok(path),
        Err(error) => Err(format!("{name} {}: {error}", path.display())),
    }
}

fn pool_size(value: &str) -> Result<usize, String> {
    match value.parse() {
        Ok(size @ 1..=1000) => Ok(size),
        _ => Err(format!("pool_size is `{value}`: use 1 to 1000")),
    }
}

/// Looks a password up as libpq does: lines of `host:port:database:user:password`, `*` for any.
fn password_in(file: &Path, config: &Config) -> Result<Option<String>, String> {
    let at = |error: std::io::Error| format!("the password file {}: {error}", file.display());
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let mode = std::fs::metadata(file).map_err(at)?.mode();
        if mode & 0o077 != 0 {
            return Err(format!(
                "the password file {} can be read by others (mode {:03o}): chmod 600 it",
                file.display(),
                mode & 0o777
            ));
        }
    }
    let text = std::fs::read_to_string(file).map_err(at)?;
    let text = zeroize::Zeroizing::new(text);
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.as_str(),
        _ => "localhost",
    };
    let port = config.get_ports().first().unwrap_or(&5432).to_string();
    let wanted = [
        host,
        &port,
        config.get_dbname().unwrap_or_default(),
        config.get_user().unwrap_or_default(),
    ];
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let fields = fields(line);
        if let [whose @ .., password] = &fields[..]
            && whose.len() == wanted.len()
            && whose
                .iter()
                .zip(wanted)
                .all(|(it, wanted)| it == "*" || it == wanted)
        {
            return Ok(Some(password.clone()));
        }
    }
    Ok(None)
}

/// Five fields between colons; a backslash takes the next character as it is.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            ':' if fields.len() < 5 => fields.push(String::new()),
            '\\' => fields
                .last_mut()
                .into_iter()
                .for_each(|it| it.extend(characters.next())),
            other => fields.last_mut().into_iter().for_each(|it| it.push(other)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<PostgresAddress, String> {
        PostgresAddress::parse_in(url, &|_| None)
    }

    #[test]
    fn what_is_shown_of_an_address_has_no_password() {
        let url = "postgres://mfa:sec%2Fret@db1,db2:5433/mfa?sslmode=require&pool_size=3";
        let address = parse(url).expect("an address");
        assert_eq!(address.to_string(), "postgres://db1,db2:5433/mfa");
        assert!(!format!("{address:?}").contains("sec"), "{address:?}");
        assert_eq!((address.tls, address.pool), (TlsMode::Require, 3));
        assert_eq!(address.config.get_password(), Some(&b"sec/ret"[..]));
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said_without_its_password() {
        for (url, says) in [
            ("postgres://u:hidden@h", "names no database"),
            ("postgres://h/mfa", "names no user"),
            ("postgres:///mfa?user=u", "names no host"),
            ("postgres://u:hidden@h/mfa?sslmode=maybe", "sslmode `maybe`"),
            (
                "postgres://u:hidden@h/mfa?sslrootcert=/no/such",
                "sslrootcert /no/such",
            ),
            ("postgres://u:hidden@h/mfa?pool_size=0", "pool_size is `0`"),
            ("postgres://u:hidden@h:port/mfa", "is no URL"),
            (
                "postgres://u:hidden@h/mfa?sslcert=x",
                "`sslcert` is not supported",
            ),
            ("postgres://u:hidden@h/mfa?nonsense=1", "nonsense"),
        ] {
            let error = parse(url).expect_err(url);
            assert!(
                error.contains(says) && !error.contains("hidden"),
                "{url}: {error}"
            );
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_password_is_taken_from_a_file_that_is_the_users_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("pgpass");
        let text = "# comment\nother:*:*:*:wrong\ndb1:5432:mfa:u:a\\:b\\\\c\n*:*:*:*:last\n";
        std::fs::write(&file, text).expect("written");
        let url = |host: &str| format!("postgres://u@{host}/mfa?passfile={}", file.display());
        let mode = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode));
        mode(0o644).expect("set");
        let error = parse(&url("db1")).expect_err("readable by others");
        assert!(error.contains("chmod 600"), "{error}");
        mode(0o600).expect("set");
        for (host, password) in [("db1", "a:b\\c"), ("db2", "last")] {
            let address = parse(&url(host)).expect("an address");
            assert_eq!(
                address.config.get_password(),
                Some(password.as_bytes()),
                "{host}"
            );
        }
    }
}
