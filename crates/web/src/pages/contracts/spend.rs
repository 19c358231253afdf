//! What vendors were paid in the last twelve months beside what is signed with them, to the cent.

use base::{Figure, Measure, Money, Quantity, Say, Unit, format};
use discovery::spend::{Month, Sum, Sums};
use jiff::civil::Date;
use maud::{Markup, html};
use picture::Picture;
use picture::spend::{Comparison, Row};

use crate::ui::{self, Reader, table};

ui::words! {
    PAID_IN_ALL = "Du {from} au {until}, {paid} payés ; {tools} vont à des outils connus." / "From {from} to {until}, {paid} was paid; {tools} went to tools that are known.";
    SHARE = "Les outils du marketing en prennent {share}." / "Marketing’s tools take {share} of that.";
    SHARE_UNKNOWN = "Pour {unknown}, rien ne dit si l’outil est du marketing." / "For {unknown}, nothing says whether the tool is marketing’s.";
    UNSIGNED_ONE = "Un fournisseur d’outil est payé sans contrat connu, {sum} en tout." / "One tool vendor is paid without a known contract, {sum} in all.";
    UNSIGNED = "{n} fournisseurs d’outils sont payés sans contrat connu, {sum} en tout." / "{n} tool vendors are paid without a known contract, {sum} in all.";
    VENDOR = "Fournisseur" / "Vendor";
    SIGNED = "Signé par an, hors taxes" / "Signed a year, before tax";
    PAID = "Payé en douze mois, taxes comprises" / "Paid in twelve months, with tax";
    REMARK = "À savoir" / "To know";
    NO_CONTRACT = "aucun contrat connu" / "no known contract";
    NOT_PAID = "aucun paiement connu" / "no known payment";
    OTHERS = "Les {n} autres fournisseurs" / "The other {n} vendors";
    NO_TOOL = "À aucun outil connu" / "To no known tool";
    IN_ALL = "En tout" / "In all";
    BACK = "dont {sum} revenus" / "of which {sum} came back";
    AND_IN = "et {sum} {currency}" / "and {sum} {currency}";
    BY_MONTH = "Mois par mois" / "Month by month";
    BY_TEAM = "Équipe par équipe, comme les relevés les nomment" / "Team by team, as statements name them";
    MONTH = "Mois" / "Month";
    TEAM = "Équipe" / "Team";
    NO_TEAM = "Non dite" / "Not said";
    ALL_LABEL = "payé en douze mois" / "paid in twelve months";
    TOOLS_LABEL = "payé pour des outils connus" / "paid for known tools";
    TOOLS_HOW = "tous les paiements, moins ceux qui ne vont à aucun outil connu" / "all payments, less those to no known tool";
    SHARE_LABEL = "part des outils du marketing" / "share of marketing’s tools";
    SHARE_HOW = "payé pour les outils du marketing ÷ payé pour les outils dont on sait de quel métier ils sont"
        / "paid for marketing’s tools ÷ paid for tools whose trade is known";
    MARKETING_LABEL = "payé pour les outils du marketing" / "paid for marketing’s tools";
    OTHER_LABEL = "payé pour d’autres outils" / "paid for other tools";
    ADDED = "somme des paiements en euros, au centime" / "sum of payments in euros, to the cent";
}

/// The most vendors told one by one.
const MOST: usize = 40;

/// What the page shows of payments.
pub(super) struct Spend {
    seen: Comparison,
    /// The sums of euros with their files and lines: of each vendor, of no tool, of all.
    vendors: Vec<Option<Measure>>,
    no_tool: Option<Measure>,
    whole: Option<Measure>,
    first: Option<Date>,
    last: Option<Date>,
}

impl Spend {
    pub(super) fn of(picture: &Picture, today: Date) -> Option<Spend> {
        let seen = picture.spend(today)?;
        let euros = |sums: &Sums| sums.of("EUR").map(|sum| picture.paid(sum));
        let days = |day: fn(&Sum) -> Option<Date>| seen.whole.by_currency.values().filter_map(day).collect::<Vec<_>>();
        Some(Spend {
            vendors: seen.rows.iter().map(|row| euros(&row.paid)).collect(),
            no_tool: euros(&seen.unattributed),
            whole: euros(&seen.whole),
            first: days(|sum| sum.first).into_iter().min(),
            last: days(|sum| sum.last).into_iter().max(),
            seen,
        })
    }
}

