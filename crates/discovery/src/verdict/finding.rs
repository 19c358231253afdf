//! What can be found of a tool, in words with its figures.

use base::{Lang, Money, Say, format};

use crate::harvest::{EvidenceKind, What};
use crate::host::Face;
use crate::vendors::Category;

/// One thing found of a tool. Its words are made when somebody reads them.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum Finding {
    /// People signed in by themselves, so often.
    SignIns {
        /// How often.
        times: u32,
    },
    /// Forms, files or records were sent.
    Sends {
        /// How often.
        times: u32,
        /// By how many people at most.
        people: f64,
    },
    /// Bytes went up.
    Up {
        /// How many.
        bytes: u64,
        /// From how many people.
        people: f64,
    },
    /// Calls came from other sites' pages.
    Referred {
        /// How many.
        calls: u32,
        /// Of how many.
        of: u32,
    },
    /// Calls in a day of one person.
    Calls {
        /// How many.
        per_day: f64,
    },
    /// Look-ups in a day of one person.
    Lookups {
        /// How many.
        per_day: f64,
    },
    /// Bytes that came back.
    Down {
        /// How many.
        bytes: u64,
    },
    /// Days with it.
    Days {
        /// How many.
        days: u32,
        /// Of how many working days.
        of: u32,
    },
    /// Weeks with it.
    Weeks {
        /// How many.
        weeks: u32,
        /// Of how many.
        of: u32,
    },
    /// Days and people, where people are not told apart.
    DaysEach {
        /// How many days.
        days: u32,
        /// How many people.
        people: f64,
    },
    /// People who came on three days or more.
    Back {
        /// How many.
        people: u32,
        /// Of how many.
        of: f64,
    },
    /// A few people work with what many only meet in pages.
    FewAmongMany {
        /// How many work with it.
        people: f64,
        /// How many meet it.
        of: f64,
    },
    /// People.
    People {
        /// How many.
        people: f64,
        /// Of how many in the logs.
        of: f64,
    },
    /// The share of working hours.
    Working {
        /// 0..=1.
        share: f64,
    },
    /// The share of it in the middle of mornings and afternoons.
    MidDay {
        /// 0..=1.
        share: f64,
    },
    /// Which of its hosts were met, by what they are for.
    Hosts {
        /// A set of [`Face::bit`].
        faces: u8,
    },
    /// What the pack says it is for.
    Category(Category),
    /// A list says so.
    Fact {
        /// What.
        what: What,
        /// How often.
        count: u64,
        /// How many people, where the list tells.
        people: u32,
        /// The words that say so.
        words: String,
    },
    /// It was paid for.
    Paid {
        /// How often.
        payments: u32,
        /// How much, in hundredths, in `currency`.
        cents: i64,
        /// The currency paid most often.
        currency: String,
        /// In how many months.
        months: u32,
        /// Whether months are alike.
        alike: bool,
    },
    /// What a list writes was taken for this tool.
    Joined {
        /// What it writes.
        words: String,
        /// What it was taken for.
        to: String,
    },
}

/// What stands for a person in a source: what is counted is said, so that nobody takes machines for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Accounts, or machines where a log names nobody.
    Users,
    /// Machines: name logs know nothing else.
    Machines,
    /// People, as lists name them.
    People,
}

impl Counted {
    /// What a kind of evidence counts.
    pub fn by(kind: EvidenceKind) -> Counted {
        match kind {
            EvidenceKind::Dns => Counted::Machines,
            EvidenceKind::SignOn => Counted::People,
            _ => Counted::Users,
        }
    }

    fn nouns(self, lang: Lang) -> (&'static str, &'static str) {
        match (self, lang) {
            (Counted::Users, Lang::Fr) => ("utilisateur", "utilisateurs"),
            (Counted::Users, Lang::En) => ("user", "users"),
            (Counted::Machines, Lang::Fr) => ("poste", "postes"),
            (Counted::Machines, Lang::En) => ("machine", "machines"),
            (Counted::People, Lang::Fr) => ("personne", "personnes"),
            (Counted::People, Lang::En) => ("person", "people"),
        }
    }

