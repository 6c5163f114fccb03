//! In what a schema can change, whatever it is the schema of: what the change
//! does to the values that are allowed, and two schemas that differ in it.
//!
//! Adding a line adds a rule for every place where schemas stand; see
//! [`super::schemas`].

/// What a change does to the values that a schema allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fewer values.
    Narrows,
    /// More values.
    Widens,
    /// Some go, others come.
    Incomparable,
    /// It cannot be known.
    Unknown,
    /// Described otherwise, with the same values allowed in practice.
    Neutral,
    /// Not about values.
    Annotation,
    /// Not about values: only people read it.
    Text,
}

macro_rules! facets {
    ($($facet:ident $name:literal $effect:ident $says:literal $before:literal => $after:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Facet {
            $($facet,)*
        }

        impl Facet {
            pub const ALL: &[Facet] = &[$(Facet::$facet,)*];

            /// What it is called in the ids of rules.
            pub fn name(self) -> &'static str {
                match self {
                    $(Facet::$facet => $name,)*
                }
            }

            pub fn effect(self) -> Effect {
                match self {
                    $(Facet::$facet => Effect::$effect,)*
                }
            }

            pub fn says(self) -> &'static str {
                match self {
                    $(Facet::$facet => $says,)*
                }
            }

            /// A schema, and what it became.
            pub fn example(self) -> (&'static str, &'static str) {
                match self {
                    $(Facet::$facet => ($before, $after),)*
                }
            }
        }
    };
}

