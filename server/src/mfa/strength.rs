//! How hard to guess a secret can be at most. It finds what was never drawn by chance: zeros,
//! repetitions, sequences, words. Nothing can tell that a secret was.

use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};

/// What a secret needs: nobody guesses a number of so many bits.
pub const LEAST_BITS: f64 = 128.0;

/// In text of words a letter has about so many bits, or fewer (Shannon, Prediction and Entropy of
/// Printed English, 1951).
const BITS_OF_A_LETTER: f64 = 2.0;

/// Whether a secret could have been drawn by chance. 32 random bytes pass, and 64 random digits in
/// hexadecimal.
pub fn is_guessable(secret: &[u8]) -> bool {
    most_bits(secret) < LEAST_BITS
}

/// What people write where a secret is to be put, without what stands between the words. Long enough
/// that none of them comes up by chance.
const PLACEHOLDERS: [&str; 17] = [
    "256bitsecret",
    "changeinproduction",
    "changeitinproduction",
    "changeme",
    "changethis",
    "defaultsecret",
    "developmentonly",
    "examplesecret",
    "jwtsecret",
    "mysecret",
    "notasecret",
    "placeholder",
    "replaceme",
    "secretkey",
    "supersecret",
    "verysecret",
    "yoursecret",
];

const KNOWN: &str = include_str!("known_secrets.txt");

/// Whether everybody can know a secret: from documentation, or because somebody left in its place what
/// stood there before.
pub fn is_known(secret: &[u8]) -> bool {
    let listed = KNOWN
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    listed.into_iter().any(|text| is_written_as(secret, text)) || has_placeholder(secret)
}

/// As it stands there, or what that is in an encoding of bytes.
fn is_written_as(secret: &[u8], text: &str) -> bool {
    let encodings = [BASE64, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE];
    secret == text.as_bytes()
        || encodings.iter().any(|encoding| {
            let decoded = encoding.decode(text.as_bytes());
            decoded.is_ok_and(|decoded| decoded == secret)
        })
}

fn has_placeholder(secret: &[u8]) -> bool {
    let letters = secret.iter().filter(|byte| byte.is_ascii_alphanumeric());
    let letters: Vec<u8> = letters.map(u8::to_ascii_lowercase).collect();
    let is_in = |placeholder: &&str| {
        letters
            .windows(placeholder.len())
            .any(|window| window == placeholder.as_bytes())
    };
    // Of bytes that are no text, a few letters say nothing.
    secret.iter().all(|byte| matches!(byte, b' '..=b'~')) && PLACEHOLDERS.iter().any(is_in)
}

fn most_bits(secret: &[u8]) -> f64 {
    let block = without_repetition(secret);
    let steps: Vec<u8> = block
        .windows(2)
        .map(|pair| pair[1].wrapping_sub(pair[0]))
        .collect();
    let bits = spread(block).min(spread(&steps) + 8.0);
    if is_words(secret) {
        bits.min(secret.len() as f64 * BITS_OF_A_LETTER)
    } else {
        bits
    }
}

/// The block that the secret repeats, or all of it.
fn without_repetition(secret: &[u8]) -> &[u8] {
    let repeats = |length: &usize| {
        let (first, rest) = (&secret[..*length], &secret[*length..]);
        rest.chunks(*length).all(|chunk| first.starts_with(chunk))
    };
    let period = (1..=secret.len() / 2).find(repeats);
    period.map_or(secret, |length| &secret[..length])
}

/// The entropy of as many draws of what is there, as often as it is there.
fn spread(bytes: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let length = bytes.len() as f64;
    let of = |count: &u32| {
        let count = f64::from(*count);
        count * (length / count).log2()
    };
    counts.iter().filter(|count| **count > 0).map(of).sum()
}

/// Small letters with blanks or dashes between them: what people write, and no encoding.
fn is_words(secret: &[u8]) -> bool {
    let between = |byte: &&u8| matches!(byte, b' ' | b'-' | b'_' | b'.');
    let is_text = |byte: &u8| matches!(byte, b' '..=b'~') && !byte.is_ascii_uppercase();
    secret.iter().all(is_text) && secret.iter().filter(between).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_by_chance_passes() {
        for _ in 0..1000 {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).expect("randomness");
            assert!(!is_guessable(&bytes), "{bytes:?}");
            let digits = data_encoding::HEXLOWER.encode(&bytes);
            assert!(!is_guessable(digits.as_bytes()), "{digits}");
            let text = data_encoding::BASE64URL_NOPAD.encode(&bytes);
            assert!(!is_guessable(text.as_bytes()), "{text}");
            for drawn in [&bytes[..], digits.as_bytes(), text.as_bytes()] {
                assert!(!is_known(drawn), "{text}");
            }
        }
    }

    #[test]
    fn what_somebody_thought_of_does_not() {
        let counting: Vec<u8> = (0..32).collect();
        let backwards: Vec<u8> = (0..64).rev().map(|byte| byte * 3).collect();
        let mut almost_zero = [0; 32];
        almost_zero[31] = 1;
        let mut half = [0; 32];
        half[..16]
            .copy_from_slice(b"\x1f\x90\xb2\x03\xee\x71\x4a\xc8\x5d\x66\x0b\xf1\x97\x2e\x83\xd4");
        let mut twice = half;
        twice.copy_within(..16, 16);
        for secret in [
            &[0; 32][..],
            &[0xff; 32],
            &[b'A'; 64],
            &almost_zero,
            &half,
            &twice,
            &counting,
            &backwards,
            b"0123456789abcdef0123456789abcdef",
            b"passwordpasswordpasswordpassword",
            b"a-string-secret-at-least-256-bits-long",
            b"change me before you go to production, please",
        ] {
            assert!(is_guessable(secret), "{secret:?}");
        }
    }

    #[test]
    fn what_everybody_knows_is_known_in_every_encoding() {
        let spring = "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970";
        let decoded = data_encoding::BASE64
            .decode(spring.as_bytes())
            .expect("base64");
        let in_hex = data_encoding::HEXUPPER
            .decode(spring.as_bytes())
            .expect("hex");
        let rfc_7520 = "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg";
        let of_rfc = BASE64URL_NOPAD
            .decode(rfc_7520.as_bytes())
            .expect("base64url");
        for known in [
            spring.as_bytes(),
            &decoded,
            &in_hex,
            rfc_7520.as_bytes(),
            &of_rfc,
            b"reallyreallyreallyreallyverysafe",
            b"your-256-bit-secret",
            b"changeme",
            b"MySuperSecretKeyThatIsAtLeast32BytesLong!",
            b"your_jwt_secret_for-development-only-0123456789",
            b"CHANGE-ME-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
            b"dev-only: change this before 2f7e1c9a4b8d6035 ships to anybody",
        ] {
            assert!(is_known(known), "{}", String::from_utf8_lossy(known));
        }
        let mut another = of_rfc.clone();
        another[0] ^= 1;
        assert!(!is_known(&another));
        // Bytes by chance that hold a word.
        let mut with_word = [0x80; 40];
        with_word[7..15].copy_from_slice(b"changeme");
        assert!(!is_known(&with_word));
    }
}
