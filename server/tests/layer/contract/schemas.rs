// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The contract's schemas, as Dropshot emits them.

#![allow(unused_variables)]

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
#[allow(unused_imports)]
use super::checked;
#[allow(unused_imports)]
use super::{constrained, runtime, types};

impl JsonSchema for types::Instants {
    fn schema_name() -> String {
        "Instants".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "properties": {
    "at": {
      "items": {
        "format": "date-time",
        "type": "string"
      },
      "type": "array"
    },
    "either": {
      "oneOf": [
        {
          "format": "date",
          "type": "string"
        },
        {
          "type": "integer"
        }

      ]
    },
    "on": {
      "items": {
        "format": "date",
        "type": "string"
      },
      "type": "array"
    },
    "until": {
      "default": "2026-01-31T08:30:00Z",
      "format": "date-time",
      "type": "string"
    }
  },
  "type": "object"
}"#,
        )
    }
}

impl JsonSchema for types::Profile {
    fn schema_name() -> String {
        "Profile".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Color>(generator);
        runtime::schema(
            r##"{
  "properties": {
    "age": {
      "minimum": 0,
      "nullable": true,
      "type": "integer"
    },
    "color": {
      "allOf": [
        {
          "$ref": "#/components/schemas/Color"
        }

      ],
      "nullable": true
    },
    "mood": {
      "enum": [
        "good",
        "bad",
        null
      ],
      "nullable": true,
      "type": "string"
    },
    "nick": {
      "nullable": true,
      "type": "string"
    }
  },
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::Complaint {
    fn schema_name() -> String {
        "Complaint".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "properties": {
    "code": {
      "enum": [
        "bad",
        "denied",
        "failed"
      ],
      "type": "string"
    },
    "message": {
      "minLength": 1,
      "type": "string"
    },
    "operation": {
      "type": "string"
    }
  },
  "required": [
    "code",
    "message",
    "operation"
  ],
  "type": "object"
}"#,
        )
    }
}

impl JsonSchema for types::Echo {
    fn schema_name() -> String {
        "Echo".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Sorting>(generator);
        runtime::schema(
            r##"{
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
    "sorting": {
      "$ref": "#/components/schemas/Sorting"
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
}"##,
        )
    }
}

impl JsonSchema for types::Sorting {
    fn schema_name() -> String {
        "Sorting".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "properties": {
    "by": {
      "default": [
        "-name",
        null,
        "Name"
      ],
      "items": {
        "enum": [
          "name",
          "-name",
          "Name",
          null
        ],
        "nullable": true,
        "type": "string"
      },
      "type": "array"
    },
    "order": {
      "default": "ASC",
      "enum": [
        "asc",
        "ASC",
        "desc"
      ],
      "type": "string"
    },
    "then": {
      "default": {
        "order": "ASC"
      },
      "properties": {
        "order": {
          "enum": [
            "asc",
            "ASC",
            "desc"
          ],
          "type": "string"
        }
      },
      "type": "object"
    }
  },
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
        runtime::reference::<types::Part>(generator);
        runtime::schema(
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

impl JsonSchema for types::Member {
    fn schema_name() -> String {
        "Member".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Member>(generator);
        runtime::schema(
            r##"{
  "properties": {
    "friends": {
      "items": {
        "$ref": "#/components/schemas/Member"
      },
      "type": "array"
    },
    "id": {
      "readOnly": true,
      "type": "integer"
    },
    "name": {
      "type": "string"
    },
    "password": {
      "minLength": 8,
      "type": "string",
      "writeOnly": true
    }
  },
  "required": [
    "id",
    "name",
    "password"
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
        runtime::reference::<types::Part>(generator);
        runtime::schema(
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
    },
    "mixed": {},
    "position": {
      "exclusiveMinimum": 0,
      "type": "integer"
    },
    "step": {
      "exclusiveMaximum": 50,
      "type": "integer"
    },
    "unlisted": {
      "type": "integer"
    },
    "weight": {
      "type": "integer"
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
        runtime::schema(
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

impl JsonSchema for types::Word {
    fn schema_name() -> String {
        "Word".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(r#"{"maxLength":12,"type":"string"}"#)
    }
}

impl JsonSchema for constrained::Words {
    fn schema_name() -> String {
        "Words".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "items": {
    "maxLength": 12,
    "type": "string"
  },
  "maxItems": 3,
  "minItems": 1,
  "type": "array"
}"#,
        )
    }
}

impl JsonSchema for types::Color {
    fn schema_name() -> String {
        "Color".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "additionalProperties": false,
  "properties": {
    "B": {
      "type": "integer"
    },
    "G": {
      "type": "integer"
    },
    "R": {
      "maximum": 255,
      "minimum": 0,
      "type": "integer"
    }
  },
  "required": [
    "R",
    "G"
  ],
  "type": "object"
}"#,
        )
    }
}

impl JsonSchema for types::Filter {
    fn schema_name() -> String {
        "Filter".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Filter>(generator);
        runtime::reference::<types::Color>(generator);
        runtime::schema(
            r##"{
  "properties": {
    "colors": {
      "items": {
        "$ref": "#/components/schemas/Color"
      },
      "type": "array"
    },
    "inner": {
      "$ref": "#/components/schemas/Filter"
    },
    "limit": {
      "type": "integer"
    },
    "list": {
      "items": {
        "minimum": 1,
        "type": "integer"
      },
      "maxItems": 3,
      "type": "array"
    },
    "name": {
      "maxLength": 12,
      "type": "string"
    }
  },
  "required": [
    "name"
  ],
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::Upload {
    fn schema_name() -> String {
        "Upload".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Color>(generator);
        runtime::schema(
            r##"{
  "properties": {
    "color": {
      "$ref": "#/components/schemas/Color"
    },
    "count": {
      "minimum": 1,
      "type": "integer"
    },
    "others": {
      "items": {
        "format": "binary",
        "type": "string"
      },
      "maxItems": 2,
      "type": "array"
    },
    "picture": {
      "format": "binary",
      "type": "string"
    },
    "tags": {
      "items": {
        "type": "string"
      },
      "type": "array"
    },
    "title": {
      "maxLength": 10,
      "minLength": 1,
      "type": "string"
    }
  },
  "required": [
    "title",
    "picture"
  ],
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for checked::Parcel {
    fn schema_name() -> String {
        "Parcel".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Shape>(generator);
        runtime::reference::<types::Circle>(generator);
        runtime::reference::<types::Square>(generator);
        runtime::reference::<checked::Parcel>(generator);
        runtime::reference::<types::Origin>(generator);
        runtime::schema(
            r##"{
  "description": "What Rust's types cannot say.",
  "minProperties": 1,
  "properties": {
    "code": {
      "type": "string"
    },
    "either": {
      "anyOf": [
        {
          "$ref": "#/components/schemas/Circle"
        },
        {
          "$ref": "#/components/schemas/Square"
        }

      ]
    },
    "fooBar": {
      "type": "string"
    },
    "foo_bar": {
      "type": "integer"
    },
    "gift": {
      "type": "boolean"
    },
    "inner": {
      "$ref": "#/components/schemas/Parcel"
    },
    "labels": {
      "additionalProperties": {
        "type": "string"
      },
      "type": "object"
    },
    "never": {},
    "odd": {
      "pattern": "(?i)^a.c$",
      "type": "string"
    },
    "origin": {
      "$ref": "#/components/schemas/Origin"
    },
    "shape": {
      "$ref": "#/components/schemas/Shape"
    },
    "size": {
      "items": {},
      "minItems": 2,
      "type": "array"
    }
  },
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::Origin {
    fn schema_name() -> String {
        "Origin".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Origin>(generator);
        runtime::schema(
            r##"{
  "nullable": true,
  "properties": {
    "from": {
      "$ref": "#/components/schemas/Origin"
    },
    "weight": {
      "format": "float",
      "type": "number"
    }
  },
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::Leg {
    fn schema_name() -> String {
        "Leg".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Crew>(generator);
        runtime::reference::<types::Leg>(generator);
        runtime::schema(
            r##"{
  "properties": {
    "crews": {
      "items": {
        "$ref": "#/components/schemas/Crew"
      },
      "type": "array"
    },
    "parent": {
      "$ref": "#/components/schemas/Leg"
    }
  },
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::Crew {
    fn schema_name() -> String {
        "Crew".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Leg>(generator);
        runtime::schema(
            r##"{
  "properties": {
    "headers": {
      "type": "object"
    },
    "parent": {
      "$ref": "#/components/schemas/Leg"
    }
  },
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::Stop {
    fn schema_name() -> String {
        "Stop".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Origin>(generator);
        runtime::reference::<types::Stop>(generator);
        runtime::schema(
            r##"{
  "properties": {
    "next": {
      "$ref": "#/components/schemas/Stop"
    },
    "origin": {
      "$ref": "#/components/schemas/Origin"
    },
    "seen": {
      "items": {
        "type": "string"
      },
      "minItems": 0,
      "type": "array"
    }
  },
  "required": [
    "origin"
  ],
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::Shape {
    fn schema_name() -> String {
        "Shape".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::Circle>(generator);
        runtime::reference::<types::Square>(generator);
        runtime::schema(
            r##"{
  "oneOf": [
    {
      "$ref": "#/components/schemas/Circle"
    },
    {
      "$ref": "#/components/schemas/Square"
    }

  ]
}"##,
        )
    }
}

impl JsonSchema for types::Circle {
    fn schema_name() -> String {
        "Circle".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "properties": {
    "kind": {
      "type": "string"
    },
    "radius": {
      "type": "number"
    }
  },
  "required": [
    "kind"
  ],
  "type": "object"
}"#,
        )
    }
}

impl JsonSchema for types::Square {
    fn schema_name() -> String {
        "Square".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "properties": {
    "kind": {
      "type": "string"
    },
    "side": {
      "type": "number"
    }
  },
  "required": [
    "kind"
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
        runtime::schema(
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

impl JsonSchema for types::MemberRequest {
    fn schema_name() -> String {
        "MemberRequest".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::MemberRequest>(generator);
        runtime::schema(
            r##"{
  "properties": {
    "friends": {
      "items": {
        "$ref": "#/components/schemas/MemberRequest"
      },
      "type": "array"
    },
    "name": {
      "type": "string"
    },
    "password": {
      "minLength": 8,
      "type": "string",
      "writeOnly": true
    }
  },
  "required": [
    "name",
    "password"
  ],
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::MemberResponse {
    fn schema_name() -> String {
        "MemberResponse".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::MemberResponse>(generator);
        runtime::schema(
            r##"{
  "properties": {
    "friends": {
      "items": {
        "$ref": "#/components/schemas/MemberResponse"
      },
      "type": "array"
    },
    "id": {
      "readOnly": true,
      "type": "integer"
    },
    "name": {
      "type": "string"
    }
  },
  "required": [
    "id",
    "name"
  ],
  "type": "object"
}"##,
        )
    }
}
