//! Terms of customer data and of marketing's and retail's own tools, and of the files they come in.

use base::Kind;

use super::{Term, term};

pub(super) static TERMS: &[Term] = &[
    term("personal-data", "Donnée personnelle", "Personal data")
        .fr(&["données personnelles"])
        .kind(Kind::Data)
        .marketing(
            "Ce qui dit quelque chose d’un client reconnaissable : nom, adresse, achats, points.",
            "What says something of a customer who can be recognised: name, address, purchases, points.",
        )
        .it(
            "Toute information sur une personne identifiée ou identifiable (RGPD, article 4).",
            "Any information about an identified or identifiable person (GDPR, article 4).",
        ),
    term("purpose", "Finalité", "Purpose")
        .fr(&["finalités"])
        .en(&["purposes"])
        .marketing(
            "Ce pour quoi le client nous a confié sa donnée ; autre chose demande autre chose.",
            "What the customer gave us the data for; anything else needs something else.",
        )
        .it(
            "Le but déterminé d’un traitement ; un usage hors finalité est bloqué.",
            "The stated aim of a processing; a use outside it is blocked.",
        ),
    term("processor", "Prestataire", "Processor")
        .fr(&["nouveau prestataire", "prestataires", "sous-traitant", "sous-traitants"])
        .en(&["new processor", "processors", "new processors"])
        .marketing(
            "Un fournisseur qui reçoit des données de nos clients pour travailler pour nous.",
            "A vendor that gets data of our customers in order to work for us.",
        )
        .it(
            "Le sous-traitant au sens du RGPD, article 28 : un contrat l’engage.",
            "The processor in the sense of GDPR, article 28: a contract binds it.",
        )
        .marketing_says("partenaire, agence", "partner, agency")
        .it_says("sous-traitant (article 28)", "processor (article 28)"),
    term("consent", "Consentement", "Consent")
        .fr(&["consentements", "choix de consentement"])
        .en(&["consents", "consent choice"])
        .marketing(
            "Le oui du client, libre et révocable, à un usage précis de sa donnée.",
            "The customer’s yes, free and revocable, to one use of the data.",
        )
        .it(
            "La base légale du RGPD, articles 6 et 7, à prouver et à propager dans les systèmes.",
            "The legal ground of GDPR, articles 6 and 7, to be proven and passed on between systems.",
        )
        .marketing_says("accord du client", "opt-in"),
    term("gdpr", "RGPD", "GDPR")
        .marketing(
            "La loi européenne sur les données des personnes, depuis mai 2018.",
            "The European law on people’s data, since May 2018.",
        )
        .it(
            "Le règlement (UE) 2016/679, dit général sur la protection des données.",
            "Regulation (EU) 2016/679, the General Data Protection Regulation.",
        ),
    term("eea", "Espace économique européen", "European Economic Area")
        .marketing(
            "L’Union européenne, l’Islande, le Liechtenstein et la Norvège : les données y circulent librement.",
            "The European Union, Iceland, Liechtenstein and Norway: data moves freely there.",
        )
        .it(
            "Trente pays sous le même droit des données ; ailleurs, il faut une base de transfert.",
            "Thirty countries under one law on data; elsewhere a transfer needs a ground.",
        ),
    term("ab-test", "Test A/B", "A/B test")
        .fr(&["tests A/B"])
        .en(&["A/B tests"])
        .marketing(
            "Montrer deux versions à deux groupes tirés au sort, pour garder la meilleure.",
            "To show two versions to two groups drawn by lot, and keep the better one.",
        )
        .it(
            "Une affectation aléatoire au rendu, souvent par un script tiers.",
            "A random assignment at rendering, often by a third-party script.",
        ),
    term("pixel", "Pixel de mesure", "Tracking pixel")
        .fr(&["balise ou pixel de mesure", "pixel"])
        .en(&["tracking tag or pixel", "pixel"])
        .marketing(
            "Ce qui dit à un partenaire qu’une page a été vue ou un achat fait.",
            "What tells a partner that a page was seen or a purchase made.",
        )
        .it(
            "Un script ou une image tiers, chargé par la page, qui transmet des données de navigation.",
            "A third-party script or image the page loads, which passes browsing data on.",
        ),
    term("tag-manager", "Gestion des balises", "Tag manager")
        .fr(&["gestionnaire de balises"])
        .marketing(
            "L’outil qui pose et retire les mesures sur le site sans redéployer.",
            "The tool that puts measurements on the site and takes them off without a release.",
        )
        .it(
            "Un script qui en charge d’autres ; ce qui y passe échappe aux livraisons.",
            "A script that loads others; what passes through it escapes releases.",
        )
        .it_says("TMS", "TMS"),
    term("push", "Notification push", "Push notification")
        .fr(&["notification de l’appli", "push"])
        .en(&["push notifications", "push"])
        .marketing(
            "Un message de l’appli qui s’affiche sur le téléphone fermé.",
            "A message of the app that shows on the locked phone.",
        )
        .it(
            "Un envoi par les services d’Apple ou de Google, en masse et à la même seconde.",
            "A send through Apple’s or Google’s services, in bulk and in the same second.",
        ),
    term("sms", "SMS", "SMS")
        .en(&["text message", "text messages", "SMS"])
        .marketing("Un message court, payé à l’envoi.", "A short message, paid by the piece.")
        .it(
            "Short message service, émis par une passerelle d’opérateur.",
            "Short message service, sent through a carrier’s gateway.",
        ),
    term("audience", "Audience", "Audience")
        .fr(&["audiences"])
        .en(&["audiences"])
        .marketing("Les clients choisis pour un message.", "The customers chosen for a message.")
        .it(
            "Le résultat d’une requête sur les profils, recalculé ou figé.",
            "The result of a query on profiles, recomputed or frozen.",
        )
        .marketing_says("cible", "target group")
        .it_says("segment", "segment"),
    term("recommendation", "Recommandation", "Recommendation")
        .fr(&["bloc de recommandation", "recommandations"])
        .en(&["recommendations", "recommendation block"])
        .marketing(
            "« Vous aimerez aussi » : des articles choisis pour ce client.",
            "“You may also like”: articles chosen for this customer.",
        )
        .it(
            "Un moteur appelé à chaque affichage, avec le profil ou la navigation.",
            "An engine called at each view, with the profile or the browsing.",
        ),
    term("click-and-collect", "Click and collect", "Click and collect")
        .fr(&["click-and-collect", "retrait en magasin", "retrait en une heure"])
        .en(&["click-and-collect"])
        .marketing("Acheter en ligne, retirer en magasin.", "Buy online, collect in the store.")
        .it(
            "Une commande qui demande le stock exact d’un magasin.",
            "An order that needs the exact stock of one store.",
        ),
    term("retail-media", "Régie publicitaire", "Retail media")
        .marketing("Vendre aux marques de la place sur nos écrans.", "Selling brands room on our screens.")
        .it(
            "Un serveur de publicité appelé par les pages et les écrans de magasin.",
            "An ad server called by pages and store screens.",
        ),
    term("real-time", "En temps réel", "Real time")
        .fr(&["temps réel"])
        .en(&["real-time", "in real time"])
        .marketing(
            "À jour à la seconde ; souvent, « à jour ce matin » suffit.",
            "Up to the second; often “up to this morning” is enough.",
        )
        .it(
            "Un appel à chaque affichage, sans cache : la demande la plus chère.",
            "A call at each view, without cache: the dearest wish.",
        )
        .marketing_says("en direct", "live")
        .it_says("synchrone, sans cache", "synchronous, uncached"),
    term("crm", "CRM", "CRM")
        .marketing(
            "Le carnet des clients : qui ils sont, ce qu’on s’est dit.",
            "The book of customers: who they are, what was said.",
        )
        .it(
            "La gestion de la relation client (customer relationship management).",
            "Customer relationship management.",
        ),
    term("cdp", "Profil unifié (CDP)", "Unified profile (CDP)")
        .fr(&["profil unifié", "CDP"])
        .en(&["unified profile", "CDP"])
        .marketing("Une seule fiche par client, tous canaux réunis.", "One card a customer, all channels together.")
        .it("La plateforme de données clients (customer data platform).", "The customer data platform.")
        .marketing_says("vue client", "customer view")
        .it_says("CDP", "CDP"),
    term("cms", "Gestion de contenu (CMS)", "Content management (CMS)")
        .fr(&["CMS", "gestion de contenu"])
        .en(&["CMS", "content management"])
        .marketing("L’outil où l’on écrit les pages.", "The tool in which pages are written.")
        .it("Le système de gestion de contenu (content management system).", "The content management system."),
    term("pim", "Référentiel produits (PIM)", "Product information (PIM)")
        .fr(&["PIM", "référentiel produits"])
        .en(&["PIM", "product information"])
        .marketing(
            "Les fiches des articles : textes, tailles, photos.",
            "The cards of articles: texts, sizes, pictures.",
        )
        .it(
            "Le système maître du produit (product information management).",
            "The master system of the product (product information management).",
        ),
    term("dam", "Médiathèque (DAM)", "Media library (DAM)")
        .fr(&["DAM", "médiathèque"])
        .en(&["DAM", "media library"])
        .marketing("Les photos, films et logos, avec leurs droits.", "Pictures, films and logos, with their rights.")
        .it("La gestion des médias (digital asset management).", "Digital asset management."),
    term("erp", "ERP", "ERP")
        .marketing(
            "Les achats, les stocks et les comptes de la maison.",
            "The company’s purchasing, stocks and accounts.",
        )
        .it("Le progiciel de gestion intégré (enterprise resource planning).", "Enterprise resource planning."),
    term("oms", "Gestion des commandes (OMS)", "Order management (OMS)")
        .fr(&["OMS", "gestion des commandes"])
        .en(&["OMS", "order management"])
        .marketing("Ce qui suit une commande, du paiement au colis.", "What follows an order, from payment to parcel.")
        .it("L’orchestration des commandes (order management system).", "The order management system."),
    term("wms", "Gestion d’entrepôt (WMS)", "Warehouse management (WMS)")
        .fr(&["WMS", "gestion d’entrepôt"])
        .en(&["WMS", "warehouse management"])
        .marketing("Ce qui range, prépare et expédie.", "What stores, picks and ships.")
        .it("La gestion d’entrepôt (warehouse management system).", "The warehouse management system."),
    term("bi", "Tableaux de bord (BI)", "Dashboards (BI)")
        .fr(&["BI", "tableaux de bord"])
        .en(&["BI", "dashboards"])
        .marketing(
            "Les chiffres de la maison, en tableaux et en courbes.",
            "The company’s numbers, in tables and curves.",
        )
        .it(
            "L’informatique décisionnelle (business intelligence), sur l’entrepôt de données.",
            "Business intelligence, on top of the data warehouse.",
        ),
    term("data-warehouse", "Entrepôt de données", "Data warehouse")
        .marketing(
            "L’endroit où les chiffres de tous les outils sont réunis, pour les études.",
            "The place where the numbers of all tools come together, for studies.",
        )
        .it(
            "La base d’analyse, alimentée chaque nuit : jamais pour répondre à un écran.",
            "The analytical store, fed every night: never for answering a screen.",
        ),
    term("automation", "Marketing automatisé", "Marketing automation")
        .fr(&["scénarios marketing"])
        .marketing(
            "Les messages qui partent d’eux-mêmes, comme l’anniversaire.",
            "Messages that leave by themselves, such as the birthday’s.",
        )
        .it("Un moteur de scénarios, par lots ou sur événement.", "A scenario engine, in batches or on events."),
    term("xlsx", "Classeur Excel (XLSX)", "Excel workbook (XLSX)")
        .fr(&["XLSX", "classeur"])
        .en(&["XLSX", "workbook"])
        .marketing("Un fichier Excel, avec ses feuilles.", "An Excel file, with its sheets.")
        .it("Office Open XML, norme ISO/IEC 29500.", "Office Open XML, standard ISO/IEC 29500."),
    term("utf-8", "UTF-8", "UTF-8")
        .marketing(
            "L’alphabet du fichier : les accents y sont lus comme écrits.",
            "The file’s alphabet: accents are read as they were written.",
        )
        .it(
            "Le codage des caractères Unicode sur un à quatre octets (RFC 3629).",
            "The encoding of Unicode characters in one to four bytes (RFC 3629).",
        )
        .it_says("encodage", "encoding"),
];
