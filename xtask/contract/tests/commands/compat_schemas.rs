//! What changes of schemas are told as: moved and renamed ones, discriminators,
//! one change in several places.

use std::process::Command;

use serde_json::Value;

use crate::common::text;

/// What is told about `files[0]` and `files[1]`: `level id message`, without
/// what follows for the version.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let findings = findings(files);
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    findings
        .iter()
        .filter(|finding| finding["id"] != "api-major-version-not-bumped")
        .map(|finding| {
            let (level, id) = (word(finding, "level"), word(finding, "id"));
            format!("{level} {id}: {}", word(finding, "message"))
        })
        .collect()
}

fn findings(files: &[(&str, &str)]) -> Vec<Value> {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        std::fs::write(directory.path().join(name), text).expect("a file is written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["diff", files[0].0, files[1].0, "--format", "json"])
        .current_dir(directory.path())
        .output()
        .expect("xtask runs");
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
    report["findings"].as_array().expect("findings").clone()
}

/// A payment that is sent and answered.
const PAYMENT: &str = "\
openapi: 3.1.1
info: {title: Shop, version: 1.0.0}
paths:
  /payments:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}
      responses:
        '201': {description: Paid., content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}
components:
  schemas:
    Payment:
      oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Bill'}]
      discriminator: {propertyName: method, mapping: {card: '#/components/schemas/Card', bill: '#/components/schemas/Bill'}}
    Card: {type: object, required: [method], properties: {method: {type: string}, number: {type: string}}}
    Bill: {type: object, required: [method], properties: {method: {type: string}, kind: {type: string}, address: {type: string}}}
";

#[test]
fn where_a_schema_stands_and_what_it_is_called_changes_no_value() {
    let card = "{type: object, required: [method], properties: {method: {type: string}, number: {type: string}}}";
    let same = [
        PAYMENT.replace("card: '#/components/schemas/Card'", "card: Card"),
        PAYMENT
            .replace(&format!("    Card: {card}\n"), "")
            .replace("'#/components/schemas/Card'", "card.yaml"),
    ];
    for other in &same {
        for (base, revision) in [(PAYMENT, other.as_str()), (other, PAYMENT)] {
            let files = [("a.yaml", base), ("b.yaml", revision), ("card.yaml", card)];
            assert!(told(&files).is_empty(), "{:#?}", told(&files));
        }
    }
    let renamed = PAYMENT
        .replace("/Card'", "/CreditCard'")
        .replace("    Card:", "    CreditCard:");
    assert_eq!(
        told(&[("a.yaml", PAYMENT), ("b.yaml", &renamed)]),
        ["info api-schema-removed: the schema `Card` is now called `CreditCard`"]
    );
}

#[test]
fn what_tells_branches_apart_is_a_value_like_others() {
    for (from, to, expected) in [
        (
            "{card:",
            "{credit:",
            &[
                "error request-body-discriminator-mapping-deleted: the request body no longer maps `card`",
                "warning response-body-discriminator-mapping-added: the 201 response now maps `credit`",
                "info response-body-discriminator-mapping-deleted: the 201 response no longer maps `card`",
                "info request-body-discriminator-mapping-added: the request body now maps `credit`",
            ][..],
        ),
        (
            "propertyName: method",
            "propertyName: kind",
            &[
                "error request-body-discriminator-property-name-changed: the request body is now distinguished by `kind` instead of `method`",
                "warning response-body-discriminator-property-name-changed: the 201 response is now distinguished by `kind` instead of `method`",
            ][..],
        ),
        (
            ", mapping: {card: '#/components/schemas/Card', bill: '#/components/schemas/Bill'}",
            "",
            &[
                "error response-body-admits: the 201 response can now be values that it could not be",
                "error request-body-discriminator-mapping-deleted: the request body no longer maps `card`",
                "error request-body-discriminator-mapping-deleted: the request body no longer maps `bill`",
                "info response-body-discriminator-mapping-deleted: the 201 response no longer maps `card`",
                "info response-body-discriminator-mapping-deleted: the 201 response no longer maps `bill`",
            ][..],
        ),
        (
            "card: '#/components/schemas/Card'",
            "card: Bill",
            &[
                "warning request-body-discriminator-mapping-changed: the request body maps `card` to \"Bill\" instead of \"#/components/schemas/Card\"",
                "warning response-body-discriminator-mapping-changed: the 201 response maps `card` to \"Bill\" instead of \"#/components/schemas/Card\"",
            ][..],
        ),
    ] {
        let revision = PAYMENT.replace(from, to);
        let told = told(&[("a.yaml", PAYMENT), ("b.yaml", &revision)]);
        assert_eq!(told, expected, "{to}");
    }
}

