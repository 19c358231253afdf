//! What is kept of files that show tools in use, once their lines are gone: by tool named, under pseudonyms, with the
//! lines that say so. Every reader, of logs and of lists, gives a [`Harvest`]; verdicts are made of nothing else.

mod merge;
mod trade;

use base::Say;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::inventory::{Cell, Found, Inventory, Rest, SourceId, Tally, Use};
use crate::left::Why;
use crate::pseudonym::Pseudonym;
use crate::time::Day;
use crate::vendors::Pack;

pub use trade::Trade;

/// Where evidence comes from. What is learnt of how far a source is to be trusted is learnt for each of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Logs of web proxies, gateways and firewalls.
    Proxy,
    /// Logs of name servers.
    Dns,
    /// Lists of sign-ins and of applications people let in.
    SignOn,
    /// Expense and card lines, ledgers.
    Expense,
    /// Reports on who sends mail in the house's name.
    Mail,
    /// The house's own DNS zone.
    Zone,
    /// Recordings of what a page loads.
    Page,
    /// Tag managers: their exports and their published scripts.
    Tags,
    /// Lists of cookies.
    Cookies,
}

impl EvidenceKind {
    /// Every kind.
    pub const ALL: [EvidenceKind; 9] = [
        EvidenceKind::Proxy,
        EvidenceKind::Dns,
        EvidenceKind::SignOn,
        EvidenceKind::Expense,
        EvidenceKind::Mail,
        EvidenceKind::Zone,
        EvidenceKind::Page,
        EvidenceKind::Tags,
        EvidenceKind::Cookies,
    ];

    /// Its stored word.
    pub fn word(self) -> &'static str {
        match self {
            EvidenceKind::Proxy => "proxy",
            EvidenceKind::Dns => "dns",
            EvidenceKind::SignOn => "sign_on",
            EvidenceKind::Expense => "expense",
            EvidenceKind::Mail => "mail",
            EvidenceKind::Zone => "zone",
            EvidenceKind::Page => "page",
            EvidenceKind::Tags => "tags",
            EvidenceKind::Cookies => "cookies",
        }
    }

    /// One word for it, where room is short.
    pub fn short(self) -> Say {
        let (fr, en) = match self {
            EvidenceKind::Proxy => ("réseau", "network"),
            EvidenceKind::Dns => ("noms", "names"),
            EvidenceKind::SignOn => ("connexions", "sign-ins"),
            EvidenceKind::Expense => ("dépenses", "spending"),
            EvidenceKind::Mail => ("courriels", "mail"),
            EvidenceKind::Zone => ("zone", "zone"),
            EvidenceKind::Page => ("pages", "pages"),
            EvidenceKind::Tags => ("balises", "tags"),
            EvidenceKind::Cookies => ("cookies", "cookies"),
        };
        Say::new(fr, en)
    }

    /// What a person reads.
    pub fn say(self) -> Say {
        let (fr, en) = match self {
            EvidenceKind::Proxy => ("journal du serveur mandataire", "proxy log"),
            EvidenceKind::Dns => ("journal des noms demandés", "log of names looked up"),
            EvidenceKind::SignOn => ("liste des connexions", "sign-on list"),
            EvidenceKind::Expense => ("lignes de dépense", "expense lines"),
            EvidenceKind::Mail => ("rapport sur l'envoi de courriels", "report on mail sent"),
            EvidenceKind::Zone => ("zone de noms de la maison", "the house's DNS zone"),
            EvidenceKind::Page => ("enregistrement d'une page", "recording of a page"),
            EvidenceKind::Tags => ("gestionnaire de balises", "tag manager"),
            EvidenceKind::Cookies => ("liste de cookies", "list of cookies"),
        };
        Say::new(fr, en)
    }
}

/// What files of one kind show together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Harvest {
    /// The kind of evidence.
    pub kind: EvidenceKind,
    /// The files, in the order [`Spot::file`] counts them.
    pub files: Vec<FileRead>,
    /// What they speak of, sorted by [`Mention::named`]; each name once.
    pub mentions: Vec<Mention>,
}

