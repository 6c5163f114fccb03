//! `mfa-server user import`: users from a CSV file, all of them or none.

use std::collections::HashMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use serde_json::json;

use super::output::Format;
use super::place::{Place, Whose};
use crate::factor::TotpSecret;
use crate::mfa::{NewFactor, NewProof, NewUser, Service, UserId};
use crate::store::FactorType;

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
    whose: Whose,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    format: Format,
}

impl Import {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let opened = self.place.open()?;
        let organization = self.whose.find(&*opened.store).await?.id;
        let name = self.file.display().to_string();
        let input: Box<dyn Read> = if name == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            let file = std::fs::File::open(&self.file);
            Box::new(file.with_context(|| format!("{name} cannot be read"))?)
        };
        let users = match read(input, Utc::now()) {
            Ok(users) => users,
            Err(wrong) => bail!("{}", report(&name, &wrong)),
        };
        let keys = opened.encryption_keys.context(
            "TOTP secrets are kept encrypted: configure the server's encryption keys for this \
             command too (encryption.keys_file)",
        )?;
        // Importing makes no links, so any public URL does.
        let service = Service::new(
            Arc::clone(&opened.store),
            keys.keyring()?,
            "http://localhost",
        )?;
        let count = users.len();
        let imported = service
            .import_users(&organization, users, Utc::now())
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
                "{count} users read from {name}: {} new, {} known; {} factors added, {} kept as they were.",
                imported.created, imported.updated, imported.factors_added, imported.factors_kept
            )
        })
    }
}

/// What is wrong with one line. Never repeats a secret.
#[derive(Debug, PartialEq, Eq)]
struct WrongLine {
    line: u64,
    why: String,
}

fn report(name: &str, wrong: &[WrongLine]) -> String {
    let mut text = format!(
        "nothing was imported, {} of the lines of {name} are wrong:",
        wrong.len()
    );
    for WrongLine { line, why } in wrong.iter().take(SHOWN) {
        text.push_str(&format!("\n  {name}:{line}: {why}"));
    }
    if wrong.len() > SHOWN {
        text.push_str(&format!("\n  … and {} more", wrong.len() - SHOWN));
    }
    text
}

/// Reads all lines, or everything that is wrong with them.
fn read(input: impl Read, now: DateTime<Utc>) -> Result<Vec<NewUser>, Vec<WrongLine>> {
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
                "unknown column `{name}`; the columns are {}",
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
) -> Result<NewUser, Vec<String>> {
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
    let proof = match proof(field("mfa_type"), field("totp_secret")) {
        Ok(proof) => proof,
        Err(why) => {
            wrong.push(why);
            None
        }
    };
    if proof.is_none() && field("mfa_type").is_none() && last_auth_time.is_some() {
        wrong.push("last_auth_time without mfa_type".to_owned());
    }
    match id {
        Some(id) if wrong.is_empty() => Ok(NewUser {
            id,
            email: field("email").map(str::to_owned),
            factor: proof.map(|proof| NewFactor {
                proof,
                last_auth_time,
            }),
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

fn proof(mfa_type: Option<&str>, secret: Option<&str>) -> Result<Option<NewProof>, String> {
    match (mfa_type.map(FactorType::parse), secret) {
        (None, None) => Ok(None),
        (Some(Some(FactorType::Duo)), None) => Ok(Some(NewProof::Duo)),
        (Some(Some(FactorType::Guardian)), Some(secret)) => TotpSecret::from_base32(secret)
            .map(|secret| Some(NewProof::Guardian(secret)))
            .map_err(|error| format!("totp_secret: {error}")),
        (Some(Some(FactorType::Guardian)), None) => Err("guardian needs a totp_secret".into()),
        (Some(None), _) => Err("mfa_type: use guardian or duo, or leave it empty".into()),
        (Some(Some(FactorType::Duo)) | None, Some(_)) => {
            Err("totp_secret is for mfa_type guardian alone".into())
        }
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
                    \"b, c@example.com\",bob,duo,,\r\n\
                    ,carol,,,\r\n";
        let users = read(text.as_bytes(), now()).unwrap();
        assert_eq!(users.len(), 3);
        let alice = users[0].factor.as_ref().unwrap();
        assert!(matches!(alice.proof, NewProof::Guardian(_)));
        assert_eq!(
            alice.last_auth_time.unwrap().to_rfc3339(),
            "2026-01-31T11:00:00+00:00"
        );
        assert!(matches!(
            users[1].factor.as_ref().unwrap().proof,
            NewProof::Duo
        ));
        assert_eq!(users[1].email.as_deref(), Some("b, c@example.com"));
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
                    juan,,,,2020-01-01T00:00:00Z\n";
        let wrong = wrong(text);
        let lines: Vec<_> = wrong.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 3, 4, 5, 7, 8, 9, 10, 11, 12], "{wrong:?}");
        assert!(wrong[7].1.contains("future"), "{wrong:?}");
        assert!(wrong[6].1.contains("line 2"), "{wrong:?}");
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
