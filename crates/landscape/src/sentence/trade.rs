//! The words of retail and marketing that mean the same thing, in French and English, and how near these meanings are.
//!
//! General vocabulary of the trade: nothing here comes from one company or one sentence. A phrase may stand in several
//! groups (`cagnotte` is both points and a balance). `=` before a word: only in exactly this form (`=soldes` are sales,
//! a `solde` is a balance). Linking words inside a phrase are not compared (`page d'accueil` = `page accueil`).

/// One meaning and the phrases that have it.
pub(super) type Group = (&'static str, &'static str);

/// Meanings that name where something is shown: two different ones rarely concern the same element.
pub(super) const CHANNELS: &[&str] =
    &["app", "site", "email", "sms", "push", "till", "kiosk", "tablet", "call-centre", "social", "paper"];

/// Meanings that say little alone: any screen is a page.
pub(super) const VAGUE: &[&str] = &["page", "block", "button", "online", "service", "information", "tool"];

/// Meanings so general in retail that they alone hardly point at one thing.
pub(super) const GENERAL: &[&str] = &["store", "product", "order", "form", "help", "season"];

/// The groups.
pub(super) static GROUPS: &[Group] = &[
    // Where things are shown.
    (
        "app",
        "appli|application|application mobile|app|mobile app|smartphone|mobile|téléphone portable|iphone|android|phone app|phone|téléphone|sur mon téléphone",
    ),
    (
        "site",
        "site|site web|site internet|web|website|web site|site marchand|boutique en ligne|e-shop|eshop|online shop|online store|webshop|ecommerce|e-commerce|site e-commerce|ordinateur|desktop",
    ),
    ("email", "email|e-mail|mail|mél|courriel|courrier électronique|emailing|e-mailing|mailing"),
    (
        "newsletter",
        "newsletter|infolettre|lettre d'information|news letter|weekly email|weekly mail|lettre hebdomadaire|bulletin",
    ),
    ("sms", "sms|texto|text message|texting|mms"),
    ("push", "push|notification|notif|notification push|push notification|alerte|alert|pop alerte"),
    (
        "till",
        "caisse|comptoir|counter|point d'encaissement|encaissement|tpv|till|cash desk|cash register|point of sale|pos|hôte de caisse|hôtesse de caisse|caissier|cashier|checkout desk|ligne de caisse",
    ),
    (
        "self-checkout",
        "caisse libre service|caisse automatique|self checkout|scan and go|self scanning|self scan|scannette",
    ),
    ("kiosk", "borne|kiosk|borne interactive|totem|terminal en magasin|borne en magasin"),
    (
        "tablet",
        "tablette|tablet|tablette vendeur|outil vendeur|seller app|application vendeur|appli vendeur|sales assistant tablet|vendeur|conseiller de vente|conseiller en magasin|sales assistant|shop assistant|store staff|seller|salesperson|colleague app",
    ),
    (
        "call-centre",
        "centre d'appels|centre de contact|call centre|call center|contact centre|service client|service clients|service clientèle|relation client|customer service|customer care|customer support|téléconseiller|hotline|help desk|support client|agent|adviser desktop|adviser|conseiller client|=conseiller|=conseillers|=conseillère|=conseillères",
    ),
    ("social", "réseaux sociaux|réseau social|social network|social media|facebook|instagram|tiktok|pinterest|social"),
    (
        "paper",
        "papier|prospectus|tract|flyer|leaflet|catalogue papier|paper|courrier|courrier postal|mailing papier|direct mail|poster|brochure",
    ),
    (
        "signage",
        "étiquette électronique|étiquette|affichage dynamique|écran en magasin|digital signage|shelf label|electronic label|in store screen|plv",
    ),
    ("store", "magasin|boutique|point de vente|store|shop|in store|in-store|outlet|garden centre|jardinerie"),
    // Screens and parts of screens.
    (
        "home",
        "page d'accueil|accueil|écran d'accueil|home page|homepage|home screen|home|start screen|front page|page principale|première page|main page|start page|écran de démarrage|first screen|premier écran|première chose|ouverture de l'appli|ouverture de l'application|ouvre l'appli|ouvre l'application|ouvrir l'appli|lancement de l'appli|opens app|open app|opening app|launches app",
    ),
    ("house", "maison|maison jardin|home garden|house|habitat"),
    (
        "product-page",
        "fiche produit|page produit|fiche article|page article|product page|product sheet|product detail|product details|product detail page|detail page|pdp|item page|page détail|détail produit|écran produit|product screen|article page|fiche d'un produit",
    ),
    ("product", "produit|article|référence|product|item|goods|sku|assortiment|assortment|range"),
    (
        "category",
        "page liste|liste produits|liste de produits|page catégorie|page rayon|rayon|catégorie|category|category page|product list|product listing|listing page|listing|plp|department|gamme|univers|facette|filtre|filter|facet|tri|trier|sorting|sort by|sorted",
    ),
    (
        "search",
        "recherche|rechercher|chercher|cherche|cherchent|moteur de recherche|barre de recherche|champ de recherche|search|search bar|search box|search engine|search field|searching|autocomplétion|autocomplete|suggestion de recherche|search suggestion|recherche vocale|voice search|look for",
    ),
    ("results", "résultat|résultats de recherche|search results|result|search result|page de résultats|results page"),
    (
        "cart",
        "panier|mon panier|panier d'achat|basket|cart|shopping cart|shopping bag|shopping basket|bag|mini panier|caddie|caddy|trolley",
    ),
    (
        "checkout",
        "tunnel d'achat|tunnel de commande|tunnel|tunnel de conversion|passage de commande|passer commande|valider commande|validation de commande|validation du panier|finaliser commande|finalisation|checkout|check out|checkout page|checkout funnel|order form|purchase funnel|place order|commande en un clic|one click order|one click checkout",
    ),
    (
        "payment",
        "paiement|payer|règlement|régler|moyen de paiement|mode de paiement|page de paiement|payment|pay|paying|payment page|payment method|carte bancaire|credit card|bank card|apple pay|google pay|paypal|paiement fractionné|paiement en plusieurs fois|instalment|installment|buy now pay later|3x|4x|wallet",
    ),
    (
        "confirmation",
        "confirmation|confirmation de commande|confirmation d'achat|order confirmation|page de remerciement|remerciement|thank you page|thank you|thanks|merci|commande confirmée|récapitulatif|order summary|recap",
    ),
    (
        "account",
        "compte|mon compte|espace client|espace personnel|espace perso|compte client|page compte|account|my account|customer account|customer area|account page|member area|espace membre|mon espace|my space|mes infos|espace fidélité|personal area|self care|user account",
    ),
    (
        "profile",
        "profil|profil client|fiche client|fiche du client|informations personnelles|coordonnées|profile|customer profile|customer record|personal details|customer file|contact details|données client|customer data|vue client|customer view",
    ),
    (
        "sign-on",
        "connexion|se connecter|connecter|identification|s'identifier|authentification|authentifier|login|log in|logon|sign in|sign on|single sign on|sso|logged in|mot de passe|password|passkey|biométrie|face id|france connect|google sign in|facebook login|reconnecter",
    ),
    (
        "sign-up",
        "inscription|s'inscrire|inscrire|création de compte|créer compte|ouverture de compte|registration|register|sign up|signup|create account|account creation|new account|adhésion|adhérer|enrol|enroll|enrolment|join|rejoindre|devenir membre|s'abonner|abonnement|subscribe|subscription",
    ),
    (
        "store-finder",
        "store finder|store locator|trouver magasin|recherche de magasin|localisateur de magasin|localisateur|carte des magasins|liste des magasins|magasin plus proche|magasin proche|nearest store|closest store|nearby store|find store|store map|store page|page magasin|fiche magasin|magasin favori|mon magasin|my store|my shop|favourite store|favorite store|choix du magasin",
    ),
    (
        "opening-hours",
        "horaire|horaires d'ouverture|heures d'ouverture|opening hours|opening times|store hours|ouverture|opening|jour férié|bank holiday|=ouvert|=ouverts|=fermé|=open|=closed|open on|open late",
    ),
    ("menu", "menu|navigation|barre de navigation|nav bar|navbar|burger|en-tête|header|entête|onglet|tab bar|tab"),
    ("footer", "pied de page|footer|bas de page"),
    (
        "banner",
        "bannière|bandeau|banner|carrousel|carousel|slider|visuel|mise en avant|hero|encart|push produit|headline|animation commerciale|tête de gondole",
    ),
    ("popup", "pop-up|popup|pop up|pop in|popin|fenêtre|modale|modal|overlay|interstitiel|interstitial"),
    (
        "landing",
        "landing page|page d'atterrissage|page événement|page événementielle|page de campagne|campaign page|event page|mini site|microsite|page dédiée|dedicated page|special page",
    ),
    (
        "onboarding",
        "onboarding|tutoriel de démarrage|première ouverture|première visite|premier lancement|écran de bienvenue|bienvenue|welcome|welcome screen|first visit|first launch|first use|splash",
    ),
    ("page", "page|écran|screen|fiche|vue|rubrique|section|espace|interface|sheet"),
    ("block", "bloc|block|zone|encadré|widget|module|tuile|tile|vignette|thumbnail|liste|list|carrousel produits"),
    ("button", "bouton|button|raccourci|shortcut|lien|link|clic|click|cta|geste|tap"),
    (
        "form",
        "formulaire|champ|form|field|questionnaire|saisie|saisir|case|case à cocher|checkbox|input|remplir|fill in|champ de saisie",
    ),
    (
        "help",
        "aide|faq|foire aux questions|questions fréquentes|help page|frequently asked questions|assistance|help centre|help center|self service|support",
    ),
    (
        "contact",
        "contact|nous contacter|contacter|contact us|contact page|réclamation|complaint|rappel téléphonique|callback|être rappelé|écrire au service",
    ),
    (
        "chat",
        "chat|tchat|chat en ligne|live chat|chatbot|messagerie instantanée|messagerie|assistant virtuel|virtual assistant|bot|agent conversationnel|conversation|whatsapp|messenger|chat window|fenêtre de chat|discuter",
    ),
    (
        "receipt",
        "ticket de caisse|ticket|e-ticket|eticket|ticket dématérialisé|ticket numérique|receipt|e-receipt|ereceipt|digital receipt|till receipt|reçu|preuve d'achat|proof of purchase",
    ),
    ("invoice", "facture|invoice|facturation|billing|bill"),
    (
        "customer-display",
        "écran client|afficheur client|customer display|customer facing display|customer screen|écran de caisse|till screen|écran du caissier",
    ),
    // Loyalty.
    (
        "loyalty",
        "fidélité|fidélisation|fidéliser|programme de fidélité|programme fidélité|loyalty|loyalty programme|loyalty program|loyalty scheme|club|membre|member|adhérent|fidèle|loyal|rewards programme|membership",
    ),
    (
        "loyalty-card",
        "carte de fidélité|carte fidélité|carte dématérialisée|carte de membre|carte club|carte du club|loyalty card|membership card|club card|member card|digital card|carte digitale|fidelity card",
    ),
    (
        "points",
        "points|=point|points de fidélité|points fidélité|loyalty points|reward points|total de points|nombre de points|combien de points|how many points|points count|points total|points restants|remaining points|cagnotte|cagnottage|kitty|cashback|miles",
    ),
    (
        "balance",
        "solde|balance|cagnotte|cagnotte fidélité|compteur|montant|amount|crédit restant|total de points|nombre de points|combien de points|how many points|points count|points total|kitty|points restants|remaining points",
    ),
    (
        "tier",
        "palier|statut fidélité|niveau de fidélité|seuil|rang|tier|loyalty level|loyalty status|status level|membership level|gold|silver|vip",
    ),
    (
        "reward",
        "récompense|avantage|avantages fidélité|privilège|reward|perk|benefit|chèque fidélité|chèque cadeau|loyalty voucher|cadeau de fidélité|bonus",
    ),
    (
        "referral",
        "parrainage|parrainer|parrain|filleul|referral|refer friend|refer|invite friend|recommander à un ami|inviter ami",
    ),
    // Goods, prices, stock.
    (
        "price",
        "prix|tarif|price|pricing|prix barré|montant|amount|coût|price tag|prix rouge|tarification|cher|moins cher|cheap|cheaper|cheapest|expensive",
    ),
    (
        "promotion",
        "promotion|promo|offre|offre spéciale|remise|réduction|rabais|discount|special offer|deal|bon plan|=soldes|=sales|clearance|braderie|liquidation|black friday|vente flash|flash sale|vente privée|private sale|ristourne|opération commerciale|déstockage|rebate|price cut",
    ),
    (
        "coupon",
        "coupon|bon de réduction|bon d'achat|code promo|code de réduction|code remise|promo code|voucher|discount code|coupon code|chèque|bon personnalisé|couponing|coupons",
    ),
    (
        "game",
        "jeu|jeu concours|concours|roue|roue de la fortune|tirage au sort|game|contest|lottery|wheel|sweepstake|prize draw|quiz|gamification|calendrier de l'avent|advent calendar|grattage|scratch card",
    ),
    (
        "stock",
        "stock|en stock|disponibilité|disponible|dispo|disponibilité en magasin|stock magasin|availability|available|in stock|out of stock|rupture|rupture de stock|inventaire|inventory|stock level|réassort|épuisé|sold out|quantité restante|left in stock|exemplaire|stock disponible",
    ),
    (
        "back-in-stock",
        "retour en stock|alerte stock|back in stock|de nouveau disponible|de nouveau en stock|restock|restocked|alerte disponibilité|stock alert|remis en stock",
    ),
    (
        "review",
        "avis|avis client|avis clients|note|étoile|notation|commentaire|comments|évaluation|review|rating|customer review|star|feedback|témoignage|testimonial|satisfaction",
    ),
    (
        "survey",
        "sondage|enquête|enquête de satisfaction|nps|survey|poll|satisfaction survey|satisfait|satisfied|questionnaire de satisfaction|net promoter score|satisfaction",
    ),
    (
        "recommendation",
        "recommandation|recommander|suggestion|produit similaire|produits similaires|produits associés|produit complémentaire|produits complémentaires|articles complémentaires|ventes croisées|vente croisée|cross selling|cross-sell|cross sell|upsell|recommendation|recommended|recommend|similar products|similar items|related products|you may also like|vous aimerez aussi|ont aussi acheté|also bought|customers also|suggest|suggested|complementary|go with|vont avec|personnalisé|personnalisation|personalised|personalized|personalisation|personalization|sur mesure|réco|reco",
    ),
    (
        "wishlist",
        "liste d'envies|liste de souhaits|favoris|favori|mes favoris|wishlist|wish list|favourites|favorites|saved items|save for later|liste de courses|shopping list|liste de cadeaux|liste de projet|coup de coeur|mettre de côté",
    ),
    ("compare", "comparateur|comparer|comparaison|compare|comparison|comparator"),
    (
        "gift-card",
        "carte cadeau|cartes cadeaux|e-carte cadeau|chèque cadeau|gift card|giftcard|e-gift card|gift voucher|carte prépayée|gift cards",
    ),
    ("gift", "cadeau|emballage cadeau|gift|gift wrap|offrir"),
    ("photo", "photo|image|visuel produit|picture|zoom|gallery|galerie|médias|media library"),
    ("video", "vidéo|video|film|tuto vidéo|live shopping|streaming"),
    (
        "description",
        "description|descriptif|caractéristique|specification|characteristics|product information|information produit|composition|notice|mode d'emploi|manual",
    ),
    (
        "advice",
        "conseil|guide|tutoriel|tuto|guide d'achat|fiche conseil|advice|how to|tutorial|tip|buying guide|inspiration|idée|idea|article de blog|blog|magazine|éditorial|editorial",
    ),
    ("brand", "marque|brand"),
    (
        "sustainability",
        "empreinte carbone|carbone|écologique|environnement|durable|réparabilité|indice de réparabilité|sustainability|carbon footprint|eco score|repairability|recyclage|recycling|seconde main|second hand|occasion",
    ),
    (
        "configurator",
        "configurateur|simulateur|calculateur|planner|configurator|simulator|calculator|outil 3d|3d|plan 3d|réalité augmentée|augmented reality|visualiser|conception|design tool|planificateur",
    ),
    ("plant", "plante|végétal|végétaux|plant|fleur|flower|arbre|arbuste|tree"),
    ("garden", "jardin|jardinage|garden|gardening|potager|extérieur|outdoor|plein air"),
    (
        "season",
        "saison|saisonnier|season|seasonal|hiver|hivernage|winter|winterising|winterizing|printemps|spring|automne|autumn|summer|noël|christmas",
    ),
    ("weather", "météo|weather|gel|frost|température|pluie|rain|canicule"),
    (
        "advert",
        "publicité|pub|annonce|bannière publicitaire|retail media|advertisement|advertising|ad|ads|sponsorisé|sponsored|produit sponsorisé|sponsored product|régie|espace publicitaire|annonceur|advertiser",
    ),
    // Orders and what follows.
    (
        "order",
        "commande|commander|achat|acheter|order|ordering|purchase|buy|buying|bought|acheté|transaction|vente|sale",
    ),
    (
        "history",
        "historique|historique d'achats|historique des achats|historique de commandes|historique des commandes|achats passés|anciens achats|anciennes commandes|commandes passées|derniers achats|history|purchase history|order history|past purchases|past orders|previous orders|mes achats|mes commandes|my orders|my purchases|previous purchases|last purchases|liste des commandes|order list|reorder|recommander le même|racheter|réachat|buy again",
    ),
    (
        "tracking",
        "suivi|suivi de commande|suivi de colis|suivi de livraison|suivre commande|suivre colis|suivre|tracking|order tracking|track|track order|track parcel|parcel tracking|delivery tracking|où est ma commande|où en est|where is my order|where is|statut de commande|état de commande|avancement|order status|progress|delivery status|statut de livraison|colis|parcel|package|paquet|livreur",
    ),
    (
        "delivery",
        "livraison|livrer|livreur|expédition|transport|delivery|deliver|shipping|shipment|ship|livraison à domicile|home delivery|frais de port|frais de livraison|shipping cost|shipping fee|delivery fee|port offert|free shipping|free delivery|délai de livraison|date de livraison|delivery date|delivery time|transporteur|carrier|point relais|relay point|parcel shop",
    ),
    (
        "slot",
        "créneau|créneau horaire|créneau de livraison|slot|time slot|delivery slot|delivery window|date de livraison|delivery date|plage horaire",
    ),
    (
        "pick-up",
        "retrait|retirer|retrait en magasin|retrait 1h|click and collect|click collect|clic et collecte|clic collecte|drive|collect|collection|pick-up|pickup|pick up|store pickup|store collection|e-réservation|réservation en magasin|réserver en magasin|reserve and collect|reserve in store|click and reserve|enlèvement|venir chercher|commande prête",
    ),
    (
        "booking",
        "réservation|réserver|rendez-vous|rdv|prise de rendez-vous|prendre rendez-vous|booking|book|appointment|atelier|workshop|cours de jardinage|cours de cuisine|class|événement|event",
    ),
    (
        "return",
        "retour|retourner|retour produit|retour de commande|retourner article|échange|échanger|return|returns|return item|send back|exchange|rétractation",
    ),
    ("refund", "remboursement|rembourser|refund|money back"),
    (
        "warranty",
        "garantie|extension de garantie|warranty|guarantee|sav|service après vente|after sales|after sales service|réparation|repair|panne|breakdown|assurance|insurance",
    ),
    ("installation", "pose|installation|montage|poseur|installateur|assembly|fitting|fitter|artisan"),
    ("rental", "location|louer|rental|rent|hire"),
    ("credit", "crédit|financement|credit|financing|loan"),
    // People, consent, measurement.
    (
        "birthday",
        "anniversaire|date de naissance|date d'anniversaire|birthday|birth date|date of birth|birthdate|jour de naissance",
    ),
    (
        "consent",
        "consentement|consentir|accord|opt-in|optin|opt in|opt-out|optout|désinscription|désabonnement|désabonner|unsubscribe|consent|permission|rgpd|gdpr|privacy|vie privée|données personnelles|confidentialité",
    ),
    (
        "preference",
        "préférence|centre de préférences|préférences de communication|préférence de contact|centre d'intérêt|preference|preference centre|preference center|communication preferences|contact preferences|interest|goût|réglage|paramètre|settings|fréquence|frequency|how often|à quelle fréquence|trop de mails|trop d'e-mails|too many emails",
    ),
    (
        "cookie",
        "cookie|cookies|traceur|tracker|trackers|bandeau cookies|bannière cookies|cookie banner|cookie notice|cmp|consent banner|bandeau de consentement",
    ),
    (
        "address",
        "adresse|adresse postale|adresse de livraison|code postal|address|postal address|delivery address|postcode|zip code|carnet d'adresses|address book|déménagement|moving house",
    ),
    ("phone", "numéro de téléphone|téléphone|phone number|telephone|mobile number|numéro de portable|numéro de mobile"),
    ("name", "nom du client|prénom|first name|surname|last name|customer name"),
    ("household", "foyer|famille|enfant|animal|animaux|household|family|child|children|pet|composition du foyer"),
    (
        "location",
        "géolocalisation|géoloc|ma position|localisation|geolocation|location services|near me|autour de moi|à proximité|nearby|proximité|près de chez moi|près de moi|plus proche|closest|nearest|close to me",
    ),
    (
        "map",
        "carte géographique|plan|map|itinéraire|directions|route|plan du magasin|store plan|aisle|allée|emplacement en rayon",
    ),
    ("scan", "scan|scanner|scanning|code-barres|code barre|barcode|flasher|qr code|qr"),
    ("segment", "segment|segmentation|ciblage|cible|cibler|audience|target|targeting|segmenter|score"),
    (
        "campaign",
        "campagne|campaign|marketing automation|scénario|journey|relance|relancer|win back|reactivation|réactivation|inactif|inactive|lapsed",
    ),
    (
        "abandoned-cart",
        "panier abandonné|abandon de panier|paniers abandonnés|relance panier|abandoned cart|abandoned basket|cart abandonment|basket reminder|cart reminder|oublié dans panier|left in cart|left in basket|abandonment",
    ),
    ("reminder", "rappel|rappeler|reminder|remind"),
    (
        "analytics",
        "statistique|mesure d'audience|mesurer|web analytics|analytics|statistics|measurement|tracking des visites|measure|tag|tags|pixel|balise|plan de marquage|tag manager",
    ),
    (
        "test",
        "test a/b|ab test|a/b test|test ab|ab testing|split test|tester|testing|expérimentation|experiment|variante|variant|multivarié",
    ),
    ("dashboard", "tableau de bord|rapport|dashboard|report|reporting|indicateur|kpi"),
    (
        "language",
        "langue|traduction|multilingue|language|translation|néerlandais|dutch|flamand|flemish|anglais|allemand|bilingual",
    ),
    (
        "accessibility",
        "accessibilité|malvoyant|accessibility|contraste|contrast|screen reader|lecteur d'écran|dark mode|mode sombre",
    ),
    (
        "partner",
        "partenaire|partner|partenariat|partnership|marketplace|place de marché|vendeur tiers|third party seller",
    ),
    ("professional", "professionnel|pro|compte pro|professional|trade customer|business customer|b2b|devis|quote"),
    ("information", "information|info|message|news|actualité|texte|text"),
    ("online", "en ligne|online|internet|numérique|digital|digitale"),
    ("service", "service|prestation"),
    ("tool", "outil|tool|système|system|logiciel|software|plateforme|platform"),
];