fn say(words: ui::Words) -> Say {
    Say::new(words.fr, words.en)
}

fn euros(cents: i128) -> Quantity {
    Quantity::exact(cents as f64 / 100.0)
}

/// Cents as money; a sum too large for that stops at the largest.
fn money(cents: i128) -> Money {
    Money { cents: i64::try_from(cents).unwrap_or(if cents < 0 { i64::MIN } else { i64::MAX }) }
}

pub(super) fn render(reader: &Reader, spend: &Spend) -> Markup {
    html! {
        (lead(reader, spend))
        (vendors(reader, spend))
        (months(reader, spend))
        (teams(reader, spend))
    }
}

fn lead(reader: &Reader, spend: &Spend) -> Markup {
    let (Some(whole), Some(first), Some(last)) = (&spend.whole, spend.first, spend.last) else { return html! {} };
    let seen = &spend.seen;
    let figure = |key: &str, label, measure| Figure { key: key.to_owned(), label: say(label), measure };
    let of_tools = seen.whole.euro_cents() - seen.unattributed.euro_cents();
    let mut from = vec![(say(ALL_LABEL), whole.clone())];
    from.extend(spend.no_tool.clone().map(|none| (say(NO_TOOL), none)));
    let tools = Measure::computed(euros(of_tools), Unit::Eur, say(TOOLS_HOW), from);
    let figures = [figure("spend.whole", ALL_LABEL, whole.clone()), figure("spend.tools", TOOLS_LABEL, tools)];
    let words = Say::each(|lang| {
        let [from, until] = [first, last].map(|day| format::date_short(lang, day));
        PAID_IN_ALL
            .fill(lang, &[("from", &from), ("until", &until), ("paid", "{spend.whole}"), ("tools", "{spend.tools}")])
    });
    let unsigned: Vec<&Row> = seen.rows.iter().filter(|row| row.is_unsigned()).collect();
    let unsigned_sum = format::money(reader.lang, money(unsigned.iter().map(|row| row.paid.euro_cents()).sum()));
    let share = seen.marketing.and_then(|share| Some((share, share.of_known()?)));
    let share = share.map(|(share, of_known)| {
        let part = |cents, label| (say(label), Measure::computed(euros(cents), Unit::Eur, say(ADDED), Vec::new()));
        let from = vec![part(share.marketing, MARKETING_LABEL), part(share.other, OTHER_LABEL)];
        let measure = Measure::computed(Quantity::exact(of_known), Unit::Share, say(SHARE_HOW), from);
        figure("spend.share", SHARE_LABEL, measure)
    });
    let share_words = Say::each(|lang| SHARE.fill(lang, &[("share", "{spend.share}")]));
    let unknown = seen.marketing.map_or(0, |share| share.unknown);
    html! {
        (ui::figure::sentence(reader, &words, &figures))
        @if let Some(share) = share { (ui::figure::sentence(reader, &share_words, &[share])) }
        @if !unsigned.is_empty() {
            @let words = if unsigned.len() == 1 { UNSIGNED_ONE } else { UNSIGNED };
            p { (reader.fill(words, &[("n", &unsigned.len().to_string()), ("sum", &unsigned_sum)])) }
        }
        @if unknown != 0 {
            p.still { (reader.fill(SHARE_UNKNOWN, &[("unknown", &format::money(reader.lang, money(unknown)))])) }
        }
    }
}

/// What stands beside a sum of euros: what came back, and what was paid in other currencies.
fn beside(reader: &Reader, sums: &Sums) -> Markup {
    let hundredths = |cents: i128| format::number(reader.lang, cents as f64 / 100.0, 2);
    html! {
        @for (currency, sum) in &sums.by_currency {
            @if currency != "EUR" {
                " " span.still { (reader.fill(AND_IN, &[("sum", &hundredths(sum.cents)), ("currency", currency)])) }
            } @else if sum.returned < 0 {
                " " span.still { (reader.fill(BACK, &[("sum", &format::money(reader.lang, money(-sum.returned)))])) }
            }
        }
    }
}