#[rustfmt::skip]
facets! {
    TypeChanged "type-changed" Incomparable "The type or format changed."
        "{type: boolean}" => "{type: integer}";
    TypeGeneralized "type-generalized" Widens "The type or format allows more."
        "{type: integer}" => "{type: number}";
    TypeSpecialized "type-specialized" Narrows "The type or format allows less."
        "{type: number}" => "{type: integer}";
    ListOfTypesWidened "list-of-types-widened" Widens "More types are allowed."
        "{type: [integer, boolean]}" => "{type: [integer, boolean, array]}";
    ListOfTypesNarrowed "list-of-types-narrowed" Narrows "Fewer types are allowed."
        "{type: [integer, boolean, array]}" => "{type: [integer, boolean]}";
    BecameNullable "became-nullable" Widens "null is allowed."
        "{type: string}" => "{type: [string, 'null']}";
    BecameNotNullable "became-not-nullable" Narrows "null is no longer allowed."
        "{type: [string, 'null']}" => "{type: string}";
    BecameEnum "became-enum" Narrows "The values are limited to a list."
        "{type: string}" => "{type: string, enum: [novel, poetry]}";
    BecameNotEnum "became-not-enum" Widens "The values are no longer limited to a list."
        "{type: string, enum: [novel, poetry]}" => "{type: string}";
    EnumValueAdded "enum-value-added" Widens "A value was added to the list."
        "{type: string, enum: [novel]}" => "{type: string, enum: [novel, poetry]}";
    EnumValueRemoved "enum-value-removed" Narrows "A value was removed from the list."
        "{type: string, enum: [novel, poetry]}" => "{type: string, enum: [novel]}";
    ExtensibleEnumValueAdded "extensible-enum-value-added" Neutral "A value was added to a list that was announced to grow."
        "{type: string, enum: [novel], x-extensible-enum: [novel]}" => "{type: string, enum: [novel, poetry], x-extensible-enum: [novel, poetry]}";
    XExtensibleEnumValueRemoved "x-extensible-enum-value-removed" Narrows "A value was removed from `x-extensible-enum`."
        "{type: string, x-extensible-enum: [novel, poetry]}" => "{type: string, x-extensible-enum: [novel]}";
    Refuses "refuses" Narrows "Values that were allowed are refused, though no keyword alone says so."
        "{anyOf: [{type: integer, minimum: 5}, {type: integer, maximum: 9}]}" => "{oneOf: [{type: integer, minimum: 5}, {type: integer, maximum: 9}]}";
    Admits "admits" Widens "Values that were refused are allowed, though no keyword alone says so."
        "{oneOf: [{type: integer, minimum: 5}, {type: integer, maximum: 9}]}" => "{anyOf: [{type: integer, minimum: 5}, {type: integer, maximum: 9}]}";
    ConstAdded "const-added" Narrows "Only one value is allowed."
        "{type: string}" => "{type: string, const: novel}";
    ConstRemoved "const-removed" Widens "More than one value is allowed."
        "{type: string, const: novel}" => "{type: string}";
    ConstChanged "const-changed" Incomparable "The only allowed value changed."
        "{type: string, const: novel}" => "{type: string, const: poetry}";
    MaxSet "max-set" Narrows "A maximum was set."
        "{type: number}" => "{type: number, maximum: 10}";
    MaxUnset "max-unset" Widens "The maximum was removed."
        "{type: number, maximum: 10}" => "{type: number}";
    MaxIncreased "max-increased" Widens "The maximum is higher."
        "{type: number, maximum: 10}" => "{type: number, maximum: 20}";
    MaxDecreased "max-decreased" Narrows "The maximum is lower."
        "{type: number, maximum: 20}" => "{type: number, maximum: 10}";
    MinSet "min-set" Narrows "A minimum was set."
        "{type: number}" => "{type: number, minimum: 10}";
    MinUnset "min-unset" Widens "The minimum was removed."
        "{type: number, minimum: 10}" => "{type: number}";
    MinIncreased "min-increased" Narrows "The minimum is higher."
        "{type: number, minimum: 10}" => "{type: number, minimum: 20}";
    MinDecreased "min-decreased" Widens "The minimum is lower."
        "{type: number, minimum: 20}" => "{type: number, minimum: 10}";
    ExclusiveMaxSet "exclusive-max-set" Narrows "An exclusive maximum was set."
        "{type: number}" => "{type: number, exclusiveMaximum: 10}";
    ExclusiveMaxUnset "exclusive-max-unset" Widens "The exclusive maximum was removed."
        "{type: number, exclusiveMaximum: 10}" => "{type: number}";
    ExclusiveMaxIncreased "exclusive-max-increased" Widens "The exclusive maximum is higher."
        "{type: number, exclusiveMaximum: 10}" => "{type: number, exclusiveMaximum: 20}";
    ExclusiveMaxDecreased "exclusive-max-decreased" Narrows "The exclusive maximum is lower."
        "{type: number, exclusiveMaximum: 20}" => "{type: number, exclusiveMaximum: 10}";
    ExclusiveMinSet "exclusive-min-set" Narrows "An exclusive minimum was set."
        "{type: number}" => "{type: number, exclusiveMinimum: 10}";
    ExclusiveMinUnset "exclusive-min-unset" Widens "The exclusive minimum was removed."
        "{type: number, exclusiveMinimum: 10}" => "{type: number}";
    ExclusiveMinIncreased "exclusive-min-increased" Narrows "The exclusive minimum is higher."
        "{type: number, exclusiveMinimum: 10}" => "{type: number, exclusiveMinimum: 20}";
    ExclusiveMinDecreased "exclusive-min-decreased" Widens "The exclusive minimum is lower."
        "{type: number, exclusiveMinimum: 20}" => "{type: number, exclusiveMinimum: 10}";
    MaxLengthSet "max-length-set" Narrows "`maxLength` was added."
        "{type: string}" => "{type: string, maxLength: 10}";
    MaxLengthUnset "max-length-unset" Widens "`maxLength` was removed."
        "{type: string, maxLength: 10}" => "{type: string}";
    MaxLengthIncreased "max-length-increased" Widens "`maxLength` is higher."
        "{type: string, maxLength: 10}" => "{type: string, maxLength: 20}";
    MaxLengthDecreased "max-length-decreased" Narrows "`maxLength` is lower."
        "{type: string, maxLength: 20}" => "{type: string, maxLength: 10}";
    MinLengthSet "min-length-set" Narrows "`minLength` was added."
        "{type: string}" => "{type: string, minLength: 10}";
    MinLengthUnset "min-length-unset" Widens "`minLength` was removed."
        "{type: string, minLength: 10}" => "{type: string}";
    MinLengthIncreased "min-length-increased" Narrows "`minLength` is higher."
        "{type: string, minLength: 10}" => "{type: string, minLength: 20}";
    MinLengthDecreased "min-length-decreased" Widens "`minLength` is lower."
        "{type: string, minLength: 20}" => "{type: string, minLength: 10}";
    MaxItemsSet "max-items-set" Narrows "`maxItems` was added."
        "{type: array}" => "{type: array, maxItems: 10}";
    MaxItemsUnset "max-items-unset" Widens "`maxItems` was removed."
        "{type: array, maxItems: 10}" => "{type: array}";
    MaxItemsIncreased "max-items-increased" Widens "`maxItems` is higher."
        "{type: array, maxItems: 10}" => "{type: array, maxItems: 20}";
    MaxItemsDecreased "max-items-decreased" Narrows "`maxItems` is lower."
        "{type: array, maxItems: 20}" => "{type: array, maxItems: 10}";
    MinItemsSet "min-items-set" Narrows "`minItems` was added."
        "{type: array}" => "{type: array, minItems: 10}";
    MinItemsUnset "min-items-unset" Widens "`minItems` was removed."
        "{type: array, minItems: 10}" => "{type: array}";
    MinItemsIncreased "min-items-increased" Narrows "`minItems` is higher."
        "{type: array, minItems: 10}" => "{type: array, minItems: 20}";
    MinItemsDecreased "min-items-decreased" Widens "`minItems` is lower."
        "{type: array, minItems: 20}" => "{type: array, minItems: 10}";
    MaxPropertiesSet "max-properties-set" Narrows "`maxProperties` was added."
        "{type: object}" => "{type: object, maxProperties: 10}";
    MaxPropertiesUnset "max-properties-unset" Widens "`maxProperties` was removed."
        "{type: object, maxProperties: 10}" => "{type: object}";
    MaxPropertiesIncreased "max-properties-increased" Widens "`maxProperties` is higher."
        "{type: object, maxProperties: 10}" => "{type: object, maxProperties: 20}";
    MaxPropertiesDecreased "max-properties-decreased" Narrows "`maxProperties` is lower."
        "{type: object, maxProperties: 20}" => "{type: object, maxProperties: 10}";
    MinPropertiesSet "min-properties-set" Narrows "`minProperties` was added."
        "{type: object}" => "{type: object, minProperties: 10}";
    MinPropertiesUnset "min-properties-unset" Widens "`minProperties` was removed."
        "{type: object, minProperties: 10}" => "{type: object}";
    MinPropertiesIncreased "min-properties-increased" Narrows "`minProperties` is higher."
        "{type: object, minProperties: 10}" => "{type: object, minProperties: 20}";
    MinPropertiesDecreased "min-properties-decreased" Widens "`minProperties` is lower."
        "{type: object, minProperties: 20}" => "{type: object, minProperties: 10}";
    MaxContainsSet "max-contains-set" Narrows "`maxContains` was added."
        "{type: array, contains: {type: boolean}}" => "{type: array, contains: {type: boolean}, maxContains: 3}";
    MaxContainsUnset "max-contains-unset" Widens "`maxContains` was removed."
        "{type: array, contains: {type: boolean}, maxContains: 3}" => "{type: array, contains: {type: boolean}}";
    MaxContainsIncreased "max-contains-increased" Widens "`maxContains` is higher."
        "{type: array, contains: {type: boolean}, maxContains: 3}" => "{type: array, contains: {type: boolean}, maxContains: 5}";
    MaxContainsDecreased "max-contains-decreased" Narrows "`maxContains` is lower."
        "{type: array, contains: {type: boolean}, maxContains: 5}" => "{type: array, contains: {type: boolean}, maxContains: 3}";
    MinContainsSet "min-contains-set" Narrows "`minContains` was added."
        "{type: array}" => "{type: array, contains: {type: boolean}, minContains: 2}";
    MinContainsUnset "min-contains-unset" Widens "`minContains` was removed."
        "{type: array, contains: {type: boolean}, minContains: 2}" => "{type: array}";
    MinContainsIncreased "min-contains-increased" Narrows "`minContains` is higher."
        "{type: array, contains: {type: boolean}}" => "{type: array, contains: {type: boolean}, minContains: 2}";
    MinContainsDecreased "min-contains-decreased" Widens "`minContains` is lower."
        "{type: array, contains: {type: boolean}, minContains: 2}" => "{type: array, contains: {type: boolean}}";
    MultipleOfSet "multiple-of-set" Narrows "`multipleOf` was added."
        "{type: integer}" => "{type: integer, multipleOf: 5}";
    MultipleOfUnset "multiple-of-unset" Widens "`multipleOf` was removed."
        "{type: integer, multipleOf: 5}" => "{type: integer}";
    MultipleOfChanged "multiple-of-changed" Incomparable "`multipleOf` changed."
        "{type: integer, multipleOf: 5}" => "{type: integer, multipleOf: 3}";
    MultipleOfGeneralized "multiple-of-generalized" Widens "`multipleOf` is a divisor of the earlier one."
        "{type: integer, multipleOf: 10}" => "{type: integer, multipleOf: 5}";
    MultipleOfSpecialized "multiple-of-specialized" Narrows "`multipleOf` is a multiple of the earlier one."
        "{type: integer, multipleOf: 5}" => "{type: integer, multipleOf: 10}";
    PatternAdded "pattern-added" Narrows "A pattern was added."
        "{type: string}" => "{type: string, pattern: '^[a-z]+$'}";
    PatternRemoved "pattern-removed" Widens "The pattern was removed."
        "{type: string, pattern: '^[a-z]+$'}" => "{type: string}";
    PatternChanged "pattern-changed" Incomparable "The pattern matches other texts."
        "{type: string, pattern: '^[a-z]+$'}" => "{type: string, pattern: '^[A-Z]+$'}";
    PatternGeneralized "pattern-generalized" Widens "The pattern matches more."
        "{type: string, pattern: '^[a-z]+$'}" => "{type: string, pattern: '^[a-z0-9]+$'}";
    PatternSpecialized "pattern-specialized" Narrows "The pattern matches less."
        "{type: string, pattern: '^[a-z0-9]+$'}" => "{type: string, pattern: '^[a-z]+$'}";
    PatternUndecided "pattern-undecided" Unknown "The pattern changed, and what it matches cannot be compared."
        "{type: string, pattern: '^(a|b)\\1$'}" => "{type: string, pattern: '^(a|c)\\1$'}";
    UniqueItemsSet "unique-items-set" Narrows "Items must be unique."
        "{type: array}" => "{type: array, uniqueItems: true}";
    UniqueItemsUnset "unique-items-unset" Widens "Items no longer have to be unique."
        "{type: array, uniqueItems: true}" => "{type: array}";
    ContentMediaTypeChanged "content-media-type-changed" Incomparable "`contentMediaType` changed."
        "{type: string, contentMediaType: text/plain}" => "{type: string, contentMediaType: text/html}";
    ContentEncodingChanged "content-encoding-changed" Incomparable "`contentEncoding` changed."
        "{type: string, contentEncoding: base64}" => "{type: string, contentEncoding: base32}";
    ContentSchemaAdded "content-schema-added" Narrows "`contentSchema` was added."
        "{type: string, contentMediaType: application/json}" => "{type: string, contentMediaType: application/json, contentSchema: {type: array}}";
    ContentSchemaRemoved "content-schema-removed" Widens "`contentSchema` was removed."
        "{type: string, contentMediaType: application/json, contentSchema: {type: array}}" => "{type: string, contentMediaType: application/json}";
    AllOfAdded "all-of-added" Narrows "A part was added to `allOf`."
        "{allOf: [{type: object}]}" => "{allOf: [{type: object}, {required: [title]}]}";
    AllOfRemoved "all-of-removed" Widens "A part was removed from `allOf`."
        "{allOf: [{type: object}, {required: [title]}]}" => "{allOf: [{type: object}]}";
    AllOfAddedAnnotationOnly "all-of-added-annotation-only" Annotation "A part that restricts nothing was added to `allOf`."
        "{allOf: [{type: object}]}" => "{allOf: [{type: object}, {description: A book.}]}";
    AllOfRemovedAnnotationOnly "all-of-removed-annotation-only" Annotation "A part that restricts nothing was removed from `allOf`."
        "{allOf: [{type: object}, {description: A book.}]}" => "{allOf: [{type: object}]}";
    OneOfAdded "one-of-added" Widens "A branch was added to `oneOf`."
        "{oneOf: [{type: integer, maximum: 9}, {type: boolean}]}" => "{oneOf: [{type: integer, maximum: 9}, {type: boolean}, {type: array}]}";
    OneOfRemoved "one-of-removed" Narrows "A branch was removed from `oneOf`."
        "{oneOf: [{type: integer, maximum: 9}, {type: boolean}, {type: array}]}" => "{oneOf: [{type: integer, maximum: 9}, {type: boolean}]}";
    AnyOfAdded "any-of-added" Widens "A branch was added to `anyOf`."
        "{anyOf: [{type: integer, maximum: 9}, {type: boolean}]}" => "{anyOf: [{type: integer, maximum: 9}, {type: boolean}, {type: array}]}";
    AnyOfRemoved "any-of-removed" Narrows "A branch was removed from `anyOf`."
        "{anyOf: [{type: integer, maximum: 9}, {type: boolean}, {type: array}]}" => "{anyOf: [{type: integer, maximum: 9}, {type: boolean}]}";
    UnionIntroduced "union-introduced" Narrows "The values must match one of several branches, all of them narrower."
        "{type: object}" => "{type: object, oneOf: [{required: [title]}, {required: [isbn]}]}";
    UnionDropped "union-dropped" Widens "The values no longer have to match one of several branches."
        "{type: object, oneOf: [{required: [title]}, {required: [isbn]}]}" => "{type: object}";
    WrappedInOneOf "wrapped-in-one-of" Incomparable "The schema became several branches, none of which takes all earlier values."
        "{type: integer, maximum: 9}" => "{oneOf: [{type: integer, minimum: 3}, {type: boolean}]}";
    UnwrappedFromOneOf "unwrapped-from-one-of" Incomparable "Several branches became one schema that does not take all earlier values."
        "{oneOf: [{type: integer, minimum: 3}, {type: boolean}]}" => "{type: integer, maximum: 9}";
    NotAdded "not-added" Narrows "`not` was added."
        "{type: string}" => "{type: string, not: {enum: [novel]}}";
    NotRemoved "not-removed" Widens "`not` was removed."
        "{type: string, not: {enum: [novel]}}" => "{type: string}";
    NotWidened "not-widened" Narrows "`not` refuses more."
        "{type: string, not: {enum: [novel]}}" => "{type: string, not: {enum: [novel, poetry]}}";
    NotNarrowed "not-narrowed" Widens "`not` refuses less."
        "{type: string, not: {enum: [novel, poetry]}}" => "{type: string, not: {enum: [novel]}}";
    NotChanged "not-changed" Incomparable "`not` changed."
        "{type: string, not: {enum: [novel]}}" => "{type: string, not: {enum: [poetry]}}";
    IfAdded "if-added" Narrows "`if` was added."
        "{type: object}" => "{type: object, if: {required: [isbn]}, then: {required: [title]}}";
    IfRemoved "if-removed" Widens "`if` was removed."
        "{type: object, if: {required: [isbn]}, then: {required: [title]}}" => "{type: object}";
    IfChanged "if-changed" Incomparable "`if` changed."
        "{type: object, if: {required: [isbn]}, then: {required: [title]}}" => "{type: object, if: {required: [issn]}, then: {required: [title]}}";
    ThenAdded "then-added" Narrows "`then` was added."
        "{type: object, if: {required: [isbn]}}" => "{type: object, if: {required: [isbn]}, then: {required: [title]}}";
    ThenRemoved "then-removed" Widens "`then` was removed."
        "{type: object, if: {required: [isbn]}, then: {required: [title]}}" => "{type: object, if: {required: [isbn]}}";
    ElseAdded "else-added" Narrows "`else` was added."
        "{type: object, if: {required: [isbn]}}" => "{type: object, if: {required: [isbn]}, else: {required: [title]}}";
    ElseRemoved "else-removed" Widens "`else` was removed."
        "{type: object, if: {required: [isbn]}, else: {required: [title]}}" => "{type: object, if: {required: [isbn]}}";
    ContainsAdded "contains-added" Narrows "`contains` was added."
        "{type: array}" => "{type: array, contains: {type: boolean}}";
    ContainsRemoved "contains-removed" Widens "`contains` was removed."
        "{type: array, contains: {type: boolean}}" => "{type: array}";
    PropertyNamesAdded "property-names-added" Narrows "`propertyNames` was added."
        "{type: object}" => "{type: object, propertyNames: {maxLength: 9}}";
    PropertyNamesRemoved "property-names-removed" Widens "`propertyNames` was removed."
        "{type: object, propertyNames: {maxLength: 9}}" => "{type: object}";
    UnevaluatedItemsAdded "unevaluated-items-added" Narrows "`unevaluatedItems` was added."
        "{type: array, prefixItems: [{type: boolean}]}" => "{type: array, prefixItems: [{type: boolean}], unevaluatedItems: false}";
    UnevaluatedItemsRemoved "unevaluated-items-removed" Widens "`unevaluatedItems` was removed."
        "{type: array, prefixItems: [{type: boolean}], unevaluatedItems: false}" => "{type: array, prefixItems: [{type: boolean}]}";
    UnevaluatedPropertiesAdded "unevaluated-properties-added" Narrows "`unevaluatedProperties` was added."
        "{type: object, properties: {title: {type: string}}}" => "{type: object, properties: {title: {type: string}}, unevaluatedProperties: false}";
    UnevaluatedPropertiesRemoved "unevaluated-properties-removed" Widens "`unevaluatedProperties` was removed."
        "{type: object, properties: {title: {type: string}}, unevaluatedProperties: false}" => "{type: object, properties: {title: {type: string}}}";
    DependentRequiredAdded "dependent-required-added" Narrows "`dependentRequired` was added, or requires more."
        "{type: object}" => "{type: object, dependentRequired: {isbn: [title]}}";
    DependentRequiredRemoved "dependent-required-removed" Widens "`dependentRequired` was removed, or requires less."
        "{type: object, dependentRequired: {isbn: [title]}}" => "{type: object}";
    DependentRequiredChanged "dependent-required-changed" Incomparable "`dependentRequired` requires other names."
        "{type: object, dependentRequired: {isbn: [title]}}" => "{type: object, dependentRequired: {isbn: [author]}}";
    DependentSchemaAdded "dependent-schema-added" Narrows "`dependentSchemas` was added."
        "{type: object}" => "{type: object, dependentSchemas: {isbn: {required: [title]}}}";
    DependentSchemaRemoved "dependent-schema-removed" Widens "`dependentSchemas` was removed."
        "{type: object, dependentSchemas: {isbn: {required: [title]}}}" => "{type: object}";
    PatternPropertyAdded "pattern-property-added" Narrows "`patternProperties` was added."
        "{type: object}" => "{type: object, patternProperties: {'^x-': {type: string}}}";
    PatternPropertyRemoved "pattern-property-removed" Widens "`patternProperties` was removed."
        "{type: object, patternProperties: {'^x-': {type: string}}}" => "{type: object}";
    PrefixItemsAdded "prefix-items-added" Narrows "`prefixItems` was added."
        "{type: array}" => "{type: array, prefixItems: [{type: boolean}]}";
    PrefixItemsRemoved "prefix-items-removed" Widens "`prefixItems` was removed."
        "{type: array, prefixItems: [{type: boolean}]}" => "{type: array}";
    AdditionalPropertiesClosed "additional-properties-closed" Narrows "Properties that are not listed are no longer allowed."
        "{type: object}" => "{type: object, additionalProperties: false}";
    AdditionalPropertiesOpened "additional-properties-opened" Widens "Properties that are not listed are allowed."
        "{type: object, additionalProperties: false}" => "{type: object}";
    AdditionalPropertiesDescribed "additional-properties-described" Narrows "Properties that are not listed have a schema."
        "{type: object}" => "{type: object, additionalProperties: {type: string}}";
    AdditionalPropertiesUndescribed "additional-properties-undescribed" Widens "Properties that are not listed no longer have a schema."
        "{type: object, additionalProperties: {type: string}}" => "{type: object}";
    RequiredPropertyAdded "required-property-added" Narrows "A required property was added."
        "{type: object}" => "{type: object, required: [isbn], properties: {isbn: {type: string}}}";
    RequiredPropertyAddedWithDefault "required-property-added-with-default" Narrows "A required property with a default was added."
        "{type: object}" => "{type: object, required: [isbn], properties: {isbn: {type: string, default: none}}}";
    OptionalPropertyAdded "optional-property-added" Neutral "An optional property was added."
        "{type: object}" => "{type: object, properties: {isbn: {type: string}}}";
    OptionalPropertyAddedToClosed "optional-property-added-to-closed-object" Widens "An optional property was added, where what is not listed is not allowed."
        "{type: object, additionalProperties: false}" => "{type: object, properties: {isbn: {type: string}}, additionalProperties: false}";
    RequiredPropertyRemoved "required-property-removed" Widens "A required property was removed."
        "{type: object, required: [isbn], properties: {isbn: {type: string}}}" => "{type: object}";
    OptionalPropertyRemoved "optional-property-removed" Neutral "An optional property was removed."
        "{type: object, properties: {isbn: {type: string}}}" => "{type: object}";
    RequiredPropertyRemovedClosed "required-property-removed-closed" Incomparable "A required property was removed, and what is not listed is not allowed."
        "{type: object, required: [isbn], properties: {isbn: {type: string}}, additionalProperties: false}" => "{type: object, additionalProperties: false}";
    OptionalPropertyRemovedClosed "optional-property-removed-closed" Narrows "A property was removed, and what is not listed is not allowed."
        "{type: object, properties: {isbn: {type: string}}, additionalProperties: false}" => "{type: object, additionalProperties: false}";
    BecameRequired "became-required" Narrows "A property became required."
        "{type: object, properties: {isbn: {type: string}}}" => "{type: object, required: [isbn], properties: {isbn: {type: string}}}";
    BecameRequiredWithDefault "became-required-with-default" Narrows "A property with a default became required."
        "{type: object, properties: {isbn: {type: string, default: none}}}" => "{type: object, required: [isbn], properties: {isbn: {type: string, default: none}}}";
    UndescribedBecameRequired "undescribed-became-required" Narrows "A name that is not described as a property became required."
        "{type: object, properties: {title: {type: string}}}" => "{type: object, required: [isbn], properties: {title: {type: string}}}";
    UndescribedBecameRequiredClosed "undescribed-became-required-closed" Narrows "A name that is neither described nor allowed became required."
        "{type: object, properties: {title: {type: string}}, additionalProperties: false}" => "{type: object, required: [isbn], properties: {title: {type: string}}, additionalProperties: false}";
    BecameOptional "became-optional" Widens "A property is no longer required."
        "{type: object, required: [isbn], properties: {isbn: {type: string}}}" => "{type: object, properties: {isbn: {type: string}}}";
    OptionalBecameReadOnly "optional-became-read-only" Annotation "An optional property became read-only."
        "{type: object, properties: {isbn: {type: string}}}" => "{type: object, properties: {isbn: {type: string, readOnly: true}}}";
    OptionalBecameNotReadOnly "optional-became-not-read-only" Annotation "An optional property is no longer read-only."
        "{type: object, properties: {isbn: {type: string, readOnly: true}}}" => "{type: object, properties: {isbn: {type: string}}}";
    RequiredBecameReadOnly "required-became-read-only" Annotation "A required property became read-only."
        "{type: object, required: [isbn], properties: {isbn: {type: string}}}" => "{type: object, required: [isbn], properties: {isbn: {type: string, readOnly: true}}}";
    RequiredBecameNotReadOnly "required-became-not-read-only" Annotation "A required property is no longer read-only."
        "{type: object, required: [isbn], properties: {isbn: {type: string, readOnly: true}}}" => "{type: object, required: [isbn], properties: {isbn: {type: string}}}";
    OptionalBecameWriteOnly "optional-became-write-only" Annotation "An optional property became write-only."
        "{type: object, properties: {isbn: {type: string}}}" => "{type: object, properties: {isbn: {type: string, writeOnly: true}}}";
    OptionalBecameNotWriteOnly "optional-became-not-write-only" Annotation "An optional property is no longer write-only."
        "{type: object, properties: {isbn: {type: string, writeOnly: true}}}" => "{type: object, properties: {isbn: {type: string}}}";
    RequiredBecameWriteOnly "required-became-write-only" Annotation "A required property became write-only."
        "{type: object, required: [isbn], properties: {isbn: {type: string}}}" => "{type: object, required: [isbn], properties: {isbn: {type: string, writeOnly: true}}}";
    RequiredBecameNotWriteOnly "required-became-not-write-only" Annotation "A required property is no longer write-only."
        "{type: object, required: [isbn], properties: {isbn: {type: string, writeOnly: true}}}" => "{type: object, required: [isbn], properties: {isbn: {type: string}}}";
    DefaultValueAdded "default-value-added" Annotation "A default was added."
        "{type: integer}" => "{type: integer, default: 10}";
    DefaultValueRemoved "default-value-removed" Annotation "The default was removed."
        "{type: integer, default: 10}" => "{type: integer}";
    DefaultValueChanged "default-value-changed" Annotation "The default changed."
        "{type: integer, default: 10}" => "{type: integer, default: 20}";
    TitleChanged "title-changed" Text "The title of a schema changed."
        "{type: string, title: Book}" => "{type: string, title: Novel}";
    DescriptionChanged "description-changed" Text "The description of a schema changed."
        "{type: string, description: A book.}" => "{type: string, description: A novel.}";
    ExamplesChanged "examples-changed" Text "The examples of a schema changed."
        "{type: string, examples: [novel]}" => "{type: string, examples: [poetry]}";
    DiscriminatorAdded "discriminator-added" Annotation "A discriminator was added."
        "{type: object}" => "{type: object, discriminator: {propertyName: kind}}";
    DiscriminatorRemoved "discriminator-removed" Annotation "The discriminator was removed."
        "{type: object, discriminator: {propertyName: kind}}" => "{type: object}";
    DiscriminatorPropertyNameChanged "discriminator-property-name-changed" Incomparable "The discriminator is a different property."
        "{type: object, discriminator: {propertyName: kind}}" => "{type: object, discriminator: {propertyName: genre}}";
    DiscriminatorMappingAdded "discriminator-mapping-added" Widens "The discriminator has one more mapping."
        "{type: object, discriminator: {propertyName: kind, mapping: {novel: Novel}}}" => "{type: object, discriminator: {propertyName: kind, mapping: {novel: Novel, poem: Poem}}}";
    DiscriminatorMappingDeleted "discriminator-mapping-deleted" Narrows "The discriminator has one mapping fewer."
        "{type: object, discriminator: {propertyName: kind, mapping: {novel: Novel, poem: Poem}}}" => "{type: object, discriminator: {propertyName: kind, mapping: {novel: Novel}}}";
    DiscriminatorMappingChanged "discriminator-mapping-changed" Unknown "The discriminator maps to another schema."
        "{type: object, discriminator: {propertyName: kind, mapping: {novel: Novel}}}" => "{type: object, discriminator: {propertyName: kind, mapping: {novel: Poem}}}";
    Deprecated "deprecated" Annotation "It was deprecated."
        "{type: object, properties: {isbn: {type: string}}}" => "{type: object, properties: {isbn: {type: string, deprecated: true}}}";
    DeprecatedWithSunset "deprecated-with-sunset" Annotation "It was deprecated, with a sunset date."
        "{type: object, properties: {isbn: {type: string}}}" => r#"{type: object, properties: {isbn: {type: string, deprecated: true, x-sunset: "2030-01-31"}}}"#;
    DeprecatedSunsetInvalid "deprecated-sunset-invalid" Annotation "It was deprecated, with a sunset that is not a date."
        "{type: object, properties: {isbn: {type: string}}}" => "{type: object, properties: {isbn: {type: string, deprecated: true, x-sunset: soon}}}";
    Reactivated "reactivated" Annotation "It is no longer deprecated."
        "{type: object, properties: {isbn: {type: string, deprecated: true}}}" => "{type: object, properties: {isbn: {type: string}}}";
    StabilityDecreased "stability-decreased" Annotation "It is less stable."
        "{type: object, properties: {isbn: {type: string}}}" => "{type: object, properties: {isbn: {type: string, x-stability-level: beta}}}";
    StabilityIncreased "stability-increased" Annotation "It is more stable."
        "{type: object, properties: {isbn: {type: string, x-stability-level: beta}}}" => "{type: object, properties: {isbn: {type: string}}}";}

