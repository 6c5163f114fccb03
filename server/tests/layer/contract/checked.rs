// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Values that are checked by the contract's own schemas: Rust's types cannot say all of them.

use std::sync::LazyLock;
#[allow(unused_imports)]
use super::{runtime, types};

/// The schemas, in JSON Schema 2020-12.
const TEXT: &str = r##"{
  "checked": {
    "Parcel": {
      "if": {"properties":{"gift":{"enum":[true]}},"required":["gift"]},
      "minProperties": 1,
      "properties": {
        "code": {"not":{"enum":["none"]},"type":"string"},
        "either": {
          "anyOf": [{"$ref":"#/components/schemas/Circle"},{"$ref":"#/components/schemas/Square"}]
        },
        "fooBar": {"type":"string"},
        "foo_bar": {"type":"integer"},
        "gift": {"type":"boolean"},
        "inner": {"$ref":"#/components/schemas/Parcel"},
        "labels": {
          "additionalProperties": {"type":"string"},
          "propertyNames": {"pattern":"^[a-z]+$"},
          "type": "object"
        },
        "never": {"not":{}},
        "odd": {"pattern":"(?i)^a.c$","type":"string"},
        "origin": {"$ref":"#/components/schemas/Origin"},
        "shape": {"$ref":"#/components/schemas/Shape"},
        "size": {
          "items": {"not":{}},
          "minItems": 2,
          "prefixItems": [{"type":"number"},{"type":"number"}],
          "type": "array"
        }
      },
      "then": {"required":["labels"]},
      "type": "object"
    },
    "ParcelCode": {"not":{"enum":["none"]},"type":"string"},
    "ParcelEither": {"anyOf":[{"$ref":"#/components/schemas/Circle"},{"$ref":"#/components/schemas/Square"}]},
    "ParcelLabels": {
      "additionalProperties": {"type":"string"},
      "propertyNames": {"pattern":"^[a-z]+$"},
      "type": "object"
    },
    "ParcelNever": {"not":{}},
    "ParcelOdd": {"pattern":"(?i)^a.c$","type":"string"},
    "ParcelSize": {
      "items": {"not":{}},
      "minItems": 2,
      "prefixItems": [{"type":"number"},{"type":"number"}],
      "type": "array"
    },
    "PartMixed": {"enum":[1,"one",true]},
    "PartStep": {"exclusiveMaximum":50,"multipleOf":2.5,"type":"integer"},
    "PartUnlisted": {"enum":["one","two"],"type":"integer"}
  },
  "components": {
    "schemas": {
      "Circle": {
        "properties": {"kind":{"type":"string"},"radius":{"type":"number"}},
        "required": ["kind"],
        "type": "object"
      },
      "Origin": {
        "anyOf": [{"type":"null"},{"properties":{"from":{"$ref":"#/components/schemas/Origin"},"weight":{"type":"number"}},"type":"object"}]
      },
      "Parcel": {
        "if": {"properties":{"gift":{"enum":[true]}},"required":["gift"]},
        "minProperties": 1,
        "properties": {
          "code": {"not":{"enum":["none"]},"type":"string"},
          "either": {
            "anyOf": [{"$ref":"#/components/schemas/Circle"},{"$ref":"#/components/schemas/Square"}]
          },
          "fooBar": {"type":"string"},
          "foo_bar": {"type":"integer"},
          "gift": {"type":"boolean"},
          "inner": {"$ref":"#/components/schemas/Parcel"},
          "labels": {
            "additionalProperties": {"type":"string"},
            "propertyNames": {"pattern":"^[a-z]+$"},
            "type": "object"
          },
          "never": {"not":{}},
          "odd": {"pattern":"(?i)^a.c$","type":"string"},
          "origin": {"$ref":"#/components/schemas/Origin"},
          "shape": {"$ref":"#/components/schemas/Shape"},
          "size": {
            "items": {"not":{}},
            "minItems": 2,
            "prefixItems": [{"type":"number"},{"type":"number"}],
            "type": "array"
          }
        },
        "then": {"required":["labels"]},
        "type": "object"
      },
      "Shape": {
        "oneOf": [{"allOf":[{"$ref":"#/components/schemas/Circle"}],"properties":{"kind":{"enum":["circle"]}},"required":["kind"],"type":"object"},{"allOf":[{"$ref":"#/components/schemas/Square"}],"properties":{"kind":{"enum":["square"]}},"required":["kind"],"type":"object"}]
      },
      "Square": {
        "properties": {"kind":{"type":"string"},"side":{"type":"number"}},
        "required": ["kind"],
        "type": "object"
      }
    }
  }
}"##;

static SCHEMAS: LazyLock<jsonschema::Registry<'static>> = LazyLock::new(|| runtime::schemas(
    TEXT,
));

runtime::checked! {
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct PartStep(i64);
}

runtime::checked! {
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct PartUnlisted(::serde_json::Value);
}

runtime::checked! {
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct PartMixed(::serde_json::Value);
}

runtime::checked! {
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct ParcelLabels(::std::collections::HashMap<String, String>);
}

runtime::checked! {
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct ParcelSize(Vec<::serde_json::Value>);
}

runtime::checked! {
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct ParcelCode(String);
}

runtime::checked! {
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct ParcelOdd(String);
}

runtime::checked! {
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct ParcelEither(types::UncheckedParcelEither);
}

runtime::checked! {
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct ParcelNever(::serde_json::Value);
}

runtime::checked! {
    /// What Rust's types cannot say.
    ///
    /// It is checked against the contract's schema, and keeps all that was read.
    pub struct Parcel(types::UncheckedParcel);
}
