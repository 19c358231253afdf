//! The 31 services of the register: thirteen of the house's own suppliers, eighteen others.

use super::{Service, service};

const LOYALTY: &str = "loyalty-marketing";
const CRM: &str = "crm-marketing";
const ECOMMERCE: &str = "ecommerce-trading";
const BRAND: &str = "brand-content";
const ACQUISITION: &str = "digital-acquisition";
const STORES: &str = "store-marketing";
const OPERATIONS: &str = "marketing-operations";
const INSIGHT: &str = "customer-insight";
const DATA: &str = "squad-data";
const WEB: &str = "squad-web";

/// The services of the register, the house's own suppliers first.
pub(super) static KNOWN: &[Service] = &[
    service(
        "Missiva Campagnes",
        &["login.missiva.example", "app.missiva.example"],
        &[(CRM, 11), (LOYALTY, 4), (BRAND, 3), (OPERATIONS, 2)],
        (5, 15),
    )
    .sent(&[2_450, 1_820, 3_105, 960])
    .signed("Missiva Campagnes")
    .on_devices(2),
    service(
        "Missiva Scénarios",
        &["login.scenarios.missiva.example", "scenarios.missiva.example"],
        &[(CRM, 7), (LOYALTY, 2)],
        (3, 9),
    )
    .signed("Missiva Scénarios"),
    service(
        "Relatia",
        &["login.relatia.example", "solvene.relatia.example"],
        &[(CRM, 8), ("customer-service", 8), (DATA, 3), (INSIGHT, 2)],
        (6, 16),
    )
    .sent(&[1_240, 2_015])
    .signed("Relatia CRM"),
    service("Aquiesce", &["sso.aquiesce.example", "console.aquiesce.example"], &[("legal-dpo", 3), (DATA, 3)], (3, 7))
        .signed("Aquiesce"),
    service(
        "Unisona",
        &["login.unisona.example", "app.unisona.example"],
        &[(DATA, 9), (CRM, 5), (INSIGHT, 2)],
        (4, 12),
    )
    .sent(&[5_300, 4_120])
    .signed("Unisona"),
    service(
        "Étiquetta",
        &["login.etiquetta.example", "console.etiquetta.example"],
        &[(ACQUISITION, 5), (WEB, 3)],
        (3, 9),
    )
    .signed("Étiquetta"),
    service(
        "Comptoir Web",
        &["login.comptoirweb.example", "rapports.comptoirweb.example"],
        &[(ACQUISITION, 7), (ECOMMERCE, 9), (INSIGHT, 2)],
        (4, 13),
    )
    .signed("Comptoir Web")
    .on_devices(3),
    service(
        "Avisoria",
        &["login.avisoria.example", "pro.avisoria.example"],
        &[(ECOMMERCE, 6), ("customer-service", 3)],
        (4, 10),
    )
    .signed("Avisoria"),
    service("Placéo", &["login.placeo.example", "regie.placeo.example"], &[(ECOMMERCE, 5)], (5, 12))
        .sent(&[1_350])
        .signed("Placéo"),
    service("Affinia", &["login.affinia.example", "studio.affinia.example"], &[(ECOMMERCE, 4), (DATA, 2)], (3, 8))
        .signed("Affinia"),
    service(
        "Imagothèque",
        &["sso.imagotheque.example", "solvene.imagotheque.example"],
        &[(BRAND, 16), (ECOMMERCE, 6), (STORES, 5)],
        (5, 14),
    )
    .sent(&[18_400, 9_650, 22_100, 7_300, 12_900])
    .signed("Imagothèque"),
    service(
        "Pagina Libre",
        &["login.paginalibre.example", "redaction.paginalibre.example"],
        &[(BRAND, 9), (ECOMMERCE, 7), (WEB, 4)],
        (5, 14),
    )
    .sent(&[3_200, 2_750])
    .signed("Pagina Libre"),
    service(
        "Luminéa Écrans",
        &["login.luminea-ecrans.example", "parc.luminea-ecrans.example"],
        &[(STORES, 7)],
        (4, 10),
    )
    .sent(&[14_200, 6_900])
    .signed("Luminéa Écrans"),
    service(
        "Contentsquare",
        &["login.contentsquare.com", "app.contentsquare.com"],
        &[(ECOMMERCE, 6), (ACQUISITION, 2)],
        (3, 9),
    )
    .signed("Contentsquare"),
    service("AB Tasty", &["auth.abtasty.com", "app2.abtasty.com"], &[(ECOMMERCE, 4), (WEB, 2)], (3, 8))
        .signed("AB Tasty"),
    service("Semrush", &["www.semrush.com"], &[(ACQUISITION, 4)], (4, 11)).signed("Semrush"),
    service("Botify", &["app.botify.com"], &[(ACQUISITION, 3), (WEB, 1)], (3, 8)).signed("Botify"),
    service("Criteo", &["marketing.criteo.com"], &[(ACQUISITION, 4)], (5, 12)),
    service("Awin", &["id.awin.com", "ui.awin.com"], &[(ACQUISITION, 3)], (3, 9)),
    service("Effinity", &["login.effinity.fr", "www.effinity.fr"], &[(ACQUISITION, 2)], (3, 7)),
    service("Kelkoo", &["login.kelkoogroup.com", "merchant.kelkoogroup.com"], &[(ACQUISITION, 2)], (3, 6)),
    service("Lengow", &["my.lengow.com"], &[(ECOMMERCE, 4)], (4, 11)).sent(&[2_600]),
    service("Agorapulse", &["app.agorapulse.com"], &[(BRAND, 5), ("customer-service", 2)], (5, 14))
        .sent(&[3_900])
        .signed("Agorapulse")
        .on_devices(3),
    service("Talkwalker", &["login.talkwalker.com", "app.talkwalker.com"], &[(BRAND, 2), (INSIGHT, 2)], (3, 8))
        .signed("Talkwalker"),
    service("Qualtrics", &["login.qualtrics.com", "fra1.qualtrics.com"], &[(INSIGHT, 4), (CRM, 2)], (3, 9))
        .sent(&[1_480])
        .signed("Qualtrics"),
    service("Shutterstock", &["accounts.shutterstock.com", "www.shutterstock.com"], &[(BRAND, 7)], (3, 9)),
    service("Batch", &["login.batch.com", "dashboard.batch.com"], &[(LOYALTY, 3), ("squad-loyalty", 3)], (3, 9))
        .signed("Batch"),
    service("iAdvize", &["login.iadvize.com", "ha.iadvize.com"], &[("customer-service", 5), (ECOMMERCE, 1)], (5, 14))
        .signed("iAdvize"),
    service(
        "Supermetrics",
        &["login.supermetrics.com", "hub.supermetrics.com"],
        &[(ACQUISITION, 2), (OPERATIONS, 1)],
        (3, 8),
    )
    .signed("Supermetrics"),
    service("Weezevent", &["auth.weezevent.com", "admin.weezevent.com"], &[(STORES, 3), (BRAND, 1)], (3, 7))
        .sent(&[1_150]),
    service("Livestorm", &["app.livestorm.co"], &[(OPERATIONS, 2), (BRAND, 2)], (2, 6)).signed("Livestorm"),
];
