//! Time-based one-time passwords, RFC 6238: SHA-1, six digits, 30 s, one step of skew. These are
//! the parameters that every authenticator app understands.

use chrono::{DateTime, Utc};
use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

pub const DIGITS: usize = 6;
pub const STEP_SECONDS: u64 = 30;
const SKEW: u16 = 1;
/// RFC 4226, section 4, R6: at least 128 bits, 160 recommended. Own secrets have 160.
const OWN_BYTES: usize = 20;
const LEAST_BYTES: usize = 16;

/// As many bytes make a QR picture of 69 × 69 modules (version 13, level M), which phones read off a
/// screen without effort.
pub const LONGEST_URI: usize = 331;
/// What an account is cut to, in characters, should it be longer than any id is: 12 bytes each at
/// most, beside what is around it.
const LONGEST_ACCOUNT: usize = 16;

/// A secret shared with an authenticator app. Wiped from memory when dropped, never printed.
pub struct TotpSecret(Totp);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTotpSecret {
    #[error("a TOTP secret is base32 (RFC 4648): letters A-Z and digits 2-7")]
    NotBase32,
    #[error("a TOTP secret has at least {LEAST_BYTES} bytes (RFC 4226, section 4)")]
    TooShort,
}

impl TotpSecret {
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; OWN_BYTES]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Self(totp(Secret::new(bytes.to_vec().into()), None, "")))
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidTotpSecret> {
        if bytes.len() < LEAST_BYTES {
            return Err(InvalidTotpSecret::TooShort);
        }
        Ok(Self(totp(Secret::new(bytes.into()), None, "")))
    }

    /// Reads a secret that was made elsewhere; spaces, dashes, padding and case do not matter.
    pub fn from_base32(text: &str) -> Result<Self, InvalidTotpSecret> {
        let packed: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '='))
                .map(|c| c.to_ascii_uppercase())
                .collect(),
        );
        let bytes = data_encoding::BASE32_NOPAD
            .decode(packed.as_bytes())
            .map(Zeroizing::new)
            .map_err(|_| InvalidTotpSecret::NotBase32)?;
        Self::from_bytes(&bytes)
    }

    pub fn as_bytes(&self) -> &[u8] {
        self.0.secret().as_bytes()
    }

    /// The form that a person can type into an app.
    pub fn to_base32(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.secret().to_base32())
    }

    /// The form that an app reads from a QR picture: never longer than one that a phone reads
    /// ([`LONGEST_URI`]). Where the label does not fit, the issuer is cut short; the secret never is.
    pub fn otpauth(&self, issuer: &str, account: &str) -> Zeroizing<String> {
        // A colon separates issuer and account there.
        let issuer = issuer.replace(':', " ");
        let account = account.replace(':', " ");
        let fits = |uri: &Zeroizing<String>| uri.len() <= LONGEST_URI;
        let whole = self.uri(Some(issuer.clone()), &account);
        if fits(&whole) {
            return whole;
        }
        let starts = issuer.char_indices().map(|(end, _)| &issuer[..end]).rev();
        starts
            .filter(|start| !start.trim().is_empty())
            .map(|start| self.uri(Some(format!("{}…", start.trim_end())), &account))
            .find(fits)
            .unwrap_or_else(|| {
                let account: String = account.chars().take(LONGEST_ACCOUNT).collect();
                self.uri(None, &account)
            })
    }

    fn uri(&self, issuer: Option<String>, account: &str) -> Zeroizing<String> {
        let totp = totp(self.0.secret().clone(), issuer, account);
        // Fails for an empty account or one with a colon, and there is neither.
        Zeroizing::new(totp.to_url().unwrap_or_default())
    }

    /// The time step that `code` belongs to, out of the current one and its neighbours.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        self.0
            .check(code, seconds)
            .and_then(|step| i64::try_from(step).ok())
    }

    /// The code of the step that `at` lies in: what an app would show.
    pub fn code_at(&self, at: DateTime<Utc>) -> String {
        self.0
            .generate(u64::try_from(at.timestamp()).unwrap_or(0))
            .to_string()
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

fn totp(secret: Secret, issuer: Option<String>, account: &str) -> Totp {
    // "noncompliant" skips checks that the constructors above make themselves.
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS as u8)
        .with_skew(SKEW)
        .with_step_duration(STEP_SECONDS)
        .with_secret(secret)
        .with_issuer(issuer)
        .with_account_name(account)
        .build_noncompliant()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("in range")
    }

    /// RFC 6238, appendix B: the 18 vectors, eight digits each.
    #[test]
    fn the_vectors_of_rfc_6238() {
        let times = [
            59,
            1_111_111_109,
            1_111_111_111,
            1_234_567_890,
            2_000_000_000,
            20_000_000_000,
        ];
        let seed = b"1234567890".repeat(7);
        let vectors = [
            (
                Algorithm::SHA1,
                20,
                [
                    "94287082", "07081804", "14050471", "89005924", "69279037", "65353130",
                ],
            ),
            (
                Algorithm::SHA256,
                32,
                [
                    "46119246", "68084774", "67062674", "91819424", "90698825", "77737706",
                ],
            ),
            (
                Algorithm::SHA512,
                64,
                [
                    "90693936", "25091201", "99943326", "93441116", "38618901", "47863826",
                ],
            ),
        ];
        for (algorithm, length, codes) in vectors {
            let totp = Builder::new()
                .with_algorithm(algorithm)
                .with_digits(8)
                .with_secret(Secret::new(seed[..length].into()))
                .build_noncompliant();
            for (time, code) in times.into_iter().zip(codes) {
                assert_eq!(
                    totp.generate(time).to_string(),
                    code,
                    "{algorithm} at {time}"
                );
            }
        }
    }

    /// The same SHA-1 vectors as this server uses them: their last six digits.
    #[test]
    fn our_parameters_agree_with_the_vectors() {
        let secret = TotpSecret::from_bytes(b"12345678901234567890").expect("long enough");
        assert_eq!(secret.code_at(at(59)), "287082");
        assert_eq!(secret.step_of("287082", at(59)), Some(1));
        assert_eq!(secret.code_at(at(20_000_000_000)), "353130");
    }

    #[test]
    fn one_step_of_skew_passes_and_two_do_not() {
        let secret = TotpSecret::from_bytes(b"12345678901234567890").expect("long enough");
        let now = at(1_800_000_010);
        let step = now.timestamp() / 30;
        for (skew, expected) in [
            (-2, None),
            (-1, Some(step - 1)),
            (0, Some(step)),
            (1, Some(step + 1)),
            (2, None),
        ] {
            let code = secret.code_at(now + chrono::Duration::seconds(30 * skew));
            assert_eq!(secret.step_of(&code, now), expected, "{skew}");
        }
    }

    #[test]
    fn secrets_from_elsewhere_are_read_and_short_ones_refused() {
        let secret = TotpSecret::generate().expect("randomness");
        assert_eq!(secret.as_bytes().len(), 20);
        let text = secret.to_base32().to_lowercase();
        let spaced = format!("{} {}====", &text[..8], &text[8..]);
        assert_eq!(
            TotpSecret::from_base32(&spaced).expect("reads").as_bytes(),
            secret.as_bytes()
        );
        assert_eq!(
            TotpSecret::from_base32("AAAA").err(),
            Some(InvalidTotpSecret::TooShort)
        );
        assert_eq!(
            TotpSecret::from_base32("1").err(),
            Some(InvalidTotpSecret::NotBase32)
        );
        assert_eq!(format!("{secret:?}"), "TotpSecret(…)");
    }

    #[test]
    fn a_long_name_is_cut_so_that_the_uri_fits() {
        let secret = TotpSecret::generate().expect("randomness");
        let account = "a".repeat(50);
        for (name, begins) in [
            ("Blue Skies".repeat(10), "Blue Skies"),
            ("\u{9752}\u{7a7a}".repeat(50), "\u{9752}\u{7a7a}"),
            ("\u{1F6E1}".repeat(100), "\u{1F6E1}"),
            ("A & B / C? #1 % ".repeat(6), "A & B"),
        ] {
            let uri = secret.otpauth(&name, &account);
            assert!(uri.len() <= LONGEST_URI, "{}", uri.len());
            let read = Totp::from_url(uri.as_str()).expect("apps can read it");
            let issuer = read.issuer().expect("an issuer");
            assert!(
                issuer.starts_with(begins) && issuer.ends_with('…'),
                "{issuer}"
            );
            assert_eq!(read.account_name(), account);
            assert_eq!(read.secret().as_bytes(), secret.as_bytes());
        }
        // The longest of both, cut no more than it must be.
        let fits = secret.otpauth(&"Blue".repeat(25), &account);
        assert!(!fits.contains("%E2%80%A6"), "{}", fits.as_str());
        let nobody_has = secret.otpauth(&"\u{1F6E1}".repeat(9), &"\u{1F6E1}".repeat(200));
        assert!(nobody_has.len() <= LONGEST_URI);
        let read = Totp::from_url(nobody_has.as_str()).expect("apps can read it");
        assert_eq!(read.secret().as_bytes(), secret.as_bytes());
    }

    #[test]
    fn the_uri_names_issuer_and_account_whatever_they_hold() {
        let secret = TotpSecret::generate().expect("randomness");
        let uri = secret.otpauth("Blue: Skies & Söhne", "alice@example.com");
        let read = Totp::from_url(uri.as_str()).expect("apps can read it");
        assert_eq!(read.issuer(), Some("Blue  Skies & Söhne"));
        assert_eq!(read.account_name(), "alice@example.com");
        assert_eq!(read.secret().as_bytes(), secret.as_bytes());
    }
}
