//! What is signed for beside what is paid: contracts and payments, vendor by vendor, each to the cent.
//!
//! A contract is put beside a tool that answers under one of its hosts, bears the name of its product, or is sold by its
//! vendor. What fits no tool and no contract stays in its own part, so that both sums tie: payments to the ledger,
//! contracts to the register.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use base::{Evidence, Kind, Lang, Measure, Money, Quantity, Ref, Say, Unit, format, slug};
use discovery::spend::{self, Month, Paid, Place, Spend, Sum, Sums, TeamSpend};
use discovery::verdict::Known;
use jiff::civil::Date;
use landscape::catalog::{Catalog, Thing};
use landscape::contract::Total;
use landscape::field::Field;

use crate::Picture;
use crate::shadow::InUse;

/// A tool payments are put down to.
#[derive(Clone, Copy, Debug)]
pub struct Payee<'a> {
    /// What names it for good, as in [`Paid::to`].
    pub key: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// Who sells it, where that is known.
    pub vendor: Option<&'a str>,
    /// Its hosts and domains.
    pub domains: &'a [String],
    /// Whether marketing would buy it, where that is known.
    pub marketing: Option<bool>,
    /// The contract of the register it was found to be.
    pub contract: Option<&'a Ref>,
}

/// One vendor: what is signed and what was paid.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What people call the vendor.
    pub vendor: String,
    /// The keys of its tools that were paid for.
    pub tools: Vec<String>,
    /// Its contracts.
    pub contracts: Vec<Ref>,
    /// What those that run cost a year.
    pub signed: Total,
    /// What it was paid in the year.
    pub paid: Sums,
    /// Whether it is marketing technology: all of its tools and contracts of which it is known are, or none is.
    pub marketing: Option<bool>,
}

impl Row {
    /// Whether it was paid without any contract.
    pub fn is_unsigned(&self) -> bool {
        self.contracts.is_empty() && self.paid.euro_cents() > 0
    }

    /// Whether contracts run and nothing was paid.
    pub fn is_unpaid(&self) -> bool {
        self.signed.running > 0 && self.paid.by_currency.is_empty()
    }
}

/// Contracts and payments side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The year's first and last day; payments outside it are not in.
    pub year: (Date, Date),
    /// By vendor, the most paid first. Their payments and `unattributed` sum to `whole`, their contracts to the register.
    pub rows: Vec<Row>,
    /// What was put down to no tool.
    pub unattributed: Sums,
    /// All payments of the year.
    pub whole: Sums,
    /// By month.
    pub by_month: BTreeMap<Month, Sums>,
    /// By team.
    pub by_team: Vec<TeamSpend>,
    /// What share of the euros paid for tools went to marketing technology, `0..=1`.
    pub marketing: Option<Share>,
}

/// A share of the euros paid for tools, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Paid for marketing technology.
    pub marketing: i128,
    /// Paid for other tools.
    pub other: i128,
    /// Paid for tools of which nobody says which they are.
    pub unknown: i128,
}

impl Share {
    /// The share in what is known to be one or the other; `None` when nothing is.
    pub fn of_known(self) -> Option<f64> {
        let known = self.marketing + self.other;
        (known > 0).then(|| self.marketing as f64 / known as f64)
    }
}

