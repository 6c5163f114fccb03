//! Numbers and arrays within bounds. Equal bounds are one type: they are its parameters.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::{Serialize, Serializer};

/// Why a value is not within the bounds of its type, in words: `must be at least 1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfBounds(String);

impl std::error::Error for OutOfBounds {}

impl fmt::Display for OutOfBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "must be {}", self.0)
    }
}

/// An integer within bounds: at least `MIN`, at most `MAX`, and a multiple of `STEP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounded<T, const MIN: i128, const MAX: i128 = { i128::MAX }, const STEP: i128 = 1>(T);

impl<T, const MIN: i128, const MAX: i128, const STEP: i128> Bounded<T, MIN, MAX, STEP> {
    fn within(value: T) -> Result<Self, OutOfBounds>
    where
        T: Copy + Into<i128>,
    {
        let number = value.into();
        if (MIN..=MAX).contains(&number) && number % STEP == 0 {
            Ok(Bounded(value))
        } else {
            Err(Self::rule())
        }
    }

    fn rule() -> OutOfBounds {
        let mut rules = Vec::new();
        if MIN > i128::MIN {
            rules.push(format!("at least {MIN}"));
        }
        if MAX < i128::MAX {
            rules.push(format!("at most {MAX}"));
        }
        if STEP > 1 {
            rules.push(format!("a multiple of {STEP}"));
        }
        OutOfBounds(rules.join(" and "))
    }
}

impl<T, const MIN: i128, const MAX: i128, const STEP: i128> Deref for Bounded<T, MIN, MAX, STEP> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Display, const MIN: i128, const MAX: i128, const STEP: i128> fmt::Display
    for Bounded<T, MIN, MAX, STEP>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T, const MIN: i128, const MAX: i128, const STEP: i128> FromStr for Bounded<T, MIN, MAX, STEP>
where
    T: FromStr + Copy + Into<i128>,
{
    type Err = OutOfBounds;

    fn from_str(text: &str) -> Result<Self, OutOfBounds> {
        text.parse()
            .map_err(|_| Self::rule())
            .and_then(Self::within)
    }
}

impl<T: Serialize, const MIN: i128, const MAX: i128, const STEP: i128> Serialize
    for Bounded<T, MIN, MAX, STEP>
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T, const MIN: i128, const MAX: i128, const STEP: i128> Deserialize<'de>
    for Bounded<T, MIN, MAX, STEP>
where
    T: Deserialize<'de> + Copy + Into<i128>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::within(T::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

macro_rules! bounded {
    ($($integer:ty)*) => {
        $(
            impl<const MIN: i128, const MAX: i128, const STEP: i128> TryFrom<$integer>
                for Bounded<$integer, MIN, MAX, STEP>
            {
                type Error = OutOfBounds;

                fn try_from(value: $integer) -> Result<Self, OutOfBounds> {
                    Self::within(value)
                }
            }

            impl<const MIN: i128, const MAX: i128, const STEP: i128>
                From<Bounded<$integer, MIN, MAX, STEP>> for $integer
            {
                fn from(value: Bounded<$integer, MIN, MAX, STEP>) -> Self {
                    value.0
                }
            }
        )*
    };
}

bounded!(i8 i16 i32 i64 u8 u16 u32 u64);

/// An array with at least `MIN` and at most `MAX` items; if `UNIQUE`, without an item that is
/// there twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Items<T, const MIN: usize, const MAX: usize = { usize::MAX }, const UNIQUE: bool = false>(
    Vec<T>,
);

impl<T, const MIN: usize, const MAX: usize, const UNIQUE: bool> Items<T, MIN, MAX, UNIQUE> {
    fn rule() -> OutOfBounds {
        let mut rules = Vec::new();
        if MIN > 0 {
            rules.push(format!("of at least {MIN} items"));
        }
        if MAX < usize::MAX {
            rules.push(format!("of at most {MAX} items"));
        }
        if UNIQUE {
            rules.push("without an item that is there twice".to_owned());
        }
        OutOfBounds(rules.join(" and "))
    }
}

impl<T: PartialEq, const MIN: usize, const MAX: usize, const UNIQUE: bool> TryFrom<Vec<T>>
    for Items<T, MIN, MAX, UNIQUE>
{
    type Error = OutOfBounds;

    fn try_from(items: Vec<T>) -> Result<Self, OutOfBounds> {
        let is_unique = |(index, item): (usize, &T)| !items[..index].contains(item);
        let is_within = (MIN..=MAX).contains(&items.len())
            && (!UNIQUE || items.iter().enumerate().all(is_unique));
        match is_within {
            true => Ok(Items(items)),
            false => Err(Self::rule()),
        }
    }
}

impl<T, const MIN: usize, const MAX: usize, const UNIQUE: bool> From<Items<T, MIN, MAX, UNIQUE>>
    for Vec<T>
{
    fn from(items: Items<T, MIN, MAX, UNIQUE>) -> Self {
        items.0
    }
}

