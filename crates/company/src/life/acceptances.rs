//! What was asked for, agreed and delivered of Solvène's vouchers in the basket: twelve items, nine of them there.

use agenda::acceptance::{Cause, Standing};
use app::{AcceptanceOrder, TypedStanding};
use jiff::Timestamp;

use super::diary;
use super::names::{MAELLE, YANIS};

const ITEMS: [&str; 12] = [
    "Le bon valable apparaît au-dessus du total",
    "Le total se met à jour en moins de 1 seconde",
    "Un bon expiré ne s'affiche pas",
    "Le client retire un bon d'un geste",
    "Deux bons cumulables s'ajoutent",
    "Un bon d'anniversaire est reconnu",
    "Le bon suit le client de l'appli au site",
    "Le service client voit les bons du panier",
    "Le ticket porte le numéro du bon",
    "Le bon s'applique au retrait en magasin",
    "Un rappel part trois jours avant la fin d'un bon",
    "Le parrain voit les bons de son filleul",
];

/// When, by whom, and what is told of the request of a number.
type Entry = (Timestamp, &'static str, fn(u64) -> AcceptanceOrder);

/// Who tells what of the request the story calls `basket-discount`, in the order it happens.
pub(super) fn entries() -> Vec<Entry> {
    vec![
        (diary::instant((4, 7, 10, 0)), MAELLE, |request| AcceptanceOrder::Ask {
            request,
            items: ITEMS.map(str::to_owned).into(),
        }),
        (diary::instant((7, 20, 15, 0)), YANIS, told),
        (diary::instant((7, 22, 11, 0)), MAELLE, |request| AcceptanceOrder::Accept { request }),
    ]
}

fn told(request: u64) -> AcceptanceOrder {
    let delivered = (1..=9).map(|item| TypedStanding { item, standing: Standing::Delivered, words: None });
    let missing = [
        (10, Standing::Missing(Cause::Waits), "le retrait en une heure n'est pas ouvert partout"),
        (11, Standing::Missing(Cause::Changed), "les bons cumulables sont passés avant"),
        (12, Standing::LeftOut, "le consentement du filleul n'est pas demandé"),
    ];
    let missing = missing.map(|(item, standing, why)| TypedStanding { item, standing, words: Some(why.to_owned()) });
    AcceptanceOrder::Tell { request, items: delivered.chain(missing).collect() }
}
