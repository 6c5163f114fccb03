//! What a caller may do beyond its own profile.

use std::fmt;
use std::str::FromStr;

/// A permission, by its word in a token's scope claim and in `key create --scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// See the MFA state of every user of the organization, not only one's own.
    ReadUsersMfa,
}

impl Scope {
    pub const ALL: [Self; 1] = [Self::ReadUsersMfa];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadUsersMfa => "users:mfa:read",
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
#[error("unknown scope; the scopes are: users:mfa:read")]
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
pub struct Scopes {
    read_users_mfa: bool,
}

impl Scopes {
    pub const NONE: Self = Self {
        read_users_mfa: false,
    };

    /// Those of `words` that are scopes of this service. A token's other words are other services'.
    pub fn from_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut scopes = Self::NONE;
        for word in words {
            match word.parse() {
                Ok(Scope::ReadUsersMfa) => scopes.read_users_mfa = true,
                Err(UnknownScope) => {}
            }
        }
        scopes
    }

    pub fn contains(self, scope: Scope) -> bool {
        match scope {
            Scope::ReadUsersMfa => self.read_users_mfa,
        }
    }

    /// What both sets allow.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self {
            read_users_mfa: self.read_users_mfa && other.read_users_mfa,
        }
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
    }
}
