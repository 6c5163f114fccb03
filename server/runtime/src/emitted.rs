//! What Dropshot is told of a contract for the document that it emits: `emitted.json`, generated
//! beside the code. Requests and responses are neither read nor written by it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
use serde::Deserialize;
use serde_json::Value;

/// A schema of the contract that has a name (OpenAPI 3.1.1, section 4.8.7).
pub trait Component: Send + Sync + 'static {
    /// Its name.
    const NAME: &'static str;
    /// Where it is described.
    fn emitted() -> &'static Emitted;
}

/// No schema: Dropshot is told of no body.
impl Component for () {
    const NAME: &'static str = "";

    fn emitted() -> &'static Emitted {
        static NOTHING: Emitted = Emitted::new(r#"{ "schemas": {}, "operations": {} }"#);
        &NOTHING
    }
}

/// The text of an `emitted.json`, which is read when it is first asked for.
#[derive(Debug)]
pub struct Emitted {
    text: &'static str,
    document: OnceLock<Document>,
}

#[derive(Debug, Deserialize)]
struct Document {
    /// The components, as schemars writes them, by their names.
    schemas: BTreeMap<String, Value>,
    /// By [`Operation::ID`](super::Operation::ID).
    operations: BTreeMap<String, Description>,
}

/// What Dropshot can say of an operation.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Description {
    pub summary: Option<String>,
    pub description: Option<String>,
    pub tags: Vec<String>,
    pub deprecated: bool,
    pub parameters: Vec<Parameter>,
    pub request_body: Option<Content>,
    pub success: Option<Success>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Parameter {
    pub r#in: Location,
    #[serde(flatten)]
    pub member: Member,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Location {
    Path,
    Query,
    Header,
}

/// A parameter or a response header.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Member {
    pub name: String,
    #[serde(default)]
    pub required: bool,
    pub description: Option<String>,
    pub schema: Value,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Content {
    pub media_type: String,
    pub schema: Value,
}

/// The one success that Dropshot can emit.
#[derive(Debug, Deserialize)]
pub(super) struct Success {
    pub status: u16,
    pub description: String,
    #[serde(default)]
    pub headers: Vec<Member>,
    pub body: Option<Body>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Body {
    Json(Value),
    /// Something else, which Dropshot emits as `*/*`.
    Freeform,
}

impl Emitted {
    /// The text as it was generated.
    pub const fn new(text: &'static str) -> Self {
        Emitted {
            text,
            document: OnceLock::new(),
        }
    }

    /// The operation of this identifier. What is not there is not described.
    pub(super) fn operation(&self, id: &str) -> Option<&Description> {
        self.document().operations.get(id)
    }

    /// A schema as schemars has it. The components that it refers to become those of `generator`.
    pub(super) fn schema(&self, schema: &Value, generator: &mut SchemaGenerator) -> Schema {
        self.refer(schema, generator);
        read(schema)
    }

    /// A reference to the component `name`, which becomes one of `generator`'s.
    pub(super) fn reference(&self, name: &str, generator: &mut SchemaGenerator) -> Schema {
        self.define(name, generator);
        let path = &generator.settings().definitions_path;
        Schema::new_ref(format!("{path}{name}"))
    }

    fn document(&self) -> &Document {
        self.document.get_or_init(|| {
            serde_json::from_str(self.text)
                .unwrap_or_else(|error| panic!("emitted.json is not as it was generated: {error}"))
        })
    }

    fn refer(&self, schema: &Value, generator: &mut SchemaGenerator) {
        match schema {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref")
                    && let Some(name) = reference.strip_prefix("#/components/schemas/")
                {
                    self.define(&name.replace("~1", "/").replace("~0", "~"), generator);
                }
                for (keyword, inner) in members {
                    if !matches!(keyword.as_str(), "example" | "default" | "enum") {
                        self.refer(inner, generator);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.refer(item, generator)),
            _ => {}
        }
    }

    fn define(&self, name: &str, generator: &mut SchemaGenerator) {
        let Some(schema) = self.document().schemas.get(name) else {
            return;
        };
        if !generator.definitions().contains_key(name) {
            // Before what it refers to: that may lead back to it.
            generator
                .definitions_mut()
                .insert(name.to_owned(), read(schema));
            self.refer(schema, generator);
        }
    }
}

/// A value that is no schema allows anything.
fn read(schema: &Value) -> Schema {
    Schema::deserialize(schema).unwrap_or(Schema::Bool(true))
}
