//! One contract in several spellings: OpenAPI 3.1 and 3.0, YAML and JSON, one
//! file and several. What is generated from them is the same.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::{text, xtask};

/// The generated files, without the line that says from what.
fn generated(spec: &str) -> BTreeMap<String, String> {
    let directory = tempfile::tempdir().expect("a directory");
    let (server, client) = (
        directory.path().join("server"),
        directory.path().join("client"),
    );
    let output = xtask(&[
        "generate",
        "--spec",
        spec,
        "--server-out",
        &server.display().to_string(),
        "--client-out",
        &client.display().to_string(),
    ]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{spec}: {}",
        text(&output.stderr)
    );
    let mut files = BTreeMap::new();
    for directory in [server, client] {
        collect(&directory, &mut files);
    }
    files
}

fn collect(directory: &Path, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            continue;
        }
        let code = std::fs::read_to_string(&path).expect("a file");
        let (_, rest) = code.split_once('\n').expect("a header");
        let name = format!(
            "{}/{}",
            directory.file_name().expect("a name").display(),
            path.file_name().expect("a name").display()
        );
        files.insert(name, rest.to_owned());
    }
}

#[test]
fn spellings_of_one_contract_generate_the_same() {
    let first = generated("xtask/contract/tests/same/openapi-3.1.yaml");
    for spec in ["openapi-3.0.json", "several-files.yaml"] {
        let other = generated(&format!("xtask/contract/tests/same/{spec}"));
        assert_eq!(first.len(), other.len());
        for (name, code) in &first {
            snapbox::assert_data_eq!(other[name].clone(), snapbox::Data::text(code.clone()).raw());
        }
    }
}

/// A file whose name is written as a URI has it, and a mapping that names a
/// component of its own file.
#[test]
fn names_are_those_of_the_file_that_they_stand_in() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = |name: &str| directory.path().join(name).display().to_string();
    for (name, text) in [
        (
            "openapi.yaml",
            "openapi: 3.1.1\ninfo: {title: A, version: 1.0.0}\npaths:\n  /a:\n    get:\n      operationId: getA\n      responses:\n        '200': {description: Fine., content: {application/json: {schema: {$ref: 'all%20schemas.yaml#/components/schemas/Pet'}}}}\n",
        ),
        (
            "all schemas.yaml",
            "components:\n  schemas:\n    Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      discriminator: {propertyName: kind, mapping: {meow: Cat, woof: Dog}}\n    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}\n    Dog: {type: object, required: [kind], properties: {kind: {type: string}}}\n",
        ),
    ] {
        std::fs::write(path(name), text).expect("a file is written");
    }
    let files = generated(&path("openapi.yaml"));
    assert!(files["server/types.rs"].contains("\"meow\""), "{files:?}");
    let output = xtask(&["lint", &path("openapi.yaml")]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
}

#[test]
fn schemas_may_stand_in_operations_as_well_as_among_the_components() {
    let members: String = (0..1_200)
        .map(|number| {
            format!(
                "                  m{number}: {{type: object, properties: {{n: {{type: integer}}}}}}\n"
            )
        })
        .collect();
    let contract = format!(
        "openapi: 3.1.1
info: {{title: Much in place, version: 1.0.0}}
paths:
  /much:
    get:
      operationId: getMuch
      responses:
        '200':
          description: Much.
          content:
            application/json:
              schema:
                type: object
                properties:
{members}"
    );
    let directory = tempfile::tempdir().expect("a directory");
    let spec = directory.path().join("openapi.yaml");
    std::fs::write(&spec, contract).expect("a file is written");
    let files = generated(&spec.display().to_string());
    assert!(files["server/types.rs"].contains("M1199"));
}
