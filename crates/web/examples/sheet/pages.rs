//! The pages of the sheet: the landing page, a whole request as an open book, and every other part.

use base::{Kind, Lang, Quantity, Reject, Say, Side, Unit};
use jiff::civil::date;
use landscape::impact::Verdict;
use maud::{Markup, html};
use web::ui::form::{Choice, Field, Input, Question, Sealed};
use web::ui::page::{Flash, Format, Frame, Room, Theme, Who};
use web::ui::readiness::Criterion;
use web::ui::*;

use crate::sample::{self, World, at, fact};

pub fn all(lang: Lang, theme: Theme) -> Vec<(&'static str, Markup)> {
    vec![("landing", landing(lang, theme)), ("request", request(lang, theme)), ("parts", parts(lang, theme))]
}

fn seal() -> Sealed<'static> {
    Sealed { csrf: "sheet", command: base::CommandId(uuid::Uuid::from_u128(1)) }
}

fn frame<'a>(
    lang: Lang,
    theme: Theme,
    title: &'a str,
    here: Option<Room>,
    format: Format,
    flash: Option<Flash<'a>>,
) -> Frame<'a> {
    let role = match lang {
        Lang::Fr => "chargée de fidélité",
        Lang::En => "loyalty officer",
    };
    Frame {
        lang,
        title,
        theme,
        who: Some(Who { name: "Lou Peyrissac", role, side: Side::Marketing }),
        own: Vec::new(),
        nav: page::rooms(here, |_| true),
        beside: Vec::new(),
        verifiable: true,
        csrf: "sheet",
        sign_out: "/sign-out",
        position: 1207,
        as_of: sample::TODAY,
        flash,
        path: "/requests/42",
        format,
    }
}

fn t<'a>(lang: Lang, fr: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

fn landing(lang: Lang, theme: Theme) -> Markup {
    let r = &sample::reader(lang);
    let t = |fr, en| t(lang, fr, en);
    let item = |fr: &'static str, en: &'static str, ufr: &'static str, uen: &'static str| columns::Item {
        words: html! { (t(fr, en)) },
        href: "/requests/42".into(),
        under: html! { (t(ufr, uen)) },
    };
    let content = html! {
        (hero::hero(r, &seal(), "/requests", "", None, &[
            (t("Afficher le solde de points en page d’accueil de l’appli", "Show the points balance on the app’s home page").into(), "/?wish=1".into()),
            (t("Prévenir quand un article revient en stock", "Tell customers when an item is back in stock").into(), "/?wish=2".into()),
        ]))
        (columns::columns(&[
            columns::Card {
                id: "waiting",
                title: t("Ce qui attend, et qui", "What is waiting, and for whom"),
                lead: figure::statement(r, &Say::new("Quatre décisions vous attendent, dont une depuis 11 jours.", "Four decisions wait for you, one of them for 11 days."), &[]),
                items: vec![
                    item("Le retrait en une heure attend un arbitre : deux A sur la même ligne.", "One-hour pick-up waits for an arbiter: two A on the same row.", "Inès Valmorin et Karim Delorge, depuis le 26 juillet", "Inès Valmorin and Karim Delorge, since 26 July"),
                    item("Le parrainage attend trois chiffres de la DSI.", "Referral waits for three figures from IT.", "Gaëtan Ruelland, depuis 4 jours", "Gaëtan Ruelland, for 4 days"),
                    item("La relance d’hivernage attend un consentement.", "The winterising reminder waits for a consent.", "Clarisse Thévoz, depuis hier", "Clarisse Thévoz, since yesterday"),
                ],
                all: Some((t("Toutes les demandes en attente", "Everything that is waiting").into(), "/requests".into())),
            },
            columns::Card {
                id: "changed",
                title: t("Ce qui a changé, et son prix", "What changed, and its price"),
                lead: figure::statement(r, &Say::new("Un changement de priorité a coûté 55,6 jours-personne.", "One change of priority cost 55.6 person-days."), &[]),
                items: vec![
                    item("Le parrainage passe devant la refonte du panier : net −55 472 €.", "Referral goes before the basket redesign: net −€55,472.", "signé par les deux, semaine 6", "signed by both, week 6"),
                    item("Le périmètre du profil unifié grandit de 5,85 % par mois.", "The scope of the unified profile grows by 5.85 % a month.", "1 180 → 1 322 en deux mois", "1,180 → 1,322 in two months"),
                ],
                all: Some((t("Le registre des changements", "The change ledger").into(), "/decisions".into())),
            },
            columns::Card {
                id: "unknown",
                title: t("Ce que personne ne savait", "What nobody knew"),
                lead: figure::statement(r, &Say::new("43 des 74 outils marketing ne figuraient sur aucune liste.", "43 of the 74 marketing tools were on nobody’s list."), &[]),
                items: vec![
                    item("Une roue à coupons : 23 utilisateurs, 89 € par mois, 14 Mo envoyés.", "A coupon wheel: 23 users, €89 a month, 14 MB uploaded.", "lignes de carte et journaux du proxy", "card lines and proxy logs"),
                    item("La limite du moteur de fidélité date de 14 mois.", "The loyalty engine’s limit is 14 months old.", "à confirmer par l’équipe Fidélité", "to be confirmed by the Loyalty team"),
                ],
                all: Some((t("La carte", "The map").into(), "/map".into())),
            },
        ]))
    };
    page::page(&frame(lang, theme, t("Accueil", "Home"), None, Format::Wide, None), content)
}