/// Puts what is signed beside what was paid in the year that ends with a day.
pub fn compare<'a>(
    catalog: &Catalog,
    today: Date,
    payees: &[Payee<'_>],
    ledger: impl IntoIterator<Item = Paid<'a>>,
) -> Comparison {
    let spend = spend::of_the_year_to(today, ledger);
    let by_key: HashMap<&str, &Payee> = payees.iter().map(|payee| (payee.key, payee)).collect();
    let mut vendors: BTreeMap<String, Row> = BTreeMap::new();
    let mut marketing: HashMap<String, Vec<bool>> = HashMap::new();
    for (key, sums) in spend.by_vendor.iter().filter_map(|(key, sums)| Some((key.as_deref()?, sums))) {
        let payee = by_key.get(key);
        let name = payee.map_or(key, |payee| payee.vendor.unwrap_or(payee.name));
        let at = slug(name);
        let row = vendors.entry(at.clone()).or_insert_with(|| Row::of(name));
        row.tools.push(key.to_owned());
        row.paid.merge(sums);
        marketing.entry(at).or_default().extend(payee.and_then(|payee| payee.marketing));
    }
    let terms = Register::of(payees);
    for contract in catalog.of_kind(Kind::Contract) {
        let (at, name) = terms.vendor_of(contract);
        let row = vendors.entry(at.clone()).or_insert_with(|| Row::of(&name));
        row.contracts.push(contract.id.clone());
        row.signed.count(contract, today);
        marketing.entry(at).or_default().extend(is_marketing(catalog, contract));
    }
    for (at, row) in &mut vendors {
        let said = marketing.get(at).map_or(&[][..], Vec::as_slice);
        row.marketing = said.first().copied().filter(|first| said.iter().all(|one| one == first));
    }
    let mut rows: Vec<Row> = vendors.into_values().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.paid.euro_cents()), std::cmp::Reverse(row.signed.annual)));
    let first = today.saturating_sub(jiff::Span::new().years(1)).saturating_add(jiff::Span::new().days(1));
    let marketing = share(&rows);
    let unattributed = spend.unattributed();
    let Spend { whole, by_month, by_team, .. } = spend;
    Comparison { year: (first, today), rows, unattributed, whole, by_month, by_team, marketing }
}

impl Picture {
    /// What is signed beside what was paid in the year that ends with a day; nothing where no payment was ever read.
    ///
    /// A payment is put down to a tool that the pack knows, that is registered, or that is in use; a merchant merely met, or
    /// of whom only the name is known, is no tool.
    pub fn spend(&self, today: Date) -> Option<Comparison> {
        let shadow = self.shadow();
        let payments = shadow.payments();
        if payments.is_empty() {
            return None;
        }
        let is_tool = |tool: &InUse| {
            let known = tool.evidence.as_ref().is_some_and(|it| it.known == Known::Pack);
            known || tool.registered.is_some() || self.is_in_use(tool, today)
        };
        let tools: HashMap<&Ref, &InUse> =
            shadow.tools().iter().filter(|tool| is_tool(tool)).map(|tool| (&tool.id, tool)).collect();
        let mut payees: Vec<Payee> = tools.values().copied().map(|tool| self.payee(tool)).collect();
        // Where two tools bear one name, the answer must not depend on the order of a map.
        payees.sort_by_key(|payee| payee.key);
        let ledger = payments.iter().map(|(to, harvest, payment)| Paid {
            payment,
            harvest: *harvest,
            to: to.filter(|id| tools.contains_key(id)).map(Ref::key),
        });
        Some(compare(self.catalog(), today, &payees, ledger))
    }

    /// What a contract may know of a tool.
    fn payee<'t>(&self, tool: &'t InUse) -> Payee<'t> {
        let evidence = tool.evidence.as_deref();
        let marketing = evidence.and_then(|it| it.marketing);
        Payee {
            key: tool.id.key(),
            name: tool.name(),
            vendor: evidence.and_then(|it| it.vendor.as_deref()),
            domains: evidence.map_or(&[], |it| &it.domains),
            marketing: marketing.or_else(|| self.is_marketing(tool).then_some(true)),
            contract: tool.registered.as_ref().filter(|id| id.kind() == Kind::Contract),
        }
    }

    /// A sum of payments with the files and lines it is of.
    pub fn paid(&self, sum: &Sum) -> Measure {
        let file = |place: &Place| {
            let file = self.shadow().file(place.harvest, place.file);
            file.map_or_else(String::new, |(_, file)| file.to_owned())
        };
        measure(sum, &file)
    }
}

impl Row {
    fn of(vendor: &str) -> Row {
        Row {
            vendor: vendor.to_owned(),
            tools: Vec::new(),
            contracts: Vec::new(),
            signed: Total::default(),
            paid: Sums::default(),
            marketing: None,
        }
    }
}

fn share(rows: &[Row]) -> Option<Share> {
    let paid = |of: Option<bool>| rows.iter().filter(|row| row.marketing == of).map(|row| row.paid.euro_cents()).sum();
    let share = Share { marketing: paid(Some(true)), other: paid(Some(false)), unknown: paid(None) };
    rows.iter().any(|row| !row.paid.by_currency.is_empty()).then_some(share)
}

