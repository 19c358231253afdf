//! The requests of this house that a text names.

/// The numbers in `entente:12`, `Entente #12`, `entente-12` and `entente/requests/12`, each once, in order.
///
/// A lone `#12` is the tracker's own and never one of ours.
pub(super) fn all(text: &str, into: &mut Vec<u64>) {
    let small = text.to_ascii_lowercase();
    for (at, word) in small.match_indices("entente") {
        // "mésentente" speaks of something else.
        let starts = small.get(..at).is_none_or(|before| !before.ends_with(char::is_alphanumeric));
        let rest = small.get(at + word.len()..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix("/requests").or(Some(rest)).filter(|_| starts) else { continue };
        let digits = rest.trim_start_matches([' ', ':', '#', '-', '/']);
        if digits.len() == rest.len() {
            continue;
        }
        let end = digits.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(digits.len());
        if let Some(number) = digits.get(..end).and_then(|digits| digits.parse().ok())
            && !into.contains(&number)
        {
            into.push(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[u64]) {
        let mut found = Vec::new();
        all(text, &mut found);
        assert_eq!(found, expect, "{text:?}");
    }

    #[test]
    fn a_request_is_named_with_the_name_of_the_house_in_front() {
        check("Widget fidélité (entente:12)", &[12]);
        check("Entente #7, and ENTENTE-8; again entente:7", &[7, 8]);
        check("https://entente.solvene.example/requests/3", &[]);
        check("see entente/requests/3", &[3]);
        check("fixes #12", &[]);
        check("mésentente 12, entente12, une entente", &[]);
        check("une entente : 99999999999999999999999", &[]);
    }
}
