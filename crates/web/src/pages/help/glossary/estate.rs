//! Terms of what runs: tools, how they call each other, where they run and how long they live.

use base::Kind;

use super::{Term, term};

pub(super) static TERMS: &[Term] = &[
    term("moment", "Moment du client", "Customer moment")
        .fr(&["moments du client"])
        .en(&["customer moments", "customer’s moments"])
        .kind(Kind::Moment)
        .marketing(
            "Un instant de la vie du client avec nous, comme « ouvre l’appli ».",
            "A moment of the customer’s life with us, such as “opens the app”.",
        )
        .it(
            "Le déclencheur d’une suite d’appels entre écrans et systèmes.",
            "What triggers a chain of calls between screens and systems.",
        )
        .it_says("cas d’usage", "use case"),
    term("element", "Écran", "Screen")
        .fr(&["écrans"])
        .en(&["screens"])
        .everyday()
        .kind(Kind::Element)
        .marketing(
            "Ce que le client voit et touche : une page, un bouton, un ticket.",
            "What the customer sees and touches: a page, a button, a receipt.",
        )
        .it(
            "Un élément d’interface, affiché par un système, qui en appelle d’autres.",
            "An interface element, shown by one system, that calls others.",
        )
        .it_says("élément d’interface", "interface element"),
    term("view", "Affichage", "View")
        .fr(&["affichages"])
        .en(&["views"])
        .marketing("Une ouverture d’un écran par un client.", "One opening of a screen by one customer.")
        .it(
            "Un rendu de l’écran ; chacun part avec ses appels.",
            "One rendering of the screen; each sets off its calls.",
        )
        .marketing_says("page vue", "page view"),
    term("call", "Appel", "Call")
        .fr(&["appels"])
        .en(&["calls"])
        .marketing(
            "Une question qu’un outil pose à un autre, à chaque fois qu’il en a besoin.",
            "A question one tool asks another, each time it needs to.",
        )
        .it(
            "Une requête d’un système à un autre, avec sa réponse.",
            "A request from one system to another, with its response.",
        )
        .it_says("requête", "request"),
    term("calls-per-view", "Appels par affichage", "Calls a view")
        .fr(&["appel par affichage"])
        .en(&["call a view"])
        .marketing(
            "Combien de questions un seul écran pose aux outils quand un client l’ouvre.",
            "How many questions one screen asks the tools when one customer opens it.",
        )
        .it(
            "Les appels qu’un rendu déclenche : à l’ouverture, puis tant que l’écran reste affiché.",
            "The calls one rendering sets off: at once, then as long as the screen stays open.",
        )
        .it_says("éventail d’appels", "fan-out"),
    term("calls-per-second", "Appels par seconde", "Calls a second")
        .fr(&["appel par seconde", "appels/s", "appel/s"])
        .en(&["call a second", "calls per second", "calls/s", "call/s"])
        .marketing(
            "Combien de questions un outil reçoit chaque seconde.",
            "How many questions a tool gets each second.",
        )
        .it("Le débit de requêtes reçues ou permises.", "The rate of requests received or allowed.")
        .it_says("débit", "throughput"),
    term("system", "Système", "System")
        .fr(&["systèmes"])
        .en(&["systems"])
        .everyday()
        .kind(Kind::System)
        .marketing("Un outil qui fait tourner une partie de la maison.", "A tool that runs a part of the house.")
        .it(
            "Une application ou un service, avec son équipe, sa limite et son cycle de vie.",
            "An application or service, with its team, its limit and its life cycle.",
        )
        .marketing_says("outil", "tool")
        .it_says("application", "application"),
    term("api", "API", "API")
        .fr(&["API"])
        .en(&["APIs"])
        .kind(Kind::Api)
        .marketing(
            "Une porte par laquelle un outil répond à un autre.",
            "A door through which one tool answers another.",
        )
        .it(
            "Une interface de programmation : ce qu’un système offre d’appeler, à quelles conditions.",
            "An application programming interface: what a system offers to be called, and on which terms.",
        ),
    term("gateway", "Passerelle", "Gateway")
        .fr(&["passerelles", "passerelle d’API", "passerelles d’API"])
        .en(&["gateways", "API gateway", "API gateways"])
        .marketing(
            "La porte d’entrée commune, par où passent les questions de l’appli et du site.",
            "The common front door, through which the questions of app and site pass.",
        )
        .it(
            "Le point d’entrée des API : il route, authentifie et limite les appels.",
            "The entry point of APIs: it routes, authenticates and limits calls.",
        ),
    term("svg", "SVG", "SVG")
        .marketing(
            "Un dessin qui reste net à toute taille, et que les logiciels de mise en page savent ouvrir.",
            "A drawing that stays sharp at any size, and that layout programs can open.",
        )
        .it(
            "Un format ouvert de dessin vectoriel, écrit en texte (Scalable Vector Graphics).",
            "An open format for vector drawings, written as text (Scalable Vector Graphics).",
        ),
    term("flow", "Flux", "Flow")
        .en(&["flows"])
        .kind(Kind::Flow)
        .marketing("Le chemin d’une information entre deux outils.", "The way information takes between two tools.")
        .it(
            "Les appels ou messages d’un système vers un autre, avec leur débit et leur mode.",
            "The calls or messages from one system to another, with their rate and mode.",
        )
        .marketing_says("échange", "exchange")
        .it_says("interface", "interface"),
    term("contract", "Contrat", "Contract")
        .fr(&["contrats"])
        .en(&["contracts"])
        .everyday()
        .kind(Kind::Contract)
        .marketing(
            "Ce qui a été signé avec un fournisseur pour un outil : son prix, son dernier jour, ce qui se passe ensuite.",
            "What was signed with a vendor for a tool: its price, its last day, what happens then.",
        )
        .it(
            "L’engagement qui finance un service, avec son terme, son préavis et son mode de reconduction.",
            "The commitment that pays for a service, with its term, its notice and how it renews.",
        )
        .marketing_says("abonnement", "subscription"),
    term("notice", "Préavis", "Notice")
        .fr(&["préavis de résiliation"])
        .en(&["notice period"])
        .marketing(
            "Le temps qu’il faut laisser au fournisseur : passé ce jour, on ne peut plus dire non.",
            "The time the vendor must be given: after that day one can no longer say no.",
        )
        .it(
            "Le délai, compté à rebours du terme, avant lequel la résiliation doit être notifiée.",
            "The period, counted back from the end of the term, before which termination must be notified.",
        )
        .it_says("délai de résiliation", "termination period"),
    term("renewal", "Reconduction", "Renewal")
        .fr(&["reconduction tacite", "tacite reconduction", "reconductions"])
        .en(&["renewals", "automatic renewal"])
        .marketing(
            "Le contrat repart pour un tour si personne ne dit rien.",
            "The contract goes another round if nobody says anything.",
        )
        .it(
            "La prolongation d’un contrat pour un nouveau terme, tacite ou expresse.",
            "The extension of a contract for a new term, tacit or express.",
        )
        .it_says("renouvellement", "extension"),
    term("quota", "Quota", "Quota")
        .fr(&["quotas"])
        .en(&["quotas"])
        .marketing(
            "Le nombre de questions qu’un fournisseur accepte de nous.",
            "How many questions a vendor takes from us.",
        )
        .it(
            "Le débit qu’une API accorde à qui l’appelle ; au-delà, elle refuse.",
            "The rate an API grants its callers; beyond it, it refuses.",
        )
        .it_says("limitation de débit", "rate limit"),
    term("hard", "Attend la réponse", "Waits for the answer")
        .fr(&["attendent la réponse", "ce dont on ne peut se passer"])
        .en(&["wait for the answer", "waits for its answer", "wait for its answer", "what cannot be done without"])
        .marketing(
            "Si l’autre outil s’arrête, celui-ci s’arrête aussi.",
            "If the other tool stops, this one stops too.",
        )
        .it(
            "Une dépendance dure, synchrone : pas de réponse, pas de service.",
            "A hard, synchronous dependency: no answer, no service.",
        )
        .it_says("dépendance dure, synchrone", "hard, synchronous dependency"),
    term("degradable", "Peut s’en passer", "Can do without")
        .fr(&["peuvent s’en passer"])
        .en(&["can do without it"])
        .marketing(
            "Si l’autre outil s’arrête, le client voit un peu moins, mais continue.",
            "If the other tool stops, the customer sees a little less and goes on.",
        )
        .it(
            "Une dépendance dégradable : une valeur de repli tient lieu de réponse.",
            "A degradable dependency: a fallback stands in for the answer.",
        )
        .it_says("mode dégradé, valeur de repli", "graceful degradation, fallback"),
    term("asynchronous", "N’attend pas", "Does not wait")
        .fr(&["n’attendent pas"])
        .en(&["do not wait"])
        .marketing(
            "Le message part et sera traité plus tard, comme une lettre.",
            "The message leaves and is dealt with later, like a letter.",
        )
        .it(
            "Un échange asynchrone : file de messages, événement ou traitement de nuit.",
            "An asynchronous exchange: message queue, event or nightly batch.",
        )
        .it_says("asynchrone, traitement par lot", "asynchronous, batch"),
    term("stops-with-it", "Ce qui s’arrête avec lui", "What stops with it")
        .fr(&["s’arrêtent avec lui", "s’arrête avec lui", "emporte avec lui"])
        .en(&["stop with it", "stops with it", "down with it"])
        .marketing(
            "Les écrans et outils qui tombent quand celui-ci tombe.",
            "The screens and tools that fail when this one fails.",
        )
        .it("Tout ce qui en dépend en dur, de proche en proche.", "All that depends hard on it, step by step.")
        .it_says("rayon d’impact", "blast radius"),
    term("depends", "Dépendance", "Dependency")
        .fr(&["dépendances"])
        .en(&["dependencies"])
        .marketing(
            "Le besoin qu’un outil a d’un autre pour faire son travail.",
            "A tool’s need of another to do its work.",
        )
        .it(
            "Un appel à un autre système ; dur, dégradable ou asynchrone selon ce qui se passe quand il se tait.",
            "A call to another system; hard, degradable or asynchronous by what happens when it is silent.",
        ),
    term("master", "Système maître", "Master system")
        .fr(&["systèmes maîtres"])
        .en(&["master systems", "master of"])
        .marketing(
            "L’outil qui a raison quand deux outils ne disent pas la même chose.",
            "The tool that is right when two tools disagree.",
        )
        .it(
            "La source de vérité d’une donnée ; les autres en tiennent des copies.",
            "The system of record of a data object; the others hold copies.",
        )
        .it_says("source de vérité", "system of record"),
    term("capability", "Fonction", "Capability")
        .fr(&["fonctions"])
        .en(&["capabilities"])
        .marketing(
            "Ce qu’un outil sait faire, comme « envoyer un e-mail ».",
            "What a tool can do, such as “send an e-mail”.",
        )
        .it(
            "Une capacité métier rendue par un système ; deux systèmes qui ont la même se doublent peut-être.",
            "A business capability a system serves; two that serve the same may double each other.",
        )
        .marketing_says("fonctionnalité", "feature")
        .it_says("capacité métier", "business capability"),
    term("life-cycle", "Cycle de vie", "Life cycle")
        .marketing(
            "Où en est un outil : à l’essai, en service, à quitter, arrêté.",
            "Where a tool stands: on trial, in service, to be left, retired.",
        )
        .it(
            "L’étape d’une application, du projet au retrait.",
            "The stage of an application, from plan to retirement.",
        ),
    term("end-of-life", "Fin de vie", "End of life")
        .marketing(
            "Le jour après lequel plus personne ne répare l’outil.",
            "The day after which nobody repairs the tool any more.",
        )
        .it(
            "La fin du support ou le retrait prévu ; y ajouter une fonction se jette avec lui.",
            "End of support or planned retirement; what is added to it is thrown away with it.",
        )
        .it_says("fin de support, décommissionnement", "end of support, decommissioning"),
    term("hosting", "Hébergement", "Hosting")
        .marketing(
            "Où l’outil tourne : chez nous, chez un fournisseur, dans quel pays.",
            "Where the tool runs: with us, at a vendor’s, in which country.",
        )
        .it(
            "Le mode et le lieu d’exploitation, dont dépend le droit applicable aux données.",
            "The mode and place of operation, on which the law on its data depends.",
        ),
    term("on-premises", "Dans nos murs", "On our premises")
        .marketing("Sur nos propres machines.", "On machines of our own.")
        .it("Exploité par nos équipes, sur site.", "Run by our own teams, on site.")
        .it_says("sur site", "on-premises"),
    term("saas", "Service en ligne (SaaS)", "Online service (SaaS)")
        .fr(&["SaaS", "service en ligne", "services en ligne"])
        .en(&["SaaS", "online service", "online services"])
        .marketing("Un outil loué, qui tourne chez son fournisseur.", "A rented tool that runs at its vendor’s.")
        .it(
            "Un logiciel exploité par son fournisseur (software as a service), avec ses quotas et ses pays.",
            "Software as a service: run by the vendor, with its quotas and its countries.",
        ),
    term("sign-on", "Connexion unique (SSO)", "Single sign-on (SSO)")
        .fr(&["SSO", "connexion unique"])
        .en(&["SSO", "single sign-on", "sign-on"])
        .marketing(
            "Un seul mot de passe, un seul compte, pour tous les outils.",
            "One password, one account, for all tools.",
        )
        .it(
            "L’authentification unique par un annuaire, par exemple avec OpenID Connect ou SAML.",
            "Authentication once by a directory, for instance with OpenID Connect or SAML.",
        ),
    term("saml", "SAML", "SAML")
        .marketing(
            "Une manière convenue d’entrer dans un outil avec le compte de la maison.",
            "An agreed way to enter a tool with the company’s account.",
        )
        .it(
            "Security Assertion Markup Language, norme OASIS de 2005 pour la connexion unique.",
            "Security Assertion Markup Language, an OASIS standard of 2005 for single sign-on.",
        ),
    term("protocol", "Protocole", "Protocol")
        .fr(&["protocoles"])
        .en(&["protocols"])
        .marketing("La langue dans laquelle deux outils se parlent.", "The language two tools speak with each other.")
        .it(
            "Le mode d’échange d’une API : REST, SOAP, fichiers, messages.",
            "The way an API is spoken to: REST, SOAP, files, messages.",
        ),
    term("host-name", "Nom d’hôte", "Host name")
        .fr(&["noms d’hôte"])
        .en(&["host names"])
        .marketing(
            "L’adresse d’un outil sur le réseau, comme « www.exemple.fr ».",
            "A tool’s address on the network, such as “www.example.com”.",
        )
        .it(
            "Le nom d’une machine ou d’un service dans l’annuaire du réseau ; il relie une trace à un système.",
            "The name of a machine or service in the network’s directory; it ties a trace to a system.",
        )
        .marketing_says("adresse", "address"),
];
