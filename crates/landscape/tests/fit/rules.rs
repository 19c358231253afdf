//! Each rule in sentences: what the files say of a tool, and what the rule answers.

use base::Source;
use landscape::field::Field;
use landscape::fit::{Check, RULES, Verdict};

use super::*;

/// What a rule answers of the system `tool`, in files of a kind each; the first line of a file is its header.
fn check(rule: &str, files: &[(&str, &str)], verdict: Verdict, words: &str) -> Check {
    let fit = fit(files, "tool");
    let check = fit.checks.into_iter().find(|check| check.rule == rule).expect("a rule of that name");
    assert_eq!(check.verdict, verdict, "{rule}: {}", check.say.en);
    assert!(check.say.en.contains(words), "{rule}: {}", check.say.en);
    assert!(!check.say.fr.is_empty() && check.say.fr != check.say.en);
    // Whoever is left without an answer is told whom to ask.
    assert!(verdict == Verdict::Fits || check.ask.is_some(), "{rule}");
    check
}

use Verdict::{DoesNotFit, Fits, NotKnown};

#[test]
fn every_rule_answers_of_a_tool_nobody_says_anything_of_and_makes_nothing_up() {
    let fit = fit(&[("systemes.csv", "id;système\ntool;Outil\nother;Autre\n")], "tool");
    assert_eq!(
        fit.checks.iter().map(|check| check.rule).collect::<Vec<_>>(),
        RULES.iter().map(|r| r.word).collect::<Vec<_>>()
    );
    for check in &fit.checks {
        assert_eq!(check.verdict, NotKnown, "{}", check.rule);
        assert!(check.ask.is_some() && check.proofs.is_empty(), "{}", check.rule);
    }
    assert!(fit.overlaps.is_empty());
    assert_eq!(fit.already.en, "The one other system is not known to do the same.");
    assert_eq!(fit.unsaid.len(), 1, "what it could be compared by, and whom to ask");
}

#[test]
fn sign_on_is_held_against_what_the_directory_offers() {
    let estate = |tool: &str, directory: &str| {
        format!(
            "id;système;fonctions;connexion\ntool;Outil;;{tool}\niam;Annuaire;annuaire;{directory}\ncrm;CRM;;mot de passe\n"
        )
    };
    for (tool, directory, verdict, words) in [
        ("SAML", "SAML;OpenID Connect", Fits, "by SAML"),
        ("OIDC", "OpenID Connect", Fits, "“Annuaire” offers it"),
        ("SSO", "SAML", Fits, "by SSO"),
        ("mot de passe", "SAML", DoesNotFit, "“Annuaire” offers SAML; it offers mot de passe only"),
        ("OIDC", "SAML", DoesNotFit, "it offers OIDC only"),
        ("", "SAML", NotKnown, "Nobody has said how people sign on"),
        ("SAML", "", NotKnown, "nothing to compare with"),
    ] {
        let text = estate(&quoted(tool), &quoted(directory));
        let check = check("sign_on", &[("systemes.csv", &text)], verdict, words);
        assert!(verdict != DoesNotFit || check.proofs.len() == 2, "the tool's word and the directory's");
    }
    // A directory tagged with single sign-on offers it, though nobody filled in how one signs on to it.
    let tagged = "id;système;fonctions;connexion\ntool;Outil;;SAML\nold;Ancien;;mot de passe\niam;Annuaire;annuaire;\ndir;SSO;\"sso;login\";\n";
    check("sign_on", &[("systemes.csv", tagged)], Fits, "by SAML, as “SSO” offers it");
    // How programs sign on says nothing of how people do.
    let systems = estate("", "SAML");
    let apis = "id;api;offerte par;connexion\na;API;tool;API key\n";
    check("sign_on", &[("systemes.csv", &systems), ("apis.csv", apis)], NotKnown, "Programs sign on to it by API key");
}

