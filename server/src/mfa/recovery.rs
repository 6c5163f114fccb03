//! Recovery codes: for the day on which the authenticator is lost. 80 random bits each, kept as
//! hashes, single use.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{OrganizationId, RecoveryHash, UserId};

/// How many a person gets with an enrolment.
pub const COUNT: usize = 10;

/// So few left that the person should be told.
pub const FEW: u32 = 3;

const SYMBOLS: usize = 16;
/// Crockford's base32: no I, L, O, U, so nothing that is mistaken for something else.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// 16 symbols of five bits. Never prints itself.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut random = Zeroizing::new([0; SYMBOLS]);
        getrandom::fill(random.as_mut_slice())?;
        // 32 divides 256: every symbol is equally likely.
        let text = random
            .iter()
            .map(|b| char::from(ALPHABET[usize::from(b % 32)]))
            .collect();
        Ok(Self(Zeroizing::new(text)))
    }

    /// As many as an enrolment gives.
    pub fn generate_set() -> Result<Vec<Self>, getrandom::Error> {
        (0..COUNT).map(|_| Self::generate()).collect()
    }

    /// Reads a code without its dashes; O counts as 0, I and L as 1.
    pub fn parse(packed: &str) -> Option<Self> {
        let text: Zeroizing<String> = Zeroizing::new(
            packed
                .chars()
                .map(|c| match c.to_ascii_lowercase() {
                    'o' => '0',
                    'i' | 'l' => '1',
                    other => other,
                })
                .collect(),
        );
        let valid = text.len() == SYMBOLS && text.bytes().all(|b| ALPHABET.contains(&b));
        valid.then_some(Self(text))
    }

    /// As a person sees it: four groups of four.
    pub fn expose(&self) -> Zeroizing<String> {
        let mut shown = Zeroizing::new(String::with_capacity(SYMBOLS + 3));
        for (index, symbol) in self.0.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                shown.push('-');
            }
            shown.push(symbol);
        }
        shown
    }

    /// Bound to the user: the same code of another user has another hash.
    pub fn hash(&self, organization: &OrganizationId, user: &UserId) -> RecoveryHash {
        // Ids hold no NUL, so the parts cannot run into each other.
        let bound = Zeroizing::new(format!("{organization}\0{user}\0{}", self.0.as_str()));
        RecoveryHash::of(bound.as_bytes())
    }
}

impl PartialEq for RecoveryCode {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_with_the_usual_slips() {
        let code = RecoveryCode(Zeroizing::new("0011abcdefgh2345".into()));
        assert_eq!(code.expose().as_str(), "0011-abcd-efgh-2345");
        assert_eq!(RecoveryCode::parse("oOiLABCDEFGH2345"), Some(code));
        assert_eq!(RecoveryCode::parse("0011abcdefgh234"), None);
    }

    #[test]
    fn the_hash_belongs_to_one_user_of_one_organization() {
        let code = RecoveryCode::generate().expect("randomness");
        let org = |id: &str| OrganizationId::new(id).expect("an id");
        let user = |id: &str| UserId::new(id).expect("an id");
        let hash = code.hash(&org("a"), &user("bc"));
        assert_eq!(hash, code.hash(&org("a"), &user("bc")));
        assert_ne!(hash, code.hash(&org("ab"), &user("c")));
        assert_ne!(hash, code.hash(&org("a"), &user("c")));
        assert_eq!(format!("{code:?}"), "RecoveryCode(…)");
    }
}