    /// What all those met in a log are called beside those met with one tool.
    fn all(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Counted::Users, Lang::Fr) => "comptes ou postes",
            (Counted::Users, Lang::En) => "accounts or machines",
            (_, lang) => self.nouns(lang).1,
        }
    }
}

/// The smallest number of people that is told: of fewer it is only said that they are fewer, so that nobody is recognised.
pub const FEWEST: u32 = 3;

/// So many people, exact or estimated, in words; fewer than [`FEWEST`] are not counted out.
pub(super) fn so_many(lang: Lang, people: f64, counted: Counted) -> String {
    let (_, many) = counted.nouns(lang);
    match (people.round() < f64::from(FEWEST), lang) {
        (true, Lang::Fr) => format!("moins de trois {many}"),
        (true, Lang::En) => format!("fewer than three {many}"),
        (false, lang) => format!("{} {many}", format::number(lang, people, 0)),
    }
}

impl Finding {
    /// What a person reads of it, by what its kind of evidence counts.
    pub fn say(&self, counted: Counted) -> Say {
        Say::each(|lang| self.write(lang, counted))
    }

    fn write(&self, lang: Lang, counted: Counted) -> String {
        let fr = lang == Lang::Fr;
        let count = |n: f64| format::number(lang, n, 0);
        let choose = |french: String, english: String| if fr { french } else { english };
        match self {
            Finding::SignIns { times: 0 } => {
                choose("personne ne s'y est connecté".into(), "nobody signed in to it".into())
            }
            Finding::SignIns { times } => {
                let n = count(f64::from(*times));
                choose(
                    format!("{n} {} à un compte", many(*times, "connexion", "connexions")),
                    format!("{n} {} to an account", many(*times, "sign-in", "sign-ins")),
                )
            }
            Finding::Sends { times: 0, .. } => {
                choose("personne n'y a rien envoyé".into(), "nobody sent anything to it".into())
            }
            Finding::Sends { times, people } => {
                let (n, people) = (count(f64::from(*times)), so_many(lang, *people, counted));
                choose(
                    format!("{n} {} de formulaires ou de fichiers par {people}", many(*times, "envoi", "envois")),
                    format!("{n} {} or files sent by {people}", many(*times, "form", "forms")),
                )
            }
            Finding::Up { bytes, people } => {
                let (volume, people) = (volume(lang, *bytes), so_many(lang, *people, counted));
                choose(format!("{volume} envoyés par {people}"), format!("{volume} sent by {people}"))
            }
            Finding::Referred { calls: 0, .. } => choose(
                "personne n'y est venu par la page d'un autre site".into(),
                "nobody came through another site's page".into(),
            ),
            Finding::Referred { calls, of } => {
                let share = format::percent(lang, f64::from(*calls) / f64::from((*of).max(1)), 0);
                choose(
                    format!("{share} des appels viennent de pages d'autres sites"),
                    format!("{share} of calls come from other sites' pages"),
                )
            }
            Finding::Calls { per_day } => {
                let n = few(lang, *per_day);
                let one = counted.nouns(lang).0;
                choose(format!("{n} appels par {one} et par jour"), format!("{n} calls per {one} and day"))
            }
            Finding::Lookups { per_day } => {
                let n = few(lang, *per_day);
                let one = counted.nouns(lang).0;
                choose(
                    format!("{n} recherches de nom par {one} et par jour"),
                    format!("{n} name look-ups per {one} and day"),
                )
            }
            Finding::Down { bytes } => {
                let volume = volume(lang, *bytes);
                choose(format!("{volume} reçus"), format!("{volume} fetched"))
            }
            Finding::Days { days, of } => {
                let (n, of) = (count(f64::from(*days)), count(f64::from(*of)));
                choose(
                    format!("vu {n} {}, sur une période de {of} jours ouvrés", many(*days, "jour", "jours")),
                    format!("seen on {n} {}, over {of} working days", many(*days, "day", "days")),
                )
            }
            Finding::Weeks { weeks, of } => {
                let (n, of) = (count(f64::from(*weeks)), count(f64::from(*of)));
                choose(
                    format!("vu {n} {} sur {of}", many(*weeks, "semaine", "semaines")),
                    format!("seen in {n} of {of} weeks"),
                )
            }
            Finding::DaysEach { days, people } => {
                let (n, people) = (count(f64::from(*days)), so_many(lang, *people, counted));
                choose(
                    format!("{n} {} pour {people}", many(*days, "jour", "jours")),
                    format!("{n} {} for {people}", many(*days, "day", "days")),
                )
            }
            Finding::Back { people: 0, .. } => {
                choose("personne n'y revient trois jours".into(), "nobody comes back on a third day".into())
            }
            Finding::Back { people, of } => {
                let who = so_many(lang, f64::from(*people), counted);
                let who = match *of < f64::from(FEWEST) {
                    true => who,
                    false => choose(format!("{who} sur {}", count(*of)), format!("{who} of {}", count(*of))),
                };
                choose(
                    format!("{who} y reviennent trois jours ou plus"),
                    format!("{who} come back on three days or more"),
                )
            }
            Finding::FewAmongMany { people, of } => {
                let (few, of) = (so_many(lang, *people, counted), count(*of));
                choose(
                    format!("{few} sur {of} travaillent avec ; les autres ne font que le croiser dans des pages"),
                    format!("{few} of {of} work with it; the others only meet it in pages"),
                )
            }
            Finding::People { people, of } => {
                let (people, of, all) = (so_many(lang, *people, counted), count(*of), counted.all(lang));
                choose(
                    format!("{people}, sur {of} {all} dans les journaux"),
                    format!("{people}, of {of} {all} in the logs"),
                )
            }
            Finding::Working { share } => {
                let share = format::percent(lang, *share, 0);
                choose(format!("{share} aux heures de travail"), format!("{share} at working hours"))
            }
            Finding::MidDay { share } => {
                let share = format::percent(lang, *share, 0);
                choose(
                    format!("{share} en milieu de matinée ou d'après-midi"),
                    format!("{share} in mid-morning or mid-afternoon"),
                )
            }
            Finding::Hosts { faces } => hosts(lang, *faces),
            Finding::Category(category) => {
                let word = category.say();
                choose(format!("catégorie connue : {}", word.fr), format!("known category: {}", word.en))
            }
            Finding::Fact { what, count: times, people, words } => fact(lang, *what, *times, *people, words),
            Finding::Paid { payments, cents, currency, months, .. } => {
                let amount = amount(lang, *cents, currency);
                let (n, m) = (count(f64::from(*payments)), count(f64::from(*months)));
                choose(
                    format!("{n} {}, {amount} en tout, sur {m} mois", many(*payments, "paiement", "paiements")),
                    format!(
                        "{n} {}, {amount} in all, over {m} {}",
                        many(*payments, "payment", "payments"),
                        many(*months, "month", "months")
                    ),
                )
            }
            Finding::Joined { words, to } => choose(
                format!("« {words} » est pris pour {to} : le même nom, une fois ôté ce que les listes écrivent autour"),
                format!("“{words}” is taken for {to}: the same name, once what lists write around it is dropped"),
            ),
        }
    }
}

