//! The year's windows: when production must not change, and when the stores are full.

use crate::cell::{Both, Day};

/// A window of dates.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Its key.
    pub id: &'static str,
    /// Its name.
    pub name: Both,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// What it does, as the file says it.
    pub effect: &'static str,
    /// The systems concerned; all when empty.
    pub scope: &'static [&'static str],
}

/// The calendar, in order of date.
pub static CALENDAR: &[Window] = &[
    Window {
        id: "spring-garden",
        name: ("Printemps du jardin", "Spring garden weeks"),
        from: (2026, 4, 3),
        until: (2026, 5, 10),
        effect: "pic",
        scope: &["tills", "ecommerce-site", "realtime-stock"],
    },
    Window {
        id: "summer-sales",
        name: ("Soldes d'été", "Summer sales"),
        from: (2026, 6, 24),
        until: (2026, 7, 21),
        effect: "soldes",
        scope: &[],
    },
    Window {
        id: "inventory-2026",
        name: ("Inventaire des magasins", "Stores' stock-taking"),
        from: (2026, 9, 7),
        until: (2026, 9, 11),
        effect: "gel",
        scope: &["tills", "realtime-stock", "erp", "wms"],
    },
    Window {
        id: "year-end-freeze",
        name: ("Gel de fin d'année", "Year-end freeze"),
        from: (2026, 11, 15),
        until: (2027, 1, 2),
        effect: "gel",
        scope: &[],
    },
    Window {
        id: "year-end-peak",
        name: ("Pic de fin d'année", "Year-end peak"),
        from: (2026, 11, 27),
        until: (2026, 12, 24),
        effect: "pic",
        scope: &[],
    },
    Window {
        id: "winter-sales",
        name: ("Soldes d'hiver", "Winter sales"),
        from: (2027, 1, 6),
        until: (2027, 2, 2),
        effect: "soldes",
        scope: &["tills", "ecommerce-site", "mobile-app", "promotions"],
    },
];
