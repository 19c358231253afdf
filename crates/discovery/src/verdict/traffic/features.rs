//! How often habits are expected: of 100 tools used at desks, of 100 names merely seen, of 100 used privately.
//!
//! The shares are stated from how the three come about, each with its reason, and not fitted to any corpus. Where a table's
//! ranges meet says what is told apart, not where: near a border both sides weigh little.

use super::super::fuse::Weight;
use crate::host::Face;
use crate::vendors::Category;

/// One range of a feature, and how likely it is: if used at desks, if merely seen, if used privately.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The first value beyond it.
    pub below: f64,
    /// Shares, 0..=1: used, seen, private.
    pub shares: [f64; 3],
}

const fn bin(below: f64, used: f64, seen: f64, private: f64) -> Bin {
    Bin { below, shares: [used / 100.0, seen / 100.0, private / 100.0] }
}

const MORE: f64 = f64::INFINITY;

/// A feature's table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// What is measured.
    pub of: &'static str,
    /// Why the shares are what they are.
    pub because: &'static str,
    /// Its ranges, the lowest first; together they hold every value.
    pub bins: &'static [Bin],
}

impl Feature {
    pub(super) fn weight(&self, value: f64) -> Weight {
        let bin = self.bins.iter().find(|bin| value < bin.below).or(self.bins.last());
        bin.map_or(Weight::default(), |bin| Weight::of(bin.shares))
    }

    /// The weight of a share of so many: of few it says little, of `half` it says half.
    pub(super) fn weight_of(&self, part: f64, whole: f64, half: f64) -> Weight {
        let Weight { seen, private } = self.weight(part / whole.max(1.0));
        let says = whole / (whole + half);
        Weight { seen: seen * says, private: private * says }
    }
}

/// Sign-ins that no other site's page caused, in a log that shows what was called.
pub const SIGN_INS: Feature = Feature {
    of: "sign-ins of one's own",
    because: "A tool at work, a bank and webmail ask who comes; what a page loads does not, save a few buttons of \
              networks. Sessions that never end, and sign-on elsewhere, hide a third of them.",
    bins: &[bin(0.5, 35.0, 97.0, 42.0), bin(MORE, 65.0, 3.0, 58.0)],
};

/// The same in a log of encrypted connections, where only a host such as `login.` says it.
pub const SIGN_IN_HOSTS: Feature = Feature {
    of: "connections to a host where people sign in",
    because: "Only some tools have a host of their own for it.",
    bins: &[bin(0.5, 65.0, 97.0, 68.0), bin(MORE, 35.0, 3.0, 32.0)],
};

/// The share of visible calls that send a form, a file or a record, but for those another site's page sent.
pub const SENDS: Feature = Feature {
    of: "share of calls that send something",
    because: "Work means sending: a form, a file, a record among every few calls. Reading means none. Beacons that hide \
              where they come from are the exception.",
    bins: &[bin(0.02, 9.0, 74.0, 25.0), bin(0.08, 23.0, 12.0, 35.0), bin(MORE, 68.0, 14.0, 40.0)],
};

/// The same where the log does not say which page caused a call.
pub const SENDS_BLIND: Feature = Feature {
    of: "share of calls that send something, whoever caused it",
    because: "Beacons send too, and cannot be told apart here.",
    bins: &[bin(0.02, 9.0, 45.0, 25.0), bin(0.08, 23.0, 22.0, 35.0), bin(MORE, 68.0, 33.0, 40.0)],
};

/// Bytes sent in a call, where the log counts them.
pub const UP: Feature = Feature {
    of: "bytes sent per call",
    because: "Asking for something takes half a kilobyte to one with its cookies, a beacon two, a connection's greeting two; \
              a form or a record a few more, a file hundreds: its mean shows whether files go up.",
    bins: &[
        bin(1e3, 10.0, 42.0, 22.0),
        bin(3e3, 25.0, 37.0, 40.0),
        bin(1e4, 25.0, 15.0, 26.0),
        bin(MORE, 40.0, 6.0, 12.0),
    ],
};

/// The share of calls another site's page made, where the log says so.
pub const REFERRED: Feature = Feature {
    of: "share of calls other pages made",
    because: "What is embedded is called by the page around it, nearly always. A tool at work is opened by itself; yet \
              its parts on other names call one another.",
    bins: &[
        bin(0.1, 52.0, 5.0, 55.0),
        bin(0.5, 30.0, 7.0, 28.0),
        bin(0.9, 13.0, 17.0, 12.0),
        bin(MORE, 5.0, 71.0, 5.0),
    ],
};

/// The share of the log's working days on which it was seen, in a log of five working days or more.
pub const DAYS: Feature = Feature {
    of: "share of working days with it",
    because: "Work recurs; of what is merely seen, most is a page somebody strayed to, and a little is everywhere.",
    bins: &[bin(0.1, 5.0, 45.0, 18.0), bin(0.4, 30.0, 30.0, 42.0), bin(MORE, 65.0, 25.0, 40.0)],
};