/// What became of one file. `read = understood + left`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    /// Its name as it was handed over.
    pub file: String,
    /// The word of its format, such as `squid` or `okta`.
    pub format: String,
    /// Lines, rows or entries read.
    pub read: u64,
    /// Of these, understood.
    pub understood: u64,
    /// Of these, not understood, by reason. Samples of them are shown once and not kept.
    pub left: Vec<(Why, u64)>,
}

/// How a file names a tool.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    /// A product of the pack, by [`crate::vendors::Product::key`].
    Product(String),
    /// A host or registered name, in small letters.
    Domain(String),
    /// Words: an application's name, a merchant's on a card statement, a cookie's, the beginning of a TXT record.
    Words(String),
}

/// Everything one harvest says of one name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The name.
    pub named: Named,
    /// Where it stands, by file.
    pub spots: Vec<Spot>,
    /// Some of its hosts, by the alphabet.
    pub hosts: Vec<Box<str>>,
    /// What logs count of it, over everybody and all days.
    pub seen: Cell,
    /// The days on which it was seen, in order.
    pub days: Vec<Day>,
    /// How many people are seen with it: counted where `habits` stand, estimated in logs for names no pack knows.
    pub users: f64,
    /// What `users` is counted by where no `habits` stand: the first 64 bits of the smallest pseudonyms, in order, at
    /// most [`crate::inventory::FEW_PEOPLE`]. Two harvests' people are told together by them, without knowing them all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub few: Vec<u64>,
    /// Who did what with it, by pseudonym; empty where the source does not tell people apart.
    pub habits: Vec<Habit>,
    /// What was paid for it.
    pub payments: Vec<Payment>,
    /// What else is said of it.
    pub facts: Vec<Fact>,
}

impl Mention {
    /// A mention that says nothing yet.
    pub fn of(named: Named) -> Mention {
        Mention {
            named,
            spots: Vec::new(),
            hosts: Vec::new(),
            seen: Cell::default(),
            days: Vec::new(),
            users: 0.0,
            few: Vec::new(),
            habits: Vec::new(),
            payments: Vec::new(),
            facts: Vec::new(),
        }
    }

    /// Takes all habits there are, in no more room than they need, and brings the days of uses into order.
    fn close(&mut self, habits: &mut Vec<Habit>) {
        self.habits = Vec::with_capacity(habits.len());
        self.habits.append(habits);
        self.days.sort_unstable();
        self.days.dedup();
        self.days.shrink_to_fit();
        self.users = self.habits.len() as f64;
    }
}

/// The lines of one file that speak of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// The file, a place in [`Harvest::files`].
    pub file: u32,
    /// The first line, from 1.
    pub first: u64,
    /// The last line.
    pub last: u64,
    /// How many there are.
    pub lines: u64,
}

/// What one person did with a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habit {
    /// Who.
    pub who: Pseudonym,
    /// On which days, in order.
    pub days: Vec<Day>,
    /// How much, over all days. Its `hours` are those of any day.
    pub cell: Cell,
    /// The team or department the source names, if it does.
    pub team: Option<String>,
}

/// One payment, as a card statement or a ledger writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// When.
    pub on: Date,
    /// How much, in hundredths of the currency; what came back is negative.
    pub cents: i64,
    /// The currency, by its three letters; `EUR` where the file names none.
    pub currency: String,
    /// The merchant, word for word.
    pub merchant: String,
    /// The cost centre or department, if it is said.
    pub team: Option<String>,
    /// Who paid, if it is said.
    pub by: Option<Pseudonym>,
    /// What the merchant trades in, if it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<Trade>,
    /// The file, a place in [`Harvest::files`].
    pub file: u32,
    /// The line, from 1.
    pub line: u64,
}

/// Something a file says of a tool that is neither a use nor a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What.
    pub what: What,
    /// The words that say so: a record's name, a selector, a tag's name, a cookie's. Never a secret, never a person.
    pub words: String,
    /// How often or how many: messages of a report, requests of a page; 1 otherwise.
    pub count: u64,
    /// When, if it is said.
    pub on: Option<Date>,
    /// The file, a place in [`Harvest::files`].
    pub file: u32,
    /// The line, or the entry's number, from 1.
    pub line: u64,
}