/// Without a mapping, the names of the schemas are values.
#[test]
fn another_name_is_another_value_where_names_tell_branches_apart() {
    let mapping =
        ", mapping: {card: '#/components/schemas/Card', bill: '#/components/schemas/Bill'}";
    let base = PAYMENT.replace(mapping, "");
    let rename = |text: &str| {
        text.replace("/Card'", "/CreditCard'")
            .replace("    Card:", "    CreditCard:")
    };
    assert_eq!(
        told(&[("a.yaml", &base), ("b.yaml", &rename(&base))]),
        [
            "error request-body-discriminator-mapping-deleted: the request body no longer takes `Card` as the name of a branch",
            "warning response-body-discriminator-mapping-added: the 201 response now takes `CreditCard` as the name of a branch",
            "info request-body-discriminator-mapping-added: the request body now takes `CreditCard` as the name of a branch",
            "info response-body-discriminator-mapping-deleted: the 201 response no longer takes `Card` as the name of a branch",
            "info api-schema-removed: the schema `Card` is now called `CreditCard`",
        ]
    );
    let listed = base.replace("method: {type: string}", "method: {const: some}");
    assert_eq!(
        told(&[("a.yaml", &listed), ("b.yaml", &rename(&listed))]),
        ["info api-schema-removed: the schema `Card` is now called `CreditCard`"]
    );
}

/// What the branches say themselves need not be mapped.
#[test]
fn a_mapping_of_listed_values_is_nothing_new() {
    let list = |text: &str| text.replace("method: {type: string}", "method: {const: some}");
    let mapped = list(PAYMENT);
    let mapping =
        ", mapping: {card: '#/components/schemas/Card', bill: '#/components/schemas/Bill'}";
    let plain = mapped.replace(mapping, "");
    for (base, revision) in [(&mapped, &plain), (&plain, &mapped)] {
        assert!(told(&[("a.yaml", base), ("b.yaml", revision)]).is_empty());
    }
}

