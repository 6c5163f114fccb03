// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Values that are checked by the contract's own schemas: Rust's types cannot say all of them.

use std::sync::LazyLock;
use serde::{Deserialize, Deserializer, Serialize};
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

/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartStep(runtime::Checked<i64>);

impl PartStep {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/PartStep",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> i64 {
        self.0.into_inner()
    }
}

impl TryFrom<i64> for PartStep {
    type Error = String;
    fn try_from(value: i64) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(PartStep)
    }
}

impl std::ops::Deref for PartStep {
    type Target = i64;
    fn deref(&self) -> &i64 {
        &self.0
    }
}

impl<'de> Deserialize<'de> for PartStep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(PartStep)
    }
}

/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartUnlisted(runtime::Checked<::serde_json::Value>);

impl PartUnlisted {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/PartUnlisted",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> ::serde_json::Value {
        self.0.into_inner()
    }
}

impl TryFrom<::serde_json::Value> for PartUnlisted {
    type Error = String;
    fn try_from(value: ::serde_json::Value) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(PartUnlisted)
    }
}

impl std::ops::Deref for PartUnlisted {
    type Target = ::serde_json::Value;
    fn deref(&self) -> &::serde_json::Value {
        &self.0
    }
}

impl<'de> Deserialize<'de> for PartUnlisted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(PartUnlisted)
    }
}

/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartMixed(runtime::Checked<::serde_json::Value>);

impl PartMixed {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/PartMixed",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> ::serde_json::Value {
        self.0.into_inner()
    }
}

impl TryFrom<::serde_json::Value> for PartMixed {
    type Error = String;
    fn try_from(value: ::serde_json::Value) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(PartMixed)
    }
}

impl std::ops::Deref for PartMixed {
    type Target = ::serde_json::Value;
    fn deref(&self) -> &::serde_json::Value {
        &self.0
    }
}

impl<'de> Deserialize<'de> for PartMixed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(PartMixed)
    }
}

/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParcelLabels(runtime::Checked<::std::collections::HashMap<String, String>>);

impl ParcelLabels {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/ParcelLabels",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> ::std::collections::HashMap<String, String> {
        self.0.into_inner()
    }
}

impl TryFrom<::std::collections::HashMap<String, String>> for ParcelLabels {
    type Error = String;
    fn try_from(
        value: ::std::collections::HashMap<String, String>,
    ) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(ParcelLabels)
    }
}

impl std::ops::Deref for ParcelLabels {
    type Target = ::std::collections::HashMap<String, String>;
    fn deref(&self) -> &::std::collections::HashMap<String, String> {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ParcelLabels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(ParcelLabels)
    }
}

/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParcelSize(runtime::Checked<Vec<::serde_json::Value>>);

impl ParcelSize {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/ParcelSize",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> Vec<::serde_json::Value> {
        self.0.into_inner()
    }
}

impl TryFrom<Vec<::serde_json::Value>> for ParcelSize {
    type Error = String;
    fn try_from(value: Vec<::serde_json::Value>) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(ParcelSize)
    }
}

impl std::ops::Deref for ParcelSize {
    type Target = Vec<::serde_json::Value>;
    fn deref(&self) -> &Vec<::serde_json::Value> {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ParcelSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(ParcelSize)
    }
}

/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParcelCode(runtime::Checked<String>);

impl ParcelCode {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/ParcelCode",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> String {
        self.0.into_inner()
    }
}

impl TryFrom<String> for ParcelCode {
    type Error = String;
    fn try_from(value: String) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(ParcelCode)
    }
}

impl std::ops::Deref for ParcelCode {
    type Target = String;
    fn deref(&self) -> &String {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ParcelCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(ParcelCode)
    }
}

/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParcelOdd(runtime::Checked<String>);

impl ParcelOdd {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/ParcelOdd",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> String {
        self.0.into_inner()
    }
}

impl TryFrom<String> for ParcelOdd {
    type Error = String;
    fn try_from(value: String) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(ParcelOdd)
    }
}

impl std::ops::Deref for ParcelOdd {
    type Target = String;
    fn deref(&self) -> &String {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ParcelOdd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(ParcelOdd)
    }
}

/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParcelEither(runtime::Checked<types::UncheckedParcelEither>);

impl ParcelEither {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/ParcelEither",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> types::UncheckedParcelEither {
        self.0.into_inner()
    }
}

impl TryFrom<types::UncheckedParcelEither> for ParcelEither {
    type Error = String;
    fn try_from(value: types::UncheckedParcelEither) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(ParcelEither)
    }
}

impl std::ops::Deref for ParcelEither {
    type Target = types::UncheckedParcelEither;
    fn deref(&self) -> &types::UncheckedParcelEither {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ParcelEither {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(ParcelEither)
    }
}

/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParcelNever(runtime::Checked<::serde_json::Value>);

impl ParcelNever {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/ParcelNever",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> ::serde_json::Value {
        self.0.into_inner()
    }
}

impl TryFrom<::serde_json::Value> for ParcelNever {
    type Error = String;
    fn try_from(value: ::serde_json::Value) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(ParcelNever)
    }
}

impl std::ops::Deref for ParcelNever {
    type Target = ::serde_json::Value;
    fn deref(&self) -> &::serde_json::Value {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ParcelNever {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(ParcelNever)
    }
}

/// What Rust's types cannot say.
///
/// It is checked against the contract's schema, and keeps all that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parcel(runtime::Checked<types::UncheckedParcel>);

impl Parcel {
    fn validator() -> &'static jsonschema::Validator {
        static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| runtime::validator(
            &SCHEMAS,
            "/checked/Parcel",
        ));
        &VALIDATOR
    }

    pub fn into_inner(self) -> types::UncheckedParcel {
        self.0.into_inner()
    }
}

impl TryFrom<types::UncheckedParcel> for Parcel {
    type Error = String;
    fn try_from(value: types::UncheckedParcel) -> Result<Self, Self::Error> {
        runtime::Checked::new(Self::validator(), value).map(Parcel)
    }
}

impl std::ops::Deref for Parcel {
    type Target = types::UncheckedParcel;
    fn deref(&self) -> &types::UncheckedParcel {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Parcel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::Checked::read(Self::validator(), deserializer).map(Parcel)
    }
}
