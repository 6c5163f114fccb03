//! The app on a person's phone.

use std::time::SystemTime;

use totp_rs::{Algorithm, Builder, Secret, Totp};

#[derive(Clone)]
pub struct Authenticator(Totp);

impl Authenticator {
    /// Takes the setup key as the page shows it.
    pub fn set_up(key: &str) -> Self {
        let packed: String = key.split_whitespace().collect();
        let bytes = data_encoding::BASE32_NOPAD.decode(packed.as_bytes());
        Self::from_secret(&bytes.expect("a setup key in base32"))
    }

    pub fn from_secret(secret: &[u8]) -> Self {
        let builder = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(30)
            .with_secret(Secret::new(secret.into()));
        Self(builder.build_noncompliant())
    }

    pub fn key(&self) -> String {
        self.0.secret().to_base32()
    }

    /// What it shows now.
    pub fn code(&self) -> String {
        self.code_in(0)
    }

    /// What it shows next. Accepted already, because of the skew: a story need not wait.
    pub fn next_code(&self) -> String {
        self.code_in(30)
    }

    /// A code of none of the steps that are accepted now, nor of their neighbours.
    pub fn wrong_code(&self) -> String {
        let near: Vec<_> = (-3..=3).map(|step| self.code_in(step * 30)).collect();
        let mut codes = (0..).map(|number| format!("{number:06}"));
        codes
            .find(|code| !near.contains(code))
            .expect("one of many")
    }

    pub fn code_in(&self, seconds: i64) -> String {
        let now = SystemTime::UNIX_EPOCH.elapsed().expect("after 1970");
        let at = now.as_secs().saturating_add_signed(seconds);
        self.0.generate(at).to_string()
    }
}
