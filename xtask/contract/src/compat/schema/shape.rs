//! A schema by its meaning.

use indexmap::IndexMap;

use super::read::{Conjunction, Reader};
pub use super::wire::Encoding;
use crate::document::Node;

/// The JSON types that a value may have, `null` left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    const NAMES: [&'static str; 6] = ["boolean", "integer", "number", "string", "array", "object"];
    const INTEGER: u8 = 2;
    const NUMBER: u8 = 4;
    const STRING: u8 = 8;
    const ARRAY: u8 = 16;
    const OBJECT: u8 = 32;
    pub const ANY: Types = Types(63);
    pub const NONE: Types = Types(0);

    pub fn of(name: &str) -> Types {
        match Self::NAMES.iter().position(|known| *known == name) {
            // Every integer is a number.
            Some(2) => Types(Self::NUMBER | Self::INTEGER),
            Some(index) => Types(1 << index),
            None => Types::NONE,
        }
    }

    pub fn and(self, other: Types) -> Types {
        Types(self.0 & other.0)
    }

    pub fn or(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    /// Whether every value of these types can be read as one of the others.
    pub fn within(self, other: Types, encoding: Encoding) -> bool {
        let rest = self.0 & !other.0;
        let is_scalar = rest & (Self::ARRAY | Self::OBJECT) == 0;
        let takes_texts = encoding.is_text() && other.0 & Self::STRING != 0;
        rest == 0 || (takes_texts && (is_scalar || encoding.is_one_text()))
    }

    /// Whether values of the named type are among them; of `number`, those
    /// that are not whole.
    pub fn has(self, name: &str) -> bool {
        let bit = match name {
            "number" => Self::NUMBER,
            name => Types::of(name).0,
        };
        self.0 & bit != 0
    }

    /// Whether all numbers among the values are whole.
    pub fn is_whole(self) -> bool {
        self.0 & (Self::NUMBER | Self::INTEGER) == Self::INTEGER
    }

    pub fn is_array(self) -> bool {
        self.0 == Self::ARRAY
    }

    /// Whether no text, array or object is among the values.
    pub fn has_no_marks(self) -> bool {
        self.0 & (Self::STRING | Self::ARRAY | Self::OBJECT) == 0
    }

    /// Whether an array may be among the values.
    pub fn has_array(self) -> bool {
        self.0 & Self::ARRAY != 0
    }

    pub fn is_any(self) -> bool {
        self == Types::ANY
    }

    pub fn is_none(self) -> bool {
        self == Types::NONE
    }

    pub fn count(self) -> u32 {
        let numbers = u32::from(self.0 & Self::NUMBER != 0 && self.0 & Self::INTEGER != 0);
        self.0.count_ones() - numbers
    }

    pub fn name(self) -> String {
        if self.is_any() {
            return "any type".into();
        }
        let names: Vec<&str> = (0..6u8)
            .filter(|index| self.0 & (1 << index) != 0)
            .filter(|index| !(*index == 1 && self.0 & Self::NUMBER != 0))
            .map(|index| Self::NAMES[usize::from(index)])
            .collect();
        if names.is_empty() {
            "nothing".into()
        } else {
            names.join(" or ")
        }
    }
}

/// One end of a range of numbers.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    pub value: f64,
    pub exclusive: bool,
    pub at: &'a Node,
}

/// A limit of a length or a count.
#[derive(Clone, Copy, Debug)]
pub struct Limit<'a> {
    pub value: f64,
    pub at: &'a Node,
}

/// The keywords that limit a length or a count, their names in rule ids, and
/// whether they are an upper limit.
pub const LIMITS: [(&str, &str, bool); 8] = [
    ("maxLength", "max-length", true),
    ("minLength", "min-length", false),
    ("maxItems", "max-items", true),
    ("minItems", "min-items", false),
    ("maxProperties", "max-properties", true),
    ("minProperties", "min-properties", false),
    ("maxContains", "max-contains", true),
    ("minContains", "min-contains", false),
];

