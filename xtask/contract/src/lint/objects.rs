//! The objects of OpenAPI 3.0, 3.1 and 3.2 as a table: their fields, what these
//! hold, and which must be there.
//!
//! After the tables "Fixed Fields" of the specification. Nothing here looks at
//! a document.

/// An object of the specification, by its section's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum FieldType {
    Any,
    Text,
    /// A URL, or a reference relative to one.
    Url,
    Bool,
    Number,
    /// An integer from 0.
    Count,
    OneOf(&'static [&'static str]),
    /// Texts, each once.
    Texts,
    List(&'static FieldType),
    Map(&'static FieldType),
    Object(Kind),
    /// An object, or a reference to one.
    Referable(Kind),
    /// A type's name; in 3.1 also a list of them.
    Type,
    /// In 3.0 a flag beside the bound, in 3.1 the bound.
    ExclusiveBound,
    /// `false`, `true` or a schema.
    SchemaOrBool,
    /// A schema; in drafts before 2020-12 also a list of them.
    Items,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versions {
    Both,
    Only30,
    /// 3.1 and later.
    Only31,
    Until31,
    From32,
}

#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub holds: FieldType,
    pub required: bool,
    pub versions: Versions,
}

use FieldType::{
    Any, Bool, Count, ExclusiveBound, Items, List, Map, Number, Object, OneOf, Referable,
    SchemaOrBool, Text, Texts, Type, Url,
};
use Kind::*;

const fn field(name: &'static str, holds: FieldType) -> Field {
    Field {
        name,
        holds,
        required: false,
        versions: Versions::Both,
    }
}

const fn required(name: &'static str, holds: FieldType) -> Field {
    Field {
        name,
        holds,
        required: true,
        versions: Versions::Both,
    }
}

const fn only_30(name: &'static str, holds: FieldType) -> Field {
    Field {
        name,
        holds,
        required: false,
        versions: Versions::Only30,
    }
}

const fn only_31(name: &'static str, holds: FieldType) -> Field {
    Field {
        name,
        holds,
        required: false,
        versions: Versions::Only31,
    }
}

const fn from_32(name: &'static str, holds: FieldType) -> Field {
    Field {
        name,
        holds,
        required: false,
        versions: Versions::From32,
    }
}

const fn until_31(field: Field) -> Field {
    Field {
        versions: Versions::Until31,
        ..field
    }
}

const SCHEMA: FieldType = Referable(Schema);
const EXAMPLES: FieldType = Map(&Referable(Example));
const SERVERS: FieldType = List(&Object(Server));
const PARAMETERS: FieldType = List(&Referable(Parameter));
const HEADERS: FieldType = Map(&Referable(Header));
const CONTENT: FieldType = Map(&Referable(MediaType));
const SECURITY: FieldType = List(&Object(SecurityRequirement));

/// The fixed fields of an object. Those of `Paths`, `Responses`, `Callback`
/// and `SecurityRequirement` have free names.
pub fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        OpenApi => {
            const {
                &[
                    required("openapi", Text),
                    from_32("$self", Url),
                    required("info", Object(Info)),
                    field("servers", SERVERS),
                    field("paths", Object(Paths)),
                    only_31("webhooks", Map(&Referable(PathItem))),
                    only_31("jsonSchemaDialect", Text),
                    field("components", Object(Components)),
                    field("security", SECURITY),
                    field("tags", List(&Object(Tag))),
                    field("externalDocs", Object(ExternalDocs)),
                ]
            }
        }
        Info => {
            const {
                &[
                    required("title", Text),
                    required("version", Text),
                    only_31("summary", Text),
                    field("description", Text),
                    field("termsOfService", Url),
                    field("contact", Object(Contact)),
                    field("license", Object(License)),
                ]
            }
        }
        Contact => const { &[field("name", Text), field("url", Url), field("email", Text)] },
        License => {
            const {
                &[
                    required("name", Text),
                    field("url", Url),
                    only_31("identifier", Text),
                ]
            }
        }
        Server => {
            const {
                &[
                    required("url", Text),
                    from_32("name", Text),
                    field("description", Text),
                    field("variables", Map(&Object(ServerVariable))),
                ]
            }
        }
        ServerVariable => {
            const {
                &[
                    required("default", Text),
                    field("enum", List(&Text)),
                    field("description", Text),
                ]
            }
        }
        Components => {
            const {
                &[
                    field("schemas", Map(&SCHEMA)),
                    field("responses", Map(&Referable(Response))),
                    field("parameters", Map(&Referable(Parameter))),
                    field("examples", EXAMPLES),
                    field("requestBodies", Map(&Referable(RequestBody))),
                    field("headers", HEADERS),
                    field("securitySchemes", Map(&Referable(SecurityScheme))),
                    field("links", Map(&Referable(Link))),
                    field("callbacks", Map(&Referable(Callback))),
                    only_31("pathItems", Map(&Referable(PathItem))),
                    from_32("mediaTypes", CONTENT),
                ]
            }
        }
        Paths | Responses | Callback | SecurityRequirement => &[],
        PathItem => {
            const {
                &[
                    field("$ref", Text),
                    field("summary", Text),
                    field("description", Text),
                    field("servers", SERVERS),
                    field("parameters", PARAMETERS),
                    field("get", Object(Operation)),
                    field("put", Object(Operation)),
                    field("post", Object(Operation)),
                    field("delete", Object(Operation)),
                    field("options", Object(Operation)),
                    field("head", Object(Operation)),
                    field("patch", Object(Operation)),
                    field("trace", Object(Operation)),
                    from_32("query", Object(Operation)),
                    from_32("additionalOperations", Map(&Object(Operation))),
                ]
            }
        }
        Operation => {
            const {
                &[
                    field("tags", Texts),
                    field("summary", Text),
                    field("description", Text),
                    field("externalDocs", Object(ExternalDocs)),
                    field("operationId", Text),
                    field("parameters", PARAMETERS),
                    field("requestBody", Referable(RequestBody)),
                    field("responses", Object(Responses)),
                    field("callbacks", Map(&Referable(Callback))),
                    field("deprecated", Bool),
                    field("security", SECURITY),
                    field("servers", SERVERS),
                ]
            }
        }
        ExternalDocs => const { &[required("url", Url), field("description", Text)] },
        Parameter => {
            const {
                &[
                    required("name", Text),
                    until_31(required(
                        "in",
                        OneOf(&["query", "header", "path", "cookie"]),
                    )),
                    Field {
                        required: true,
                        ..from_32(
                            "in",
                            OneOf(&["query", "querystring", "header", "path", "cookie"]),
                        )
                    },
                    field("description", Text),
                    field("required", Bool),
                    field("deprecated", Bool),
                    field("allowEmptyValue", Bool),
                    field(
                        "style",
                        OneOf(&[
                            "matrix",
                            "label",
                            "form",
                            "simple",
                            "spaceDelimited",
                            "pipeDelimited",
                            "deepObject",
                            "cookie",
                        ]),
                    ),
                    field("explode", Bool),
                    field("allowReserved", Bool),
                    field("schema", SCHEMA),
                    field("example", Any),
                    field("examples", EXAMPLES),
                    field("content", CONTENT),
                ]
            }
        }
        RequestBody => {
            const {
                &[
                    required("content", CONTENT),
                    field("description", Text),
                    field("required", Bool),
                ]
            }
        }
        MediaType => {
            const {
                &[
                    field("schema", SCHEMA),
                    field("example", Any),
                    field("examples", EXAMPLES),
                    field("encoding", Map(&Object(Encoding))),
                    from_32("itemSchema", SCHEMA),
                    from_32("prefixEncoding", List(&Object(Encoding))),
                    from_32("itemEncoding", Object(Encoding)),
                ]
            }
        }
        Encoding => {
            const {
                &[
                    field("contentType", Text),
                    from_32("encoding", Map(&Object(Encoding))),
                    from_32("prefixEncoding", List(&Object(Encoding))),
                    from_32("itemEncoding", Object(Encoding)),
                    field("headers", HEADERS),
                    field(
                        "style",
                        OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
                    ),
                    field("explode", Bool),
                    field("allowReserved", Bool),
                ]
            }
        }
        Response => {
            const {
                &[
                    until_31(required("description", Text)),
                    from_32("description", Text),
                    from_32("summary", Text),
                    field("headers", HEADERS),
                    field("content", CONTENT),
                    field("links", Map(&Referable(Link))),
                ]
            }
        }
        Example => {
            const {
                &[
                    field("summary", Text),
                    field("description", Text),
                    field("value", Any),
                    field("externalValue", Text),
                    from_32("dataValue", Any),
                    from_32("serializedValue", Text),
                ]
            }
        }
        Link => {
            const {
                &[
                    field("operationRef", Text),
                    field("operationId", Text),
                    field("parameters", Map(&Any)),
                    field("requestBody", Any),
                    field("description", Text),
                    field("server", Object(Server)),
                ]
            }
        }
        Header => {
            const {
                &[
                    field("description", Text),
                    field("required", Bool),
                    field("deprecated", Bool),
                    field("allowEmptyValue", Bool),
                    field("style", OneOf(&["simple"])),
                    field("explode", Bool),
                    field("allowReserved", Bool),
                    field("schema", SCHEMA),
                    field("example", Any),
                    field("examples", EXAMPLES),
                    field("content", CONTENT),
                ]
            }
        }
        Tag => {
            const {
                &[
                    required("name", Text),
                    from_32("summary", Text),
                    from_32("parent", Text),
                    from_32("kind", Text),
                    field("description", Text),
                    field("externalDocs", Object(ExternalDocs)),
                ]
            }
        }
        Schema => SCHEMA_FIELDS,
        Discriminator => {
            const {
                &[
                    required("propertyName", Text),
                    field("mapping", Map(&Text)),
                    from_32("defaultMapping", Text),
                ]
            }
        }
        Xml => {
            const {
                &[
                    field("name", Text),
                    field("namespace", Text),
                    field("prefix", Text),
                    field("attribute", Bool),
                    field("wrapped", Bool),
                    from_32(
                        "nodeType",
                        OneOf(&["element", "attribute", "text", "cdata", "none"]),
                    ),
                ]
            }
        }
        SecurityScheme => {
            const {
                &[
                    required(
                        "type",
                        OneOf(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
                    ),
                    field("description", Text),
                    field("name", Text),
                    field("in", OneOf(&["query", "header", "cookie"])),
                    field("scheme", Text),
                    field("bearerFormat", Text),
                    field("flows", Object(OAuthFlows)),
                    field("openIdConnectUrl", Url),
                    from_32("oauth2MetadataUrl", Url),
                    from_32("deprecated", Bool),
                ]
            }
        }
        OAuthFlows => {
            const {
                &[
                    field("implicit", Object(OAuthFlow)),
                    field("password", Object(OAuthFlow)),
                    field("clientCredentials", Object(OAuthFlow)),
                    field("authorizationCode", Object(OAuthFlow)),
                    from_32("deviceAuthorization", Object(OAuthFlow)),
                ]
            }
        }
        OAuthFlow => {
            const {
                &[
                    required("scopes", Map(&Text)),
                    field("authorizationUrl", Url),
                    field("tokenUrl", Url),
                    field("refreshUrl", Url),
                    from_32("deviceAuthorizationUrl", Url),
                ]
            }
        }
    }
}

