//! Terms of what is tried on a few before it is given to all.

use base::Kind;

use super::{Term, term};

pub(super) static TERMS: &[Term] = &[
    term("pilot", "Pilote", "Pilot")
        .fr(&["pilotes"])
        .en(&["pilots"])
        .kind(Kind::Pilot)
        .marketing(
            "Un essai sur une partie des clients, avec ce que l’on fera pour chaque résultat écrit avant de commencer.",
            "A trial on a part of the customers, with what will be done for each result written before it begins.",
        )
        .it(
            "Une expérience contrôlée : hypothèse, groupes, taille, règle d’arrêt et seuils fixés avant l’exposition.",
            "A controlled experiment: hypothesis, groups, size, stop rule and thresholds fixed before exposure.",
        )
        .marketing_says("test", "test")
        .it_says("expérimentation", "experiment"),
    term("practice", "Pratique", "Practice")
        .fr(&["pratiques"])
        .en(&["practices"])
        .kind(Kind::Practice)
        .marketing(
            "Ce qui a marché ici, quand s’en servir, et qui l’a repris.",
            "What worked here, when to use it, and who used it again.",
        )
        .it(
            "Un motif éprouvé, avec la preuve mesurée et le compte de ses reprises.",
            "A proven pattern, with its measured evidence and the count of its reuses.",
        )
        .it_says("motif de conception", "design pattern"),
    term("objective", "Objectif", "Objective")
        .fr(&["objectifs"])
        .en(&["objectives"])
        .kind(Kind::Objective)
        .marketing(
            "Ce que nous voulons pour le client, avec le chiffre qui le montre, sa cible et son jour.",
            "What we want for the customer, with the number that shows it, its target and its day.",
        )
        .it(
            "Un nœud de l’arbre des objectifs : une mesure, sa définition et sa source, chacune avec qui en répond.",
            "A node of the tree of objectives: a measure, its definition and its source, each with who answers for it.",
        ),
    term("control", "Témoin", "Control")
        .fr(&["groupe témoin"])
        .en(&["control group"])
        .marketing(
            "Le groupe qui voit ce qui existe aujourd’hui ; sans lui, on ne sait pas ce qui serait arrivé.",
            "The group that sees what exists today; without it one does not know what would have happened.",
        )
        .it(
            "Le bras de référence, tiré au sort comme les autres, exposé à la version actuelle.",
            "The reference arm, drawn by lot like the others, exposed to the current version.",
        ),
    term("not-conclusive", "Pas concluant", "Not conclusive")
        .fr(&["non concluant"])
        .marketing(
            "Un résultat : ces comptages ne permettent ni de promettre ni de renoncer.",
            "A result: these counts allow neither to promise nor to give up.",
        )
        .it(
            "L’intervalle contient la ligne de décision ; ni succès ni échec n’est établi.",
            "The interval holds the decision line; neither success nor failure is established.",
        ),
    term("interval", "Intervalle", "Interval")
        .fr(&["intervalles", "tout l’intervalle"])
        .en(&["intervals", "whole interval"])
        .marketing(
            "Entre quoi et quoi se trouve sans doute la vraie valeur.",
            "Between what and what the true value lies, in all likelihood.",
        )
        .it(
            "Intervalle de confiance à 95 %, risque partagé entre les comparaisons.",
            "Confidence interval at 95 %, the risk shared among the comparisons.",
        )
        .marketing_says("fourchette", "range"),
    term("false-alarm", "Fausse alerte", "False alarm")
        .fr(&["risque de fausse alerte", "fausses alertes"])
        .en(&["risk of a false alarm", "false alarms"])
        .marketing(
            "Voir une différence là où il n’y a que du hasard.",
            "Seeing a difference where there is only chance.",
        )
        .it(
            "L’erreur de première espèce ; son risque accepté, alpha, est de 5 % d’ordinaire.",
            "The type I error; its accepted risk, alpha, is 5 % as a rule.",
        ),
    term("home-to-run", "Foyer d’exploitation", "Home to run it")
        .marketing(
            "L’équipe qui fera vivre ce que le pilote a prouvé.",
            "The team that will keep alive what the pilot has proven.",
        )
        .it(
            "L’équipe qui reprend l’exploitation après le pilote, avec sa capacité.",
            "The team that takes over operation after the pilot, with its capacity.",
        ),
];
