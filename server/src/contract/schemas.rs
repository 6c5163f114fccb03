// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The contract's schemas, as Dropshot emits them.

#![allow(unused_variables)]

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
#[allow(unused_imports)]
use super::{constrained, runtime, types};

impl JsonSchema for types::UserId {
    fn schema_name() -> String {
        "UserId".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "description": "Identifier of a user, unique within its organization. No user is called `.` or `..`.",
  "example": "alice",
  "maxLength": 50,
  "minLength": 1,
  "pattern": "^[@~\\-\\.\\w]+$",
  "type": "string"
}"#,
        )
    }
}

impl JsonSchema for types::Mfa {
    fn schema_name() -> String {
        "Mfa".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::MfaStatus>(generator);
        runtime::reference::<types::MfaLinks>(generator);
        runtime::schema(
            r##"{
  "description": "The multi-factor authentication of a user.",
  "example": {
    "_links": [
      {
        "href": "http://127.0.0.1:8080/profile/mfa",
        "rel": "self"
      }

    ],
    "lastAuthTime": "2026-01-01T00:00:00Z",
    "status": "active",
    "type": "guardian"
  },
  "properties": {
    "_links": {
      "$ref": "#/components/schemas/MfaLinks"
    },
    "lastAuthTime": {
      "description": "When the user last passed a verification; null if never. MFA can be\ndisabled within 10 minutes of it.\n",
      "example": "2026-01-01T00:00:00Z",
      "format": "date-time",
      "nullable": true,
      "readOnly": true,
      "type": "string"
    },
    "status": {
      "$ref": "#/components/schemas/MfaStatus"
    },
    "type": {
      "description": "Type of the factor; null as long as none is enrolled. It follows from\nthe organization's settings and cannot be changed by the user.\n",
      "enum": [
        "duo",
        "guardian",
        null
      ],
      "example": "guardian",
      "nullable": true,
      "type": "string"
    }
  },
  "required": [
    "status",
    "type",
    "lastAuthTime",
    "_links"
  ],
  "type": "object"
}"##,
        )
    }
}

impl JsonSchema for types::MfaStatus {
    fn schema_name() -> String {
        "MfaStatus".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "description": "Whether a factor protects the user.",
  "enum": [
    "active",
    "inactive"
  ],
  "example": "active",
  "type": "string"
}"#,
        )
    }
}

impl JsonSchema for types::MfaLinks {
    fn schema_name() -> String {
        "MfaLinks".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::reference::<types::MfaLink>(generator);
        runtime::schema(
            r##"{
  "description": "Related links.",
  "example": [
    {
      "href": "http://127.0.0.1:8080/profile/mfa",
      "rel": "self"
    }

  ],
  "items": {
    "$ref": "#/components/schemas/MfaLink"
  },
  "type": "array"
}"##,
        )
    }
}

impl JsonSchema for types::MfaLink {
    fn schema_name() -> String {
        "MfaLink".to_owned()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        runtime::schema(
            r#"{
  "description": "A link, and what it leads to.",
  "example": {
    "href": "http://127.0.0.1:8080/profile/mfa",
    "rel": "self"
  },
  "properties": {
    "href": {
      "description": "Where the link leads.",
      "example": "http://127.0.0.1:8080/profile/mfa",
      "format": "uri-reference",
      "type": "string"
    },
    "rel": {
      "description": "What the link leads to: the MFA status itself, or the page on which\nthe user enrolls or verifies a factor.\n",
      "enum": [
        "self",
        "enrollment"
      ],
      "example": "self",
      "type": "string"
    }
  },
  "required": [
    "href",
    "rel"
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
  "description": "What went wrong (RFC 9457).",
  "example": {
    "detail": "There is no such user.",
    "instance": "urn:uuid:018fd2a5-7b3c-7000-8000-000000000000",
    "status": 404,
    "title": "Not Found",
    "type": "about:blank"
  },
  "properties": {
    "detail": {
      "description": "What went wrong this time.",
      "example": "There is no such user.",
      "type": "string"
    },
    "instance": {
      "description": "Identifies this occurrence of the problem.",
      "example": "urn:uuid:018fd2a5-7b3c-7000-8000-000000000000",
      "format": "uri-reference",
      "type": "string"
    },
    "status": {
      "description": "The HTTP status code of the response.",
      "example": 404,
      "format": "int32",
      "maximum": 599,
      "minimum": 100,
      "type": "integer"
    },
    "title": {
      "description": "Short summary of the type of problem, always the same for it.",
      "example": "Not Found",
      "type": "string"
    },
    "type": {
      "default": "about:blank",
      "description": "Identifies the type of problem; `about:blank` when absent.",
      "example": "about:blank",
      "format": "uri-reference",
      "type": "string"
    }
  },
  "type": "object"
}"#,
        )
    }
}
