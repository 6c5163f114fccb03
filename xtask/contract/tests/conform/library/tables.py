"""What the library's values must be, and who may call: tables that faults change."""

GENRES = ["novel", "poetry", "science", "history"]
CONDITIONS = ["new", "good", "worn"]

BOOK = {
    "type": "object",
    "required": ["title", "authors", "genre"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "minLength": 1, "maxLength": 200},
        "authors": {
            "type": "array", "minItems": 1, "maxItems": 10, "uniqueItems": True,
            "items": {"type": "string", "minLength": 1, "maxLength": 100},
        },
        "genre": {"type": "string", "enum": GENRES},
        "language": {"type": "string", "pattern": r"\A[a-z]{2}\Z"},
        "isbn": {"type": "string", "pattern": r"\A97[89][0-9]{10}\Z"},
        "pages": {"type": "integer", "minimum": 1, "maximum": 10000},
        "rating": {"type": "number", "minimum": 0, "maximum": 5, "multipleOf": 0.5},
        "weight": {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
        "publishedOn": {"type": "string", "format": "date"},
        "homepage": {"type": "string", "format": "uri", "maxLength": 300},
        "notes": {"type": ["string", "null"], "maxLength": 1000},
        "lendable": {"type": "boolean"},
        "tags": {
            "type": "object", "names": {"pattern": r"\A[a-z]{1,20}\Z"},
            "additionalProperties": {"type": "string", "maxLength": 50},
        },
        "edition": {
            "type": "object", "discriminator": "kind", "kinds": {
                "print": {
                    "required": ["kind", "binding"], "additionalProperties": False,
                    "properties": {"kind": {}, "binding": {"enum": ["hard", "soft"]}},
                },
                "audio": {
                    "required": ["kind", "minutes"], "additionalProperties": False,
                    "properties": {"kind": {}, "minutes": {"type": "integer", "minimum": 1}},
                },
            },
        },
        "supplierCode": {"type": "string", "maxLength": 20},
    },
}
COPY = {
    "type": "object",
    "required": ["shelf", "condition"],
    "additionalProperties": False,
    "properties": {
        "shelf": {"type": "string", "pattern": r"\A[A-Z][0-9]{1,3}\Z"},
        "condition": {"type": "string", "enum": CONDITIONS},
        "marks": {
            "type": "object", "minProperties": 1, "maxProperties": 3,
            "additionalProperties": {"type": "integer", "minimum": 0},
        },
    },
}
LOAN = {
    "type": "object",
    "required": ["borrower", "until"],
    "additionalProperties": False,
    "properties": {
        "borrower": {"type": "string", "minLength": 1, "maxLength": 80},
        "until": {"type": "string", "format": "date"},
    },
}
EXPORT = {
    "type": "object",
    "required": ["format"],
    "additionalProperties": False,
    "properties": {"format": {"type": "string", "enum": ["csv", "json"]}},
}
# What only the service sets: taken in requests, and not heeded (OpenAPI: readOnly).
READ_ONLY = ["id", "createdAt", "updatedAt", "version"]
WRITE_ONLY = ["supplierCode"]

# --- Who is calling ----------------------------------------------------------------------

READ, WRITE = "books:read", "books:write"
KEYS = {"key-north-1f7c": "north", "key-south-93ab": "south"}
TOKENS = {
    # token: tenant, scopes, whether it is still valid
    "token-north-a41e": ("north", {READ, WRITE}, True),
    "token-north-reader-77d0": ("north", {READ}, True),
    "token-north-expired-0c52": ("north", {READ, WRITE}, False),
    "token-south-d2e9": ("south", {READ, WRITE}, True),
}
