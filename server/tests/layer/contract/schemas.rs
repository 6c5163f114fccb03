// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The contract's schemas, as Dropshot emits them.

#![allow(unused_variables)]
use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
#[allow(unused_imports)]
use super::{constrained, support, types};

impl JsonSchema for types::Echo {
    fn schema_name() -> String {
        "Echo".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        support::schema(
            r#"{
  "properties": {
    "archived": {
      "nullable": true,
      "type": "boolean"
    },
    "ids": {
      "items": {
        "type": "integer"
      },
      "type": "array"
    },
    "limit": {
      "nullable": true,
      "type": "integer"
    },
    "ratio": {
      "type": "number"
    },
    "sort": {
      "type": "string"
    },
    "tags": {
      "items": {
        "type": "string"
      },
      "type": "array"
    },
    "trace": {
      "type": "string"
    }
  },
  "required": [
    "limit",
    "tags",
    "ids",
    "trace",
    "archived"
  ],
  "type": "object"
}"#,
        )
    }
}

impl JsonSchema for types::Widget {
    fn schema_name() -> String {
        "Widget".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        support::reference::<types::Part>(generator);
        support::schema(
            r##"{
  "additionalProperties": false,
  "properties": {
    "color": {
      "enum": [
        "red",
        "green"
      ],
      "nullable": true,
      "type": "string"
    },
    "made": {
      "format": "date",
      "type": "string"
    },
    "name": {
      "maxLength": 20,
      "minLength": 1,
      "type": "string"
    },
    "parts": {
      "items": {
        "$ref": "#/components/schemas/Part"
      },
      "minItems": 1,
      "type": "array"
    },
    "weight": {
      "minimum": 0,
      "nullable": true,
      "type": "number"
    }
  },
  "required": [
    "name",
    "parts"
  ],
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::Part {
    fn schema_name() -> String {
        "Part".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        support::reference::<types::Part>(generator);
        support::schema(
            r##"{
  "properties": {
    "count": {
      "default": 1,
      "minimum": 0,
      "type": "integer"
    },
    "inner": {
      "$ref": "#/components/schemas/Part"
    },
    "kind": {
      "enum": [
        "part"
      ],
      "type": "string"
    }
  },
  "required": [
    "kind"
  ],
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::Order {
    fn schema_name() -> String {
        "Order".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        support::schema(
            r#"{
  "properties": {
    "express": {
      "default": false,
      "type": "boolean"
    },
    "notes": {
      "items": {
        "type": "string"
      },
      "type": "array"
    },
    "quantity": {
      "minimum": 1,
      "type": "integer"
    }
  },
  "required": [
    "quantity"
  ],
  "type": "object"
}"#,
        )
    }
}

impl JsonSchema for types::Problem {
    fn schema_name() -> String {
        "Problem".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        support::schema(
            r#"{
  "properties": {
    "detail": {
      "type": "string"
    },
    "status": {
      "type": "integer"
    },
    "title": {
      "type": "string"
    },
    "type": {
      "type": "string"
    }
  },
  "type": "object"
}"#,
        )
    }
}
