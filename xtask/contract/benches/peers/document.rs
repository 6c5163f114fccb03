//! A contract as large as large ones are: the same one every time.

use std::fmt::Write;

/// Five operations each, and three that stand alone: 613.
const RESOURCES: usize = 122;
const PROPERTIES: usize = 47;

/// The contract as YAML, and a later version of it: some properties went, some
/// came, some became required.
pub fn contract(is_later: bool) -> String {
    let version = if is_later { "2.0.0" } else { "1.4.0" };
    let mut text = format!(
        "openapi: 3.1.1\ninfo:\n  title: Inventory\n  version: {version}\n  description: What a large company has, and where.\n  license:\n    name: MIT\n    identifier: MIT\nservers:\n  - url: https://inventory.example.com/v1\nsecurity:\n  - key: []\ntags:\n"
    );
    for resource in 0..RESOURCES {
        line(&mut text, &format!("  - name: tag{resource}"));
        line(&mut text, "    description: One kind of thing.");
    }
    line(&mut text, "paths:");
    for name in ["health", "version", "limits"] {
        alone(&mut text, name);
    }
    for resource in 0..RESOURCES {
        operations(&mut text, resource);
    }
    line(&mut text, "components:");
    text.push_str(SHARED);
    line(&mut text, "  schemas:");
    text.push_str(PROBLEM);
    for resource in 0..RESOURCES {
        schemas(&mut text, resource, is_later);
    }
    text
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn alone(text: &mut String, name: &str) {
    _ = write!(
        text,
        "  /{name}:\n    get:\n      operationId: get-{name}\n      summary: Tell the {name}\n      tags: [tag0]\n      responses:\n        '204':\n          description: All is well.\n        4XX:\n          $ref: '#/components/responses/Problem'\n"
    );
}

fn operations(text: &mut String, resource: usize) {
    let collection = format!("/things-{resource}");
    line(text, &format!("  {collection}:"));
    operation(text, resource, "get", "list", Some("List"), None);
    operation(text, resource, "post", "create", Some("Thing"), Some("New"));
    line(text, &format!("  {collection}/{{id}}:"));
    line(
        text,
        "    parameters:\n      - $ref: '#/components/parameters/Id'",
    );
    operation(text, resource, "get", "get", Some("Thing"), None);
    operation(text, resource, "put", "replace", Some("Thing"), Some("New"));
    operation(text, resource, "delete", "remove", None, None);
}

fn operation(
    text: &mut String,
    resource: usize,
    method: &str,
    verb: &str,
    answer: Option<&str>,
    body: Option<&str>,
) {
    _ = write!(
        text,
        "    {method}:\n      operationId: {verb}-thing-{resource}\n      summary: The operation that does {verb} for things of kind {resource}\n      description: |\n        Does {verb} for things of kind {resource}, as far as the caller may.\n\n        What is not known to the caller is treated as if it did not exist, so\n        that nobody learns by trying what others have.\n      tags: [tag{resource}]\n"
    );
    if verb == "list" {
        line(
            text,
            "      parameters:\n        - $ref: '#/components/parameters/Limit'\n        - $ref: '#/components/parameters/After'",
        );
        for filter in 0..6 {
            _ = write!(
                text,
                "        - name: filter{filter}\n          in: query\n          description: Only things whose property {filter} is this.\n          schema:\n            type: string\n            maxLength: 100\n"
            );
        }
    }
    if let Some(body) = body {
        _ = write!(
            text,
            "      requestBody:\n        required: true\n        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/{body}{resource}'\n"
        );
    }
    line(text, "      responses:");
    match answer {
        Some(answer) => {
            let status = if verb == "create" { 201 } else { 200 };
            _ = write!(
                text,
                "        '{status}':\n          description: What there is now.\n          headers:\n            ETag:\n              description: Its version.\n              schema:\n                type: string\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/{answer}{resource}'\n"
            );
        }
        None => line(
            text,
            "        '204':\n          description: It is no more.",
        ),
    }
    for status in [400, 401, 403, 404, 409, 429] {
        _ = write!(
            text,
            "        '{status}':\n          $ref: '#/components/responses/Problem'\n"
        );
    }
}

fn schemas(text: &mut String, resource: usize, is_later: bool) {
    _ = write!(
        text,
        "    List{resource}:\n      type: object\n      required: [items]\n      properties:\n        items:\n          type: array\n          maxItems: 500\n          items:\n            $ref: '#/components/schemas/Thing{resource}'\n        next:\n          type: string\n          description: Where the next page begins.\n"
    );
    for (name, is_new) in [("Thing", false), ("New", true)] {
        _ = write!(
            text,
            "    {name}{resource}:\n      type: object\n      description: A thing of kind {resource}.\n      required:\n        - property0\n"
        );
        if is_later && resource.is_multiple_of(7) {
            line(text, "        - property1");
        }
        line(text, "      properties:");
        for number in 0..PROPERTIES {
            if is_later && (number + resource).is_multiple_of(61) && number > 1 {
                continue;
            }
            property(text, number, is_new, resource);
        }
        if is_later && resource.is_multiple_of(5) {
            property(text, PROPERTIES, is_new, resource);
        }
    }
}

fn property(text: &mut String, number: usize, is_new: bool, resource: usize) {
    _ = write!(
        text,
        "        property{number}:\n          description: What is known about the thing in respect {number}; empty when nobody said so.\n"
    );
    match number % 8 {
        0 => line(
            text,
            "          type: string\n          minLength: 1\n          maxLength: 200\n          examples:\n            - an example of what may stand here",
        ),
        1 => line(
            text,
            "          type: integer\n          format: int32\n          minimum: 0\n          maximum: 100000\n          examples:\n            - 42",
        ),
        2 => line(
            text,
            "          type: string\n          format: date-time\n          examples:\n            - '2024-02-29T12:00:00Z'",
        ),
        3 => line(
            text,
            "          type: string\n          enum: [draft, ordered, delivered, returned, lost]",
        ),
        4 => line(
            text,
            "          type:\n            - boolean\n            - 'null'",
        ),
        5 => line(
            text,
            "          type: array\n          maxItems: 20\n          items:\n            type: string\n            pattern: ^[a-z][a-z0-9-]{0,62}$",
        ),
        6 => line(
            text,
            "          type: object\n          properties:\n            amount:\n              type: number\n              minimum: 0\n            unit:\n              type: string\n              maxLength: 10\n          required: [amount, unit]",
        ),
        _ if is_new => line(text, "          type: string\n          format: uuid"),
        _ => {
            // Things know others: every schema is reached from every other.
            _ = writeln!(
                text,
                "          $ref: '#/components/schemas/New{}'",
                (resource + number) % RESOURCES
            );
        }
    }
}

const SHARED: &str = "  securitySchemes:
    key:
      type: apiKey
      in: header
      name: Api-Key
  parameters:
    Id:
      name: id
      in: path
      required: true
      description: Which one.
      schema:
        type: string
        format: uuid
    Limit:
      name: limit
      in: query
      description: How many there are on a page.
      schema:
        type: integer
        minimum: 1
        maximum: 500
        default: 50
    After:
      name: after
      in: query
      description: Where the page begins.
      schema:
        type: string
        maxLength: 100
  responses:
    Problem:
      description: What is wrong.
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
";

const PROBLEM: &str = "    Problem:
      type: object
      properties:
        type:
          type: string
          format: uri-reference
        title:
          type: string
        status:
          type: integer
          minimum: 100
          maximum: 599
        detail:
          type: string
";