/// The share of the log's weeks in which it was seen, in a log of three weeks or more.
pub const WEEKS: Feature = Feature {
    of: "share of weeks with it",
    because: "What is used is used week after week; a trial ends, and a page is forgotten.",
    bins: &[bin(0.6, 7.0, 26.0, 16.0), bin(0.95, 19.0, 22.0, 22.0), bin(MORE, 74.0, 52.0, 62.0)],
};

/// The share of its people who come back on a third day.
pub const RETURN: Feature = Feature {
    of: "share of people who come back",
    because: "Who works with a tool comes back to it; who strays to a page does not; few pages are read daily by the same \
              people.",
    bins: &[bin(0.1, 8.0, 52.0, 25.0), bin(0.4, 22.0, 28.0, 35.0), bin(MORE, 70.0, 20.0, 40.0)],
};

/// Days with it for each of its people, where people are not told apart.
pub const DAYS_EACH: Feature = Feature {
    of: "days for each of its people",
    because: "More days than people means that somebody comes back; a page everybody strays to has more people than days.",
    bins: &[bin(0.7, 25.0, 50.0, 30.0), bin(2.0, 25.0, 38.0, 30.0), bin(MORE, 50.0, 12.0, 40.0)],
};

/// Calls per person and day.
pub const CALLS: Feature = Feature {
    of: "calls per person and day",
    because: "An application calls home all the while it is open; a widget is called once or twice a page, and a page \
              read is a call or two with its files.",
    bins: &[
        bin(1.5, 4.0, 42.0, 14.0),
        bin(3.0, 8.0, 24.0, 16.0),
        bin(6.0, 16.0, 17.0, 24.0),
        bin(12.0, 28.0, 10.0, 26.0),
        bin(MORE, 44.0, 7.0, 20.0),
    ],
};

/// Encrypted connections per person and day, where that is most of what a log shows.
pub const TUNNELS: Feature = Feature {
    of: "encrypted connections per person and day",
    because: "A connection is kept open for minutes and carries many calls: a widget shows as one or two a day, an hour's \
              work as several.",
    bins: &[
        bin(1.5, 4.0, 38.0, 16.0),
        bin(3.0, 10.0, 30.0, 26.0),
        bin(6.0, 28.0, 19.0, 28.0),
        bin(12.0, 36.0, 9.0, 20.0),
        bin(MORE, 22.0, 4.0, 10.0),
    ],
};

/// Names looked up per person and day.
pub const LOOKUPS: Feature = Feature {
    of: "look-ups per person and day",
    because: "Answers are kept for minutes, so an hour's work shows as a few look-ups; a widget as one a page.",
    bins: &[
        bin(1.5, 12.0, 44.0, 26.0),
        bin(3.0, 28.0, 32.0, 32.0),
        bin(6.0, 34.0, 15.0, 24.0),
        bin(MORE, 26.0, 9.0, 18.0),
    ],
};

/// The share of the house's people seen with it, in a house of twenty people or more.
pub const PEOPLE: Feature = Feature {
    of: "share of the house's people",
    because: "A tool is a team's: some people, not one and not everybody. What everybody meets is either the house's \
              main tools or in every page.",
    bins: &[bin(0.2, 68.0, 55.0, 62.0), bin(0.6, 20.0, 22.0, 24.0), bin(MORE, 12.0, 23.0, 14.0)],
};

/// How many people are seen with it.
pub const FEW: Feature = Feature {
    of: "people",
    because: "Most pages are visited by one; a tool is mostly shared, though one person may have bought it for himself.",
    bins: &[bin(1.5, 20.0, 40.0, 32.0), bin(2.5, 14.0, 15.0, 15.0), bin(MORE, 66.0, 45.0, 53.0)],
};

/// The share of what was seen that lies on weekdays between 8:00 and 19:00, in a log that has other hours too.
pub const WORKING: Feature = Feature {
    of: "share of working hours",
    because: "People work at working hours; what they do for themselves they do before, after and at weekends; what pages \
              load goes with both.",
    bins: &[
        bin(0.5, 2.0, 6.0, 24.0),
        bin(0.8, 7.0, 18.0, 36.0),
        bin(0.95, 28.0, 40.0, 26.0),
        bin(MORE, 63.0, 36.0, 14.0),
    ],
};

/// The share of what was seen that falls into the middle of a morning or an afternoon (9–12, 14–17).
pub const MID_DAY: Feature = Feature {
    of: "share between 9 and 12 or 14 and 17",
    because: "These six hours are more than half of the day at the office, and hold three quarters of its work; what \
              people do for themselves clusters at noon, before and after; what pages load goes with both.",
    bins: &[
        bin(0.35, 3.0, 9.0, 36.0),
        bin(0.55, 10.0, 22.0, 38.0),
        bin(0.7, 30.0, 31.0, 16.0),
        bin(MORE, 57.0, 38.0, 10.0),
    ],
};