/// What a [`Fact`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A name of the house points at it.
    Alias,
    /// A record proves the house's domain to it.
    Proof,
    /// It may send mail in the house's name.
    MaySend,
    /// It has a key to sign the house's mail.
    MailKey,
    /// It receives the house's mail.
    Receives,
    /// It sent mail in the house's name, signed as the house's.
    Sent,
    /// Mail in the house's name came from it and was not proven to be the house's.
    SentUnproven,
    /// A tag loads it.
    Tag,
    /// A tag would load it, and is paused.
    PausedTag,
    /// A page of the house's loads it.
    Loaded,
    /// A page of the house's sent something to it.
    Uploaded,
    /// It set a cookie.
    Cookie,
    /// People signed in to it.
    SignedIn,
    /// Somebody let it read or write the house's data; the words are what it may do.
    Granted,
}

impl Found {
    /// Puts what logs of one kind showed into the form every kind of evidence has. `files` names each source read.
    pub fn harvest(self, kind: EvidenceKind, pack: &Pack, files: &[(SourceId, String, String)]) -> Harvest {
        let Found { uses, unknown, evidence, tallies, beyond } = self;
        Harvest::of(kind, uses.into_iter(), Rest { unknown, evidence, tallies, beyond }, pack, files)
    }
}

impl Inventory {
    /// The same as [`Found::harvest`] of [`Inventory::found`], in a third of the memory.
    pub fn harvest(self, kind: EvidenceKind, pack: &Pack, files: &[(SourceId, String, String)]) -> Harvest {
        let (uses, rest) = self.told();
        Harvest::of(kind, uses, rest, pack, files)
    }
}

impl Harvest {
    fn of(
        kind: EvidenceKind,
        uses: impl Iterator<Item = Use>,
        rest: Rest,
        pack: &Pack,
        files: &[(SourceId, String, String)],
    ) -> Harvest {
        let place = |source: SourceId| files.iter().position(|(id, ..)| *id == source).unwrap_or(0) as u32;
        let read = |(id, file, format): &(SourceId, String, String)| {
            let none = Tally::default();
            let tally = rest.tallies.get(id).unwrap_or(&none);
            let left = tally.left.0.iter().map(|(why, kept)| (*why, kept.count)).collect();
            FileRead {
                file: file.clone(),
                format: format.clone(),
                read: tally.read(),
                understood: tally.understood(),
                left,
            }
        };
        let read: Vec<FileRead> = files.iter().map(read).collect();
        let mut mentions: Vec<Mention> = Vec::new();
        let (mut last, mut habits) = (None, Vec::new());
        for one in uses {
            if last != Some(one.product) {
                last = Some(one.product);
                mentions.last_mut().into_iter().for_each(|before| before.close(&mut habits));
                let key = pack.product(one.product).map(|it| it.key()).unwrap_or_default();
                let mut mention = Mention::of(Named::Product(key));
                let from = rest.evidence.partition_point(|it| it.product < one.product);
                let of_product = rest.evidence.iter().skip(from).take_while(|it| it.product == one.product);
                mention.spots = of_product
                    .map(|it| Spot {
                        file: place(it.source),
                        first: it.first_line,
                        last: it.last_line,
                        lines: it.lines,
                    })
                    .collect();
                mentions.push(mention);
            }
            let Some(mention) = mentions.last_mut() else { continue };
            mention.seen.merge(&one.cell);
            mention.days.push(one.day);
            match habits.last_mut() {
                Some(habit) if habit.who == one.who => {
                    habit.days.push(one.day);
                    habit.cell.merge(&one.cell);
                }
                _ => habits.push(Habit { who: one.who, days: vec![one.day], cell: one.cell, team: None }),
            }
        }
        mentions.last_mut().into_iter().for_each(|before| before.close(&mut habits));
        mentions.extend(rest.unknown.into_iter().map(|unknown| {
            let mut mention = Mention::of(Named::Domain(unknown.domain));
            let spots = unknown.spots.iter();
            mention.spots = spots
                .map(|(source, it)| Spot { file: place(*source), first: it.first, last: it.last, lines: it.lines })
                .collect();
            mention.hosts = unknown.hosts;
            mention.seen = unknown.seen;
            mention.days = unknown.days;
            mention.users = unknown.users;
            mention.few = unknown.few;
            mention
        }));
        mentions.sort_by(|a, b| a.named.cmp(&b.named));
        Harvest { kind, files: read, mentions }
    }
}
