//! Terms of tools in use that nobody declared: where they show, who is behind them, and what is agreed about them.

use base::Kind;

use super::{Term, term};

pub(super) static TERMS: &[Term] = &[
    term("shadow-it", "Outil non déclaré", "Undeclared tool")
        .fr(&["outils non déclarés", "informatique de l’ombre"])
        .en(&["undeclared tools", "shadow IT"])
        .kind(Kind::Tool)
        .marketing(
            "Un outil dont une équipe se sert et que personne n’a encore inscrit ; souvent le signe d’un besoin.",
            "A tool a team uses and nobody has registered yet; often the sign of a need.",
        )
        .it(
            "Un service utilisé sans contrat ni système connu : ses données et ses accès ne sont encore suivis par personne.",
            "A service used without a known contract or system: nobody follows its data and its access yet.",
        )
        .it_says("shadow IT", "shadow IT"),
    term("proxy", "Serveur mandataire", "Proxy")
        .fr(&["serveurs mandataires", "proxy"])
        .en(&["proxies", "proxy server"])
        .marketing(
            "La porte par laquelle les postes de la maison vont sur le Web ; son journal dit quels sites.",
            "The door through which the house’s computers reach the Web; its log says which sites.",
        )
        .it(
            "Le relais sortant ; son journal donne hôte, octets et compte, d’où l’on tire des totaux.",
            "The outbound relay; its log gives host, bytes and account, from which totals are drawn.",
        )
        .it_says("proxy", "forward proxy"),
    term("dns", "Journal de noms (DNS)", "Name log (DNS)")
        .fr(&["journal de noms", "journaux de noms", "DNS"])
        .en(&["name log", "name logs", "DNS"])
        .marketing(
            "La liste des adresses que les postes ont demandées, comme un annuaire qui note les appels.",
            "The list of addresses computers asked for, like a directory that notes who is called.",
        )
        .it(
            "Les requêtes du résolveur : un nom demandé montre un accès possible, jamais ce qui fut envoyé.",
            "The resolver’s queries: a name asked for shows that access is possible, never what was sent.",
        )
        .it_says("requêtes DNS", "DNS queries"),
    term("pseudonym", "Pseudonyme", "Pseudonym")
        .fr(&["pseudonymes"])
        .en(&["pseudonyms"])
        .marketing(
            "Un signe à la place d’un nom : on compte les personnes sans savoir qui elles sont.",
            "A sign in place of a name: people are counted without knowing who they are.",
        )
        .it(
            "Un condensat à clé du compte ; la clé ne quitte pas la maison (RGPD, article 4, 5).",
            "A keyed digest of the account; the key never leaves the house (GDPR, article 4(5)).",
        ),
    term("amnesty", "Question sans reproche", "Question without blame")
        .fr(&["questions sans reproche", "sans reproche"])
        .en(&["questions without blame", "without blame"])
        .marketing(
            "La maison demande à qui est un outil pour aider, jamais pour punir ; deux clics suffisent.",
            "The house asks whose a tool is in order to help, never to punish; two clicks are enough.",
        )
        .it(
            "La question posée au responsable probable ; sa réponse donne propriétaire, cause et délai annoncé.",
            "The question put to the likely owner; the answer gives owner, cause and the time that was quoted.",
        )
        .it_says("amnistie", "amnesty"),
    term("both-sign", "Signature des deux côtés (A²)", "Signed by both sides (A²)")
        .fr(&["signature des deux côtés", "décider ensemble", "A²"])
        .en(&["signed by both sides", "decide together", "A²"])
        .marketing(
            "Marketing et DSI signent la même page ; aucun des deux n’en décide seul.",
            "Marketing and IT sign the same page; neither decides alone.",
        )
        .it(
            "Deux responsables au sens RACI pour une décision : l’un du métier, l’autre de la DSI.",
            "Two accountable in the RACI sense for one decision: one of the trade, one of IT.",
        )
        .it_says("double A du RACI", "the RACI’s double A"),
    term("tolerance", "Tolérance", "Tolerance")
        .fr(&["tolérer", "toléré", "tolérée"])
        .en(&["tolerate", "tolerated"])
        .marketing(
            "L’outil reste permis jusqu’à un jour convenu, le temps de préparer la suite.",
            "The tool stays allowed until an agreed day, long enough to prepare what follows.",
        )
        .it(
            "Une dérogation datée et signée ; un rappel part avant son terme, puis il faut décider.",
            "A dated and signed exception; a reminder goes out before its end, then a decision is due.",
        )
        .it_says("dérogation", "exception"),
    term("joint-action", "Action commune", "Joint action")
        .fr(&["actions communes"])
        .en(&["joint actions"])
        .kind(Kind::Action)
        .marketing(
            "Ce que les deux côtés feront pour un jour dit, avec une personne de chaque côté qui en répond.",
            "What both sides will do by a day, with one person on each side who answers for it.",
        )
        .it(
            "Une action à deux responsables, née d’une cause : corriger la voie officielle plutôt que le symptôme.",
            "An action with two owners, born of a cause: mend the official way rather than the symptom.",
        ),
    term("bits", "Bit de preuve", "Bit of evidence")
        .fr(&["bits de preuve", "bits"])
        .en(&["bits of evidence", "bits"])
        .marketing(
            "Le poids d’un indice : chaque bit double les chances que l’outil soit vraiment utilisé.",
            "How much a clue weighs: each bit doubles the odds that the tool is really used.",
        )
        .it(
            "Le logarithme en base 2 du rapport de vraisemblance ; les indices indépendants s’additionnent.",
            "The base-2 logarithm of the likelihood ratio; independent clues add up.",
        ),
];
