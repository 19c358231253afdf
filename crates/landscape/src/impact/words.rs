//! Small turns of phrase the sentences share.

use base::{Lang, Say};

/// A name between quotation marks.
pub(super) fn quoted(name: &Say) -> Say {
    Say::new(format!("«\u{a0}{}\u{a0}»", name.fr), format!("“{}”", name.en))
}

/// "a", "a et b", "a, b et c"; `etc` more are counted when there are over six.
pub(super) fn list(items: &[Say]) -> Say {
    const SHOWN: usize = 6;
    Say::each(|lang| {
        let and = if lang == Lang::Fr { " et " } else { " and " };
        let mut words: Vec<String> = items.iter().take(SHOWN).map(|say| say.in_lang(lang).to_owned()).collect();
        if items.len() > SHOWN {
            words.push(match (items.len() - SHOWN, lang) {
                (1, Lang::Fr) => "un autre".to_owned(),
                (1, Lang::En) => "one other".to_owned(),
                (more, Lang::Fr) => format!("{more} autres"),
                (more, Lang::En) => format!("{more} others"),
            });
        }
        match words.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{}{and}{last}", rest.join(", ")),
            None => String::new(),
        }
    })
}

/// The sentence with its first letter in capitals.
pub(super) fn capital(say: Say) -> Say {
    let big = |words: String| {
        let mut signs = words.chars();
        signs.next().map(|first| first.to_uppercase().chain(signs).collect::<String>()).unwrap_or_default()
    };
    Say::new(big(say.fr), big(say.en))
}

/// Counts in words up to ten: "à deux gestes", "two taps away"; nothing is away from what opens at once.
pub(super) fn taps(count: f64) -> Say {
    if count == 0.0 {
        return Say::new("dès l'ouverture", "as soon as it opens");
    }
    const FR: [&str; 11] = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"];
    const EN: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let plural = if count >= 2.0 { "s" } else { "" };
    let word = |lang: Lang, words: [&str; 11]| {
        let whole = count.fract() == 0.0 && (0.0..=10.0).contains(&count);
        if whole { words[count as usize].to_owned() } else { base::format::number(lang, count, 1) }
    };
    let en_plural = if count == 1.0 { "" } else { "s" };
    Say::new(format!("à {} geste{plural}", word(Lang::Fr, FR)), format!("{} tap{en_plural} away", word(Lang::En, EN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_read_as_people_say_them() {
        let names = ["a", "b", "c"].map(Say::same);
        assert_eq!(list(&names), Say::new("a, b et c", "a, b and c"));
        assert_eq!(list(&names[..1]), Say::same("a"));
        assert_eq!(list(&[]), Say::same(""));
        assert_eq!(taps(2.0), Say::new("à deux gestes", "two taps away"));
        let seven: Vec<Say> = "abcdefg".chars().map(|c| Say::same(c.to_string())).collect();
        assert_eq!(list(&seven), Say::new("a, b, c, d, e, f et un autre", "a, b, c, d, e, f and one other"));
        assert_eq!(taps(0.0), Say::new("dès l'ouverture", "as soon as it opens"));
        assert_eq!(taps(1.0), Say::new("à un geste", "one tap away"));
        assert_eq!(capital(Say::new("élan", "on Saturday")), Say::new("Élan", "On Saturday"));
    }
}
