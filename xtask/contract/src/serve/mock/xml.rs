//! Values as XML, by the XML objects of their schemas (OpenAPI 3.1.1, section 4.8.26).

use serde_json::Value;

use crate::document::{Document, Node};
use crate::exchange::property;
use crate::instances::Parts;

/// Deeper values than this are cut: no document of people is.
const DEEPEST: usize = 64;

pub fn is_xml(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    matches!(essence.as_str(), "application/xml" | "text/xml") || essence.ends_with("+xml")
}

/// The document element is called as the schema says, else by the name of the component.
pub fn write(value: &Value, schema: Option<&Node>, document: &Document) -> String {
    let named = schema.and_then(|schema| {
        let reference = schema.text("$ref")?;
        reference.rsplit('/').next().map(str::to_owned)
    });
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
    let name = named.unwrap_or_else(|| "root".to_owned());
    let mut writer = Writer {
        document,
        out: &mut out,
    };
    match value {
        // One element holds the document.
        Value::Array(items) => {
            let own = writer.name(schema, &name);
            writer.out.push_str(&format!("<{own}>"));
            let inner = schema.and_then(|schema| property(schema, None, document));
            for item in items {
                writer.element("item", item, inner, 1);
            }
            writer.out.push_str(&format!("</{own}>"));
        }
        value => writer.element(&name, value, schema, 0),
    }
    out
}

struct Writer<'d, 'o> {
    document: &'d Document,
    out: &'o mut String,
}

impl Writer<'_, '_> {
    fn xml<'n>(&'n self, schema: Option<&'n Node>) -> Vec<&'n Node> {
        let parts = schema.map(|schema| Parts::of([schema], self.document));
        parts.map_or_else(Vec::new, |parts| parts.all("xml").collect())
    }

    fn name(&self, schema: Option<&Node>, usual: &str) -> String {
        let said = self.xml(schema);
        let text = |key| said.iter().find_map(|xml| xml.text(key));
        let name = text("name").unwrap_or(usual);
        let name = match text("prefix") {
            Some(prefix) => format!("{prefix}:{name}"),
            None => name.to_owned(),
        };
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        name.chars()
            .map(|c| if is_letter(c) { c } else { '_' })
            .collect()
    }

    fn says(&self, schema: Option<&Node>, key: &str) -> bool {
        self.xml(schema).iter().any(|xml| xml.flag(key))
    }

    fn element(&mut self, usual: &str, value: &Value, schema: Option<&Node>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let name = self.name(schema, usual);
        if let Value::Array(items) = value {
            let inner = schema.and_then(|schema| property(schema, None, self.document));
            let is_wrapped = self.says(schema, "wrapped");
            if is_wrapped {
                self.out.push_str(&format!("<{name}>"));
            }
            for item in items {
                self.element(&name, item, inner, depth + 1);
            }
            if is_wrapped {
                self.out.push_str(&format!("</{name}>"));
            }
            return;
        }
        let Value::Object(members) = value else {
            let text = escape(&scalar(value));
            self.out.push_str(&format!("<{name}>{text}</{name}>"));
            return;
        };
        let own =
            |name: &str| schema.and_then(|schema| property(schema, Some(name), self.document));
        let owned: Vec<(&String, &Value, Option<&Node>)> = members
            .iter()
            .map(|(name, value)| (name, value, own(name)))
            .collect();
        let (attributes, elements): (Vec<_>, Vec<_>) = owned
            .into_iter()
            .partition(|(_, _, schema)| self.says(*schema, "attribute"));
        self.out.push_str(&format!("<{name}"));
        for (key, value, schema) in attributes {
            let key = self.name(schema, key);
            let text = escape(&scalar(value));
            self.out.push_str(&format!(" {key}=\"{text}\""));
        }
        self.out.push('>');
        for (key, value, schema) in elements {
            self.element(key, value, schema, depth + 1);
        }
        self.out.push_str(&format!("</{name}>"));
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        value => value.to_string(),
    }
}

/// Characters that XML 1.0 has no way to write are left out.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
