use std::path::Path;

use super::{library, tools, whole};
use crate::document::Document;
use crate::generate::Runtime;
use crate::generate::files::Files;
use crate::model::lower;
use crate::report::Finding;

/// The client of a document, or what is in its way.
fn client(document: &str) -> Result<Files, Vec<Finding>> {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("openapi.yaml");
    std::fs::write(&path, document).expect("a file");
    from_file(&path)
}

fn from_file(path: &Path) -> Result<Files, Vec<Finding>> {
    let document = Document::load(path).unwrap_or_else(|_| panic!("{} is read", path.display()));
    let (contract, header) = (lower(&document)?, "// header\n");
    Ok(whole(
        library(&contract, header, Runtime::Package)?,
        tools(&contract, header)?,
        header,
        Runtime::Package,
    ))
}

fn file<'a>(files: &'a Files, name: &str) -> &'a str {
    files
        .iter()
        .find_map(|(path, text)| (path == Path::new(name)).then_some(text))
        .unwrap_or_else(|| panic!("{name} is generated"))
}

/// One GET operation, with what is put in the places.
fn document(parameters: &str, responses: &str, rest: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{ title: Test, version: 1.0.0 }}
paths:
  /things/{{id}}:
    get:
      operationId: getThing
      parameters:
        - {{ name: id, in: path, required: true, schema: {{ type: string }} }}
{parameters}
      responses:
{responses}
{rest}
"
    )
}

const FOUND: &str = "        '200': { description: Found. }";

#[test]
fn it_refers_to_nothing_outside_of_itself() {
    let contract = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/openapi.yaml");
    let files = from_file(&contract).expect("the contract is expressible");
    for (path, text) in files.iter() {
        for stranger in ["crate::", "todo!", "schemars", "JsonSchema"] {
            assert!(!text.contains(stranger), "{stranger} in {}", path.display());
        }
    }
}

#[test]
fn credentials_go_where_the_contract_says() {
    let schemes = "security: [{ Query: [], Cookie: [] }, { User: [] }]
components:
  securitySchemes:
    Query: { type: apiKey, in: query, name: key }
    Cookie: { type: apiKey, in: cookie, name: session }
    User: { type: http, scheme: basic }
    Other: { type: openIdConnect, openIdConnectUrl: 'https://example.com' }
    timeout: { type: apiKey, in: header, name: X-Timeout }";
    let files = client(&document("", FOUND, schemes)).expect("expressible");
    let text = file(&files, "credentials.rs");
    assert!(text.contains(r#"carrier: Carrier::Query("key")"#), "{text}");
    assert!(
        text.contains(r#"carrier: Carrier::Cookie("session")"#),
        "{text}"
    );
    assert!(text.contains("carrier: Carrier::Basic"), "{text}");
    assert!(text.contains("carrier: Carrier::Bearer"), "{text}");
    assert!(
        text.contains(r#""get_thing" => &["Query", "Cookie", "User"],"#),
        "{text}"
    );
    // The builder has a `timeout` of its own.
    let text = file(&files, "setup.rs");
    assert!(text.contains("pub fn timeout2("), "{text}");
}

#[test]
fn response_headers_have_the_types_of_the_contract() {
    let responses = "        '200':
          description: Found.
          headers:
            X-Total: { schema: { type: integer } }
            X-Mixed: { schema: { type: integer } }
        '404':
          description: Not there.
          headers:
            x-mixed: { schema: { type: string } }";
    let files = client(&document("", responses, "")).expect("expressible");
    let text = file(&files, "headers.rs");
    assert!(text.contains("fn x_total(&self) -> Option<i64>"), "{text}");
    assert!(text.contains("fn x_mixed(&self) -> Option<&str>"), "{text}");
}

/// Progenitor alone panics on it.
#[test]
fn default_is_what_errors_are_that_are_not_documented() {
    let problem =
        "content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } }";
    let schemas = "components: { schemas: { Problem: { type: object, properties: { title: { type: string } } } } }";
    let responses = format!(
        "{FOUND}
        4XX: {{ description: Wrong., {problem} }}
        default: {{ description: Failed., {problem} }}"
    );
    let files = client(&document("", &responses, schemas)).expect("expressible");
    let text = file(&files, "builder.rs");
    assert!(text.contains("400..=599 => runtime::error"), "{text}");
}

/// The client that its own tests call: `client/tests/any`.
#[test]
fn a_contract_with_one_of_everything_gives_the_client_that_is_tested() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../client/tests/any");
    let files = from_file(&directory.join("openapi.yaml")).expect("expressible");
    for (path, text) in files.iter() {
        let known = std::fs::read_to_string(directory.join("contract").join(path));
        let body = |text: &str| text.split_once('\n').map(|(_, body)| body.to_owned());
        assert_eq!(
            body(text),
            known.ok().as_deref().and_then(body),
            "{} has changed: generate it again, as client/tests/any/main.rs says",
            path.display()
        );
    }
}

#[test]
fn methods_have_names_of_their_own() {
    let twin = "  /others:
    get: { operationId: get_thing, responses: { '200': { description: Found. } } }
    post: { operationId: new, responses: { '200': { description: Found. } } }";
    let files = client(&document("", FOUND, "").replace("paths:", &format!("paths:\n{twin}")))
        .expect("expressible");
    let text = file(&files, "operations.rs");
    for method in ["get_thing", "get_thing2", "new2"] {
        assert!(text.contains(&format!("\n    {method}(")), "{text}");
    }
}

#[test]
fn errors_that_mean_the_same_are_one_type() {
    let body = |text: &str| {
        format!(
            "content: {{ application/json: {{ schema: {{ type: object, description: {text}, properties: {{ title: {{ type: string }} }} }} }} }}"
        )
    };
    let responses = format!(
        "{FOUND}
        '404': {{ description: Not there., {} }}
        '409': {{ description: In the way., {} }}",
        body("One."),
        body("Other.")
    );
    let files = client(&document("", &responses, "")).expect("expressible");
    let text = file(&files, "builder.rs");
    assert!(text.contains("types::GetThingNotFoundBody"), "{text}");
    assert!(!text.contains("responses::"), "{text}");
    let text = file(&files, "mod.rs");
    assert!(!text.contains("GetThingConflictBody"), "{text}");
}

/// Typify writes a helper for defaults of each sign: the compiler would warn of
/// the one that nothing calls.
#[test]
fn helpers_of_defaults_are_there_if_they_are_called() {
    let helpers = |default: &str| {
        let found = "        '200':
          description: Found.
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }";
        let schemas = format!(
            "components:
  schemas:
    Thing:
      type: object
      properties:
        count: {{ type: integer, default: {default} }}"
        );
        let files = client(&document("", found, &schemas)).expect("expressible");
        let text = file(&files, "types.rs");
        ["fn default_i64", "fn default_u64"].map(|helper| text.contains(helper))
    };
    assert_eq!(helpers("3"), [false, true]);
    assert_eq!(helpers("-3"), [true, false]);
}
