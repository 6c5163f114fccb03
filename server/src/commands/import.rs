//! `mfa-server user import`: users from a CSV file, all of them or none.

use std::collections::HashMap;
use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use serde_json::json;

use super::data::{Within, open, settle_keys};
use super::operator::operator;
use super::output::{Format, counted};
use crate::clock;
use crate::factor::{self, BroughtAlong, Keyring, KeyringError, TotpSecret};
use crate::mfa::text::Printable;
use crate::mfa::{ImportedFactor, ImportedUser, OrganizationId, UserId, checked_email};

const COLUMNS: [&str; 5] = ["id", "email", "mfa_type", "totp_secret", "last_auth_time"];

/// How many wrong lines are shown; the rest are counted.
const SHOWN: usize = 50;

/// Import users from a CSV file, all of them or none
///
/// The first line names the columns, in any order: id (required), email, mfa_type (guardian, duo or
/// empty), totp_secret (base32, for guardian alone), last_auth_time (as 2026-01-31T12:00:00Z, empty
/// for never). Known users keep the factor that they have and get the e-mail address of the file.
/// If any line is wrong, all wrong lines are told and nothing is imported.
#[derive(clap::Args)]
pub(super) struct Import {
    /// The CSV file, or - for standard input
    file: PathBuf,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

impl Import {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let located = self.within.data.locate()?;
        let store = open(&located.database).await?;
        let organization = self.within.whose.find(&*store).await?.id;
        let name = self.file.display().to_string();
        let input: Box<dyn Read> = if name == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            let file = std::fs::File::open(&self.file);
            Box::new(file.with_context(|| format!("{name} cannot be read"))?)
        };
        let users = match read(input, clock::now()) {
            Ok(users) => users,
            Err(wrong) => bail!("{}", report(&name, &wrong)),
        };
        let keys = located.encryption_keys.context(
            "TOTP secrets are kept encrypted: configure the server's encryption keys for this \
             command too (encryption.keys_file)",
        )?;
        let count = users.len();
        let keyring = keys.keyring()?;
        let by = operator();
        settle_keys(&located.database, &*store, &keyring, &by).await?;
        let users = seal(users, &organization, &keyring)?;
        let imported = store
            .import_users(&organization, users, &by, clock::now())
            .await?;
        let result = json!({
            "organization": organization,
            "read": count,
            "created": imported.created,
            "updated": imported.updated,
            "factors_added": imported.factors_added,
            "factors_kept": imported.factors_kept,
        });
        self.format.print(&result, |_| {
            format!(
                "{} read from {name}: {} new, {} known; {} added, {} kept as before.",
                counted(count as u64, "user", "users"),
                imported.created,
                imported.updated,
                counted(imported.factors_added, "factor", "factors"),
                imported.factors_kept
            )
        })
    }
}

/// A user of the file, with the factor that it had elsewhere, and when it last authenticated there.
struct Line {
    id: UserId,
    email: Option<String>,
    factor: Option<(BroughtAlong, Option<DateTime<Utc>>)>,
}

fn seal(
    lines: Vec<Line>,
    organization: &OrganizationId,
    keyring: &Keyring,
) -> Result<Vec<ImportedUser>, KeyringError> {
    let sealed = |line: Line| {
        let seal = |secret: TotpSecret| keyring.seal(organization, &line.id, &secret);
        let factor = line.factor.map(|(factor, last_auth_time)| {
            Ok::<_, KeyringError>(ImportedFactor {
                factor_type: factor.factor_type,
                secret: factor.secret.map(seal).transpose()?,
                last_auth_time,
            })
        });
        Ok(ImportedUser {
            factor: factor.transpose()?,
            id: line.id,
            email: line.email,
        })
    };
    lines.into_iter().map(sealed).collect()
}

/// What is wrong with one line. Never repeats a secret.
#[derive(Debug, PartialEq, Eq)]
struct WrongLine {
    line: u64,
    why: String,
}

