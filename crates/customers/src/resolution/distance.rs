//! How far two words are apart. Values are at most [`LONGEST`] signs long, so every distance is bounded work.

/// The longest value compared, in signs; what is longer was cut when it was normalised.
pub const LONGEST: usize = 128;

/// Gives the Jaro–Winkler likeness of two words, with a prefix of up to four signs weighed 0.1 each.
///
/// Unit: 0 (nothing in common) ..= 1 (equal); two empty words are equal.
/// Source: Winkler, 1990. Oracle: the published pairs in `tests/distance.rs`, and another implementation there.
pub fn jaro_winkler(left: &str, right: &str) -> f64 {
    if left.is_ascii() && right.is_ascii() {
        return winkler(left.as_bytes(), right.as_bytes());
    }
    let (left, right) = (signs(left), signs(right));
    winkler(&left, &right)
}

/// Counts the edits between two words: a sign inserted, deleted, replaced, or two neighbours swapped, no part edited
/// twice (optimal string alignment).
///
/// Unit: edits. Source: Hyyrö, 2003 (bit-parallel, up to 64 signs); beyond, the table itself.
pub fn edits(left: &str, right: &str) -> usize {
    if left.is_ascii() && right.is_ascii() {
        return alignment(left.as_bytes(), right.as_bytes());
    }
    let (left, right) = (signs(left), signs(right));
    alignment(&left, &right)
}

fn signs(word: &str) -> Vec<char> {
    word.chars().take(LONGEST).collect()
}

fn winkler<T: PartialEq + Copy>(left: &[T], right: &[T]) -> f64 {
    let (left, right) = (&left[..left.len().min(LONGEST)], &right[..right.len().min(LONGEST)]);
    let jaro = jaro(left, right);
    let prefix = left.iter().zip(right).take(4).take_while(|(l, r)| l == r).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

fn jaro<T: PartialEq + Copy>(left: &[T], right: &[T]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return if left.len() == right.len() { 1.0 } else { 0.0 };
    }
    let reach = (left.len().max(right.len()) / 2).saturating_sub(1);
    // One bit per sign already matched: 128 signs at most.
    let (mut taken_left, mut taken_right) = (0_u128, 0_u128);
    for (at, sign) in left.iter().enumerate() {
        let from = at.saturating_sub(reach);
        let to = (at + reach + 1).min(right.len());
        for (other, candidate) in right.iter().enumerate().take(to).skip(from) {
            if candidate == sign && taken_right & (1 << other) == 0 {
                taken_left |= 1 << at;
                taken_right |= 1 << other;
                break;
            }
        }
    }
    let common = taken_left.count_ones();
    if common == 0 {
        return 0.0;
    }
    let mut out_of_order = 0;
    let mut rest = taken_right;
    for (at, sign) in left.iter().enumerate() {
        if taken_left & (1 << at) != 0 {
            let other = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            if right.get(other) != Some(sign) {
                out_of_order += 1;
            }
        }
    }
    let common = f64::from(common);
    let swapped = f64::from(out_of_order / 2);
    (common / left.len() as f64 + common / right.len() as f64 + (common - swapped) / common) / 3.0
}

fn alignment<T: PartialEq + Copy>(left: &[T], right: &[T]) -> usize {
    let (mut left, mut right) = (&left[..left.len().min(LONGEST)], &right[..right.len().min(LONGEST)]);
    while let ([l, left_rest @ ..], [r, right_rest @ ..]) = (left, right)
        && l == r
    {
        (left, right) = (left_rest, right_rest);
    }
    while let ([left_rest @ .., l], [right_rest @ .., r]) = (left, right)
        && l == r
    {
        (left, right) = (left_rest, right_rest);
    }
    match (left.len(), right.len()) {
        (0, other) | (other, 0) => other,
        (1..=64, _) => bit_parallel(left, right),
        (_, 1..=64) => bit_parallel(right, left),
        _ => table(left, right),
    }
}

/// The columns of the table as bits: `pattern` has 1 to 64 signs.
fn bit_parallel<T: PartialEq + Copy>(pattern: &[T], text: &[T]) -> usize {
    let last = 1_u64 << (pattern.len() - 1);
    let (mut up, mut down, mut diagonal, mut before) = (!0_u64, 0_u64, 0_u64, 0_u64);
    let mut score = pattern.len();
    for sign in text {
        let mut here = 0_u64;
        for (at, other) in pattern.iter().enumerate() {
            here |= u64::from(other == sign) << at;
        }
        let swapped = ((!diagonal & here) << 1) & before;
        diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
        let mut right_up = down | !(diagonal | up);
        let mut right_down = diagonal & up;
        score += usize::from(right_up & last != 0);
        score -= usize::from(right_down & last != 0);
        right_up = (right_up << 1) | 1;
        right_down <<= 1;
        up = right_down | !(diagonal | right_up);
        down = right_up & diagonal;
        before = here;
    }
    score
}

fn table<T: PartialEq + Copy>(left: &[T], right: &[T]) -> usize {
    let width = right.len() + 1;
    let mut before = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut row = vec![0; width];
    for (i, l) in left.iter().enumerate() {
        row[0] = i + 1;
        for (j, r) in right.iter().enumerate() {
            let replaced = last[j] + usize::from(l != r);
            row[j + 1] = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *l == right[j - 1] && left[i - 1] == *r {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[right.len()]
}
