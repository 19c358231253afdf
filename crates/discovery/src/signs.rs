//! Where a sign stands among bytes, many at a time: one bit for each byte.

use wide::u8x16;

/// Which of 32 bytes are the sign; bit n stands for the n-th.
#[inline(always)]
pub(crate) fn in_32(bytes: &[u8; 32], sign: u8) -> u32 {
    let (halves, _) = bytes.as_chunks::<16>();
    halves.iter().rev().fold(0, |all, half| all << 16 | in_16(half, sign))
}

/// Which of 64 bytes are the sign.
#[inline(always)]
pub(crate) fn in_64(bytes: &[u8; 64], sign: u8) -> u64 {
    let (halves, _) = bytes.as_chunks::<32>();
    halves.iter().rev().fold(0, |all, half| all << 32 | u64::from(in_32(half, sign)))
}

/// Which of 32 bytes are one of the signs.
#[inline(always)]
pub(crate) fn any_in_32<const N: usize>(bytes: &[u8; 32], signs: [u8; N]) -> u32 {
    signs.iter().fold(0, |all, sign| all | in_32(bytes, *sign))
}

#[inline(always)]
fn in_16(bytes: &[u8; 16], sign: u8) -> u32 {
    u8x16::new(*bytes).simd_eq(u8x16::splat(sign)).to_bitmask()
}

/// Where the first such sign at or after `from` stands; the end of the bytes when there is none.
#[inline(always)]
pub(crate) fn first(bytes: &[u8], sign: u8, from: usize) -> usize {
    let mut at = from;
    while let Some(window) = bytes.get(at..).and_then(|rest| rest.first_chunk::<32>()) {
        let found = in_32(window, sign);
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += 32;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|byte| *byte == sign).map_or(bytes.len(), |more| at + more)
}

/// Reads up to eight digits that stand at `start..end`; nothing for another sign, and where there are more or none.
#[inline(always)]
pub(crate) fn eight_digits(bytes: &[u8], start: usize, end: usize) -> Option<u64> {
    let len = end.checked_sub(start).filter(|len| (1..=8).contains(len))?;
    let last = bytes.get(..end)?.last_chunk::<8>()?;
    // The last digit is the highest byte; what stands before the number, in the low ones, is made zeros.
    let before = u64::MAX.checked_shr(8 * len as u32).unwrap_or(0);
    let zeros = 0x3030_3030_3030_3030_u64;
    let text = u64::from_le_bytes(*last) & !before | zeros & before;
    let digits = text ^ zeros;
    if (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    // Pairs, then fours, then all eight.
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_FFFF_0000_FFFF;
    Some(fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xFFFF_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sign_is_found_where_it_stands(bytes in proptest::collection::vec(prop_oneof![Just(b' '), Just(0), Just(0xA0), Just(b'!'), any::<u8>()], 64), sign in prop_oneof![Just(b' '), any::<u8>()], from in 0_usize..70) {
            let bytes: [u8; 64] = bytes.try_into().expect("64 bytes");
            let expect = (0..64).filter(|at| bytes[*at] == sign).fold(0, |all, at| all | 1_u64 << at);
            prop_assert_eq!(in_64(&bytes, sign), expect);
            let expect = (from..64).find(|at| bytes[*at] == sign).unwrap_or(64);
            prop_assert_eq!(first(&bytes, sign, from), expect);
        }

        #[test]
        fn digits_are_read_as_a_number(number in 0_u64..100_000_000, before in "[0-9a-z ]{8}", other in any::<u8>(), at in 0_usize..8) {
            let (text, end) = (number.to_string(), before.len() + number.to_string().len());
            let mut bytes = format!("{before}{text} 123").into_bytes();
            prop_assert_eq!(eight_digits(&bytes, before.len(), end), Some(number));
            let at = before.len() + at % text.len();
            bytes[at] = other;
            prop_assert_eq!(eight_digits(&bytes, before.len(), end).is_some(), other.is_ascii_digit());
        }
    }
}
