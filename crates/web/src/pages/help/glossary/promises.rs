//! Terms of what is promised to customers for a day: who is heard before, and what happens when it cannot be kept.

use base::Kind;

use super::{Term, term};

pub(super) static TERMS: &[Term] = &[
    term("promise", "Promesse datée", "Dated promise")
        .fr(&["promesses datées"])
        .en(&["dated promises"])
        .kind(Kind::Promise)
        .marketing(
            "Ce que nous disons au client pour un jour précis : une publicité, une affiche, une annonce.",
            "What we say to customers for a given day: a spot, a poster, an announcement.",
        )
        .it(
            "Un engagement externe daté : il lie des systèmes et des magasins avant qu’ils aient été consultés.",
            "A dated external commitment: it binds systems and stores before they were consulted.",
        )
        .marketing_says("annonce", "announcement")
        .it_says("engagement externe", "external commitment"),
    term("stamp", "Avis de faisabilité", "Feasibility stamp")
        .fr(&["avis obligatoires", "tous les avis", "Votre avis"])
        .en(&["stamps", "your stamp", "stamp"])
        .marketing(
            "Ce que la DSI et la livraison disent d’une promesse : faisable, sous conditions, ou pas.",
            "What IT and delivery say of a promise: feasible, with conditions, or not.",
        )
        .it(
            "La consultation obligatoire (C du RACI) sur une promesse datée, scellée avec les chiffres lus.",
            "The consultation that is due (the RACI’s C) on a dated promise, sealed with the figures that were read.",
        )
        .it_says("consultation obligatoire", "consultation that is due"),
    term("second-wave", "Deuxième vague", "Second wave")
        .fr(&["seconde vague", "deux vagues"])
        .en(&["two waves"])
        .marketing(
            "La promesse est tenue d’abord là où tout est prêt, puis ailleurs à une date convenue.",
            "The promise is kept first where all is ready, then elsewhere by an agreed day.",
        )
        .it(
            "Un déploiement par paliers : ceux qui passent le seuil d’abord, les autres une fois corrigés.",
            "A staged rollout: those that pass the threshold first, the others once they are mended.",
        )
        .it_says("déploiement par paliers", "staged rollout"),
    term("stock-accuracy", "Fiabilité du stock", "Stock accuracy")
        .fr(&["fiabilité stock"])
        .en(&["inventory accuracy"])
        .marketing(
            "La part des articles que le système dit en rayon et qui y sont vraiment.",
            "The share of items the system says are on the shelf and that really are.",
        )
        .it(
            "La part des lignes de stock dont le compte en magasin confirme la quantité, au dernier inventaire.",
            "The share of stock lines whose quantity a count in the store confirms, at the last stock-taking.",
        )
        .it_says("exactitude d’inventaire", "inventory record accuracy"),
];
