//! The files that show which marketing services are in use at Solvène, as such a company has them on 6 August 2026: the
//! logs of July, the sign-on list, card lines, the ledger, the register of contracts, the DNS zone, two reports on mail,
//! and the house's own pack of products.
//!
//! The truth behind them is one table, [`services`]; people live a month with these services and with the rest of the web
//! (`browsing`, `noise`), and each file is written from what it could have seen of that. Nothing here knows how any of it
//! is found.
//!
//! Deliberately absent: names of people who are not in the cast; judgements about real products.

mod browsing;
mod cards;
mod contracts;
mod dns;
mod ledger;
mod mail;
mod noise;
mod pack;
mod people;
mod proxy;
pub mod services;
mod sign_on;

use crate::cell::date;
use crate::hand_over::Desk;
use crate::planted::Planted;
use crate::table::Habit;
use crate::{HandedOver, Size};

/// All files of a size, in order of date, and what is planted in them.
pub(crate) fn all(size: Size, seed: u64) -> (Vec<HandedOver>, Vec<Planted>) {
    let mut desk = Desk::of(size);
    if size == Size::Tiny {
        return desk.cleared();
    }
    let people = people::People::of(size, seed);
    let month = browsing::month(&people, seed);

    desk.csv(
        "contrats_marketing.csv",
        contracts::register(),
        Habit::EXCEL,
        date((2026, 7, 24)),
        (
            "Le registre des contrats du marketing, tenu par la responsable martech",
            "The register of marketing's contracts, kept by the martech lead",
        ),
    );
    desk.lay(
        "solvene.example.zone",
        mail::ZONE.as_bytes().to_vec(),
        date((2026, 7, 28)),
        ("La zone DNS de la maison", "The house's DNS zone"),
    );
    for (file, report) in mail::reports() {
        desk.lay(
            file,
            report.into_bytes(),
            date((2026, 7, 30)),
            (
                "Ce qu'un fournisseur de messagerie a vu partir au nom de la maison",
                "What a mail provider saw sent in the house's name",
            ),
        );
    }
    desk.lay(
        "pack-solvene.tsv",
        pack::PACK.as_bytes().to_vec(),
        date((2026, 7, 31)),
        (
            "Les outils que la maison connaît et que les listes publiques ignorent",
            "The tools the house knows and public lists do not",
        ),
    );
    desk.lay(
        "proxy_siege_2026-07.log.gz",
        proxy::packed(&proxy::log(&people, &month)),
        date((2026, 8, 3)),
        ("Le journal du serveur mandataire du siège, juillet 2026", "Head office's proxy log, July 2026"),
    );
    desk.lay(
        "dns_wifi_siege_2026-07.log",
        dns::log(seed).into_bytes(),
        date((2026, 8, 3)),
        (
            "Les noms demandés sur le réseau sans fil du siège, juillet 2026",
            "The names looked up on head office's wireless network, July 2026",
        ),
    );
    desk.lay(
        "connexions_siege_2026-07.csv",
        sign_on::list(&people, &month).into_bytes(),
        date((2026, 8, 3)),
        (
            "Les connexions avec le compte de la maison, par service, juillet 2026",
            "Sign-ins with the house's account, by department, July 2026",
        ),
    );
    desk.csv(
        "releves_cartes_2026.csv",
        cards::statement(&people, seed),
        Habit::EXCEL,
        date((2026, 8, 4)),
        ("Les lignes des cartes d'entreprise, de janvier à juillet 2026", "Company card lines, January to July 2026"),
    );
    desk.csv(
        "grand_livre_fournisseurs.csv",
        ledger::ledger(seed),
        Habit::OLD_TOOL,
        date((2026, 8, 5)),
        (
            "Le grand livre des fournisseurs, export de la comptabilité, de janvier à juillet 2026",
            "The supplier ledger, exported from accounting, January to July 2026",
        ),
    );
    desk.cleared()
}