fn quoted(words: &str) -> String {
    format!("\"{words}\"")
}

#[test]
fn personal_data_stays_where_the_estate_is_or_in_the_eea() {
    let data = "id;donnée;système maître;données personnelles;finalités couvertes\nc;Contact;crm;e-mail;crm\nb;Prix;crm;aucune;\n";
    let flow = |data: &str| format!("de;vers;données\ncrm;tool;{data}\n");
    let systems = |country: &str| format!("id;système;pays\ntool;Outil;{country}\ncrm;CRM;FR\nfar;Loin;SG\n");
    for (country, carried, verdict, words) in [
        ("FR", "c", Fits, "where the estate runs already"),
        ("Irlande", "c", Fits, "in the European Economic Area (Irlande)"),
        ("SG", "c", Fits, "where the estate runs already"),
        ("US", "c", NotKnown, "whose protection the Union recognises (US)"),
        ("IN", "c", DoesNotFit, "outside the European Economic Area (IN)"),
        ("IN", "b", Fits, "no data about persons"),
        ("eu-west-2", "c", NotKnown, "“eu-west-2” does not say which country"),
        ("", "c", NotKnown, "Nobody has said in which country"),
    ] {
        let (systems, flow) = (systems(country), flow(carried));
        check("country", &[("systemes.csv", &systems), ("donnees.csv", data), ("flux.csv", &flow)], verdict, words);
    }
}

#[test]
fn personal_data_and_tracking_take_a_covered_purpose() {
    let data = "id;donnée;système maître;données personnelles;finalités couvertes\n\
        c;Contact;crm;e-mail;prospection\nn;Note;crm;nom;\nb;Prix;crm;aucune;\nx;Divers;crm;;\n";
    let flow = |data: &str| format!("de;vers;données\ncrm;tool;{data}\n");
    let screen = |purpose: &str| format!("id;écran;canal;finalité\ne;Écran;tool;{purpose}\n");
    let systems = |tags: &str| format!("id;système;fonctions\ntool;Outil;{tags}\ncrm;CRM;crm\n");
    for (tags, carried, purpose, verdict, words) in [
        ("", "c", "prospection", Fits, "is covered for “Contact”"),
        ("", "c", "profilage", DoesNotFit, "It serves: profilage; that is not covered for “Contact”"),
        ("", "n", "prospection", DoesNotFit, "not covered for “Note”"),
        ("", "n", "", DoesNotFit, "no purpose is covered"),
        ("", "c", "", NotKnown, "Purposes are covered for “Contact”"),
        ("", "b", "", Fits, "None of the data it would hold is about persons"),
        ("", "x", "", NotKnown, "whether it would hold data about persons"),
        ("pixel", "b", "", DoesNotFit, "It follows visitors (“pixel”)"),
        ("pixel", "c", "prospection", Fits, "is covered"),
    ] {
        let (systems, flow, screen) = (systems(tags), flow(carried), screen(purpose));
        let files = [("systemes.csv", &*systems), ("donnees.csv", data), ("flux.csv", &flow), ("ecrans.csv", &screen)];
        check("consent", &files, verdict, words);
    }
    // Each screen answers for what it shows: two screens with a purpose each do not stand against one another.
    let both =
        "id;donnée;données personnelles;finalités couvertes\nc;Contact;e-mail;prospection\no;Commande;nom;commande\n";
    for (second, verdict) in [("commande", Fits), ("prospection", DoesNotFit)] {
        let screens = format!("id;écran;canal;montre;finalité\na;Lettre;tool;c;prospection\nb;Suivi;tool;o;{second}\n");
        let (systems, words) = (systems(""), if verdict == Fits { "is covered" } else { "not covered for “Commande”" });
        check(
            "consent",
            &[("systemes.csv", &systems), ("donnees.csv", both), ("ecrans.csv", &screens)],
            verdict,
            words,
        );
    }
    let apis = "id;api;offerte par;données personnelles\na;API;tool;e-mail\n";
    let systems = systems("");
    check(
        "consent",
        &[("systemes.csv", &systems), ("apis.csv", apis)],
        NotKnown,
        "Its API can carry data about persons (e-mail)",
    );
}

