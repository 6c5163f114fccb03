//! What a store holds, in a form that belongs to no database: tables, their columns, and rows.
//!
//! The same rows have the same text on every store, so that two stores, or a store and a file, are
//! compared by hashes. Text that holds JSON is text here: what was signed or told stays as it was.

use std::fmt::Write as _;

use data_encoding::BASE64;
use serde_json::{Map, Value as Json};

/// A table, with its columns in order.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    /// The first ones are the key that rows are ordered by: text and bytes as bytes, null first.
    pub columns: &'static [Column],
    /// How many columns are the key.
    pub key: usize,
}

#[derive(Debug)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub may_be_null: bool,
}

/// What a column holds. Instants are milliseconds since the epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Instant,
    /// 0 or 1.
    Boolean,
    Bytes,
}

/// What stands in a column. Ordered as keys are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// The values of a table's columns, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub Vec<Value>);

const fn column(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        may_be_null: false,
    }
}

const fn maybe(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        may_be_null: true,
    }
}

use Kind::{Boolean, Bytes, Instant, Integer, Text};

/// All of them: each after those that its rows refer to.
pub static TABLES: [Table; 13] = [
    Table {
        name: "organizations",
        key: 1,
        columns: &[
            column("id", Text),
            column("name", Text),
            column("enrollment_type", Text),
            column("users_from_jwt", Boolean),
            column("rate_limit", Integer),
            column("rate_window", Integer),
            maybe("jwt_issuer", Text),
            maybe("jwt_audience", Text),
            maybe("jwt", Text),
            column("created_at", Instant),
            maybe("return_url", Text),
            column("return_origins", Text),
            maybe("disabled_at", Instant),
        ],
    },
    Table {
        name: "users",
        key: 2,
        columns: &[
            column("organization", Text),
            column("id", Text),
            maybe("email", Text),
            column("created_at", Instant),
            column("failures", Integer),
            maybe("locked_until", Instant),
            maybe("last_failure", Instant),
            maybe("disabled_at", Instant),
        ],
    },
    Table {
        name: "api_keys",
        key: 2,
        columns: &[
            column("organization", Text),
            column("id", Text),
            maybe("user", Text),
            column("scopes", Text),
            column("secret_hash", Bytes),
            column("label", Text),
            column("created_at", Instant),
            maybe("revoked_at", Instant),
            maybe("expires_at", Instant),
            maybe("last_used_at", Instant),
        ],
    },
    Table {
        name: "factors",
        key: 2,
        columns: &[
            column("organization", Text),
            column("user", Text),
            column("type", Text),
            column("active", Boolean),
            maybe("last_auth_time", Instant),
            maybe("secret", Bytes),
            maybe("secret_key_id", Text),
            column("last_step", Integer),
            column("created_at", Instant),
        ],
    },
    Table {
        name: "recovery_codes",
        key: 3,
        columns: &[
            column("organization", Text),
            column("user", Text),
            column("hash", Bytes),
        ],
    },
    Table {
        name: "links",
        key: 2,
        columns: &[
            column("organization", Text),
            column("hash", Bytes),
            column("user", Text),
            column("type", Text),
            column("purpose", Text),
            column("created_at", Instant),
            column("expires_at", Instant),
            maybe("used_at", Instant),
            maybe("replaced_at", Instant),
            maybe("secret", Bytes),
            maybe("secret_key_id", Text),
            maybe("state", Bytes),
            maybe("browser", Bytes),
            maybe("kept", Bytes),
            maybe("kept_key_id", Text),
            maybe("finished_by", Bytes),
            maybe("stage", Text),
            maybe("recovery_left", Integer),
            maybe("codes", Bytes),
            maybe("codes_key_id", Text),
        ],
    },
    Table {
        name: "request_counts",
        key: 1,
        columns: &[
            column("organization", Text),
            column("window_start", Integer),
            column("used", Integer),
        ],
    },
    Table {
        name: "factor_settings",
        key: 2,
        columns: &[
            column("organization", Text),
            column("type", Text),
            column("settings", Bytes),
            column("key_id", Text),
            column("changed_at", Instant),
        ],
    },
    Table {
        name: "webhooks",
        key: 2,
        columns: &[
            column("organization", Text),
            column("id", Text),
            column("url", Text),
            column("events", Text),
            column("secret", Bytes),
            column("secret_key_id", Text),
            maybe("old_secret", Bytes),
            maybe("old_secret_key_id", Text),
            maybe("old_until", Instant),
            column("created_at", Instant),
        ],
    },
    Table {
        name: "deliveries",
        key: 4,
        columns: &[
            column("organization", Text),
            column("webhook", Text),
            column("number", Integer),
            column("id", Text),
            column("user", Text),
            column("event", Text),
            column("body", Text),
            column("created_at", Instant),
            column("state", Text),
            column("attempts", Integer),
            maybe("due_at", Instant),
            maybe("last", Text),
            maybe("done_at", Instant),
        ],
    },
    Table {
        name: "audit",
        key: 2,
        columns: &[
            // None: what concerns them all.
            maybe("organization", Text),
            column("number", Integer),
            column("at", Instant),
            maybe("user", Text),
            column("actor_kind", Text),
            maybe("actor", Text),
            column("what", Text),
            column("outcome", Text),
            maybe("detail", Text),
            column("times", Integer),
            maybe("address", Text),
            maybe("request_id", Text),
        ],
    },
    Table {
        name: "encryption_keys",
        key: 1,
        columns: &[column("id", Text), column("check_value", Bytes)],
    },
    Table {
        name: COUNTERS,
        key: 1,
        columns: &[column("name", Text), column("last", Integer)],
    },
];

