//! Terms of what tools can bear: load, waiting, time in service, and how sure a number is.

use super::{Term, term};

pub(super) static TERMS: &[Term] = &[
    term("load", "Charge", "Load")
        .fr(&["charges"])
        .en(&["loads"])
        .marketing(
            "Le monde qu’il y a au guichet à l’heure la plus chargée.",
            "How many people stand at the counter at the busiest hour.",
        )
        .it("Le nombre d’appels par seconde reçus à la pointe.", "The number of calls a second received at peak.")
        .marketing_says("affluence", "traffic"),
    term("limit", "Limite", "Limit")
        .fr(&["limites"])
        .en(&["limits"])
        .marketing(
            "Ce que l’outil peut servir avant que les files s’allongent.",
            "What the tool can serve before queues grow.",
        )
        .it(
            "Le débit soutenu le plus haut auquel le système tient son temps de réponse.",
            "The highest sustained rate at which the system keeps its response time.",
        )
        .it_says("capacité maximale", "maximum capacity"),
    term("peak", "Pointe", "Peak")
        .fr(&["heure de pointe", "jour de pointe"])
        .en(&["peak load", "peak time", "day of peak load"])
        .marketing(
            "Le moment le plus chargé de la semaine, souvent le samedi après-midi.",
            "The busiest time of the week, often Saturday afternoon.",
        )
        .it(
            "L’intervalle de plus forte charge, sur lequel on dimensionne.",
            "The interval of highest load, for which one sizes.",
        )
        .marketing_says("heure d’affluence", "rush hour")
        .it_says("pic de charge", "load spike"),
    term("headroom", "Marge", "Room to spare")
        .fr(&["de la marge"])
        .en(&["keeps room to spare", "keep room to spare"])
        .marketing("Ce que l’outil pourrait encore servir ce jour-là.", "What the tool could still serve on that day.")
        .it(
            "L’écart entre la charge à la pointe et la limite ; à l’aise tant que 30 % restent libres.",
            "The gap between peak load and limit; fine as long as 30 % stay free.",
        )
        .it_says("réserve de capacité", "headroom"),
    term("queue", "File d’attente", "Queue")
        .fr(&["files d’attente", "la file", "files"])
        .en(&["queues"])
        .marketing(
            "Les questions qui attendent leur tour quand tous les guichets sont pris.",
            "The questions that wait their turn when all counters are taken.",
        )
        .it(
            "Les appels en attente d’une place ; sa longueur explose à l’approche de la limite.",
            "Calls waiting for a place; its length soars near the limit.",
        ),
    term("cache", "Cache", "Cache")
        .fr(&["caches", "réponses gardées", "réponse gardée"])
        .en(&["caches", "cached", "answers kept"])
        .marketing(
            "Une copie gardée à portée de main : plus rapide, parfois un peu moins fraîche.",
            "A copy kept close at hand: faster, at times a little less fresh.",
        )
        .it(
            "Une mémoire qui répond à une part des appels et en épargne autant au système derrière.",
            "A store that answers a share of the calls and spares the system behind as many.",
        )
        .marketing_says("réponse gardée en mémoire", "answer kept in memory"),
    term("response-time", "Temps de réponse", "Response time")
        .fr(&["temps de réponse moyen"])
        .en(&["response times", "mean response time"])
        .marketing("Ce que le client attend devant l’écran.", "What the customer waits for in front of the screen.")
        .it(
            "La durée entre l’appel et sa réponse, en millisecondes.",
            "The time between a call and its answer, in milliseconds.",
        )
        .marketing_says("attente", "wait")
        .it_says("latence", "latency"),
    term("millisecond", "Milliseconde (ms)", "Millisecond (ms)")
        .fr(&["ms", "milliseconde", "millisecondes"])
        .en(&["ms", "millisecond", "milliseconds"])
        .marketing(
            "Un millième de seconde ; au-delà de cent, l’attente se remarque.",
            "A thousandth of a second; beyond a hundred, the wait is noticed.",
        )
        .it("L’unité des temps de réponse.", "The unit of response times."),
    term("percentile", "95 % des réponses", "95 % of answers")
        .fr(&["95 % en", "95 % des appels"])
        .en(&["95 % within", "95% of the calls"])
        .marketing(
            "Le temps que dix-neuf clients sur vingt ne dépassent pas.",
            "The time nineteen customers out of twenty do not exceed.",
        )
        .it("Le 95e centile du temps de réponse.", "The 95th percentile of the response time.")
        .it_says("p95", "p95"),
    term("service-level", "Niveau de service", "Service level")
        .fr(&["niveaux de service", "SLA", "SLO"])
        .en(&["service levels", "SLA", "SLO"])
        .marketing(
            "La part du temps où l’outil doit marcher : 99,5 % laissent 3 h 39 d’arrêt par mois.",
            "The share of time the tool has to work: 99.5 % leaves 3 h 39 of outage a month.",
        )
        .it(
            "L’objectif de disponibilité (SLO, ou SLA quand un contrat l’engage).",
            "The availability objective (SLO, or SLA when a contract binds it).",
        )
        .it_says("SLO, SLA", "SLO, SLA"),
    term("availability", "Disponibilité", "Availability")
        .fr(&["disponible"])
        .en(&["available"])
        .marketing(
            "La part du temps où le client a vraiment pu s’en servir.",
            "The share of time the customer could really use it.",
        )
        .it("Le temps de bon fonctionnement, dépendances comprises.", "Uptime, dependencies included.")
        .it_says("taux de disponibilité", "uptime"),
    term("downtime", "Hors service", "Out of service")
        .fr(&["indisponibilité", "temps hors service"])
        .en(&["downtime", "time out of service"])
        .marketing("Le temps où le client ne peut pas s’en servir.", "The time when the customer cannot use it.")
        .it(
            "L’indisponibilité, en minutes par mois de 43 800 minutes.",
            "Unavailability, in minutes of a month of 43,800.",
        )
        .marketing_says("panne", "outage")
        .it_says("indisponibilité", "downtime"),
    term("script", "Script", "Script")
        .fr(&["scripts", "script ajouté"])
        .en(&["scripts", "added script"])
        .marketing(
            "Un petit programme ajouté à la page, souvent par un fournisseur : il la ralentit.",
            "A small program added to the page, often a vendor’s: it slows the page down.",
        )
        .it(
            "Du code JavaScript, souvent tiers, exécuté dans le navigateur du client.",
            "JavaScript code, often third-party, run in the customer’s browser.",
        )
        .marketing_says("balise", "tag")
        .it_says("JavaScript tiers", "third-party JavaScript"),
    term("at-stake", "En jeu", "At stake")
        .marketing(
            "Les ventes qu’une panne ou une lenteur peut coûter, au plus.",
            "The sales an outage or slowness may cost, at most.",
        )
        .it(
            "Les commandes qui passent par un système au-delà de sa limite, ou pendant l’indisponibilité ajoutée.",
            "The orders that pass through a system over its limit, or fall in the added downtime.",
        )
        .it_says("exposition", "exposure"),
    term("range", "Fourchette", "Range")
        .fr(&["fourchettes"])
        .en(&["ranges"])
        .marketing(
            "Entre le plus bas et le plus haut possibles ; le chiffre du milieu est le plus probable.",
            "Between the lowest and the highest possible; the number in the middle is the likeliest.",
        )
        .it(
            "Bas, probable, haut : l’incertitude des sources, menée jusqu’au bout du calcul.",
            "Low, likely, high: the uncertainty of the sources, carried to the end of the computation.",
        )
        .it_says("intervalle", "interval"),
    term("upper-end", "Cas haut", "Upper end")
        .fr(&["au cas haut", "dans le cas haut"])
        .en(&["at the upper end"])
        .marketing(
            "Ce qui arrive si tous les chiffres incertains tombent du mauvais côté.",
            "What happens if every uncertain number falls on the wrong side.",
        )
        .it("La borne haute de la fourchette.", "The upper bound of the range.")
        .marketing_says("le pire cas", "the worst case")
        .it_says("borne haute", "upper bound"),
    term("assumption", "Hypothèse", "Assumption")
        .fr(&["hypothèses"])
        .en(&["assumptions"])
        .marketing(
            "Un chiffre de départ que personne n’a mesuré, à remplacer par le vôtre.",
            "A starting number nobody measured, to be replaced by yours.",
        )
        .it(
            "Une valeur par défaut, montrée comme telle et modifiable.",
            "A default value, shown as such and open to change.",
        ),
    term("independent", "Pannes indépendantes", "Independent failures")
        .fr(&["supposées indépendantes", "pannes supposées indépendantes"])
        .en(&["assumed independent", "failures assumed independent", "independent failures"])
        .marketing(
            "On suppose qu’une panne n’en entraîne pas une autre par hasard.",
            "One outage is taken not to come together with another by chance.",
        )
        .it(
            "Les disponibilités se multiplient ; une dépendance commune compte une fois.",
            "Availabilities multiply; a shared dependency counts once.",
        ),
];
