//! Members that may be null and may be left out: three states, which Rust's `Option` has two of.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A member of an object that is not required and may be null. The two say different things in a
/// change: null takes a value away, and absence leaves it as it is (RFC 7396, section 1).
///
/// ```
/// use contract_client::Member;
///
/// let mut nick = Some("Al".to_owned());
/// Member::Absent.change(&mut nick);
/// assert_eq!(nick.as_deref(), Some("Al"));
/// Member::from("Bo".to_owned()).change(&mut nick);
/// assert_eq!(nick.as_deref(), Some("Bo"));
/// Member::Null.change(&mut nick);
/// assert_eq!(nick, None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member<T> {
    /// It is not there.
    #[default]
    Absent,
    /// It is there, and null.
    Null,
    /// It is there, and has a value.
    Value(T),
}

impl<T> Member<T> {
    /// Whether it is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Member::Absent)
    }

    /// Whether it is there, and null.
    pub fn is_null(&self) -> bool {
        matches!(self, Member::Null)
    }

    /// The value; none where there is none, for whatever reason.
    pub fn value(&self) -> Option<&T> {
        match self {
            Member::Value(value) => Some(value),
            Member::Absent | Member::Null => None,
        }
    }

    /// The value itself; none where there is none, for whatever reason.
    pub fn into_value(self) -> Option<T> {
        match self {
            Member::Value(value) => Some(value),
            Member::Absent | Member::Null => None,
        }
    }

    /// The same with another value, where there is one.
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Member<U> {
        match self {
            Member::Absent => Member::Absent,
            Member::Null => Member::Null,
            Member::Value(value) => Member::Value(map(value)),
        }
    }

    /// Changes what is kept, as a merge patch says (RFC 7396, section 2): null takes it away, a
    /// value takes its place, and absence leaves it.
    pub fn change(self, kept: &mut Option<T>) {
        match self {
            Member::Absent => {}
            Member::Null => *kept = None,
            Member::Value(value) => *kept = Some(value),
        }
    }
}

impl<T> From<T> for Member<T> {
    fn from(value: T) -> Self {
        Member::Value(value)
    }
}

/// Nothing is null: what is absent is not written at all.
impl<T> From<Option<T>> for Member<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Member::Null, Member::Value)
    }
}

/// Generated code leaves out what is absent.
impl<T> From<Member<T>> for Option<T> {
    fn from(member: Member<T>) -> Self {
        member.into_value()
    }
}

impl<T: Serialize> Serialize for Member<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// Generated code asks only for what is there.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Member<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Member::from)
    }
}