static SCHEMA_FIELDS: &[Field] = &[
    field("type", Type),
    field("format", Text),
    field("title", Text),
    field("description", Text),
    field("default", Any),
    field("example", Any),
    field("enum", List(&Any)),
    field("properties", Map(&SCHEMA)),
    field("required", Texts),
    field("additionalProperties", SchemaOrBool),
    field("items", Items),
    field("allOf", List(&SCHEMA)),
    field("oneOf", List(&SCHEMA)),
    field("anyOf", List(&SCHEMA)),
    field("not", SCHEMA),
    only_30("nullable", Bool),
    field("readOnly", Bool),
    field("writeOnly", Bool),
    field("deprecated", Bool),
    field("pattern", Text),
    field("minLength", Count),
    field("maxLength", Count),
    field("minimum", Number),
    field("maximum", Number),
    field("exclusiveMinimum", ExclusiveBound),
    field("exclusiveMaximum", ExclusiveBound),
    field("multipleOf", Number),
    field("minItems", Count),
    field("maxItems", Count),
    field("uniqueItems", Bool),
    field("minProperties", Count),
    field("maxProperties", Count),
    field("discriminator", Object(Discriminator)),
    field("xml", Object(Xml)),
    field("externalDocs", Object(ExternalDocs)),
    only_31("const", Any),
    only_31("examples", List(&Any)),
    only_31("patternProperties", Map(&SCHEMA)),
    only_31("propertyNames", SCHEMA),
    only_31("prefixItems", List(&SCHEMA)),
    only_31("contains", SCHEMA),
    only_31("minContains", Count),
    only_31("maxContains", Count),
    only_31("unevaluatedItems", SCHEMA),
    only_31("unevaluatedProperties", SCHEMA),
    only_31("dependentRequired", Map(&Texts)),
    only_31("dependentSchemas", Map(&SCHEMA)),
    only_31("if", SCHEMA),
    only_31("then", SCHEMA),
    only_31("else", SCHEMA),
    only_31("contentEncoding", Text),
    only_31("contentMediaType", Text),
    only_31("contentSchema", SCHEMA),
    only_31("$defs", Map(&SCHEMA)),
    only_31("definitions", Map(&SCHEMA)),
    only_31("$id", Text),
    only_31("$schema", Text),
    only_31("$anchor", Text),
    only_31("$dynamicRef", Text),
    only_31("$dynamicAnchor", Text),
    only_31("$vocabulary", Map(&Bool)),
    only_31("$comment", Text),
];