#[test]
fn a_tool_that_only_takes_files_does_not_answer_who_waits() {
    let systems = "id;système\ntool;Outil\nsite;Site\n";
    let api = |protocol: &str| format!("id;api;offerte par;protocole\na;API;tool;{protocol}\n");
    let flow = |mode: &str| format!("de;vers;mode\nsite;tool;{mode}\n");
    for (protocol, mode, verdict, words) in [
        ("https", "dur", Fits, "It answers live (https)"),
        ("SFTP", "dur", DoesNotFit, "files only (SFTP); yet “Site” wait"),
        ("SFTP", "async", Fits, "nobody waits"),
        ("SFTP", "", NotKnown, "whether anyone will wait"),
        ("Kafka", "dur", DoesNotFit, "messages only"),
        ("\"SFTP;https\"", "dur", Fits, "live"),
        ("pigeon", "dur", NotKnown, "nothing says whether live or by files"),
        ("", "dur", NotKnown, "Nobody has said how one exchanges"),
    ] {
        let (api, flow) = (api(protocol), flow(mode));
        check("protocol", &[("systemes.csv", systems), ("apis.csv", &api), ("flux.csv", &flow)], verdict, words);
    }
}

#[test]
fn a_limit_is_held_against_the_calls_that_would_come() {
    let systems = |limit: &str, load: &str| {
        format!("id;système;limite;charge\ntool;Outil;{limit};{load}\nsite;Site;;100\napp;App;;\n")
    };
    for (limit, load, flows, verdict, words) in [
        ("40", "22", "", Fits, "22 calls/s reach it at peak; its limit is 40 calls/s: enough"),
        ("10", "22", "", DoesNotFit, "too many"),
        ("25", "22 [18-26]", "", NotKnown, "the range leaves the question open"),
        ("40", "", "site;tool;30;;\napp;tool;15;;\n", DoesNotFit, "45 calls/s reach it"),
        ("40", "", "site;tool;;0,5;\n", DoesNotFit, "50 calls/s reach it"),
        ("40", "", "site;tool;;0,5;80 %\n", Fits, "10 calls/s reach it"),
        ("40", "", "site;tool;10;;\napp;tool;;;\n", NotKnown, "nobody has measured the calls from “App”"),
        ("40", "", "", NotKnown, "nobody has measured or estimated"),
        ("", "22", "", NotKnown, "Nobody has said how many calls a second it takes"),
    ] {
        let (systems, flows) =
            (systems(limit, load), format!("de;vers;appels/s;appels par requête;part en cache\n{flows}"));
        let mut files = vec![("systemes.csv", &*systems)];
        if flows.lines().count() > 1 {
            files.push(("flux.csv", &flows));
        }
        let fit = fit(&files, "tool");
        let told = fit.checks.iter().find(|check| check.rule == "rate_limit").expect("the rule");
        let plain = told.say.en.replace('\u{a0}', " ");
        assert_eq!(told.verdict, verdict, "{plain}");
        assert!(plain.contains(words), "{plain}");
    }
    // Calls that were seen to arrive came past the cache: it is counted once.
    let flow = "de;vers;appels par requête;part en cache\nsite;tool;0,5;80 %\n";
    let mut claims = super::claims(&[("systemes.csv", &systems("40", "")), ("flux.csv", flow)]);
    let calls = claims.iter_mut().find(|claim| claim.field == Field::Calls).expect("calls per request");
    if let Source::File { file, line, column, .. } = &mut calls.source {
        (*file, *line, *column) = ("traces.json".to_owned(), 0, "/data/0/spans/3".to_owned());
    }
    let fit = landscape::fit::of(&Catalog::build(claims), &super::system("tool"), TODAY).expect("the tool");
    let told = fit.checks.iter().find(|check| check.rule == "rate_limit").expect("the rule");
    assert!(told.say.en.replace('\u{a0}', " ").contains("50 calls/s reach it"), "{}", told.say.en);
    // Of several APIs the one that takes least counts, unless the system says its own limit.
    let apis = "id;api;offerte par;limite\na;A;tool;5\nb;B;tool;500\n";
    for (limit, verdict) in [("", DoesNotFit), ("40", Fits)] {
        let systems = systems(limit, "22");
        check("rate_limit", &[("systemes.csv", &systems), ("apis.csv", apis)], verdict, "reach it at peak");
    }
}