fn report(name: &str, wrong: &[WrongLine]) -> String {
    let mut lines: Vec<_> = wrong.iter().map(|wrong| wrong.line).collect();
    lines.dedup();
    let lines = counted(lines.len() as u64, "line is", "lines are");
    let mut text = format!("nothing was imported: {lines} wrong in {name}:");
    for WrongLine { line, why } in wrong.iter().take(SHOWN) {
        text.push_str(&format!("\n  {name}:{line}: {why}"));
    }
    if wrong.len() > SHOWN {
        text.push_str(&format!("\n  … and {} more", wrong.len() - SHOWN));
    }
    text
}

/// Reads all lines, or everything that is wrong with them.
fn read(input: impl Read, now: DateTime<Utc>) -> Result<Vec<Line>, Vec<WrongLine>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(input);
    let columns = reader
        .headers()
        .map_err(|error| vec![unreadable(1, &error)])
        .and_then(columns)?;
    let (mut users, mut wrong) = (Vec::new(), Vec::new());
    let mut first_lines: HashMap<UserId, u64> = HashMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                wrong.push(unreadable(line, &error));
                // After an input error there are no more lines, only the same error.
                if error.is_io_error() {
                    break;
                }
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        match user(&record, &columns, now) {
            Err(whys) => wrong.extend(whys.into_iter().map(|why| WrongLine { line, why })),
            Ok(user) => match first_lines.get(&user.id) {
                Some(first) => {
                    let why = format!("the user {} is on line {first} already", user.id);
                    wrong.push(WrongLine { line, why });
                }
                None => {
                    first_lines.insert(user.id.clone(), line);
                    users.push(user);
                }
            },
        }
    }
    if wrong.is_empty() {
        Ok(users)
    } else {
        Err(wrong)
    }
}

fn unreadable(line: u64, error: &csv::Error) -> WrongLine {
    let why = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
        csv::ErrorKind::Io(error) => format!("cannot be read: {error}"),
        _ => "not CSV".to_owned(),
    };
    WrongLine { line, why }
}

/// Where each column is.
struct Columns {
    positions: HashMap<&'static str, usize>,
    count: usize,
}

fn columns(header: &csv::StringRecord) -> Result<Columns, Vec<WrongLine>> {
    let mut positions = HashMap::new();
    let mut wrong = Vec::new();
    for (position, name) in header.iter().enumerate() {
        // A spreadsheet may begin its file with a byte order mark.
        let name = name.trim_start_matches('\u{feff}');
        match COLUMNS.iter().find(|column| **column == name) {
            None => wrong.push(format!(
                "unknown column `{}`; the columns are {}",
                Printable(name),
                COLUMNS.join(", ")
            )),
            Some(column) if positions.insert(*column, position).is_some() => {
                wrong.push(format!("the column `{column}` is there twice"));
            }
            Some(_) => {}
        }
    }
    if wrong.is_empty() && !positions.contains_key("id") {
        wrong.push(format!(
            "the first line must name the columns: {}",
            COLUMNS.join(",")
        ));
    }
    if wrong.is_empty() {
        Ok(Columns {
            positions,
            count: header.len(),
        })
    } else {
        Err(wrong
            .into_iter()
            .map(|why| WrongLine { line: 1, why })
            .collect())
    }
}

fn user(
    record: &csv::StringRecord,
    columns: &Columns,
    now: DateTime<Utc>,
) -> Result<Line, Vec<String>> {
    if record.len() != columns.count {
        return Err(vec![format!(
            "{} fields, but the first line names {}",
            record.len(),
            columns.count
        )]);
    }
    let field = |name: &str| {
        let position = columns.positions.get(name)?;
        record.get(*position).filter(|text| !text.is_empty())
    };
    let mut wrong = Vec::new();
    let id = UserId::new(field("id").unwrap_or_default())
        .map_err(|error| wrong.push(format!("id: {error}")))
        .ok();
    let last_auth_time = field("last_auth_time").and_then(|text| match instant(text, now) {
        Ok(at) => Some(at),
        Err(why) => {
            wrong.push(format!("last_auth_time: {why}"));
            None
        }
    });
    let email = field("email").and_then(|text| {
        checked_email(text)
            .map_err(|error| wrong.push(format!("email: {error}")))
            .ok()
    });
    let factor = match factor::brought_along(field("mfa_type"), field("totp_secret")) {
        Ok(factor) => factor,
        Err(why) => {
            wrong.push(why);
            None
        }
    };
    if factor.is_none() && field("mfa_type").is_none() && last_auth_time.is_some() {
        wrong.push("last_auth_time without mfa_type".to_owned());
    }
    match id {
        Some(id) if wrong.is_empty() => Ok(Line {
            id,
            email,
            factor: factor.map(|factor| (factor, last_auth_time)),
        }),
        _ => Err(wrong),
    }
}

