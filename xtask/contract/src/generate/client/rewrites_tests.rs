//! No change to what Progenitor and Typify write is passed over, and none is there for nothing.

use std::path::Path;

use proc_macro2::TokenStream;

use super::{document, library, progenitors_library};
use crate::document::{Document, Sources};
use crate::generate::rewrites::{Rewrite, Rewrites};
use crate::generate::types::{TypeSchemas, Types};
use crate::model::{Contract, lower};

const THINGS: &str = "
openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
paths:
  /things:
    put:
      operationId: putThing
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
      responses:
        '200': { description: Done., content: { application/json: { schema: { type: string } } } }
        '201': { description: Made. }
        '400': { description: Wrong. }
components:
  schemas:
    Thing:
      type: object
      properties:
        order: { type: string, enum: [asc, ASC] }
        fooBar: { type: string }
        foo_bar: { type: string }
        size: { type: number, default: 1.5 }
        count: { type: integer, minimum: 1, maximum: 9, default: 3 }
        shape: { $ref: '#/components/schemas/Shape' }
        like: { type: object, properties: { a: { type: string } }, default: { a: b } }
    Shape: { oneOf: [{ $ref: '#/components/schemas/Round' }, { $ref: '#/components/schemas/Flat' }] }
    Round: { type: object, properties: { r: { type: number } } }
    Flat: { type: object, properties: { w: { type: number } } }
";

fn contract(text: &str) -> Contract {
    let read = |_: &Path| Ok(text.to_owned());
    let document = Document::load_with(Path::new("openapi.yaml"), Sources::default(), &read)
        .unwrap_or_else(|_| panic!("it is read: {text}"));
    lower(&document).expect("it is lowered")
}

/// The library of a contract, where Progenitor wrote `now` instead of `before`.
fn rewritten(contract: &Contract, before: &str, now: &str) -> Result<Rewrites, String> {
    let prepared = document::document(contract).expect("expressible");
    let written = progenitors_library(&prepared).expect("Progenitor writes it");
    let text = written.to_string();
    assert!(
        text.contains(before),
        "Progenitor writes `{before}`: {text}"
    );
    let other: TokenStream = text.replace(before, now).parse().expect("tokens");
    let mut rewrites = Rewrites::default();
    library::library(other, &prepared.plans, &prepared.schemas, &mut rewrites)?;
    Ok(rewrites)
}

#[test]
fn what_is_not_found_is_an_error_that_names_it() {
    let cases = [
        (
            "mod builder { use",
            "mod builders { use",
            "Send",
            "module `builder`",
        ),
        (
            "use progenitor_client :: { encode_path",
            "pub use progenitor_client :: { encode_path",
            "Imports",
            "imports of the client",
        ),
        (
            "pub struct PutThing",
            "pub struct PutsThing",
            "Send",
            "operation `putThing`",
        ),
        ("fn send", "fn dispatch", "Send", "operation `putThing`"),
        (
            "& 'a super :: Client",
            "Arc < super :: Client >",
            "Send",
            "operation `putThing`",
        ),
        (
            "std :: convert :: TryInto < types",
            "Into < types",
            "Send",
            "operation `putThing`",
        ),
        (
            "ResponseValue < () >",
            "Answered < () >",
            "Send",
            "operation `putThing`",
        ),
        (
            "body : Result <",
            "body : Given <",
            "OptionalBody",
            "operation `putThing`",
        ),
        (
            "self . body =",
            "self . given =",
            "OptionalBody",
            "operation `putThing`",
        ),
        (
            "enum ThingOrder",
            "enum ThingsOrder",
            "EnumValue",
            "type `ThingOrder`",
        ),
        (
            "f . write_str (\"Asc2\")",
            "f . write_char ('2')",
            "EnumValue",
            "type `ThingOrder`",
        ),
        (
            "pub foo_bar2 :",
            "pub foo_bar3 :",
            "PropertyName",
            "property `foo_bar2`",
        ),
        ("enum Shape", "enum Shapes", "Union", "type `Shape`"),
        (
            "fn thing_like ()",
            "fn thing_likes ()",
            "ObjectDefault",
            "`defaults::thing_like`",
        ),
    ];
    let contract = contract(THINGS);
    rewritten(&contract, "fn send", "fn send").expect("as Progenitor writes it");
    for (before, now, rewrite, of) in cases {
        let error = match rewritten(&contract, before, now) {
            Err(error) => error,
            Ok(_) => panic!("`{now}` instead of `{before}` is passed over"),
        };
        assert!(
            error.contains(&format!("rewrite {rewrite} ")),
            "{before}: {error}"
        );
        assert!(error.contains(of), "{before}: {error}");
    }
}

#[test]
fn every_rewrite_is_made_for_some_contract_of_the_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = [
        "spec/openapi.yaml",
        "client/tests/any/openapi.yaml",
        "server/tests/layer/openapi.yaml",
    ];
    let files = files.map(|path| std::fs::read_to_string(root.join(path)).expect("a contract"));
    let mut made = Vec::new();
    for text in files.iter().map(String::as_str).chain([THINGS]) {
        let contract = contract(text);
        made.push(rewritten(&contract, "fn send", "fn send").expect("the client"));
        let schemas = TypeSchemas::new(&contract, &[], true);
        let mut rewrites = Rewrites::default();
        let types = Types::new(&schemas).expect("the server's types");
        types
            .to_stream(&schemas, &std::collections::HashMap::new(), &mut rewrites)
            .expect("the server's types");
        made.push(rewrites);
    }
    for rewrite in Rewrite::ALL {
        assert!(
            made.iter().any(|rewrites| rewrites.has(*rewrite)),
            "{rewrite:?} is never made: a contract of the tests needs what it is for"
        );
    }
}