fn request(lang: Lang, theme: Theme) -> Markup {
    let r = &sample::reader(lang);
    let t = |fr, en| t(lang, fr, en);
    let w = sample::world();
    let figures = w.figures();
    let title =
        t("Afficher le solde de points en page d’accueil de l’appli", "Show the points balance on the app’s home page");
    let kicker = html! {
        (badge::lane(r, badge::Lane::Standard))
        span { (t("Demande de Lou Peyrissac", "Asked by Lou Peyrissac")) }
        (badge::side(r, Side::Marketing))
        (badge::provisional(r))
    };
    let lead = figure::statement(
        r,
        &Say::new(
            "Le samedi à 16:00, ce widget peut ralentir {tills} caisses. Avec un cache, il ne ralentit rien.",
            "On Saturday at 16:00 this widget can slow down {tills} tills. With a cache it slows down nothing.",
        ),
        &figures,
    );
    let content = html! {
        (page::opening(&kicker, title, Some(&lead)))
        (spread::spread(r, &spread::Spread {
            id: "book", first: Side::Marketing,
            left: left(r, &w), spine: spine(r, &w), right: right(r, &w),
        }))
        (page::section("proof", t("La preuve : ce que les systèmes auraient à porter", "The proof: what the systems would have to carry"), html! {
            (load::loads(r, &w.impact.loads))
            (load::caches(r, &w.impact.caches))
        }))
        (page::section("way", t("Par où passe chaque affichage", "Where each view goes"), path::of_impact(r, &w.impact)))
        (page::section("landscape", t("Ce qui est autour", "What is around"), map(r, &w)))
        (page::section("ready", t("Ce qu’il reste à dire", "What remains to be said"), ready(r)))
        (form::form(&seal(), "/requests/42/decision", form::actions(html! {
            (form::submit(t("Demander la décision", "Ask for the decision")))
            (form::quiet("later", "1", t("Garder pour plus tard", "Keep for later")))
        })))
        (figure::sources(r, &figures))
    };
    page::page(&frame(lang, theme, title, Some(Room::Requests), Format::Wide, None), content)
}