fn instant(text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, &'static str> {
    let at = DateTime::parse_from_rfc3339(text)
        .map_err(|_| "not a time of RFC 3339, as 2026-01-31T12:00:00Z")?
        .to_utc();
    // It would count as fresh until then: a factor could be taken off without authenticating.
    if at > now {
        Err("is in the future")
    } else {
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn wrong(text: &str) -> Vec<(u64, String)> {
        let wrong = read(text.as_bytes(), now()).err().unwrap_or_default();
        wrong
            .into_iter()
            .map(|wrong| (wrong.line, wrong.why))
            .collect()
    }

    #[test]
    fn good_lines_become_users() {
        let text = "\u{feff}email,id,mfa_type,totp_secret,last_auth_time\r\n\
                    a@example.com,alice,guardian,JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP,2026-01-31T12:00:00+01:00\r\n\
                    \"b.c@example.com\",bob,duo,,\r\n\
                    ,carol,,,\r\n";
        let users = read(text.as_bytes(), now()).unwrap();
        assert_eq!(users.len(), 3);
        let (alice, last) = users[0].factor.as_ref().unwrap();
        assert!(alice.factor_type == factor::GUARDIAN && alice.secret.is_some());
        assert_eq!(last.unwrap().to_rfc3339(), "2026-01-31T11:00:00+00:00");
        let (bob, _) = users[1].factor.as_ref().unwrap();
        assert!(bob.factor_type == factor::DUO && bob.secret.is_none());
        assert_eq!(users[1].email.as_deref(), Some("b.c@example.com"));
        assert!(users[2].factor.is_none() && users[2].email.is_none());
        assert_eq!(read("id\nalice\n".as_bytes(), now()).unwrap().len(), 1);
    }

    #[test]
    fn every_wrong_line_is_told_with_its_number() {
        let text = "id,email,mfa_type,totp_secret,last_auth_time\n\
                    alice,,,,\n\
                    a b,,,,not a time\n\
                    dora,,guardian,,\n\
                    \"eve\",\"two\nlines\",guardian,1018,\n\
                    fred,,otp,,\n\
                    gina,,duo,JBSWY3DPEHPK3PXP,\n\
                    alice,,,,\n\
                    hugo,,duo,,2099-01-01T00:00:00Z\n\
                    ines,\n\
                    juan,,,,2020-01-01T00:00:00Z\n\
                    ..,,,,\n\
                    kim,Kim <kim@example.com>,,,\n";
        let wrong = wrong(text);
        let lines: Vec<_> = wrong.iter().map(|(line, _)| *line).collect();
        assert_eq!(
            lines,
            [3, 3, 4, 5, 5, 7, 8, 9, 10, 11, 12, 13, 14],
            "{wrong:?}"
        );
        assert!(wrong[8].1.contains("future"), "{wrong:?}");
        assert!(wrong[7].1.contains("line 2"), "{wrong:?}");
        assert!(!format!("{wrong:?}").contains("JBSWY"), "{wrong:?}");
    }

    #[test]
    fn the_first_line_names_the_columns() {
        assert!(wrong("alice,bob\n")[0].1.contains("unknown column `alice`"));
        assert!(wrong("email\nx\n")[0].1.contains("must name the columns"));
        assert!(wrong("id,id\na,b\n")[0].1.contains("twice"));
        assert!(wrong("")[0].1.contains("must name the columns"));
    }

    #[test]
    fn what_is_no_text_is_told() {
        let error = read(&b"id\n\xff\xfe\nalice\n"[..], now()).err().unwrap();
        assert_eq!(
            error,
            [WrongLine {
                line: 2,
                why: "not UTF-8".into()
            }]
        );
    }
}