/// Some of them, by their places.
const MAX_LENGTH: usize = 0;
const MIN_LENGTH: usize = 1;
const MAX_ITEMS: usize = 2;
const MIN_ITEMS: usize = 3;

/// The keywords that hold one schema, and their names in rule ids.
pub const SUBSCHEMAS: [(&str, &str); 9] = [
    ("not", "not"),
    ("if", "if"),
    ("then", "then"),
    ("else", "else"),
    ("contains", "contains"),
    ("propertyNames", "property-names"),
    ("contentSchema", "content-schema"),
    ("unevaluatedItems", "unevaluated-items"),
    ("unevaluatedProperties", "unevaluated-properties"),
];

/// The values that are allowed, when they are listed.
#[derive(Clone, Debug)]
pub struct Listed<'a> {
    pub values: Vec<&'a Node>,
    pub at: &'a Node,
    /// `null` is one of them; it is not among the values.
    pub has_null: bool,
    /// Spelled as `const`.
    pub is_const: bool,
}

#[derive(Clone, Debug, Default)]
pub enum Additional<'a> {
    #[default]
    Open,
    Closed(&'a Node),
    Schema(Conjunction<'a>),
}

#[derive(Clone, Debug)]
pub struct Union<'a> {
    /// `oneOf` or `anyOf`.
    pub keyword: &'static str,
    pub at: &'a Node,
    pub branches: Vec<&'a Node>,
}

/// A union of plain types, which are the types of the shape.
#[derive(Clone, Debug)]
pub struct TypeUnion<'a> {
    pub union: Union<'a>,
    /// Whether one of its branches is for null alone.
    pub has_null: bool,
}

/// Names that must be there when another one is.
#[derive(Clone, Debug)]
pub struct Dependents<'a> {
    pub names: Vec<&'a str>,
    pub at: &'a Node,
}