/// Whether a team of marketing answers for a contract; `None` when no team does, or teams of both sides do.
fn is_marketing(catalog: &Catalog, contract: &Thing) -> Option<bool> {
    let teams = contract.refs(Field::Owner).iter();
    let mut sides = teams.filter_map(|team| catalog.get(team)?.choice(Field::Side)).map(|side| side == "marketing");
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
}

/// The tools there are, by what a contract may know of them.
struct Register<'a> {
    by_contract: HashMap<&'a Ref, &'a Payee<'a>>,
    by_domain: HashMap<&'a str, &'a Payee<'a>>,
    by_name: HashMap<String, &'a Payee<'a>>,
}

impl<'a> Register<'a> {
    fn of(payees: &'a [Payee<'a>]) -> Register<'a> {
        let domains = payees.iter().flat_map(|payee| payee.domains.iter().map(move |domain| (domain.as_str(), payee)));
        Register {
            by_contract: payees.iter().filter_map(|payee| Some((payee.contract?, payee))).collect(),
            by_domain: domains.collect(),
            by_name: payees.iter().map(|payee| (slug(payee.name), payee)).collect(),
        }
    }

    /// The vendor a contract is with, as the tools call it where one was found to be it, answers under its hosts, or bears
    /// its product's name.
    fn vendor_of(&self, contract: &Thing) -> (String, String) {
        let product = contract.words(Field::Product);
        let own = contract.words(Field::Vendor).or(product).unwrap_or(&contract.name);
        let found = self.by_contract.get(&contract.id).copied();
        let host = contract.list(Field::Hosts).iter().find_map(|host| self.of_host(host));
        let named = || product.into_iter().chain([&contract.name]).find_map(|name| self.by_name.get(&slug(&name.fr)));
        let name = match found.or(host).or_else(|| named().copied()) {
            Some(payee) => payee.vendor.unwrap_or(payee.name),
            None => own.fr.as_str(),
        };
        (slug(name), name.to_owned())
    }

    /// The tool that answers under a host: the longest of its domains wins, and only at the border of a label.
    fn of_host(&self, host: &str) -> Option<&'a Payee<'a>> {
        let lower = host.trim().to_lowercase();
        let name = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
        let name = name.split(['/', ':', '?', '#']).next().unwrap_or_default();
        let mut rest = Some(name.trim_start_matches("*.").trim_end_matches('.'));
        while let Some(domain) = rest.filter(|domain| domain.contains('.')) {
            if let Some(payee) = self.by_domain.get(domain) {
                return Some(payee);
            }
            rest = domain.split_once('.').map(|(_, rest)| rest);
        }
        None
    }
}

/// A sum of euros as a number with its evidence: how many payments, and the files and lines of the first of them.
///
/// `file` names the file a place is in.
pub fn measure(sum: &Sum, file: &dyn Fn(&Place) -> String) -> Measure {
    let mut files: Vec<(String, Vec<u64>)> = Vec::new();
    for place in &sum.places {
        let name = file(place);
        match files.last_mut() {
            Some((known, lines)) if *known == name => lines.push(place.line),
            _ => files.push((name, vec![place.line])),
        }
    }
    let unshown = sum.payments.saturating_sub(sum.places.len() as u64);
    let how = Say::each(|lang| {
        let (one, many, line, lines, more) = match lang {
            Lang::Fr => ("un paiement", "paiements", "ligne", "lignes", "et les suivants"),
            Lang::En => ("one payment", "payments", "line", "lines", "and those after them"),
        };
        let count = match sum.payments {
            1 => one.to_owned(),
            n => format!("{} {many}", format::number(lang, n as f64, 0)),
        };
        let places = files.iter().map(|(name, at)| {
            let numbers = at.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
            format!("{name} {} {numbers}", if at.len() == 1 { line } else { lines })
        });
        let places = places.chain((unshown > 0).then(|| more.to_owned())).collect::<Vec<_>>().join(" ; ");
        match lang {
            Lang::Fr => format!("somme au centime, retours compris : {count} ({places})"),
            Lang::En => format!("summed to the cent, refunds included: {count} ({places})"),
        }
    });
    let value = Quantity::exact(sum.cents as f64 / 100.0);
    Measure { value, unit: Unit::Eur, evidence: Arc::new(Evidence::Computed { how, from: Vec::new() }) }
}

/// What rows are signed for together.
pub fn signed(rows: &[Row]) -> Money {
    rows.iter().map(|row| row.signed.annual).sum()
}
