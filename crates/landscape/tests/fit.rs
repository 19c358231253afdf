//! Does a proposed tool do what something does already, and does it fit? Sentences, laws, and real API contracts.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // tests read files and say what they skip

#[path = "fit/laws.rs"]
mod laws;
#[path = "fit/real.rs"]
mod real;
#[path = "fit/rules.rs"]
mod rules;

use base::{Kind, Ref};
use jiff::civil::{Date, date};
use landscape::catalog::{Catalog, Claim};
use landscape::fit::{self, Fit, Ground, Likeness};
use landscape::import;

const TODAY: Date = date(2026, 8, 6);

/// The claims of files: name and text, one after another.
fn claims(files: &[(&str, &str)]) -> Vec<Claim> {
    let read = |(at, (name, text)): (usize, &(&str, &str))| {
        let dataset = Ref::new(Kind::Dataset, name);
        import::read(name, text.as_bytes(), &dataset, Some(TODAY), at as u64 + 1).expect("a table").claims
    };
    files.iter().enumerate().flat_map(read).collect()
}

fn system(key: &str) -> Ref {
    Ref::new(Kind::System, key)
}

fn fit(files: &[(&str, &str)], tool: &str) -> Fit {
    fit::of(&Catalog::build(claims(files)), &system(tool), TODAY).expect("the tool is in the catalogue")
}

/// One line per other: "campaign same capabilities 2/3, data 1/1".
fn told(fit: &Fit) -> Vec<String> {
    let line = |overlap: &fit::Overlap| {
        let common = overlap.common.iter().map(|it| format!("{} {}/{}", it.ground.spec().word, it.shared, it.of));
        let likeness = match overlap.likeness {
            Likeness::Same => "same",
            Likeness::Overlaps => "overlaps",
            Likeness::Touches => "touches",
        };
        format!("{} {likeness} {}", overlap.other.key(), common.collect::<Vec<_>>().join(", "))
    };
    fit.overlaps.iter().map(line).collect()
}

/// An estate with a campaign tool, a text-message tool and a shop; and a proposed tool in English.
const ESTATE: &[(&str, &str)] = &[
    (
        "systemes.csv",
        "id;système;fonctions;fournisseur;pour qui;cycle de vie\n\
         campaign;Outil de campagne;\"campagnes e-mail;segmentation;newsletter;scénarios\";Postalie;équipe CRM;actif\n\
         texto;Textos;\"sms;segmentation\";Signalo;équipe CRM;actif\n\
         shop;Boutique;\"panier;paiement\";Halteria;acheteurs;actif\n\
         crm;CRM;\"contacts;réclamations\";Halteria;centre d'appels;actif\n\
         old;Ancien outil;\"email campaign;segmentation;newsletter\";Mailio;équipe CRM;retiré\n\
         mailer;Mailer;\"email campaign;segmentation;newsletter\";Mailio;équipe CRM;prévu\n",
    ),
    ("donnees.csv", "id;donnée;système maître\ncontact;Contact;crm\nemail-event;Envoi;campaign\nbasket;Panier;shop\n"),
    (
        "flux.csv",
        "de;vers;mode;données\ncrm;campaign;async;contact\ncrm;mailer;async;contact\nshop;crm;dur;basket\n\
         mailer;shop;dur;basket\n",
    ),
];

#[test]
fn a_tool_that_does_the_same_is_found_in_the_other_language_with_its_grounds() {
    let fit = fit(ESTATE, "mailer");
    assert!(fit.proposed);
    assert_eq!(fit.compared, 4, "what is retired is not compared");
    assert_eq!(
        told(&fit),
        [
            "campaign same capabilities 3/3, data 1/2, users 1/1, links 1/2",
            "texto overlaps capabilities 1/3, users 1/1",
            "crm touches data 1/1",
        ]
    );
}