impl Facet {
    /// The keyword that the change is one of, where its name says so: `maxLength` of
    /// `max-length-set`.
    pub fn keyword(self) -> String {
        const ENDS: [&str; 9] = [
            "-set",
            "-unset",
            "-increased",
            "-decreased",
            "-added",
            "-removed",
            "-changed",
            "-generalized",
            "-specialized",
        ];
        let name = self.name();
        let stem = ENDS.iter().find_map(|end| name.strip_suffix(end));
        match stem.unwrap_or(name) {
            "max" => "maximum".into(),
            "min" => "minimum".into(),
            "exclusive-max" => "exclusiveMaximum".into(),
            "exclusive-min" => "exclusiveMinimum".into(),
            "enum-value" | "became-enum" | "became-not-enum" => "enum".into(),
            "required-property"
            | "required-property-added-with-default"
            | "became-required"
            | "became-required-with-default"
            | "became-optional"
            | "undescribed-became-required"
            | "undescribed-became-required-closed" => "required".into(),
            "pattern-undecided" => "pattern".into(),
            "pattern-property" => "patternProperties".into(),
            "dependent-schema" => "dependentSchemas".into(),
            "additional-properties-closed" | "additional-properties-opened" => {
                "additionalProperties".into()
            }
            stem => camel_case(stem),
        }
    }

