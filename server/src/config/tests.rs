//! Configurations, right and wrong, as an operator writes them.

use std::path::{Path, PathBuf};

use super::*;

const KEY: &str = "kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=";

struct Place {
    directory: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    }
}

/// What is wrong, with the directory's name taken out.
fn problems(place: &Place, file: Option<&Path>, environment: &Environment) -> Vec<String> {
    let Problems(problems) = Config::load(file, environment).unwrap_err();
    let directory = format!("{}/", place.directory.path().display());
    problems
        .iter()
        .map(|problem| problem.to_string().replace(&directory, ""))
        .collect()
}

#[test]
fn the_example_is_a_configuration_with_every_setting() {
    let place = Place::new();
    place.write(
        "encryption-keys",
        &format!("# new first\n2026-11:{KEY}\n\n2025:{KEY}\n"),
    );
    let own = rcgen::generate_simple_self_signed(["mfa.example.com".to_owned()]).unwrap();
    place.write("certificate.pem", &own.cert.pem());
    place.write("key.pem", &own.signing_key.serialize_pem());
    let here = place.directory.path().display().to_string();
    let text = EXAMPLE
        .replace("/var/lib/mfa-server", &here)
        .replace("/etc/mfa-server", &here);
    let file = place.write("mfa.toml", &text);
    let config = Config::load(Some(&file), &Environment::default()).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.public_url.as_str(), "https://mfa.example.com");
    assert_eq!(config.database, Database::Sqlite(place.path("mfa.db")));
    assert_eq!(config.shutdown_grace, Duration::from_secs(30));
    assert_eq!(config.limits.connections_per_address, Some(5_000));
    assert_eq!(
        crate::contract::runtime::Limits {
            connections_per_address: None,
            ..config.limits.clone()
        },
        super::limits_default()
    );
    assert_eq!(config.keys_max_age, KEYS_MAX_AGE_DEFAULT);
    assert!(config.tls.is_some());
    assert!(config.encryption_keys.keyring().is_ok());
    for setting in settings::ALL {
        let name = setting.rsplit('.').next().unwrap();
        let in_example = EXAMPLE.contains(&format!("{name} ="))
            || EXAMPLE.contains(&settings::variable(setting));
        assert!(in_example, "{setting}");
    }
}

