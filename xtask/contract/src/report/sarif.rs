//! SARIF 2.1.0 (OASIS Standard): what code scanning services read.

use std::collections::HashMap;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::record::{Place, Record, Results};
use super::rule::{Level, Rule};

/// What a path in a URI reference may not hold (RFC 3986, section 3.3).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

pub fn write(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    let index: HashMap<&str, usize> = results
        .rules
        .iter()
        .enumerate()
        .map(|(index, rule)| (rule.id(), index))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": format!("contract {}", results.command),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": results.rules.iter().map(rule).collect::<Vec<_>>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results
                .records
                .iter()
                .map(|record| result(record, &index))
                .collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(rule: &&Rule) -> Value {
    json!({
        "id": rule.id(),
        "shortDescription": { "text": rule.says },
        "defaultConfiguration": {
            "enabled": rule.level.is_some(),
            "level": rule.level.map_or("warning", level),
        },
    })
}

fn result(record: &Record, index: &HashMap<&str, usize>) -> Value {
    let mut result = Map::new();
    result.insert("ruleId".into(), record.id.clone().into());
    if let Some(index) = index.get(record.id.as_str()) {
        result.insert("ruleIndex".into(), (*index).into());
    }
    result.insert("level".into(), level(record.level).into());
    let text = match &record.help {
        Some(help) => format!("{}\nHelp: {help}", record.message),
        None => record.message.clone(),
    };
    result.insert("message".into(), json!({ "text": text }));
    if let Some(place) = &record.place {
        let mut location = json!({ "physicalLocation": physical(place) });
        if let Some(pointer) = &record.pointer {
            location["logicalLocations"] =
                json!([{ "fullyQualifiedName": pointer, "kind": "member" }]);
        }
        result.insert("locations".into(), json!([location]));
    }
    if let Some(change) = &record.change {
        if let Some(before) = &change.base {
            let mut location = json!({
                "physicalLocation": physical(&before.place),
                "message": { "text": "before" },
            });
            if let Some(pointer) = &before.pointer {
                location["logicalLocations"] =
                    json!([{ "fullyQualifiedName": pointer, "kind": "member" }]);
            }
            result.insert("relatedLocations".into(), json!([location]));
        }
        let mut properties = json!({
            "direction": change.direction,
            "operations": change.operations,
            "asksFor": change.asks_for,
        });
        if let Some(witness) = &change.witness {
            properties["witness"] = json!(witness);
        }
        result.insert("properties".into(), properties);
    }
    result.into()
}

fn physical(place: &Place) -> Value {
    json!({
        "artifactLocation": artifact(place),
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.end_column,
            "snippet": { "text": place.text },
        },
    })
}

/// A file, by a URI (section 3.4.3). One of a git revision is the file of the repository,
/// with the revision in words: a colon would make the revision a scheme (RFC 3986, section
/// 4.2).
fn artifact(place: &Place) -> Value {
    let path = place.path();
    let uri = utf8_percent_encode(path, PATH).to_string();
    if let Some(revision) = &place.revision {
        return json!({
            "uri": uri,
            "description": { "text": format!("{path} as it was at {revision}") },
        });
    }
    match uri {
        uri if path.starts_with('/') => json!({ "uri": format!("file://{uri}") }),
        uri => json!({ "uri": uri }),
    }
}

/// SARIF's names of levels (section 3.27.10).
fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}