fn left(r: &Reader, w: &World) -> Markup {
    let figures = w.figures();
    let say = |fr: &str, en: &str| figure::sentence(r, &Say::new(fr, en), &figures);
    let date = Say::new("Date", "Date");
    html! {
        (spread::entry(r, &Say::new("Le samedi à 16:00", "On Saturday at 16:00"), say(
            "Au moment où les magasins sont pleins, {tills} caisses demandent elles aussi le solde de points. Elles attendraient avec vos clients.",
            "When the stores are full, {tills} tills ask for the points balance too. They would wait, and your customers with them.")))
        (spread::entry(r, &Say::new("Ce qui le rend possible", "What makes it possible"), say(
            "Un solde vieux de dix minutes au plus suffit à presque tous les clients : c’est le prix d’un cache.",
            "A balance at most ten minutes old is enough for nearly every customer: that is the price of a cache.")))
        (spread::entry(r, &date, html! {
            (say("Le vendredi 20 novembre tombe dans le gel de fin d’année.", "Friday 20 November falls in the year-end freeze."))
            (say("Libres : le jeudi 12 novembre, ou le mardi 5 janvier.", "Free: Thursday 12 November, or Tuesday 5 January."))
        }))
        (spread::entry(r, &Say::new("Déjà là", "Already there"), say(
            "L’écran carte de fidélité montre les points, deux gestes plus loin. Un raccourci : 6 jours.",
            "The loyalty card screen shows the points, two taps deeper. A shortcut: 6 days.")))
        (spread::entry(r, &Say::new("Le client", "The customer"), html! {
            div.say {
                (t(r.lang, "Le solde est une ", "The balance is "))
                (term::mark(r.lang, &html! { (t(r.lang, "donnée personnelle", "personal data")) }, &term::Meaning {
                    key: "personal-data",
                    word: t(r.lang, "Donnée personnelle", "Personal data"),
                    means: t(r.lang, "Ce qui dit quelque chose d’un client reconnaissable.", "What says something of a customer who can be recognised."),
                    otherwise: Some((Side::It, t(r.lang, "DCP", "PII"))),
                }))
                (t(r.lang, " ; la finalité est déjà couverte. La DPO est informée.", "; the purpose is covered already. The DPO is told.")) }
        }))
    }
}

fn spine(r: &Reader, w: &World) -> Markup {
    figure::spine(
        r,
        &[
            figure::Shared { figure: &w.used, limit: None, verdict: Some(Verdict::Over) },
            figure::Shared { figure: &w.after, limit: Some(&w.limit), verdict: None },
            figure::Shared { figure: &w.tills, limit: None, verdict: None },
            figure::Shared { figure: &w.cached, limit: None, verdict: Some(Verdict::Fine) },
        ],
    )
}

fn right(r: &Reader, w: &World) -> Markup {
    let figures = w.figures();
    let say = |fr: &str, en: &str| figure::sentence(r, &Say::new(fr, en), &figures);
    html! {
        (spread::entry(r, &Say::new("À la pointe", "At peak"), say(
            "Le moteur de fidélité recevrait {after} pour une limite de 40 : {used}. Les caisses en prennent déjà {present}.",
            "The loyalty engine would get {after} on a limit of 40: {used}. The tills already take {present}.")))
        (spread::entry(r, &Say::new("Ce qui le rend possible", "What makes it possible"), say(
            "Un cache qui répond à 90 % des appels laisse le moteur à {cached}, durée de vie 600 s, clé par membre.",
            "A cache that answers 90 % of the calls leaves the engine at {cached}, time to live 600 s, keyed by member.")))
        (spread::entry(r, &Say::new("Délai", "Lead time"), say(
            "Le moteur demande 15 jours ouvrés ; gel du 15 novembre au 2 janvier. Le 12 novembre tient, sans marge.",
            "The engine needs 15 working days; freeze from 15 November to 2 January. 12 November holds, without slack.")))
        (spread::entry(r, &Say::new("Équipes", "Teams"), say(
            "Fidélité (260 jours-personne ce trimestre) et Plateforme. Rien pour Magasin.",
            "Loyalty (260 person-days this quarter) and Platform. Nothing for Store.")))
        (spread::entry(r, &Say::new("Ce qu’on ignore", "What is not known"), html! {
            (say("La limite du profil unifié n’est écrite nulle part ; Solenn Abgrall-Petit peut la donner.", "The unified profile’s limit is written nowhere; Solenn Abgrall-Petit can give it."))
        }))
    }
}

fn ready(r: &Reader) -> Markup {
    let c = |fr: &str, en: &str, got, most, q: Option<(&str, &str)>| Criterion {
        name: Say::new(fr, en),
        got,
        most,
        question: q.map(|(fr, en)| (Say::new(fr, en), Some("/requests/42/interview".to_owned()))),
    };
    readiness::readiness(
        r,
        &[
            c("Le problème du client", "The customer’s problem", 20, 20, None),
            c("Qui, et combien", "Who, and how many", 15, 15, None),
            c(
                "Ce qui doit changer, mesuré",
                "What should change, measured",
                12,
                20,
                Some(("À quoi verrez-vous que les clients s’en servent ?", "How will you see that customers use it?")),
            ),
            c(
                "La date et sa raison",
                "The date and its reason",
                10,
                15,
                Some(("Que se passe-t-il si c’est en janvier ?", "What happens if it comes in January?")),
            ),
            c("Ce qui suffirait", "What would be enough", 15, 15, None),
            c(
                "Les données",
                "The data",
                10,
                15,
                Some(("Le solde peut-il avoir dix minutes de retard ?", "May the balance be ten minutes late?")),
            ),
        ],
        false,
    )
}