    /// Whether it is about which values are valid, not about how they are told apart, or
    /// which named schemas they are of.
    pub fn is_of_values(self) -> bool {
        !matches!(
            self,
            Facet::AllOfAdded
                | Facet::AllOfRemoved
                | Facet::DiscriminatorPropertyNameChanged
                | Facet::DiscriminatorMappingAdded
                | Facet::DiscriminatorMappingDeleted
                | Facet::DiscriminatorMappingChanged
        )
    }

    /// Whether values show it: not what validators take for a note, nor what few texts
    /// are made for.
    pub fn is_checked(self) -> bool {
        const UNCHECKED: [Facet; 17] = [
            Facet::TypeChanged,
            Facet::TypeGeneralized,
            Facet::TypeSpecialized,
            Facet::XExtensibleEnumValueRemoved,
            Facet::PatternAdded,
            Facet::PatternRemoved,
            Facet::PatternChanged,
            Facet::PatternGeneralized,
            Facet::ContentSchemaAdded,
            Facet::ContentSchemaRemoved,
            Facet::ContentEncodingChanged,
            Facet::ContentMediaTypeChanged,
            Facet::PropertyNamesAdded,
            Facet::OneOfAdded,
            Facet::OneOfRemoved,
            Facet::AnyOfAdded,
            Facet::AnyOfRemoved,
        ];
        // Long arrays are made only where a schema asks for them.
        let is_of_items = ["items", "contains"]
            .iter()
            .any(|word| self.name().contains(word));
        self.is_of_values() && !is_of_items && !UNCHECKED.contains(&self)
    }

    /// What only values show is looked for where it breaks somebody.
    pub fn is_shown_only(self) -> bool {
        matches!(self, Facet::Refuses | Facet::Admits)
    }

    /// Whether a property is gone.
    pub fn is_removal(self) -> bool {
        matches!(
            self,
            Facet::OptionalPropertyRemoved
                | Facet::OptionalPropertyRemovedClosed
                | Facet::RequiredPropertyRemoved
                | Facet::RequiredPropertyRemovedClosed
        )
    }

    pub fn is_default(self) -> bool {
        matches!(
            self,
            Facet::DefaultValueAdded | Facet::DefaultValueRemoved | Facet::DefaultValueChanged
        )
    }
}

/// `maxLength` of `max-length`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('-');
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        text.push_str(&first.to_uppercase());
        text.push_str(rest);
    }
    text
}
