//! Values that are checked against the contract's own schemas, where Rust's
//! types cannot say all of them.

use std::ops::Deref;

use jsonschema::{Draft, Registry, Validator};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

/// What the schemas are called among themselves.
const CONTRACT: &str = "urn:contract";

/// Schemas in JSON Schema 2020-12 (OpenAPI 3.1.1, section 4.8.24): a JSON object
/// of them by their names.
///
/// # Panics
/// When the text is not what the generator wrote.
pub fn schemas(text: &str) -> Registry<'static> {
    let schemas: Value = serde_json::from_str(text).expect("the generator wrote JSON");
    Registry::new()
        .add(CONTRACT, schemas)
        .and_then(|registry| registry.prepare())
        .expect("the generator wrote schemas")
}

/// The validator of the schema at `pointer`, a JSON pointer (RFC 6901) as
/// `/Name`. It checks `format` too.
///
/// # Panics
/// When there is none: the generator compiled it before it wrote it.
pub fn validator(schemas: &Registry<'static>, pointer: &str) -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .with_registry(schemas)
        .should_validate_formats(true)
        .build(&json!({ "$ref": format!("{CONTRACT}#{pointer}") }))
        .expect("the generator compiled the schema")
}

/// A value that is valid against a schema. Nothing can change it.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked<T> {
    value: Box<T>,
    /// All that was read, where `T` does not hold all of it.
    read: Option<Value>,
}

impl<T: Serialize> Checked<T> {
    /// The value, if it is valid as it is written in JSON.
    ///
    /// # Errors
    /// What is wrong, with the place in the value as a JSON pointer (RFC 6901),
    /// and without the value itself.
    pub fn new(validator: &Validator, value: T) -> Result<Self, String> {
        let json = serde_json::to_value(&value).map_err(|error| error.to_string())?;
        check(validator, &json)?;
        Ok(Checked {
            value: Box::new(value),
            read: None,
        })
    }

    /// The value, free to be changed.
    pub fn into_inner(self) -> T {
        *self.value
    }
}

impl<T: Serialize + DeserializeOwned> Checked<T> {
    /// Reads a value, if it is valid. What `T` has no place for is kept, and
    /// written again.
    ///
    /// # Errors
    /// What is not JSON, not valid, or not a `T`.
    pub fn read<'de, D: Deserializer<'de>>(
        validator: &Validator,
        deserializer: D,
    ) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        check(validator, &json).map_err(D::Error::custom)?;
        let value = T::deserialize(&json).map_err(D::Error::custom)?;
        let written = serde_json::to_value(&value).map_err(D::Error::custom)?;
        Ok(Checked {
            value: Box::new(value),
            read: (written != json).then_some(json),
        })
    }
}

impl<T> Deref for Checked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for Checked<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.read {
            Some(read) => read.serialize(serializer),
            None => self.value.serialize(serializer),
        }
    }
}

/// A type whose values are valid against the schema of its name among `SCHEMAS`, which stands
/// beside it: `checked! { pub struct Range(types::UncheckedRange); }`.
#[macro_export]
macro_rules! checked {
    (
        $(#[$meta:meta])*
        pub struct $name:ident($held:ty $(,)?);
    ) => {
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
        $(#[$meta])*
        pub struct $name($crate::Checked<$held>);

        impl $name {
            fn validator() -> &'static ::jsonschema::Validator {
                static VALIDATOR: ::std::sync::LazyLock<::jsonschema::Validator> =
                    ::std::sync::LazyLock::new(|| {
                        $crate::validator(&SCHEMAS, concat!("/checked/", stringify!($name)))
                    });
                &VALIDATOR
            }

            /// The value, free to be changed.
            pub fn into_inner(self) -> $held {
                self.0.into_inner()
            }
        }

        impl ::std::convert::TryFrom<$held> for $name {
            type Error = ::std::string::String;

            fn try_from(value: $held) -> ::std::result::Result<Self, Self::Error> {
                $crate::Checked::new(Self::validator(), value).map(Self)
            }
        }

        impl ::std::ops::Deref for $name {
            type Target = $held;

            fn deref(&self) -> &$held {
                &self.0
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                $crate::Checked::read(Self::validator(), deserializer).map(Self)
            }
        }
    };
}
// inline: pub(crate) use checked;

fn check(validator: &Validator, json: &Value) -> Result<(), String> {
    match validator.iter_errors(json).next() {
        None => Ok(()),
        Some(error) => {
            let place = error.instance_path().to_string();
            let message = error.masked();
            Err(match place.as_str() {
                "" => message.to_string(),
                _ => format!("at {place}: {message}"),
            })
        }
    }
}