/// Which hosts were met: what tells work from reading, by the first that holds.
fn hosts(lang: Lang, faces: u8) -> String {
    let any = |of: &[Face]| of.iter().any(|face| faces & face.bit() != 0);
    let (fr, en) = if any(&[Face::Desk]) {
        ("son application est ouverte, et pas seulement son site", "its application is opened, not only its site")
    } else if any(&[Face::Machine]) {
        ("ses interfaces techniques sont appelées", "its technical interfaces are called")
    } else if any(&[Face::Other]) {
        ("il est appelé sous plusieurs noms d'hôte", "it is called under several host names")
    } else if any(&[Face::Front]) {
        ("seul son site public est vu", "only its public site is seen")
    } else {
        ("seuls ses fichiers ou ses balises sont vus", "only its files or tags are seen")
    };
    if lang == Lang::Fr { fr.to_owned() } else { en.to_owned() }
}

fn many(n: u32, one: &'static str, more: &'static str) -> &'static str {
    if n <= 1 { one } else { more }
}

/// A volume as people say it: decimal units.
pub(super) fn volume(lang: Lang, bytes: u64) -> String {
    let (unit, by) = match bytes {
        0..1_000 => (["octets", "bytes"], 1.0),
        1_000..1_000_000 => (["ko", "kB"], 1e3),
        1_000_000..1_000_000_000 => (["Mo", "MB"], 1e6),
        _ => (["Go", "GB"], 1e9),
    };
    let value = bytes as f64 / by;
    let number = format::number(lang, value, usize::from(value < 10.0 && by > 1.0));
    let unit = if lang == Lang::Fr { unit[0] } else { unit[1] };
    format!("{number}\u{a0}{unit}")
}