/// Words of other departments: a wish about them is not about what the customer sees.
pub(super) const ELSEWHERE: &str = "
    fournisseur fournisseurs contrat contrats électricité façade vitrine équipe équipes fête pizza incendie \
    recruter recrutement embaucher embauche salaire salaires paie congé congés télétravail retraite stagiaire \
    moquette peinture repeindre bureau bureaux imprimante chaise chaises cantine réunion séminaire parking camion \
    camions voiture voitures flotte chauffage climatisation ascenseur toiture bail loyer immeuble siège étage \
    comptabilité comptable trésorerie impôt impôts bilan audit syndicat grève formation voyage hôtel train avion vol \
    déjeuner dîner café recette recettes tarte gâteau poème chanson blague capitale président football match élection guerre \
    serveur serveurs antivirus sauvegarde licence licences clavier souris \
    python java cobol kubernetes docker entrepôt chariot élévateur palettes uniforme uniformes \
    supplier suppliers contract contracts electricity team teams party pizza rice fire database databases \
    hire hiring recruit recruiting recruitment salary salaries payroll holiday leave pension intern carpet paint \
    repaint office offices printer chair chairs canteen meeting meetings seminar truck trucks car cars fleet heating \
    cooling lift roof lease building floor accounting accountant treasury tax taxes audit union strike training \
    travel trip hotel flight plane lunch dinner coffee recipe pie cake poem song joke capital president football \
    election war server servers firewall antivirus backup laptop laptops keyboard mouse warehouse forklift pallets";