/// Numbers that were given, and are never given again: one row, `audit`, that every store has.
pub const COUNTERS: &str = "counters";

impl Table {
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Whether every store has its row, and a copy puts another in its place.
    pub fn is_counters(&self) -> bool {
        self.name == COUNTERS
    }

    /// Which column says whose a row is. None: nobody's.
    pub fn organization(&self) -> Option<&'static str> {
        match self.name {
            "organizations" => Some("id"),
            "encryption_keys" | COUNTERS => None,
            _ => Some("organization"),
        }
    }
}

impl Row {
    pub fn key(&self, table: &Table) -> &[Value] {
        &self.0[..table.key]
    }

    /// Whose it is. None: nobody's.
    pub fn organization(&self, table: &Table) -> Option<&str> {
        table.organization()?;
        match self.0.first() {
            Some(Value::Text(id)) => Some(id),
            _ => None,
        }
    }

    /// A line of JSON, the same wherever the row is: what is hashed, and what a backup holds.
    pub fn line(&self, table: &Table) -> String {
        let mut line = String::from("{");
        for (column, value) in table.columns.iter().zip(&self.0) {
            let comma = if line.len() > 1 { "," } else { "" };
            let _ = write!(line, "{comma}\"{}\":", column.name);
            let _ = match value {
                Value::Null => write!(line, "null"),
                Value::Integer(number) => write!(line, "{number}"),
                Value::Text(text) => write!(line, "{}", Json::from(text.as_str())),
                Value::Bytes(bytes) => write!(line, "\"{}\"", BASE64.encode(bytes)),
            };
        }
        line.push('}');
        line
    }

    /// Reads what [`line`](Self::line) has written. A column that is missing is null.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(table: &Table, mut columns: Map<String, Json>) -> Result<Self, String> {
        let mut values = Vec::with_capacity(table.columns.len());
        for column in table.columns {
            let json = columns.remove(column.name).unwrap_or_default();
            let value = match (column.kind, json) {
                (_, Json::Null) if column.may_be_null => Some(Value::Null),
                (Kind::Text, Json::String(text)) => Some(Value::Text(text)),
                (Kind::Bytes, Json::String(text)) => {
                    BASE64.decode(text.as_bytes()).ok().map(Value::Bytes)
                }
                (Kind::Integer | Kind::Instant | Kind::Boolean, Json::Number(number)) => {
                    number.as_i64().map(Value::Integer)
                }
                _ => None,
            };
            values.push(value.ok_or_else(|| {
                format!(
                    "{} of a row of {} is not what it should be",
                    column.name, table.name
                )
            })?);
        }
        match columns.keys().next() {
            None => Ok(Self(values)),
            Some(unknown) => Err(format!(
                "{} has no column {unknown}: a newer version wrote it",
                table.name
            )),
        }
    }
}