fn parts(lang: Lang, theme: Theme) -> Markup {
    let r = &sample::reader(lang);
    let t = |fr, en| t(lang, fr, en);
    let w = sample::world();
    let kicker = html! { span { (t("Planche", "Sheet")) } };
    let flash = Flash {
        message: t(
            "La demande est enregistrée. Lou et Théodore sont prévenus.",
            "The request is recorded. Lou and Théodore are told.",
        ),
        done: true,
    };
    let content = html! {
        (page::opening(&kicker, t("Les éléments d’une page", "The parts of a page"), Some(&figure::sentence(r, &Say::new("Le samedi à 16:00, {after} arriveraient sur un moteur qui en tient 40 : {used}.", "On Saturday at 16:00, {after} would reach an engine that holds 40: {used}."), &w.figures()))))
        (page::section("marks", t("Mots avec une forme", "Words with a shape"), html! {
            div.row {
                @for v in [Verdict::Fine, Verdict::Watch, Verdict::Over, Verdict::Unknown] { (badge::verdict(r, v)) }
                (badge::provisional(r)) (badge::inconclusive(r))
            }
            div.row {
                @for s in [Side::Marketing, Side::It, Side::Other] { (badge::side(r, s)) } (badge::joint(r))
                @for l in [badge::Lane::Express, badge::Lane::Standard, badge::Lane::Major] { (badge::lane(r, l)) }
            }
        }))
        (page::section("interview", t("Une question à la fois", "One question at a time"), form::form(&seal(), "/x", html! {
            (form::question(r, &Question {
                step: (2, 5), points: 12,
                why: t("Sans mesure, personne ne saura si les clients s’en servent.", "Without a measure nobody will know whether customers use it."),
                field: Field { name: "measure", label: t("À quoi verrez-vous que les clients s’en servent ?", "How will you see that customers use it?"), hint: Some(t("Un comportement, pas des clics.", "A behaviour, not clicks.")), value: t("plus de clics", "more clicks"), error: Some(t("Des clics seuls ne disent pas ce que le client y gagne ; ajoutez ce qu’il fait ensuite.", "Clicks alone do not say what the customer gains; add what they do next.")), input: Input::Lines, optional: false },
            }))
            (form::actions(html! { (form::submit(t("Répondre", "Answer"))) (form::skip(r)) }))
        })))
        (page::section("confirm-what", t("De quoi parlez-vous ?", "What do you mean?"), form::form(&seal(), "/x", html! {
            (form::choice(r, "element", t("Nous avons reconnu trois écrans. Lequel change ?", "We recognised three screens. Which one changes?"), &[
                Choice { value: "a", name: t("Page d’accueil de l’appli", "App home page"), about: t("11 affichages/s le samedi à 16:00", "11 views/s on Saturday at 16:00"), matched: t("page d’accueil de l’appli", "app’s home page"), chosen: true },
                Choice { value: "b", name: t("Écran carte de fidélité", "Loyalty card screen"), about: t("montre déjà les points", "already shows the points"), matched: t("points", "points"), chosen: false },
                Choice { value: "c", name: t("Page d’accueil du site", "Site home page"), about: t("même nom, autre canal", "same name, another channel"), matched: t("page d’accueil", "home page"), chosen: false },
            ]))
            (form::field(&Field { name: "when", label: t("Date souhaitée", "Date wished for"), hint: Some(t("Facultatif", "Optional")), value: "2026-11-20", error: None, input: Input::Date, optional: true }))
            (form::actions(form::submit(t("C’est bien cela", "That is it"))))
        })))
        (page::section("ranges", t("Une plage n’est pas un point", "A range is not a point"), ranges(r)))
        (page::section("where-time-went", t("Où est passé le temps", "Where the time went"), waiting::waiting(r, "w42", &Say::new("Demande 42, 31 jours ouvrés du premier mot à la décision", "Request 42, 31 working days from the first word to the decision"), &[
            seg("Lou", "Lou", Side::Marketing, 3.0, true), seg("DSI", "IT", Side::It, 11.0, false), seg("Marketing", "Marketing", Side::Marketing, 6.0, false),
            seg("Fidélité", "Loyalty", Side::It, 4.0, true), seg("Juridique", "Legal", Side::Other, 7.0, false),
        ], t("43 jours", "43 days"))))
        (page::section("history", t("Ce qui s’est passé", "What happened"), timeline(r)))
        (page::section("import", t("Un fichier est arrivé", "A file has arrived"), import(r)))
        (page::section("nothing", t("Rien encore", "Nothing yet"), empty::empty(
            t("Ici, les promesses faites au dehors, chacune avec sa date et son tampon de faisabilité.", "Here stand the promises made outside, each with its date and its stamp of feasibility."),
            t("Importez le plan média : chaque vague datée devient une promesse.", "Import the media plan: each dated wave becomes a promise."),
            Some((t("Importer le plan média", "Import the media plan"), "/imports")))))
        (problem::problem(r, t("Le journal n’a pas répondu en cinq secondes.", "The log did not answer within five seconds."), t("renvoyez la page ; l’ordre ne sera exécuté qu’une fois.", "send the page again; the order will be carried out once only."), true, Some((t("Renvoyer", "Send again"), "/x"))))
        (form::confirm(r, &seal(), "/x", &Say::new("Passer le parrainage devant la refonte du panier ?", "Put referral before the basket redesign?"), &[
            Say::new("37,6 jours-personne déjà faits sont perdus, 18 servent à changer de sujet.", "37.6 person-days already done are lost, 18 go into changing subject."),
            Say::new("Deux projets qui en dépendent glissent de trois semaines.", "Two projects that depend on it slip by three weeks."),
            Say::new("Net : −55 472 €.", "Net: −€55,472."),
        ], t("Changer la priorité", "Change the priority"), "/requests/42"))
    };
    page::page(&frame(lang, theme, t("Planche", "Sheet"), Some(Room::Map), Format::Leaf, Some(flash)), content)
}

