//! What holds for any wish whatever.

use std::time::Instant;

use base::{Kind, Lang, Ref, Say};
use landscape::archetype::Archetype;
use landscape::catalog::Catalog;
use landscape::field::{Field, Value};
use landscape::sentence::{self, Candidate, FIT_MIN, Index};
use proptest::prelude::*;

use crate::garden::{self, claim};
use crate::{keys, wishes};

fn is_sound(sentence: &str, read: &[Candidate]) {
    assert!(read.len() <= 3);
    assert!(read.windows(2).all(|two| two[0].fit >= two[1].fit), "best first");
    for (n, c) in read.iter().enumerate() {
        assert!((FIT_MIN..=1.0).contains(&c.fit), "{}", c.fit);
        assert!(c.element.is_some() || c.data.is_some());
        assert!(c.archetype.as_deref().is_none_or(|word| Archetype::of(word).is_some()));
        assert!(!c.because.is_empty(), "{sentence:?} is read without a reason");
        for (words, say) in &c.because {
            assert!(sentence.contains(words.as_str()), "{words:?} stand in the sentence as typed");
            assert!(!say.fr.is_empty() && !say.en.is_empty());
        }
        assert!(
            read[..n].iter().all(|other| (&other.element, &other.data) != (&c.element, &c.data)),
            "different readings"
        );
    }
}

#[test]
fn the_first_walk_is_read_in_both_languages_with_its_reasons() {
    let catalog = garden::catalog();
    for (wish, lang) in [
        ("Afficher le solde de points en page d'accueil de l'appli", Lang::Fr),
        ("Show the points balance on the app's home page", Lang::En),
    ] {
        let read = sentence::read(&catalog, wish, lang);
        is_sound(wish, &read);
        let best = &read[0];
        assert_eq!(best.element, Some(Ref::new(Kind::Element, "app-home")));
        assert_eq!(best.data, Some(Ref::new(Kind::Data, "points")));
        assert_eq!(best.archetype.as_deref(), Some("live-lookup"));
        let told: Vec<&str> = best.because.iter().map(|(words, _)| words.as_str()).collect();
        match lang {
            Lang::Fr => assert_eq!(told[..2], ["solde de points", "page d'accueil de l'appli"]),
            Lang::En => assert_eq!(told[..2], ["points balance", "app's home page"]),
        }
        assert_eq!(best.because[0].1, Say::new("la donnée « Solde de points »", "the data “Points balance”"));
    }
}

#[test]
fn case_accents_and_signs_change_nothing() {
    let index = Index::of(&garden::catalog());
    for (wish, lang, ..) in wishes::TUNED.iter().chain(wishes::FRESH) {
        let plain = index.read(wish, *lang);
        is_sound(wish, &plain);
        let bare = base::slug(wish).replace('-', " ");
        let same = |other: &str| {
            let read = index.read(other, *lang);
            let parts = |c: &Candidate| (c.element.clone(), c.data.clone(), c.archetype.clone());
            let (a, b): (Vec<_>, Vec<_>) = (plain.iter().map(parts).collect(), read.iter().map(parts).collect());
            assert_eq!(a, b, "{other}");
        };
        same(&wish.to_uppercase());
        same(&format!("  « {wish} » !!! 🌻"));
        if !wish.contains(['-', ',', ':', '%', '/', '’']) {
            same(&bare);
        }
    }
}

#[test]
fn parts_in_another_order_give_the_same_elements() {
    let index = Index::of(&garden::catalog());
    for (one, other, lang) in [
        (
            "Afficher le solde de points en page d'accueil de l'appli",
            "En page d'accueil de l'appli, le solde de points, l'afficher",
            Lang::Fr,
        ),
        ("Le stock du magasin sur la fiche produit", "Sur la fiche produit le stock du magasin", Lang::Fr),
        ("Live chat on the checkout page", "On the checkout page, chat live", Lang::En),
        ("Print a coupon on the till receipt", "On the till receipt print a coupon", Lang::En),
    ] {
        assert_eq!(keys(&index.read(one, lang)), keys(&index.read(other, lang)), "{other}");
    }
}

#[test]
fn hostile_and_endless_sentences_are_survived() {
    let index = Index::of(&garden::catalog());
    for sentence in [
        String::new(),
        " \t\n".to_owned(),
        "🌻🌻🌻".to_owned(),
        "'; DROP TABLE element; --".to_owned(),
        "<script>alert(1)</script>".to_owned(),
        "\u{0}\u{202e}\u{feff}".to_owned(),
        "de la le les the of".to_owned(),
        "\u{301}\u{301}a\u{301}".to_owned(),
        "page ".repeat(20_000),
        "x".repeat(200_000),
        "é".repeat(50_000),
        "e-e-e-e-mail e- -e e".to_owned(),
    ] {
        let shown: String = sentence.chars().take(40).collect();
        for lang in Lang::ALL {
            let read = index.read(&sentence, lang);
            is_sound(&sentence, &read);
            assert!(read.len() <= 3, "{shown}");
        }
    }
    assert!(Index::of(&Catalog::default()).read("Afficher le solde de points", Lang::Fr).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_sentence_is_read_soundly(sentence in "(\\PC{0,12}|solde|points?|page|accueil|appli|basket|e-|[ ,.'’-]| de | the ){0,20}") {
        let index = GARDEN.with(Clone::clone);
        is_sound(&sentence, &index.read(&sentence, Lang::Fr));
        is_sound(&sentence, &index.read(&sentence, Lang::En));
    }
}

thread_local! {
    static GARDEN: std::rc::Rc<Index> = std::rc::Rc::new(Index::of(&garden::catalog()));
}

/// Budget: 20 ms a sentence over 5,000 elements and 2,000 data objects in release.
#[test]
fn a_large_estate_is_read_quickly() {
    let mut claims = Vec::new();
    let places = ["page d'accueil", "fiche produit", "panier", "espace client", "suivi de commande", "écran", "e-mail"];
    for n in 0..7_000 {
        let kind = if n < 5_000 { Kind::Element } else { Kind::Data };
        let it = Ref::new(kind, &format!("thing-{n}"));
        let name = format!("{} zone{} lot{n}", places[n % places.len()], n % 700);
        claims.push(claim(&it, Field::Name, Value::Words(Say::same(name))));
        if kind == Kind::Element {
            claims.push(claim(&it, Field::Shows, Value::Named(vec![format!("thing-{}", 5_000 + n % 2_000)])));
        }
    }
    let index = Index::of(&Catalog::build(claims));
    let wish = "Afficher le solde de points en page d'accueil de l'appli et sur la fiche produit, zone12 du panyer";
    #[allow(clippy::disallowed_methods)] // a test may look at its watch
    let start = Instant::now();
    for _ in 0..10 {
        is_sound(wish, &index.read(wish, Lang::Fr));
    }
    let each = start.elapsed() / 10;
    eprintln!("a large estate: {each:?} a sentence");
    let budget_ms = if cfg!(debug_assertions) { 400 } else { 20 };
    assert!(each.as_millis() < budget_ms, "{each:?}");
}