/// A small number with one decimal when it matters.
fn few(lang: Lang, value: f64) -> String {
    format::number(lang, value, usize::from(value < 10.0))
}

/// An amount: euros as the house writes them, other currencies by their three letters.
pub(super) fn amount(lang: Lang, cents: i64, currency: &str) -> String {
    if currency == "EUR" {
        return format::money(lang, Money { cents });
    }
    let decimals = if cents % 100 == 0 { 0 } else { 2 };
    format!("{}\u{a0}{currency}", format::number(lang, cents as f64 / 100.0, decimals))
}

fn fact(lang: Lang, what: What, count: u64, people: u32, words: &str) -> String {
    let n = format::number(lang, count as f64, 0);
    let who = so_many(lang, f64::from(people), Counted::People);
    let quoted = |french: &str, english: &str| {
        let (text, open, close) = if lang == Lang::Fr { (french, "« ", " »") } else { (english, "“", "”") };
        if words.is_empty() {
            text.to_owned()
        } else {
            format!("{text}{}{open}{words}{close}", if lang == Lang::Fr { " : " } else { ": " })
        }
    };
    let choose = |french: String, english: String| if lang == Lang::Fr { french } else { english };
    match what {
        What::Alias => quoted("un nom de la maison y mène", "a name of the house points at it"),
        What::Proof => quoted("un enregistrement lui prouve le domaine", "a record proves the domain to it"),
        What::MaySend => {
            quoted("il peut envoyer des courriels au nom de la maison", "it may send mail in the house's name")
        }
        What::MailKey => quoted("il a une clé pour signer les courriels", "it has a key to sign mail"),
        What::Receives => quoted("il reçoit les courriels de la maison", "it receives the house's mail"),
        What::Sent => choose(
            format!("{n} courriels envoyés et signés au nom de la maison"),
            format!("{n} mails sent and signed in the house's name"),
        ),
        What::SentUnproven => choose(
            format!("{n} courriels au nom de la maison, sans preuve"),
            format!("{n} mails in the house's name, unproven"),
        ),
        What::Tag => quoted("une balise le charge", "a tag loads it"),
        What::PausedTag => quoted("une balise en pause le chargerait", "a paused tag would load it"),
        What::Loaded => choose(
            format!("les pages de la maison le chargent, {n} fois"),
            format!("the house's pages load it, {n} times"),
        ),
        What::Uploaded => choose(
            format!("les pages de la maison lui envoient des données, {n} fois"),
            format!("the house's pages send data to it, {n} times"),
        ),
        What::Cookie => quoted("il dépose un cookie", "it sets a cookie"),
        What::SignedIn => {
            choose(format!("{who} par la connexion de la maison"), format!("{who} through the house's sign-on"))
        }
        What::Granted => choose(
            format!("{who} lui ont ouvert des données de la maison"),
            format!("{who} let it into the house's data"),
        ),
    }
}