fn seg(fr: &str, en: &str, side: Side, days: f64, worked: bool) -> waiting::Segment {
    let calendar = base::format::number(base::Lang::Fr, (days * 1.4).round(), 0);
    waiting::Segment { who: Say::new(fr, en), class: badge::side_class(side), days, calendar, worked, href: None }
}

fn ranges(r: &Reader) -> Markup {
    let m = |low, likely, high| {
        fact(
            at(Kind::Request, "42"),
            "benefit",
            Quantity::range(low, likely, high),
            Unit::Eur,
            7,
            "gain",
            date(2026, 7, 20),
        )
    };
    let (a, b) = (m(88_658.0, 236_422.0, 413_739.0), m(81_402.0, 462_204.0, 919_167.0));
    let (gain, npv) = (Say::new("Gain par an", "Gain a year"), Say::new("Valeur à 3 ans, 8 %", "3-year value at 8 %"));
    let cost = Say::new("coût unique", "cost, once");
    range::ranges(
        r,
        &Say::new("Ce que le widget peut rapporter", "What the widget may bring"),
        &[range::Line { label: &gain, measure: &a }, range::Line { label: &npv, measure: &b }],
        Some((111_000.0, &cost)),
    )
}

fn map(r: &Reader, w: &World) -> Markup {
    let things = [
        (Kind::Moment, "opens-app"),
        (Kind::Moment, "pays"),
        (Kind::Element, "app-home"),
        (Kind::Element, "loyalty-card"),
        (Kind::System, "app"),
        (Kind::System, "api-gateway"),
        (Kind::System, "loyalty-engine"),
        (Kind::System, "tills"),
        (Kind::Data, "points-balance"),
    ]
    .map(|(k, key)| at(k, key));
    let column = |kind| match kind {
        Kind::Moment => 0,
        Kind::Element => 1,
        Kind::Data => 5,
        _ => 2,
    };
    let nodes: Vec<map::Node> = things
        .iter()
        .map(|thing| map::Node {
            id: thing.to_string(),
            is: map::Is::Thing,
            name: (r.names.thing)(thing),
            kind: Say::same(thing.kind().word()),
            notes: Vec::new(),
            standing: match thing.key() {
                "loyalty-engine" => Some((Verdict::Over, Say::new("77 appels/s pour 40", "77 calls/s on 40"))),
                _ => None,
            },
            fate: (thing.key() == "tills").then_some(map::Fate::Stops),
            href: (r.names.href)(thing).unwrap_or_default(),
            column: Some(match thing.key() {
                "api-gateway" | "tills" => 3,
                "loyalty-engine" => 4,
                _ => column(thing.kind()),
            }),
            size: None,
            here: thing.key() == "loyalty-engine",
            things: 1,
        })
        .collect();
    let e = |from: usize, to: usize, mode: &str, load: Option<&base::Measure>| map::Edge {
        from,
        to,
        mode: mode.to_owned(),
        flows: usize::from(!mode.is_empty()),
        load: load.cloned(),
        width: load.map_or(0.0, |load| load.value.likely / 77.0),
        label: None,
    };
    let edges = vec![
        e(0, 2, "", None),
        e(0, 3, "", None),
        e(2, 4, "", None),
        e(3, 4, "", None),
        e(4, 5, "hard", Some(&w.added.measure)),
        e(5, 6, "hard", Some(&w.after.measure)),
        e(1, 7, "", None),
        e(7, 6, "hard", Some(&w.present.measure)),
        e(6, 8, "async", None),
    ];
    let caption = Say::new("Derrière le solde de points", "Behind the points balance");
    map::map(r, &caption, &map::Drawing::new(nodes, edges, Vec::new()))
}