impl Kind {
    /// `a Schema Object`, as the specification calls it.
    pub fn name(self) -> &'static str {
        match self {
            OpenApi => "the OpenAPI Object",
            Info => "the Info Object",
            Contact => "a Contact Object",
            License => "a License Object",
            Server => "a Server Object",
            ServerVariable => "a Server Variable Object",
            Components => "the Components Object",
            Paths => "the Paths Object",
            PathItem => "a Path Item Object",
            Operation => "an Operation Object",
            ExternalDocs => "an External Documentation Object",
            Parameter => "a Parameter Object",
            RequestBody => "a Request Body Object",
            MediaType => "a Media Type Object",
            Encoding => "an Encoding Object",
            Responses => "a Responses Object",
            Response => "a Response Object",
            Callback => "a Callback Object",
            Example => "an Example Object",
            Link => "a Link Object",
            Header => "a Header Object",
            Tag => "a Tag Object",
            Schema => "a Schema Object",
            Discriminator => "a Discriminator Object",
            Xml => "an XML Object",
            SecurityScheme => "a Security Scheme Object",
            OAuthFlows => "an OAuth Flows Object",
            OAuthFlow => "an OAuth Flow Object",
            SecurityRequirement => "a Security Requirement Object",
        }
    }

    /// Whether fields beginning with `x-` are allowed.
    pub fn is_extensible(self) -> bool {
        !matches!(self, SecurityRequirement | Discriminator)
    }
}
