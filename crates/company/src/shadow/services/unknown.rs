//! The 43 services nobody registered. Twelve of them were sent files.

use super::{Service, service};

const LOYALTY: &str = "loyalty-marketing";
const CRM: &str = "crm-marketing";
const ECOMMERCE: &str = "ecommerce-trading";
const BRAND: &str = "brand-content";
const ACQUISITION: &str = "digital-acquisition";
const STORES: &str = "store-marketing";
const OPERATIONS: &str = "marketing-operations";
const INSIGHT: &str = "customer-insight";

/// The services nobody registered: the coupon wheel, the twelve that were sent files, then the others, those that only
/// the sign-on list or the cards know last.
pub(super) static UNKNOWN: &[Service] = &[
    service(
        super::WHEEL,
        &["login.tournicoupon.example", "app.tournicoupon.example"],
        &[(LOYALTY, 7), (STORES, 11), (CRM, 3), (BRAND, 2)],
        (3, 11),
    )
    // The last file is cut so that the month's sum is what it is.
    .sent(&[2_900, 2_300, 1_900, 1_600, 1_200, 2_000])
    .monthly("TOURNICOUPON* ROUE PRO ANGERS", 8_900, 3, 5)
    .by("lpeyrissac"),
    service("Canva", &["www.canva.com"], &[(BRAND, 8), (STORES, 6), (LOYALTY, 3), (ECOMMERCE, 3)], (4, 13))
        .sent(&[6_400, 3_850, 2_700, 5_150])
        .monthly("CANVA* I04512-33890117", 11_990, 1, 12)
        .on_devices(4),
    service("Mailchimp", &["login.mailchimp.com", "us14.admin.mailchimp.com"], &[(STORES, 3), (BRAND, 1)], (3, 8))
        .sent(&[1_720, 1_310])
        .monthly("INTUIT MAILCHIMP", 4_590, 2, 18),
    service("Brevo", &["login.brevo.com", "app.brevo.com"], &[(STORES, 4)], (3, 8)).sent(&[2_240]).monthly(
        "BREVO PARIS",
        4_900,
        4,
        22,
    ),
    service("HubSpot", &["app-eu1.hubspot.com", "api-eu1.hubspot.com"], &[(OPERATIONS, 2), (ECOMMERCE, 2)], (3, 9))
        .sent(&[3_160])
        .signed("HubSpot"),
    service("SurveyMonkey", &["fr.surveymonkey.com"], &[(INSIGHT, 2), (STORES, 2)], (2, 6)).sent(&[1_260]).yearly(
        "SURVEYMONKEY* T-38820114",
        46_800,
        2,
        9,
    ),
    service("Bannerflow", &["studio.bannerflow.com"], &[(ACQUISITION, 2), (BRAND, 2)], (4, 10)).sent(&[7_700, 4_300]),
    service("Eventbrite", &["www.eventbrite.fr"], &[(STORES, 4)], (2, 6)).sent(&[1_090]).yearly(
        "EVENTBRITE ORG FEES",
        17_240,
        6,
        25,
    ),
    service("lemlist", &["app.lemlist.com"], &[(ECOMMERCE, 2)], (4, 10)).sent(&[1_380]).monthly(
        "LEMPIRE LEMLIST PARIS",
        11_880,
        3,
        14,
    ),
    service("Dropcontact", &["app.dropcontact.com"], &[(ECOMMERCE, 2), (CRM, 1)], (3, 7)).sent(&[2_070]).monthly(
        "DROPCONTACT",
        2_900,
        3,
        14,
    ),
    service("Klaviyo", &["www.klaviyo.com"], &[(ECOMMERCE, 3)], (3, 8)).sent(&[4_480]).signed("Klaviyo"),
    service("Sarbacane", &["login.sarbacane.com", "app.sarbacane.com"], &[(STORES, 3)], (2, 6)).sent(&[1_640]).monthly(
        "SARBACANE HEM",
        6_900,
        5,
        11,
    ),
    service(
        "Typeform",
        &["auth.typeform.com", "admin.typeform.com"],
        &[(LOYALTY, 2), (INSIGHT, 2), (BRAND, 2)],
        (3, 8),
    )
    .monthly("TYPEFORM, S.L. BARCELONA", 5_900, 1, 3),
    service("Tally", &["tally.so"], &[(LOYALTY, 2), (ECOMMERCE, 1)], (2, 6)),
    service("Jotform", &["eu.jotform.com"], &[(STORES, 3)], (2, 7)).monthly("JOTFORM INC", 3_900, 5, 20),
    service("Hotjar", &["insights.hotjar.com"], &[(ECOMMERCE, 3)], (3, 8)).signed("Hotjar"),
    service("Mixpanel", &["eu.mixpanel.com"], &[(ECOMMERCE, 2), ("squad-loyalty", 2)], (3, 8)).signed("Mixpanel"),
    service("Hootsuite", &["hootsuite.com"], &[(BRAND, 3)], (4, 11))
        .monthly("HOOTSUITE INC", 9_900, 1, 27)
        .on_devices(2),
    service("Buffer", &["login.buffer.com", "publish.buffer.com"], &[(STORES, 2), (BRAND, 1)], (4, 10))
        .monthly("BUFFER PLAN", 3_050, 1, 7)
        .on_devices(2),
    service("Later", &["app.later.com"], &[(BRAND, 2)], (3, 8)).monthly("LATER.COM", 2_250, 2, 16).on_devices(3),
    service("Swello", &["app.swello.com"], &[(STORES, 2)], (4, 9)).monthly("SWELLO", 2_388, 4, 2),
    service("Linktree", &["linktr.ee"], &[(BRAND, 2)], (3, 7)).monthly("LINKTREE PRO", 900, 1, 19).on_devices(3),
    service("Bitly", &["app.bitly.com"], &[(ACQUISITION, 3), (BRAND, 2), (STORES, 2)], (4, 10))
        .yearly("BITLY.COM", 33_480, 4, 8)
        .on_devices(2),
    service("Rebrandly", &["app.rebrandly.com"], &[(ACQUISITION, 2)], (3, 6)).monthly("REBRANDLY", 1_300, 3, 21),
    service("Unbounce", &["app.unbounce.com"], &[(ACQUISITION, 3)], (3, 8)).monthly("UNBOUNCE", 9_200, 1, 24),
    service("Instapage", &["app.instapage.com"], &[(ACQUISITION, 2)], (3, 7)).yearly("INSTAPAGE", 94_800, 3, 30),
    service("Freepik", &["www.freepik.com"], &[(BRAND, 6), (STORES, 3)], (3, 9)).monthly(
        "FREEPIK COMPANY MALAGA",
        1_490,
        1,
        9,
    ),
    service("Ahrefs", &["app.ahrefs.com"], &[(ACQUISITION, 3)], (4, 10)).monthly("AHREFS PTE LTD", 22_900, 2, 1),
    service("Kolsquare", &["app.kolsquare.com"], &[(BRAND, 2)], (3, 7)).signed("Kolsquare"),
    service("Funnel", &["app.funnel.io"], &[(ACQUISITION, 2)], (3, 7)).signed("Funnel"),
    service("Jasper", &["app.jasper.ai"], &[(BRAND, 4), (CRM, 2)], (3, 9)).monthly("JASPER AI", 5_600, 4, 15),
    service("Sprout Social", &["app.sproutsocial.com"], &[("customer-service", 2), (BRAND, 1)], (4, 9))
        .signed("Sprout Social"),
    service("Drimify", &["app.drimify.com"], &[(LOYALTY, 2)], (2, 4)).signed("Drimify"),
    service("ActiveCampaign", &["www.activecampaign.com"], &[(CRM, 2)], (3, 6)).monthly("ACTIVECAMPAIGN", 4_700, 5, 28),
    service("Wisepops", &["app.wisepops.com"], &[(ECOMMERCE, 3)], (3, 8)).monthly("WISEPOPS", 5_500, 2, 13),
    service("OptiMonk", &["app.optimonk.com"], &[(ECOMMERCE, 2)], (3, 6)).monthly("OPTIMONK", 3_900, 6, 4),
    service("OneSignal", &["dashboard.onesignal.com"], &[("squad-loyalty", 2), (LOYALTY, 1)], (3, 6))
        .signed("OneSignal"),
    service("MailerLite", &["dashboard.mailerlite.com"], &[(STORES, 2)], (2, 5)).monthly(
        "MAILERLITE LIMITED",
        1_800,
        5,
        17,
    ),
    service("Frontify", &[], &[(BRAND, 5)], (4, 10)).signed("Frontify"),
    service("Brandwatch", &[], &[(INSIGHT, 2), (BRAND, 2)], (4, 9)).signed("Brandwatch"),
    service("Envato", &[], &[(BRAND, 1)], (0, 0)).monthly("ENVATO ELEMENTS", 1_980, 1, 6),
    service("Moz", &[], &[(ACQUISITION, 1)], (0, 0)).monthly("MOZ PRO", 9_100, 1, 26),
    service("Leadpages", &[], &[(ACQUISITION, 1)], (0, 0)).monthly("LEADPAGES", 4_500, 2, 10),
];