fn timeline(r: &Reader) -> Markup {
    let e = |d: i8, h: i8, m: i8, who: &str, side, fr: &str, en: &str| timeline::Entry {
        at: date(2026, 8, d).at(h, m, 0, 0),
        who: Some(who.into()),
        side: Some(side),
        what: Say::new(fr, en),
        more: None,
        href: Some("/log/1204".into()),
    };
    timeline::timeline(
        r,
        &[
            e(
                3,
                9,
                12,
                "Lou Peyrissac",
                Side::Marketing,
                "Demande en une phrase ; prête à 48 sur 100.",
                "Asked in one sentence; 48 out of 100 ready.",
            ),
            e(
                3,
                9,
                31,
                "Lou Peyrissac",
                Side::Marketing,
                "Cinq réponses données ; prête à 82 sur 100.",
                "Five answers given; 82 out of 100 ready.",
            ),
            e(
                4,
                14,
                5,
                "Théodore Nkoma",
                Side::It,
                "Limite du moteur de fidélité confirmée : 40 appels/s.",
                "Limit of the loyalty engine confirmed: 40 calls/s.",
            ),
            e(
                5,
                11,
                40,
                "Béatrice Oudinot-Klein",
                Side::Other,
                "Marge de 34 % confirmée.",
                "Margin of 34 % confirmed.",
            ),
        ],
    )
}

fn import(r: &Reader) -> Markup {
    let rejected = [
        Reject {
            sheet: None,
            line: 17,
            column: Some("limite".into()),
            value: "env. quarante".into(),
            reason: Say::new("n’est pas un nombre", "is not a number"),
            way_out: Say::new("écrivez 40, ou une plage comme 35-45", "write 40, or a range such as 35-45"),
        },
        Reject {
            sheet: None,
            line: 23,
            column: None,
            value: ";;;;".into(),
            reason: Say::new("la ligne n’a pas de nom", "the row has no name"),
            way_out: Say::new(
                "donnez un nom au système, ou supprimez la ligne",
                "give the system a name, or delete the row",
            ),
        },
    ];
    report::report(
        r,
        &report::Report {
            file: "systemes.csv",
            read: 31,
            accepted: 29,
            rejected: &rejected,
            values: 1,
            entries: false,
            findings: &[
                Say::new("Le moteur de fidélité n’a pas de responsable.", "The loyalty engine has no owner."),
                Say::new(
                    "Les caisses arrivent en fin de vie en juin 2027.",
                    "The tills reach their end of life in June 2027.",
                ),
            ],
            as_of: Some(date(2026, 5, 4)),
        },
    )
}