impl<T, const MIN: usize, const MAX: usize, const UNIQUE: bool> Deref
    for Items<T, MIN, MAX, UNIQUE>
{
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Serialize, const MIN: usize, const MAX: usize, const UNIQUE: bool> Serialize
    for Items<T, MIN, MAX, UNIQUE>
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T, const MIN: usize, const MAX: usize, const UNIQUE: bool> Deserialize<'de>
    for Items<T, MIN, MAX, UNIQUE>
where
    T: Deserialize<'de> + PartialEq,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer)?
            .try_into()
            .map_err(D::Error::custom)
    }
}

/// A bound of a number.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// At least, or at most, so much.
    Inclusive(f64),
    /// More, or less, than so much.
    Exclusive(f64),
}

/// What a number with a fraction must be. The methods have the names of the contract's keywords
/// (JSON Schema 2020-12, validation, section 6.2).
#[derive(Debug)]
pub struct NumberRules {
    min: Option<Bound>,
    max: Option<Bound>,
    factor: Option<f64>,
}

#[allow(non_snake_case)]
impl NumberRules {
    /// Any number.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        NumberRules {
            min: None,
            max: None,
            factor: None,
        }
    }

    /// At least so much.
    pub const fn minimum(mut self, bound: f64) -> Self {
        self.min = Some(Bound::Inclusive(bound));
        self
    }

    /// More than so much.
    pub const fn exclusiveMinimum(mut self, bound: f64) -> Self {
        self.min = Some(Bound::Exclusive(bound));
        self
    }

    /// At most so much.
    pub const fn maximum(mut self, bound: f64) -> Self {
        self.max = Some(Bound::Inclusive(bound));
        self
    }

    /// Less than so much.
    pub const fn exclusiveMaximum(mut self, bound: f64) -> Self {
        self.max = Some(Bound::Exclusive(bound));
        self
    }

    /// A multiple of it.
    pub const fn multipleOf(mut self, factor: f64) -> Self {
        self.factor = Some(factor);
        self
    }

    /// Checks a number.
    ///
    /// # Errors
    /// What it must be.
    pub fn check(&self, value: f64) -> Result<(), OutOfBounds> {
        let is_above = match self.min {
            None => true,
            Some(Bound::Inclusive(bound)) => value >= bound,
            Some(Bound::Exclusive(bound)) => value > bound,
        };
        let is_below = match self.max {
            None => true,
            Some(Bound::Inclusive(bound)) => value <= bound,
            Some(Bound::Exclusive(bound)) => value < bound,
        };
        // A quotient as near to an integer as doubles can tell.
        let is_multiple = self.factor.is_none_or(|factor| {
            let quotient = value / factor;
            (quotient - quotient.round()).abs() < 1e-9
        });
        match is_above && is_below && is_multiple {
            true => Ok(()),
            false => Err(self.rule()),
        }
    }

    fn rule(&self) -> OutOfBounds {
        let min = self.min.map(|bound| match bound {
            Bound::Inclusive(bound) => format!("at least {bound}"),
            Bound::Exclusive(bound) => format!("more than {bound}"),
        });
        let max = self.max.map(|bound| match bound {
            Bound::Inclusive(bound) => format!("at most {bound}"),
            Bound::Exclusive(bound) => format!("less than {bound}"),
        });
        let factor = self.factor.map(|factor| format!("a multiple of {factor}"));
        let rules: Vec<String> = [min, max, factor].into_iter().flatten().collect();
        OutOfBounds(rules.join(" and "))
    }
}

/// A number with a fraction that follows rules:
/// `number! { pub struct Share(f64); minimum 0.0; exclusiveMaximum 1.0; }`.
#[macro_export]
macro_rules! number {
    (
        $(#[$meta:meta])*
        pub struct $name:ident(f64 $(,)?);
        $($keyword:ident $value:expr;)*
    ) => {
        #[derive(Clone, Copy, Debug, PartialEq, ::serde::Serialize)]
        #[serde(transparent)]
        $(#[$meta])*
        pub struct $name(f64);

        $crate::newtype!(@holds $name f64);
        $crate::newtype!(@Display $name f64);

        impl ::std::convert::TryFrom<f64> for $name {
            type Error = $crate::OutOfBounds;

            fn try_from(value: f64) -> ::std::result::Result<Self, Self::Error> {
                const RULES: $crate::NumberRules = $crate::NumberRules::new()$(.$keyword($value))*;
                RULES.check(value)?;
                Ok(Self(value))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::string::String;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                let value: f64 = text.parse().map_err(|_| format!("`{text}` is no number"))?;
                value.try_into().map_err(|error: $crate::OutOfBounds| error.to_string())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                let value = <f64 as ::serde::Deserialize>::deserialize(deserializer)?;
                value.try_into().map_err(::serde::de::Error::custom)
            }
        }
    };
}
// inline: pub(crate) use number;