fn paid(reader: &Reader, label: &Say, measure: Option<&Measure>, sums: &Sums) -> Markup {
    html! {
        // One piece: a cell that stacks on a phone sets its pieces apart.
        div {
            @if let Some(measure) = measure { (ui::figure::measure(reader, label, measure)) }
            (beside(reader, sums))
        }
    }
}

fn vendors(reader: &Reader, spend: &Spend) -> Markup {
    let columns = [table::words(VENDOR), table::number(SIGNED), table::number(PAID), table::words(REMARK)];
    let signed = |row: &Row| {
        html! { @if row.signed.running > 0 { (format::money(reader.lang, row.signed.annual)) } }
    };
    let row = |(row, measure): (&Row, &Option<Measure>)| {
        vec![
            html! {
                @match row.contracts.as_slice() {
                    [contract] => a href=(crate::session::href(contract)) { (row.vendor) },
                    _ => (row.vendor),
                }
            },
            signed(row),
            paid(reader, &Say::same(&row.vendor), measure.as_ref(), &row.paid),
            html! {
                @if row.is_unsigned() { (reader.w(NO_CONTRACT)) }
                @if row.is_unpaid() { span.still { (reader.w(NOT_PAID)) } }
            },
        ]
    };
    let seen = &spend.seen;
    let mut rows: Vec<Vec<Markup>> = seen.rows.iter().zip(&spend.vendors).take(MOST).map(row).collect();
    let others = seen.rows.get(MOST..).unwrap_or_default();
    if !others.is_empty() {
        let sums = Sums::together(others.iter().map(|row| &row.paid));
        rows.push(vec![
            html! { (reader.fill(OTHERS, &[("n", &others.len().to_string())])) },
            html! { (format::money(reader.lang, picture::spend::signed(others))) },
            sum(reader, &sums),
            html! {},
        ]);
    }
    if !seen.unattributed.by_currency.is_empty() {
        rows.push(vec![
            html! { (reader.w(NO_TOOL)) },
            html! {},
            paid(reader, &say(NO_TOOL), spend.no_tool.as_ref(), &seen.unattributed),
            html! {},
        ]);
    }
    rows.push(vec![
        html! { (reader.w(IN_ALL)) },
        html! { (format::money(reader.lang, picture::spend::signed(&seen.rows))) },
        paid(reader, &say(ALL_LABEL), spend.whole.as_ref(), &seen.whole),
        html! {},
    ]);
    html! { div.no-caption.sums { (table::table(reader, reader.w(PAID), &columns, rows)) } }
}

fn months(reader: &Reader, spend: &Spend) -> Markup {
    let columns = [table::words(MONTH), table::number(PAID)];
    let name = |month: &Month| {
        let first = Date::new(month.year, month.month, 1).unwrap_or_default();
        // The day is left out: "1er août 2026" is "août 2026".
        let words = format::date_short(reader.lang, first);
        words.split_once(' ').map_or(words.clone(), |(_, rest)| rest.to_owned())
    };
    let rows = spend.seen.by_month.iter();
    let rows = rows.map(|(month, sums)| vec![html! { (ui::capital(&name(month))) }, sum(reader, sums)]);
    table::behind(reader, reader.w(BY_MONTH), &columns, rows.collect())
}

fn teams(reader: &Reader, spend: &Spend) -> Markup {
    let columns = [table::words(TEAM), table::number(PAID)];
    let mut teams: Vec<_> = spend.seen.by_team.iter().collect();
    teams.sort_by_key(|team| std::cmp::Reverse(team.sums.euro_cents()));
    let rows = teams.into_iter().map(|team| {
        let name = team.team.as_deref().unwrap_or(reader.w(NO_TEAM));
        vec![html! { (name) }, sum(reader, &team.sums)]
    });
    table::behind(reader, reader.w(BY_TEAM), &columns, rows.collect())
}

fn sum(reader: &Reader, sums: &Sums) -> Markup {
    html! { span { (format::money(reader.lang, money(sums.euro_cents()))) (beside(reader, sums)) } }
}