#[derive(Clone, Debug)]
pub struct Shape<'a> {
    /// Where the schema stands, for what has no keyword to point at.
    pub at: Option<&'a Node>,
    pub types: Types,
    pub types_at: Option<&'a Node>,
    /// The types were spelled as a union of plain types.
    pub type_union: Option<TypeUnion<'a>>,
    /// Whether `null` is allowed, when it is said.
    pub nullable: bool,
    pub nullable_at: Option<&'a Node>,
    pub format: Option<&'a Node>,
    pub listed: Option<Listed<'a>>,
    pub extensible: Option<&'a Node>,
    pub upper: Option<Bound<'a>>,
    pub lower: Option<Bound<'a>>,
    pub multiple_of: Option<Limit<'a>>,
    pub limits: [Option<Limit<'a>>; 8],
    pub patterns: Vec<&'a Node>,
    pub unique: Option<&'a Node>,
    pub properties: IndexMap<&'a str, Conjunction<'a>>,
    pub required: IndexMap<&'a str, &'a Node>,
    pub additional: Additional<'a>,
    pub pattern_properties: IndexMap<&'a str, Conjunction<'a>>,
    pub items: Conjunction<'a>,
    pub prefix_items: Vec<Conjunction<'a>>,
    pub subschemas: [Conjunction<'a>; 9],
    pub dependent_required: IndexMap<&'a str, Dependents<'a>>,
    pub dependent_schemas: IndexMap<&'a str, Conjunction<'a>>,
    pub content_media_type: Option<&'a Node>,
    pub content_encoding: Option<&'a Node>,
    pub unions: Vec<Union<'a>>,
    /// What people read.
    pub title: Option<&'a Node>,
    pub description: Option<&'a Node>,
    pub examples: Option<&'a Node>,
    pub default: Option<&'a Node>,
    pub discriminator: Option<&'a Node>,
    pub read_only: bool,
    pub write_only: bool,
    pub deprecated: Option<&'a Node>,
    pub sunset: Option<&'a Node>,
    pub stability: Option<&'a Node>,
}

impl<'a> Shape<'a> {
    /// All values.
    pub fn any() -> Self {
        Shape {
            at: None,
            types: Types::ANY,
            types_at: None,
            type_union: None,
            nullable: false,
            nullable_at: None,
            format: None,
            listed: None,
            extensible: None,
            upper: None,
            lower: None,
            multiple_of: None,
            limits: [None; 8],
            patterns: Vec::new(),
            unique: None,
            properties: IndexMap::new(),
            required: IndexMap::new(),
            additional: Additional::Open,
            pattern_properties: IndexMap::new(),
            items: Conjunction::default(),
            prefix_items: Vec::new(),
            subschemas: Default::default(),
            dependent_required: IndexMap::new(),
            dependent_schemas: IndexMap::new(),
            content_media_type: None,
            content_encoding: None,
            unions: Vec::new(),
            title: None,
            description: None,
            examples: None,
            default: None,
            discriminator: None,
            read_only: false,
            write_only: false,
            deprecated: None,
            sunset: None,
            stability: None,
        }
    }

    /// Whether it says anything beside its unions.
    pub fn restricts(&self) -> bool {
        !self.types.is_any()
            || self.listed.is_some()
            || !self.properties.is_empty()
            || !self.required.is_empty()
            || !matches!(self.additional, Additional::Open)
            || !self.items.is_any()
            || !self.prefix_items.is_empty()
            || !self.patterns.is_empty()
            || self.upper.is_some()
            || self.lower.is_some()
            || self.limits.iter().any(Option::is_some)
    }

    /// Whether values of the named type may be of both. Schemas of the same
    /// types are taken at their word, whatever they limit.
    pub fn shares(&self, other: &Shape<'a>, name: &str) -> bool {
        self.types == other.types || self.types.and(other.types).has(name)
    }

    /// Whether all that is asked of the number of items is that there is one.
    pub fn asks_for_one(&self) -> bool {
        let least = self.limits[MIN_ITEMS];
        self.types.is_array() && least.is_some_and(|least| least.value <= 1.0)
    }

    /// Whether the limits of length leave room for the text.
    pub fn is_long_enough(&self, text: &str) -> bool {
        let length = text.chars().count() as f64;
        self.limits[MIN_LENGTH].is_none_or(|least| length >= least.value)
            && self.limits[MAX_LENGTH].is_none_or(|most| length <= most.value)
    }

    /// Whether arrays hold one item at most.
    pub fn holds_one(&self) -> bool {
        self.limits[MAX_ITEMS].is_some_and(|most| most.value <= 1.0)
    }

    /// The shape, with arrays that may be empty.
    pub fn without_an_only_item(&self) -> Self {
        let mut shape = self.clone();
        if shape.asks_for_one() {
            shape.limits[MIN_ITEMS] = None;
        }
        shape
    }

    /// Whether no value is allowed.
    pub fn is_never(&self, reader: &Reader<'a>) -> bool {
        let refused = &self.subschemas[0];
        let refuses_all = || !refused.is_any() && reader.shape(refused, &[]).is_free();
        (self.types.is_none() && !self.nullable) || refuses_all()
    }

    /// Whether all values are allowed.
    pub fn is_free(&self) -> bool {
        !self.restricts()
            && self.unions.is_empty()
            && self.format.is_none()
            && self.multiple_of.is_none()
            && self.unique.is_none()
            && self.pattern_properties.is_empty()
            && self.subschemas.iter().all(Conjunction::is_any)
            && self.dependent_required.is_empty()
            && self.dependent_schemas.is_empty()
            && self.content_media_type.is_none()
            && self.content_encoding.is_none()
    }

    /// Both must hold. Annotations of `self` win.
    pub fn and(&mut self, other: Shape<'a>) {
        self.at = self.at.or(other.at);
        // A part that says nothing about types says nothing about null.
        self.nullable = match (self.types.is_any(), other.types.is_any()) {
            (false, false) => self.nullable && other.nullable,
            (false, true) => self.nullable,
            (true, false) => other.nullable,
            (true, true) => self.nullable || other.nullable,
        };
        self.nullable_at = self.nullable_at.or(other.nullable_at);
        if !other.types.is_any() {
            self.types_at = self.types_at.or(other.types_at);
        }
        self.types = self.types.and(other.types);
        self.type_union = self.type_union.take().or(other.type_union);
        self.format = self.format.or(other.format);
        self.listed = match (self.listed.take(), other.listed) {
            (Some(mut ours), Some(theirs)) => {
                ours.values.retain(|value| theirs.values.contains(value));
                Some(ours)
            }
            (ours, theirs) => ours.or(theirs),
        };
        self.extensible = self.extensible.or(other.extensible);
        self.upper = tighter(self.upper, other.upper, |a, b| a < b);
        self.lower = tighter(self.lower, other.lower, |a, b| a > b);
        self.multiple_of = self.multiple_of.or(other.multiple_of);
        for (index, theirs) in other.limits.into_iter().enumerate() {
            let is_upper = LIMITS[index].2;
            self.limits[index] = match (self.limits[index], theirs) {
                (Some(a), Some(b)) if (b.value < a.value) == is_upper => Some(b),
                (ours, theirs) => ours.or(theirs),
            };
        }
        for pattern in other.patterns {
            if !self.patterns.contains(&pattern) {
                self.patterns.push(pattern);
            }
        }
        self.unique = self.unique.or(other.unique);
        for (name, schema) in other.properties {
            self.properties.entry(name).or_default().extend(schema);
        }
        for (name, at) in other.required {
            self.required.entry(name).or_insert(at);
        }
        self.additional = match (std::mem::take(&mut self.additional), other.additional) {
            (Additional::Closed(at), _) | (_, Additional::Closed(at)) => Additional::Closed(at),
            (Additional::Schema(mut ours), Additional::Schema(theirs)) => {
                ours.extend(theirs);
                Additional::Schema(ours)
            }
            (Additional::Schema(schema), _) | (_, Additional::Schema(schema)) => {
                Additional::Schema(schema)
            }
            (Additional::Open, Additional::Open) => Additional::Open,
        };
        for (pattern, schema) in other.pattern_properties {
            self.pattern_properties
                .entry(pattern)
                .or_default()
                .extend(schema);
        }
        self.items.extend(other.items);
        for (index, schema) in other.prefix_items.into_iter().enumerate() {
            match self.prefix_items.get_mut(index) {
                Some(ours) => ours.extend(schema),
                None => self.prefix_items.push(schema),
            }
        }
        for (ours, theirs) in self.subschemas.iter_mut().zip(other.subschemas) {
            ours.extend(theirs);
        }
        for (name, names) in other.dependent_required {
            self.dependent_required.entry(name).or_insert(names);
        }
        for (name, schema) in other.dependent_schemas {
            self.dependent_schemas
                .entry(name)
                .or_default()
                .extend(schema);
        }
        self.content_media_type = self.content_media_type.or(other.content_media_type);
        self.content_encoding = self.content_encoding.or(other.content_encoding);
        self.unions.extend(other.unions);
        self.title = self.title.or(other.title);
        self.description = self.description.or(other.description);
        self.examples = self.examples.or(other.examples);
        self.default = self.default.or(other.default);
        self.discriminator = self.discriminator.or(other.discriminator);
        self.read_only |= other.read_only;
        self.write_only |= other.write_only;
        self.deprecated = self.deprecated.or(other.deprecated);
        self.sunset = self.sunset.or(other.sunset);
        self.stability = self.stability.or(other.stability);
    }
}

fn tighter<'a>(
    ours: Option<Bound<'a>>,
    theirs: Option<Bound<'a>>,
    is_tighter: fn(f64, f64) -> bool,
) -> Option<Bound<'a>> {
    match (ours, theirs) {
        (Some(a), Some(b)) => {
            let theirs_wins = is_tighter(b.value, a.value) || (a.value == b.value && b.exclusive);
            Some(if theirs_wins { b } else { a })
        }
        (ours, theirs) => ours.or(theirs),
    }
}