/// A product that is sent as JSON and as a form, and answered in a list and
/// alone.
const PRODUCTS: &str = "\
openapi: 3.1.1
info: {title: Shop, version: 1.0.0}
paths:
  /products:
    get:
      responses:
        '200': {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Product'}}}}}
        4XX: {$ref: '#/components/responses/Problem'}
        5XX: {$ref: '#/components/responses/Problem'}
    post:
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Product'}}
          application/x-www-form-urlencoded:
            schema: {$ref: '#/components/schemas/Product'}
            encoding: {tags: {style: spaceDelimited, explode: false}}
      responses:
        '201': {description: Made., content: {application/json: {schema: {$ref: '#/components/schemas/Product'}}}}
components:
  responses:
    Problem: {description: Wrong., content: {application/json: {schema: {type: object, properties: {code: {enum: [a]}}}}}}
  schemas:
    Product: {type: object, properties: {kind: {enum: [a]}, weight: {type: number}, tags: {type: array}}}
";

#[test]
fn a_change_is_told_in_words_that_are_true_of_all_its_places() {
    for (from, to, expected) in [
        (
            "kind: {enum: [a]}",
            "kind: {enum: [a, b]}",
            &[
                "error response-property-enum-value-added: `Product`'s `kind` in responses can now also be \"b\"",
                "info request-property-enum-value-added: `Product`'s `kind` in requests can now also be \"b\"",
            ][..],
        ),
        (
            "weight: {type: number}",
            "weight: {type: string}",
            &[
                "error request-property-type-changed: as application/json, the request body's `weight` is string instead of number",
                "error response-property-type-changed: `Product`'s `weight` in responses is string instead of number",
                "info request-property-type-generalized: as application/x-www-form-urlencoded, the request body's `weight` is string instead of number",
            ][..],
        ),
        // What has no name is told apart.
        (
            "code: {enum: [a]}",
            "code: {enum: [a, b]}",
            &[
                "error response-property-enum-value-added: the 4XX response's `code` can now also be \"b\"",
                "error response-property-enum-value-added: the 5XX response's `code` can now also be \"b\"",
            ][..],
        ),
        // A form has parts; what takes everything has none.
        (
            "application/x-www-form-urlencoded:\n            schema: {$ref: '#/components/schemas/Product'}\n            encoding: {tags: {style: spaceDelimited, explode: false}}",
            "'*/*': {schema: {$ref: '#/components/schemas/Product'}}",
            &["info request-body-media-type-added: the request body is now also available as */*"]
                [..],
        ),
    ] {
        let revision = PRODUCTS.replace(from, to);
        let told = told(&[("a.yaml", PRODUCTS), ("b.yaml", &revision)]);
        assert_eq!(told, expected, "{to}");
    }
}

#[test]
fn every_change_has_a_place_in_both_documents() {
    for (from, to) in [
        (
            "tags: {type: array}",
            "tags: {type: array, items: {type: string}}",
        ),
        (
            "tags: {type: array}",
            "tags: {type: array, items: {$ref: '#/components/schemas/Product'}}",
        ),
        ("weight: {type: number}", "weight: {}"),
        ("weight: {type: number}, ", ""),
        ("{type: object, properties: {code: {enum: [a]}}}", "{}"),
    ] {
        let revision = PRODUCTS.replace(from, to);
        for (base, revision) in [(PRODUCTS, revision.as_str()), (&revision, PRODUCTS)] {
            for finding in findings(&[("a.yaml", base), ("b.yaml", revision)]) {
                assert_eq!(finding["file"], "b.yaml", "{finding:#}");
                assert_eq!(finding["base"]["file"], "a.yaml", "{finding:#}");
            }
        }
    }
}

#[test]
fn one_operation_may_have_several_places_of_a_change() {
    let document = |kind: &str| {
        format!(
            "openapi: 3.1.1\npaths: {{/a: {{post: {{requestBody: {{content: {{application/json: {{schema: \
             {{properties: {{one: {{$ref: '#/components/schemas/Part'}}, other: {{$ref: '#/components/schemas/Part'}}}}}}}}}}}}}}}}}}\n\
             components: {{schemas: {{Part: {{properties: {{kind: {{type: {kind}}}}}}}}}}}\n"
        )
    };
    assert_eq!(
        told(&[
            ("a.yaml", &document("integer")),
            ("b.yaml", &document("number"))
        ]),
        [
            "info request-property-type-generalized: `Part`'s `kind` in requests is number instead of integer"
        ]
    );
}

/// The migration from 3.0 that the specification describes.
#[test]
fn a_body_of_bytes_needs_no_schema() {
    let document = |version: &str, schema: &str| {
        format!(
            "openapi: {version}\npaths: {{/a: {{post: {{responses: {{'200': {{content: {{image/png: {{{schema}}}}}}}}}}}}}}}\n"
        )
    };
    let old = document("3.0.3", "schema: {type: string, format: binary}");
    let new = document("3.1.1", "");
    for (base, revision) in [(&old, &new), (&new, &old)] {
        assert!(told(&[("a.yaml", base), ("b.yaml", revision)]).is_empty());
    }
}

#[test]
fn operations_of_one_change_stand_in_the_contracts_order() {
    let path = |name: &str, method: &str, status: &str| {
        format!(
            "  /{name}:\n    {method}:\n      responses:\n        '{status}': {{description: Fine., content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}\n"
        )
    };
    let paths = path("a", "get", "200") + &path("b", "post", "201") + &path("c", "get", "200");
    let document = |property: &str| {
        format!(
            "openapi: 3.1.1\ninfo: {{title: A, version: 1.0.0}}\npaths:\n{paths}components:\n  schemas:\n    A: {{type: object, properties: {{{property}}}}}\n"
        )
    };
    let base = document("a: {type: string}");
    let revision = document("a: {type: string}, b: {type: string}");
    let found = findings(&[("base.yaml", &base), ("revision.yaml", &revision)]);
    assert_eq!(
        found[0]["operations"],
        serde_json::json!(["GET /a", "POST /b", "GET /c"])
    );
}
