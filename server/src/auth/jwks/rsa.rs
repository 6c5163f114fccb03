//! Whether an RSA key can be relied on, as far as its public half tells.

use super::fault::Fault;

/// RFC 7518 section 3.3 asks for 2048 bits or more; AWS-LC verifies up to 8192.
const MODULUS_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;
/// FIPS 186-5, section 5.4, asks for an odd exponent above 2^16; AWS-LC takes up to 33 bits.
const EXPONENTS: std::ops::RangeInclusive<u64> = 65_537..=(1 << 33) - 1;
/// The generator of the keys that have the fault of CVE-2017-15361 (ROCA).
const GENERATOR: u64 = 65_537;
/// The primes that the smallest of those keys are made with; larger ones are made with these, too.
const FINGERPRINT: std::ops::RangeInclusive<u64> = 3..=167;

/// Looks at modulus and exponent, both in big endian.
pub(super) fn check(modulus: &[u8], exponent: &[u8]) -> Result<(), Fault> {
    let bits = bits(modulus);
    if !MODULUS_BITS.contains(&bits) {
        return Err(Fault::ModulusSize { bits });
    }
    let number = exponent.iter().try_fold(0_u64, |number, byte| {
        number.checked_mul(256).map(|more| more + u64::from(*byte))
    });
    match number {
        Some(number) if EXPONENTS.contains(&number) && number % 2 == 1 => {}
        _ => return Err(Fault::Exponent),
    }
    if let Some(factor) = primes(2..=1000).find(|prime| remainder(modulus, *prime) == 0) {
        return Err(Fault::ModulusFactor { factor });
    }
    if has_fingerprint(modulus) {
        return Err(Fault::Roca);
    }
    Ok(())
}

fn bits(number: &[u8]) -> usize {
    let significant = number.iter().skip_while(|byte| **byte == 0);
    let leading = significant
        .clone()
        .next()
        .map_or(0, |byte| byte.leading_zeros());
    significant.count() * 8 - leading as usize
}

/// Whether the modulus is a power of the generator, modulo each of the primes: true of every key
/// with the fault, and of one in 2^27 others (Nemec et al., The Return of Coppersmith's Attack,
/// section 2.3).
fn has_fingerprint(modulus: &[u8]) -> bool {
    primes(FINGERPRINT).all(|prime| {
        let rest = remainder(modulus, prime);
        let mut power = 1;
        // The powers repeat after at most so many.
        (1..prime).any(|_| {
            power = power * GENERATOR % prime;
            power == rest
        })
    })
}

fn remainder(number: &[u8], divisor: u64) -> u64 {
    number
        .iter()
        .fold(0, |rest, byte| (rest * 256 + u64::from(*byte)) % divisor)
}

fn primes(range: std::ops::RangeInclusive<u64>) -> impl Iterator<Item = u64> {
    range.filter(|number| {
        (2..*number)
            .take_while(|d| d * d <= *number)
            .all(|d| number % d != 0)
    })
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::rsa::KeySize;
    use aws_lc_rs::signature::{KeyPair as _, RsaKeyPair};
    use data_encoding::BASE64URL_NOPAD;

    use super::*;

    /// The product of two primes of the form k·M + (65537^a mod M), made for this test.
    const OF_A_FAULTY_CARD: &str = "xUwT7gPYCL2lcK8sSd3KExE_r2B8x2J1uHXzETzX53Difsr2jnf4dED_QxjoZklkoqJOpfWJ2LB6OIaM3Zc1CS8DrDCIwyjCPNX9xpFo3fUHzN0TwmjMdmKL2ndK9BQab_QRKmB0Iuy9EiOlPuXPqf-XDdulsJeRo45dBleOxbbkqRkA_SfppLe0xxmAqS7mDCT_lP_r1NlTJuEpt9jzPuW-_DnfacU1PXOunpB4HC-UpuP1LNOWRlrLo1uEXNjfG49BAXMt8-FER9ui2L4kOFf7wuh9H68Nit24BKy5Oow8awMhTKwJi8r47pr7579g1sgeFcOt2Ul-Fz8ejeohdQ";
    const F4: &[u8] = &[1, 0, 1];

    fn modulus() -> Vec<u8> {
        let key = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        let modulus = key.public_key().modulus();
        modulus.big_endian_without_leading_zero().to_vec()
    }

    #[test]
    fn a_key_of_a_faulty_card_is_known_and_others_are_not() {
        let faulty = BASE64URL_NOPAD.decode(OF_A_FAULTY_CARD.as_bytes()).unwrap();
        assert_eq!(check(&faulty, F4), Err(Fault::Roca));
        for _ in 0..5 {
            assert_eq!(check(&modulus(), F4), Ok(()));
        }
    }

    #[test]
    fn an_exponent_is_odd_and_neither_small_nor_huge() {
        let modulus = modulus();
        for exponent in [
            &[][..],
            &[0],
            &[1],
            &[3],
            &[17],
            &[1, 0, 0],
            &[1, 0, 2],
            &[2, 0, 0, 0, 1],
            &[1; 9],
        ] {
            assert_eq!(
                check(&modulus, exponent),
                Err(Fault::Exponent),
                "{exponent:?}"
            );
        }
        assert_eq!(check(&modulus, &[0, 1, 0, 1]), Ok(()));
        assert_eq!(check(&modulus, &[1, 0, 0, 0, 1]), Ok(()));
    }

    #[test]
    fn a_modulus_is_long_enough_and_hard_to_take_apart() {
        let mut modulus = modulus();
        assert_eq!(
            check(&modulus[..255], F4),
            Err(Fault::ModulusSize { bits: 2040 })
        );
        modulus.insert(0, 0);
        assert_eq!(check(&modulus, F4), Ok(()));
        modulus[1] = 0x7f;
        assert_eq!(check(&modulus, F4), Err(Fault::ModulusSize { bits: 2047 }));
        modulus[1] = 0x80;
        *modulus.last_mut().unwrap() &= 0xfe;
        assert_eq!(check(&modulus, F4), Err(Fault::ModulusFactor { factor: 2 }));
        assert_eq!(
            check(&[0xff; 256], F4),
            Err(Fault::ModulusFactor { factor: 3 })
        );
        assert!(matches!(
            check(&[0xff; 1025], F4),
            Err(Fault::ModulusSize { bits: 8200 })
        ));
    }
}