/// Which of its hosts were met, by the names vendors give them: one number for each case, see [`met`].
pub const HOSTS: Feature = Feature {
    of: "hosts met: public site only; files or tags only; others; public site and more; application",
    because: "Work opens an application, mostly under a name of its own (`app.`, `my.`, `dashboard.`), and some vendors' \
              under the name of their site; readers see the site, other sites' pages load files and tags. Private \
              services have applications as well.",
    bins: &[
        bin(0.5, 13.0, 56.0, 40.0),
        bin(1.5, 6.0, 22.0, 6.0),
        bin(2.5, 14.0, 9.0, 8.0),
        bin(3.5, 24.0, 9.0, 24.0),
        bin(MORE, 43.0, 4.0, 22.0),
    ],
};

/// The same in a log of names looked up.
pub const HOSTS_LOOKED_UP: Feature = Feature {
    of: "hosts looked up: public site only; files or tags only; others; public site and more; application",
    because: "Browsers look names up ahead, for links nobody follows; what pages embed is looked up as what people open.",
    bins: &[
        bin(0.5, 18.0, 50.0, 38.0),
        bin(1.5, 9.0, 22.0, 8.0),
        bin(2.5, 10.0, 9.0, 9.0),
        bin(3.5, 27.0, 11.0, 24.0),
        bin(MORE, 36.0, 8.0, 21.0),
    ],
};

/// Which case of [`HOSTS`] a set of faces is.
pub fn met(faces: u8) -> f64 {
    let any = |of: &[Face]| of.iter().any(|face| faces & face.bit() != 0);
    let (front, behind) = (any(&[Face::Front]), any(&[Face::Machine, Face::Files, Face::Embedded, Face::Other]));
    match (any(&[Face::Desk]), front, behind) {
        (true, ..) => 4.0,
        (_, true, true) => 3.0,
        (_, true, false) => 0.0,
        _ if any(&[Face::Machine, Face::Other]) => 2.0,
        _ => 1.0,
    }
}

/// Bytes that came back per person and day.
pub const DOWN: Feature = Feature {
    of: "bytes fetched per person and day",
    because: "Films and music take tens of megabytes an hour; few tools at work do.",
    bins: &[bin(4e7, 95.0, 97.0, 82.0), bin(MORE, 5.0, 3.0, 18.0)],
};

/// Every feature, for the page that explains the model.
pub const FEATURES: [&Feature; 20] = [
    &SIGN_INS,
    &SIGN_IN_HOSTS,
    &SENDS,
    &SENDS_BLIND,
    &UP,
    &REFERRED,
    &DAYS,
    &WEEKS,
    &RETURN,
    &DAYS_EACH,
    &CALLS,
    &TUNNELS,
    &LOOKUPS,
    &PEOPLE,
    &FEW,
    &WORKING,
    &MID_DAY,
    &HOSTS,
    &HOSTS_LOOKED_UP,
    &DOWN,
];

/// How the pack's category of a name met in traffic is spread: used, seen, private, of 100 each.
///
/// What advertises, measures, asks for consent or loads tags is met in other sites' pages all the time; networks, films,
/// webmail and whole companies (banks, shops, papers) are mostly private or mere reading; the rest is sold to companies.
pub fn of_category(category: Category) -> [f64; 3] {
    match category {
        Category::Advertising | Category::Analytics | Category::Consent | Category::TagManager => [0.18, 0.48, 0.02],
        Category::Cdn | Category::Hosting => [0.04, 0.10, 0.02],
        Category::Utility => [0.08, 0.14, 0.04],
        Category::Content | Category::Social => [0.05, 0.12, 0.35],
        Category::Company => [0.13, 0.12, 0.34],
        Category::Mail => [0.06, 0.03, 0.20],
        Category::Marketing
        | Category::CustomerSuccess
        | Category::Creative
        | Category::Crm
        | Category::Work
        | Category::Application => [0.48, 0.09, 0.08],
    }
}

/// How likely a tool, if used, is used by people at their desks and not by the house's sites and mail only.
pub fn at_desks(category: Option<Category>) -> f64 {
    match category {
        Some(
            Category::Advertising
            | Category::Analytics
            | Category::Consent
            | Category::TagManager
            | Category::Cdn
            | Category::Hosting
            | Category::Utility
            | Category::Content,
        ) => 0.4,
        Some(Category::Mail | Category::Marketing | Category::CustomerSuccess) => 0.8,
        _ => 0.9,
    }
}

/// Whether traffic alone may speak for a tool's use: not for what serves others' files, whoever asks for it; for what serves
/// others' sites and films only where the place its customers work at is opened; not for the portals of public authorities,
/// which are duties and no tools.
pub fn may_speak(category: Option<Category>, authority: bool, faces: u8) -> bool {
    match category {
        _ if authority => false,
        Some(Category::Cdn) => false,
        Some(Category::Hosting | Category::Content) => faces & Face::Desk.bit() != 0,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_holds_every_value_once() {
        for feature in FEATURES {
            for column in 0..3 {
                let sum: f64 = feature.bins.iter().map(|bin| bin.shares[column]).sum();
                assert!((sum - 1.0).abs() < 1e-9, "{}: column {column} sums to {sum}", feature.of);
            }
            assert!(feature.bins.windows(2).all(|pair| pair[0].below < pair[1].below), "{}", feature.of);
            assert_eq!(feature.bins.last().map(|bin| bin.below), Some(MORE), "{}", feature.of);
        }
    }
}
