//! What a caller may do: of its own profile, and beyond.

use std::fmt;
use std::str::FromStr;

/// A permission, by its word in a token's scope claim and in `key create --scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// See the MFA state of every user of the organization, not only one's own.
    ReadUsersMfa,
    /// See one's own MFA state.
    ReadOwnMfa,
    /// Enrol, verify, and take the factor off.
    ChangeOwnMfa,
}

impl Scope {
    pub const ALL: [Self; 3] = [Self::ReadUsersMfa, Self::ReadOwnMfa, Self::ChangeOwnMfa];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadUsersMfa => "users:mfa:read",
            Self::ReadOwnMfa => "profile:mfa:read",
            Self::ChangeOwnMfa => "profile:mfa:write",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::ReadUsersMfa => 1,
            Self::ReadOwnMfa => 2,
            Self::ChangeOwnMfa => 4,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no scope of this service.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown scope; the scopes are: users:mfa:read, profile:mfa:read, profile:mfa:write")]
pub struct UnknownScope;

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == word)
            .ok_or(UnknownScope)
    }
}

/// A set of scopes. Small and `Copy`: it is made for every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u8);

impl Scopes {
    pub const NONE: Self = Self(0);
    /// All of one's own profile.
    const PROFILE: Self = Self(Scope::ReadOwnMfa.bit() | Scope::ChangeOwnMfa.bit());

    /// Those of a key. One that says nothing of its profile has all of it, as every key had before
    /// there was something to say.
    pub fn of_key<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let scopes = Self::from_words(words);
        match scopes.intersection(Self::PROFILE) {
            Self::NONE => scopes.union(Self::PROFILE),
            _ => scopes,
        }
    }

    /// Those of a token: it is its user's, who has all of the own profile.
    pub fn of_token<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self::from_words(words).union(Self::PROFILE)
    }

    /// Those of `words` that are scopes of this service. A token's other words are other services'.
    fn from_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let known = words.into_iter().filter_map(|word| word.parse().ok());
        known.fold(Self::NONE, |scopes, scope: Scope| {
            scopes.union(Self(scope.bit()))
        })
    }

    pub fn contains(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// What both sets allow.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_word_is_a_scope() {
        assert!(Scopes::from_words(["openid", "users:mfa:read"]).contains(Scope::ReadUsersMfa));
        for word in [
            "users:mfa",
            "users:mfa:*",
            "USERS:MFA:READ",
            "users:mfa:read ",
            "",
        ] {
            assert_eq!(Scopes::from_words([word]), Scopes::NONE, "{word:?}");
        }
        for scope in Scope::ALL {
            assert_eq!(scope.as_str().parse(), Ok(scope));
            assert!(UnknownScope.to_string().contains(scope.as_str()));
        }
    }

    #[test]
    fn a_key_has_the_profile_that_it_names_and_all_of_it_if_it_names_none() {
        use Scope::{ChangeOwnMfa, ReadOwnMfa, ReadUsersMfa};
        for (words, allowed) in [
            (&[][..], &[ReadOwnMfa, ChangeOwnMfa][..]),
            (&["openid"], &[ReadOwnMfa, ChangeOwnMfa]),
            (
                &["users:mfa:read"],
                &[ReadUsersMfa, ReadOwnMfa, ChangeOwnMfa],
            ),
            (&["profile:mfa:read"], &[ReadOwnMfa]),
            (&["profile:mfa:write"], &[ChangeOwnMfa]),
            (
                &["users:mfa:read", "profile:mfa:read"],
                &[ReadUsersMfa, ReadOwnMfa],
            ),
        ] {
            let scopes = Scopes::of_key(words.iter().copied());
            let found = Scope::ALL.map(|scope| scopes.contains(scope));
            assert_eq!(
                found,
                Scope::ALL.map(|one| allowed.contains(&one)),
                "{words:?}"
            );
        }
        // Beside a token, which has all of its own, the key's own limits stay.
        let both =
            Scopes::of_key(["profile:mfa:read"]).intersection(Scopes::of_token(["users:mfa:read"]));
        let found = Scope::ALL.map(|scope| both.contains(scope));
        assert_eq!(found, [false, true, false]);
    }
}
