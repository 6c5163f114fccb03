use std::path::Path;

use super::generate;
use crate::contract::lower;
use crate::document::Document;
use crate::generate::files::Files;
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
    generate(&lower(&document)?, "// header\n")
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

fn messages(result: Result<Files, Vec<Finding>>) -> Vec<String> {
    let findings = result.err().unwrap_or_default();
    assert!(
        findings.iter().all(|finding| finding.at.is_some()),
        "{findings:?}"
    );
    findings
        .into_iter()
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn it_refers_to_nothing_outside_of_itself() {
    let contract = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/openapi.yaml");
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
    let text = file(&files, "mod.rs");
    assert!(text.contains("400u16..=499u16"), "{text}");
    assert!(text.contains("500u16..=599u16"), "{text}");
}

#[test]
fn what_it_cannot_express_is_refused_where_it_stands() {
    let list =
        "        - { name: X-Tags, in: header, schema: { type: array, items: { type: string } } }";
    assert_eq!(
        messages(client(&document(list, FOUND, ""))),
        ["the client cannot send a list or an object as a header parameter"]
    );
    assert_eq!(
        messages(client(&document(
            "",
            "        '499': { description: Odd. }",
            ""
        ))),
        ["the client cannot express the status 499"]
    );
    let twin = "  /others:
    get: { operationId: get_thing, responses: { '200': { description: Found. } } }";
    assert_eq!(
        messages(client(
            &document("", FOUND, "").replace("paths:", &format!("paths:\n{twin}"))
        )),
        [
            "the operationIds `get_thing` and `getThing` both become the method `get_thing` of the client"
        ]
    );
}
