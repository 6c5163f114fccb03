//! How hard to guess a secret can be at most. It finds what was never drawn by chance: zeros,
//! repetitions, sequences, words. Nothing can tell that a secret was.

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
}
