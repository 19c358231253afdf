//! Terms of how a wish becomes a decision, and of who does what.

use base::Kind;

use super::{Term, term};

pub(super) static TERMS: &[Term] = &[
    term("request", "Demande", "Request")
        .fr(&["demandes"])
        .en(&["requests"])
        .everyday()
        .kind(Kind::Request)
        .marketing(
            "Ce que vous voulez changer pour le client, en une phrase.",
            "What you want to change for the customer, in one sentence.",
        )
        .it(
            "Un besoin, avant toute solution : son effet se calcule, son choix se signe.",
            "A need, before any solution: its effect is computed, its choice is signed.",
        )
        .marketing_says("souhait", "wish")
        .it_says("expression de besoin", "requirement"),
    term("readiness", "Maturité", "Readiness")
        .fr(&["indice de maturité"])
        .en(&["readiness index", "out of 100 ready"])
        .marketing(
            "À quel point votre demande est prête à être décidée, de 0 à 100, avec les questions qui manquent.",
            "How ready your request is to be decided, from 0 to 100, with the questions still missing.",
        )
        .it(
            "Un indice calculé sur des critères écrits ; chaque réponse y ajoute ses points.",
            "An index computed on written criteria; each answer adds its points.",
        ),
    term("lane", "Voie", "Lane")
        .fr(&["voies", "voie express", "voie standard", "voie majeure"])
        .en(&["lanes", "express lane", "standard lane", "major lane"])
        .marketing(
            "Le chemin d’une demande, plus court quand elle touche à peu : express, standard, majeure.",
            "A request’s way, shorter when it touches little: express, standard, major.",
        )
        .it(
            "Le circuit de décision, choisi par l’effet calculé et non par la hiérarchie.",
            "The decision route, chosen by computed effect and not by hierarchy.",
        )
        .it_says("circuit de validation", "approval route"),
    term("freeze", "Gel", "Freeze")
        .fr(&["gels"])
        .en(&["freezes"])
        .kind(Kind::Freeze)
        .marketing(
            "Les dates où rien ne change, pour que les ventes passent sans risque.",
            "The dates when nothing changes, so that sales pass without risk.",
        )
        .it(
            "Une période sans mise en production, sauf correctif urgent.",
            "A period without releases, urgent fixes aside.",
        )
        .it_says("gel des mises en production", "change freeze"),
    term("lead-time", "Délai de mise en production", "Lead time")
        .fr(&["mise en production", "mettre en production"])
        .en(&["lead times", "into production"])
        .marketing(
            "Le temps qu’il faut prévoir entre « c’est prêt » et « le client le voit ».",
            "The time to plan between “it is ready” and “the customer sees it”.",
        )
        .it(
            "Le préavis, en jours ouvrés, pour entrer dans une livraison.",
            "The notice, in working days, for getting into a release.",
        )
        .marketing_says("date de sortie", "launch date")
        .it_says("préavis de livraison", "release notice"),
    term("working-day", "Jours ouvrés", "Working days")
        .fr(&["jour ouvré"])
        .en(&["working day"])
        .marketing(
            "Du lundi au vendredi, jours fériés français ôtés.",
            "Monday to Friday, French public holidays left out.",
        )
        .it(
            "Les jours comptés dans les délais ; ni week-end ni jour férié.",
            "The days that count in notices; no weekend, no public holiday.",
        ),
    term("person-days", "Jours-personne", "Person-days")
        .marketing(
            "Ce qu’une personne fait en autant de jours ; le temps d’une équipe est compté ainsi.",
            "What one person does in as many days; a team’s time is counted so.",
        )
        .it("L’unité de capacité et de charge de travail d’une équipe.", "The unit of a team’s capacity and workload.")
        .it_says("jours-homme", "man-days"),
    term("capacity", "Capacité par trimestre", "Capacity a quarter")
        .fr(&["capacité"])
        .en(&["capacity"])
        .kind(Kind::Team)
        .marketing(
            "Le temps que l’équipe peut donner en trois mois, tout compris.",
            "The time the team can give in three months, all included.",
        )
        .it("Les jours-personne d’une équipe par trimestre.", "A team’s person-days in a quarter."),
    term("provisional", "Provisoire", "Provisional")
        .fr(&["à titre provisoire"])
        .en(&["provisionally"])
        .marketing(
            "Décidé sans l’une des deux directions : valable tant qu’elle ne dit pas autre chose.",
            "Decided without one of the two sides: valid until it says otherwise.",
        )
        .it(
            "Une décision prise par défaut à l’échéance ; elle ne se cite pas comme un accord.",
            "A decision taken by default at the deadline; it cannot be cited as an agreement.",
        ),
    term("arbiter", "Arbitre", "Arbiter")
        .fr(&["arbitrer", "arbitré", "arbitrée"])
        .en(&["arbitrate", "arbitrated"])
        .marketing(
            "Qui tranche quand les deux directions ne s’accordent pas, à une date connue.",
            "Who settles it when the two sides do not agree, by a known date.",
        )
        .it(
            "Le dernier échelon nommé d’avance, avec une échéance et une trace.",
            "The last step, named beforehand, with a deadline and a trace.",
        )
        .it_says("instance d’escalade", "escalation point"),
    term("compromise", "Compromis", "Compromise")
        .en(&["compromises"])
        .marketing("Une réponse que l’autre direction peut signer aussi.", "An answer the other side can sign too.")
        .it(
            "Une option proposée pendant la décision, avec ses propres chiffres.",
            "An option put forward during the decision, with figures of its own.",
        ),
    term("charter", "Charte de décision", "Decision charter")
        .fr(&["charte"])
        .en(&["charter"])
        .marketing(
            "Qui décide de quoi, en combien de jours, et ce qui vaut quand personne ne répond.",
            "Who decides what, in how many days, and what holds when nobody answers.",
        )
        .it(
            "Les droits de décision par voie : signataires, délai, défaut, arbitre ; en versions.",
            "Decision rights by lane: signatories, delay, default, arbiter; in versions.",
        )
        .it_says("gouvernance", "governance"),
    term("seal", "Scellé", "Sealed")
        .fr(&["scellée", "scellés", "scellées"])
        .marketing(
            "Fixé tel quel : ce qui a été signé ne change plus.",
            "Fixed as it is: what was signed no longer changes.",
        )
        .it("Gelé sous une empreinte que chacun peut recalculer.", "Frozen under a hash anybody can recompute."),
    term("hash", "Empreinte", "Hash")
        .fr(&["empreintes", "SHA-256"])
        .en(&["hashes", "SHA-256"])
        .marketing(
            "La signature chiffrée d’une page : un seul mot changé la change.",
            "The fingerprint of a page: one changed word changes it.",
        )
        .it(
            "Le condensat SHA-256 de la page sous forme canonique (RFC 8785).",
            "The SHA-256 digest of the page in canonical form (RFC 8785).",
        )
        .marketing_says("sceau", "seal")
        .it_says("condensat SHA-256", "SHA-256 digest"),
    term("log", "Journal", "Log")
        .marketing(
            "L’histoire de tout ce qui a été dit et décidé ; on y ajoute, on n’y efface pas.",
            "The history of all that was said and decided; it is added to, never erased.",
        )
        .it(
            "La suite des événements, enchaînés par leurs empreintes.",
            "The sequence of events, chained by their hashes.",
        )
        .marketing_says("registre", "record")
        .it_says("journal d’événements", "event log"),
    term("evidence", "Source", "Source")
        .fr(&["sources"])
        .en(&["sources"])
        .everyday()
        .marketing(
            "Qui l’a dit, dans quel fichier, à quelle ligne, et quand.",
            "Who said it, in which file, on which line, and when.",
        )
        .it(
            "La provenance d’un chiffre, jusqu’à la cellule lue ou l’entrée du journal.",
            "The provenance of a number, down to the cell read or the entry of the log.",
        )
        .it_says("provenance", "provenance"),
    term("stale", "Fait ancien", "Stale fact")
        .fr(&["à vérifier", "faits anciens"])
        .en(&["to be checked", "stale facts", "stale"])
        .marketing(
            "Quelque chose que personne n’a redit depuis six mois : à vérifier avant de s’y fier.",
            "Something nobody has repeated for six months: check it before relying on it.",
        )
        .it(
            "Un fait de plus de 180 jours ; sa valeur compte encore, son âge est montré.",
            "A fact older than 180 days; its value still counts, its age is shown.",
        ),
    term("it", "DSI", "IT")
        .fr(&["DSI", "systèmes d’information"])
        .en(&["IT", "information technology"])
        .marketing(
            "La direction des systèmes d’information : ceux qui font tourner les outils.",
            "The people who run the tools: information technology.",
        )
        .it("La direction des systèmes d’information.", "The information-technology department."),
    term("cmo", "Directrice ou directeur marketing", "Marketing director (CMO)")
        .fr(&["directrice marketing", "directeur marketing"])
        .en(&["CMO", "marketing director"])
        .marketing("Qui décide pour le marketing.", "Who decides for marketing.")
        .it("L’autre signature sous chaque décision.", "The other signature under each decision."),
    term("cio", "Directrice ou directeur des systèmes d’information", "IT director (CIO)")
        .fr(&["directeur des systèmes d’information", "directrice des systèmes d’information"])
        .en(&["CIO", "IT director"])
        .marketing("L’autre signature sous chaque décision.", "The other signature under each decision.")
        .it("Qui décide pour la DSI.", "Who decides for IT."),
    term("dpo", "Délégué à la protection des données (DPO)", "Data-protection officer (DPO)")
        .fr(&["DPO", "délégué à la protection des données", "déléguée à la protection des données"])
        .en(&["DPO", "data-protection officer"])
        .marketing(
            "La personne qui veille aux données des clients, et qu’on prévient ou consulte.",
            "The person who watches over customers’ data, who is told or asked.",
        )
        .it("La fonction que fixe le RGPD, articles 37 à 39.", "The role set by GDPR, articles 37 to 39."),
    term("translator", "Traducteur", "Translator")
        .fr(&["traductrice", "traducteurs", "traducteur ou traductrice"])
        .en(&["translators"])
        .marketing(
            "Quelqu’un qui parle les deux langues et vous aide à vous faire comprendre de la DSI.",
            "Somebody who speaks both languages and helps you to be understood by IT.",
        )
        .it(
            "L’architecte de solution entre les deux directions, un venu de chaque côté.",
            "The business solution architect between the two sides, one from each.",
        )
        .it_says("architecte de solution métier", "business solution architect"),
    term("steward", "Garant des données", "Data steward")
        .fr(&["garante des données"])
        .en(&["data stewards"])
        .marketing(
            "Qui répond de la qualité d’une donnée et dit à qui elle peut servir.",
            "Who answers for the quality of data and says whom it may serve.",
        )
        .it("Le responsable métier d’un jeu de données.", "The business owner of a data set."),
    term("raci", "Matrice RACI", "RACI matrix")
        .fr(&["RACI", "matrices RACI"])
        .en(&["RACI", "RACI matrices"])
        .kind(Kind::Raci)
        .marketing(
            "Pour chaque décision : qui en répond (A), qui la fait (R), qui est consulté (C), qui est informé (I).",
            "For each decision: who answers for it (A), who does it (R), who is asked (C), who is told (I).",
        )
        .it(
            "Une ligne, un seul responsable ; à deux, un A² avec un arbitre et un délai.",
            "One row, one owner; where there are two, A² with an arbiter and a deadline.",
        ),
    term("orchestrator", "Orchestratrice ou orchestrateur", "Orchestrator")
        .fr(&["orchestratrice", "orchestrateur", "orchestre l’agenda"])
        .en(&["orchestrators", "orchestrates the agenda"])
        .marketing(
            "La personne qui tient l’agenda entre les deux directions, un rang sous elles.",
            "The person who holds the agenda between the two directors, one rank below them.",
        )
        .it(
            "Une ligne pleine vers une direction, une ligne pointillée vers l’autre.",
            "A solid line to one director, a dotted line to the other.",
        ),
];