#[test]
fn one_data_object_has_one_master() {
    let systems = "id;système\ntool;Outil\ncrm;CRM\n";
    for (master, verdict, words) in
        [("tool", Fits, "It alone is master of “Contact”"), ("\"crm;tool\"", DoesNotFit, "“CRM” of “Contact” too")]
    {
        let data = format!("id;donnée;système maître\nc;Contact;{master}\n");
        check("two_masters", &[("systemes.csv", systems), ("donnees.csv", &data)], verdict, words);
    }
    // Two files that name two masters dispute it, whichever counts.
    let (a, b) =
        ("id;donnée;système maître\nc;Contact;crm\n", "id;donnée;système maître;description\nc;Contact;Outil;x\n");
    for (first, second) in [(a, b), (b, a)] {
        let files = [("systemes.csv", systems), ("donnees.csv", first), ("objets.csv", second)];
        check("two_masters", &files, DoesNotFit, "“CRM” of “Contact” too");
    }
    let data = "id;donnée;système maître\nc;Contact;crm\n";
    let files = [("systemes.csv", systems), ("donnees.csv", data), ("flux.csv", "de;vers;données\ncrm;tool;c\n")];
    check("two_masters", &files, Fits, "It would be master of no data");
}

#[test]
fn what_ends_is_not_begun_with() {
    for (rule, header, cell, verdict, words) in [
        ("lifecycle", "cycle de vie", "prévu", Fits, "planned"),
        ("lifecycle", "cycle de vie", "pilote", Fits, "on trial"),
        ("lifecycle", "cycle de vie", "déprécié", DoesNotFit, "deprecated"),
        ("lifecycle", "cycle de vie", "retiré", DoesNotFit, "retired"),
        ("end_of_life", "fin de vie", "2026-08-05", DoesNotFit, "has not been maintained since 5 August 2026"),
        ("end_of_life", "fin de vie", "2026-08-06", DoesNotFit, "in 0 days"),
        ("end_of_life", "fin de vie", "2027-08-05", DoesNotFit, "in 364 days: less than a year"),
        ("end_of_life", "fin de vie", "2027-08-06", Fits, "maintained until 6 August 2027"),
    ] {
        let systems = format!("id;système;{header}\ntool;Outil;{cell}\n");
        let check = check(rule, &[("systemes.csv", &systems)], verdict, words);
        assert_eq!(check.proofs.len(), 1, "{rule}: the fact it rests on");
    }
}

#[test]
fn whom_to_ask_is_the_team_then_the_vendor() {
    for (row, words) in [
        ("Équipe CRM;Postalie", "ask “Équipe CRM”"),
        (";Postalie", "ask its vendor, “Postalie”"),
        (";", "whoever proposes it"),
    ] {
        let systems = format!("id;système;équipe responsable;fournisseur\ntool;Outil;{row}\n");
        let teams = "équipe;côté\nÉquipe CRM;marketing\n";
        let check =
            check("end_of_life", &[("systemes.csv", &systems), ("equipes.csv", teams)], NotKnown, "Nobody has said");
        assert!(check.ask.unwrap().en.contains(words));
    }
}