#[test]
fn the_environment_alone_is_enough_and_counts_first() {
    let place = Place::new();
    let keys = format!("new:{KEY}, old:{KEY}");
    let database = format!("sqlite:{}", place.path("mfa.db").display());
    let environment = Environment::from([
        ("MFA_SERVER_LISTEN", "[::1]:9"),
        ("MFA_SERVER_PUBLIC_URL", "http://localhost:9/"),
        ("MFA_SERVER_DATABASE", &database),
        ("MFA_SERVER_SHUTDOWN_GRACE_SECONDS", "0"),
        ("MFA_SERVER_ENCRYPTION_KEYS", &keys),
        ("MFA_SERVER_LOG_FORMAT", "json"),
        ("MFA_SERVER_LOG_LEVEL", "debug"),
        // What is none of ours, or none of the settings.
        ("PATH", "/bin"),
        ("MFA_SERVER_CONFIG", "elsewhere.toml"),
        ("MFA_SERVER_SERVICE_HOST", "10.0.0.1"),
        ("MFA_SERVER_PORT_8080_TCP", "tcp://10.0.0.1:8080"),
    ]);
    let file = place.write(
        "mfa.toml",
        "listen = 'nonsense'\n[encryption]\nkeys_file = '/nowhere'\n[log]\nlevel = 'loud'\n",
    );
    for file in [None, Some(file.as_path())] {
        let config = Config::load(file, &environment).unwrap();
        assert_eq!(config.listen.to_string(), "[::1]:9");
        assert_eq!(config.public_url.as_str(), "http://localhost:9");
        assert_eq!(config.log.level, slog::Level::Debug);
        assert_eq!(config.shutdown_grace, Duration::ZERO);
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_place() {
    let place = Place::new();
    let file = place.write(
        "mfa.toml",
        "listen = 8080\n\
         public_ulr = 'https://mfa.example'\n\
         public_url = 'http://mfa.example'\n\
         database = '/no/such/directory/mfa.db'\n\
         shutdown_grace_seconds = -1\n\
         colour = true\n\
         \n\
         [encryption]\n\
         keys = ['a:AAAA', 'no colon', 'b:***']\n\
         [log]\n\
         format = ['json', 'terminal']\n\
         levle = 'info'\n\
         level = true\n",
    );
    let environment = Environment::from([("MFA_SERVER_LISTEM", "x")]);
    let expected = [
        "mfa.toml:2:1: unknown setting `public_ulr`: did you mean `public_url`?",
        "mfa.toml:6:1: unknown setting `colour`",
        "mfa.toml:12:1: unknown setting `log.levle`: did you mean `log.level`?",
        "mfa.toml:13:9: `log.level` must be text or a number, not a boolean",
        "MFA_SERVER_LISTEM: unknown setting: did you mean `MFA_SERVER_LISTEN`?",
        "mfa.toml:1:10: `listen` must be IP:PORT, as 127.0.0.1:8080 or [::]:8080",
        "mfa.toml:3:14: `public_url` must be https",
        "mfa.toml:4:12: `database` the directory /no/such/directory does not exist",
        "mfa.toml:9:9: the encryption key a has 3 bytes; it must have 32",
        "mfa.toml:9:19: an encryption key must be ID:BASE64",
        "mfa.toml:9:31: the encryption key b is not base64",
        "mfa.toml:11:19: `log.format` must be one value",
        "mfa.toml:5:26: `shutdown_grace_seconds` must be a whole number of seconds",
    ];
    let mut found = problems(&place, Some(&file), &environment);
    for start in expected {
        let at = found.iter().position(|problem| problem.starts_with(start));
        let at = at.unwrap_or_else(|| panic!("{start}\nis not in\n{}", found.join("\n")));
        found.remove(at);
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn what_is_missing_is_named_with_its_variable() {
    let place = Place::new();
    let found = problems(&place, None, &Environment::default()).join("\n");
    for variable in [
        "MFA_SERVER_PUBLIC_URL",
        "MFA_SERVER_DATABASE",
        "MFA_SERVER_ENCRYPTION_KEYS_FILE",
    ] {
        assert!(found.contains(variable), "{found}");
    }
    assert_eq!(found.lines().count(), 3);
}

#[test]
fn a_file_that_is_no_toml_or_not_there_is_told() {
    let place = Place::new();
    let file = place.write("mfa.toml", "listen = \n[log\n");
    let found = problems(&place, Some(&file), &Environment::default());
    assert!(found[0].starts_with("mfa.toml:1:"), "{found:?}");
    assert!(found[1].starts_with("mfa.toml:2:"), "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
    let found = problems(
        &place,
        Some(&place.path("absent.toml")),
        &Environment::default(),
    );
    assert!(found[0].contains("absent.toml cannot be read"), "{found:?}");
}

#[test]
fn settings_that_cannot_serve_are_refused() {
    let place = Place::new();
    let database = place.path("mfa.db").display().to_string();
    let keys = format!("a:{KEY}");
    for (variable, value, problem) in [
        (
            "MFA_SERVER_DATABASE",
            "postgres://localhost/mfa",
            "names no user",
        ),
        (
            "MFA_SERVER_DATABASE",
            "mysql://localhost/mfa",
            "unknown kind",
        ),
        ("MFA_SERVER_DATABASE", ":memory:", "needs a file"),
        ("MFA_SERVER_DATABASE", "sqlite:", "needs a file"),
        ("MFA_SERVER_DATABASE", "/", "is a directory"),
        ("MFA_SERVER_PUBLIC_URL", "mfa.example", "not a URL"),
        ("MFA_SERVER_PUBLIC_URL", "ftp://mfa.example", "https"),
        (
            "MFA_SERVER_PUBLIC_URL",
            "https://u:p@mfa.example",
            "no user name",
        ),
        ("MFA_SERVER_PUBLIC_URL", "https://mfa.example?x", "no query"),
        ("MFA_SERVER_ENCRYPTION_KEYS", "", "ID:BASE64"),
        (
            "MFA_SERVER_ENCRYPTION_KEYS",
            &format!("a:{KEY},a:{KEY}"),
            "two encryption keys",
        ),
        (
            "MFA_SERVER_ENCRYPTION_KEYS",
            &format!("a b:{KEY}"),
            "id must be",
        ),
        ("MFA_SERVER_LOG_LEVEL", "loud", "unknown log level"),
        ("MFA_SERVER_LOG_FORMAT", "xml", "unknown log format"),
        ("MFA_SERVER_SHUTDOWN_GRACE_SECONDS", "1.5", "whole number"),
        ("MFA_SERVER_LIMITS_CONNECTIONS", "0", "1 to 1000000"),
        ("MFA_SERVER_LIMITS_CONNECTIONS_PER_ADDRESS", "many", "1 to"),
        ("MFA_SERVER_LIMITS_HEAD_SECONDS", "0", "1 to 3600"),
        ("MFA_SERVER_LIMITS_BODY_SECONDS", "3601", "1 to 3600"),
        ("MFA_SERVER_LIMITS_BODY_BYTES_PER_SECOND", "-1", "bytes"),
        ("MFA_SERVER_LIMITS_IDLE_SECONDS", "", "1 to 3600"),
        ("MFA_SERVER_LIMITS_WRITE_SECONDS", "0.5", "1 to 3600"),
        (
            "MFA_SERVER_JWT_KEYS_MAX_AGE_SECONDS",
            "600",
            "601 to 2592000",
        ),
    ] {
        let mut variables = std::collections::BTreeMap::from([
            ("MFA_SERVER_PUBLIC_URL", "https://mfa.example"),
            ("MFA_SERVER_DATABASE", &database),
            ("MFA_SERVER_ENCRYPTION_KEYS", &keys),
        ]);
        variables.insert(variable, value);
        let pairs: Vec<_> = variables.into_iter().collect();
        let environment = match pairs.as_slice() {
            [a, b, c] => Environment::from([*a, *b, *c]),
            [a, b, c, d] => Environment::from([*a, *b, *c, *d]),
            _ => unreachable!(),
        };
        let found = problems(&place, None, &environment);
        assert!(
            found.len() == 1 && found[0].contains(problem),
            "{variable}={value}: {found:?}"
        );
    }
}

#[test]
fn files_with_secrets_are_kept_from_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    place.write("own.pem", &own.cert.pem());
    place.write("own.key", &own.signing_key.serialize_pem());
    place.write("keys", &format!("a:{KEY}\n"));
    let text = |encryption: &str| {
        let here = place.directory.path().display();
        format!(
            "public_url = 'https://localhost'\ndatabase = '{here}/mfa.db'\n\
             [tls]\ncertificate = '{here}/own.pem'\nkey = '{here}/own.key'\n\
             [encryption]\n{encryption}\n"
        )
    };
    let in_file = text(&format!("keys_file = '{}'", place.path("keys").display()));
    let inline = text(&format!("keys = 'a:{KEY}'"));
    for (config, secret) in [
        (&in_file, "keys"),
        (&in_file, "own.key"),
        (&inline, "mfa.toml"),
    ] {
        let file = place.write("mfa.toml", config);
        for (mode, refused) in [(0o600, false), (0o440, false), (0o644, true), (0o660, true)] {
            let open = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(place.path(secret), open).unwrap();
            let config = Config::load(Some(&file), &Environment::default());
            assert_eq!(config.is_err(), refused, "{secret} {mode:o}");
            if refused {
                let found = problems(&place, Some(&file), &Environment::default());
                let start = format!("{secret} holds a secret, and others can");
                assert!(
                    found.len() == 1 && found[0].starts_with(&start),
                    "{found:?}"
                );
            }
        }
        let closed = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(place.path(secret), closed).unwrap();
    }
    // What holds no secret may be read by all.
    let file = place.write("mfa.toml", &in_file);
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(&file, open).unwrap();
    assert!(Config::load(Some(&file), &Environment::default()).is_ok());
}

#[test]
fn keys_that_can_be_guessed_are_refused() {
    let place = Place::new();
    let database = place.path("mfa.db").display().to_string();
    for key in [
        [0; 32],
        [0xff; 32],
        *b"0123456789abcdef0123456789abcdef",
        *b"a-very-secret-key-of-our-company",
    ] {
        let keys = format!("2026:{}", data_encoding::BASE64.encode(&key));
        let environment = Environment::from([
            ("MFA_SERVER_PUBLIC_URL", "https://mfa.example"),
            ("MFA_SERVER_DATABASE", &database),
            ("MFA_SERVER_ENCRYPTION_KEYS", &keys),
        ]);
        let found = problems(&place, None, &environment);
        let told = "MFA_SERVER_ENCRYPTION_KEYS: the encryption key 2026 can be guessed";
        assert!(found.len() == 1 && found[0].starts_with(told), "{found:?}");
        assert!(!found[0].contains(&keys[5..]), "{found:?}");
    }
}

#[test]
fn no_key_is_printed_when_something_is_wrong_or_right() {
    let place = Place::new();
    let secret = "c2VjcmV0GYc5TJyYrWbU05Yy1/LNWHkxH83TbqAP+EQ=";
    let keys = place.write(
        "keys",
        &format!("good:{secret}\nbad:{secret}{secret}\n{secret}\n"),
    );
    let file = place.write(
        "mfa.toml",
        &format!("[encryption]\nkeys_file = '{}'\n", keys.display()),
    );
    let found = problems(&place, Some(&file), &Environment::default()).join("\n");
    assert!(
        found.contains("keys:2:1: ") && found.contains("keys:3:1: "),
        "{found}"
    );
    assert!(!found.contains("c2VjcmV0"), "{found}");
    let database = place.path("mfa.db").display().to_string();
    let inline = format!("good:{secret}");
    let config = Config::load(
        None,
        &Environment::from([
            ("MFA_SERVER_PUBLIC_URL", "https://mfa.example"),
            ("MFA_SERVER_DATABASE", &database),
            ("MFA_SERVER_ENCRYPTION_KEYS", &inline),
        ]),
    );
    let printed = format!("{:?}", config.unwrap());
    assert!(printed.contains("EncryptionKey(good, …)"), "{printed}");
}

#[test]
fn a_certificate_that_cannot_serve_is_told_with_its_file() {
    let place = Place::new();
    let pair = || rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (own, other) = (pair(), pair());
    place.write("own.pem", &own.cert.pem());
    place.write("own.key", &own.signing_key.serialize_pem());
    place.write("other.key", &other.signing_key.serialize_pem());
    place.write("letter", "Dear Sir or Madam");
    for (certificate, key, expected) in [
        ("own.pem", "own.key", None),
        ("nowhere", "own.key", Some("nowhere cannot be read: ")),
        ("own.pem", "nowhere", Some("nowhere cannot be read: ")),
        ("letter", "own.key", Some("letter holds no certificate")),
        ("own.pem", "letter", Some("letter holds no private key")),
        ("own.pem", "own.pem", Some("own.pem holds no private key")),
        (
            "own.pem",
            "other.key",
            Some("own.pem and other.key cannot be used together: "),
        ),
    ] {
        let (certificate, key) = (place.path(certificate), place.path(key));
        let file = place.write(
            "mfa.toml",
            &format!(
                "public_url = 'https://localhost'\ndatabase = '{}'\n[encryption]\nkeys = 'a:{KEY}'\n\
                 [tls]\ncertificate = '{}'\nkey = '{}'\n",
                place.path("mfa.db").display(),
                certificate.display(),
                key.display()
            ),
        );
        let Some(expected) = expected else {
            let config = Config::load(Some(&file), &Environment::default()).unwrap();
            assert!(format!("{config:?}").contains("Tls(…)"));
            continue;
        };
        let found = problems(&place, Some(&file), &Environment::default());
        assert!(
            found.len() == 1 && found[0].starts_with(expected),
            "{found:?}"
        );
    }
    let environment = Environment::from([("MFA_SERVER_TLS_KEY", "own.key")]);
    let found = problems(&place, None, &environment).join("\n");
    assert!(
        found.contains("MFA_SERVER_TLS_CERTIFICATE) is missing"),
        "{found}"
    );
}

#[test]
fn keys_come_from_one_place_of_four() {
    let place = Place::new();
    let database = place.path("mfa.db").display().to_string();
    place.write("keys", &format!("# new first\nof-file:{KEY}\n"));
    place.write("mfa-keys", &format!("of-credential:{KEY}\n"));
    let here = place.directory.path().display().to_string();
    let command = format!("['/bin/sh', '-c', 'echo $0:{KEY}', 'of-command']");
    let in_json = command.replace('\'', "\"");
    let file = |encryption: &str| {
        place.write(
            "mfa.toml",
            &format!(
                "public_url = 'https://mfa.example'\ndatabase = '{database}'\n\
                 [encryption]\n{encryption}\n"
            ),
        )
    };
    let variables = |more: &[(&str, &str)]| {
        let mut all = vec![("CREDENTIALS_DIRECTORY", &*here)];
        all.extend(more);
        Environment::of(all)
    };
    let (name, json) = (format!("{here}/keys"), in_json.as_str());
    let in_file = format!("keys_file = '{name}'");
    let in_place = format!("of-variable:{KEY}");
    for (encryption, environment, active) in [
        (&*in_file, variables(&[]), "of-file"),
        (
            &format!("keys_command = {command}"),
            variables(&[]),
            "of-command",
        ),
        (
            "keys_credential = 'mfa-keys'",
            variables(&[]),
            "of-credential",
        ),
        // The environment counts first, whichever it is.
        (
            &in_file,
            variables(&[("MFA_SERVER_ENCRYPTION_KEYS", &in_place)]),
            "of-variable",
        ),
        (
            &in_file,
            variables(&[("MFA_SERVER_ENCRYPTION_KEYS_COMMAND", json)]),
            "of-command",
        ),
        (
            "keys_command = 'false'",
            variables(&[("MFA_SERVER_ENCRYPTION_KEYS_CREDENTIAL", "mfa-keys")]),
            "of-credential",
        ),
        (
            "keys_credential = 'nothing'",
            variables(&[("MFA_SERVER_ENCRYPTION_KEYS_FILE", &name)]),
            "of-file",
        ),
    ] {
        let config = Config::load(Some(&file(encryption)), &environment);
        let keyring = config.expect(encryption).encryption_keys.keyring();
        assert_eq!(keyring.unwrap().active(), active, "{encryption}");
    }

    let secret = "c2VjcmV0GYc5TJyYrWbU05Yy1/LNWHkxH83TbqAP+EQ=";
    let no_key = format!("keys_command = ['/bin/sh', '-c', 'echo {secret}']");
    for (encryption, environment, told) in [
        (
            "keys_command = 'false'",
            variables(&[]),
            "the command false failed (exit status: 1), and wrote 0 bytes",
        ),
        (
            "keys_command = []",
            variables(&[]),
            "`encryption.keys_file` (or MFA_SERVER_ENCRYPTION_KEYS_FILE) is missing",
        ),
        (
            "keys_command = ''",
            variables(&[]),
            "`encryption.keys_command` needs a program",
        ),
        (
            &*no_key,
            variables(&[]),
            "the command /bin/sh:1:1: an encryption key must be ID:BASE64",
        ),
        (
            "keys_credential = '../keys'",
            variables(&[]),
            "`encryption.keys_credential` must be the name",
        ),
        (
            "keys_credential = 'mfa-keys'",
            Environment::default(),
            "`encryption.keys_credential` needs CREDENTIALS_DIRECTORY",
        ),
        (
            "keys_credential = 'absent'",
            variables(&[]),
            "absent cannot be read: ",
        ),
        (
            "keys_credential = 'mfa-keys'\nkeys_file = 'keys'",
            variables(&[]),
            "`encryption.keys_file` and `encryption.keys_credential` are both set",
        ),
    ] {
        let found = problems(&place, Some(&file(encryption)), &environment);
        let place_of = |problem: &String| problem.contains(told);
        assert!(found.iter().any(place_of), "no {told:?} in {found:?}");
        assert!(!found.join("\n").contains(&secret[..8]), "{found:?}");
    }
}
