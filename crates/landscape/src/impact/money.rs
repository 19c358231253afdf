//! What is at stake for sales: orders while a system on the way is over its limit, and in the downtime added.

use std::collections::BTreeSet;

use base::{Kind, Lang, Measure, Money, Quantity, Ref, Say, Unit, format};

use super::network::{Network, counted};
use super::words::{list, quoted};
use super::{Impact, Verdict};
use crate::catalog::Thing;
use crate::field::Field;

/// Orders and euros at stake.
#[derive(Default)]
pub(super) struct Stakes {
    /// Orders a minute at peak that depend on a system over its limit.
    pub orders_minute: Option<Measure>,
    /// The same in euros.
    pub eur_minute: Option<Measure>,
    /// Orders a month in the added downtime, at most: as if it always fell on the peak.
    pub orders_month: Option<Measure>,
    /// The same in euros.
    pub eur_month: Option<Measure>,
    /// The things that sell and are at risk.
    pub selling: Vec<Say>,
}

/// Something that sells: itself, its orders a second and what one is worth.
#[derive(Clone)]
struct Sale<'a> {
    thing: &'a Thing,
    orders: Measure,
    value: Option<Measure>,
}

/// Works out what is at stake; `hard` is what the element cannot do without.
///
/// Things without stated orders are taken to sell nothing, in silence.
pub(super) fn stakes(
    network: &Network,
    element: Option<&Thing>,
    impact: &Impact,
    hard: &BTreeSet<u32>,
    downtime: Option<&Measure>,
    unknowns: &mut Vec<Say>,
) -> Stakes {
    let own = element.and_then(|element| sale(network, element));
    let over: Vec<&Ref> =
        impact.loads.iter().filter(|load| load.verdict == Verdict::Over).map(|load| &load.system).collect();
    let fails = over.iter().filter_map(|system| network.at(system)).any(|at| hard.contains(&at));
    let mut risked: Vec<Sale> = own.iter().filter(|_| fails).cloned().collect();
    // What is shown by a system that suffers sells less too.
    for neighbour in impact.neighbours.iter().filter(|neighbour| over.contains(&&neighbour.shares)) {
        let shown = network.catalog.pointing_at(&neighbour.system, Kind::Element, Field::Channel);
        risked.extend(shown.filter_map(|element| sale(network, element)));
    }
    // A moment's orders are those of all its elements: once.
    let mut seen = BTreeSet::new();
    risked.retain(|sale| seen.insert(&sale.thing.id));
    let mut told: Vec<&Ref> = Vec::new();
    let lost = downtime.filter(|d| d.value.high >= 1.0).and(own.as_ref());
    for sale in risked.iter().chain(lost).filter(|sale| sale.value.is_none()) {
        if told.contains(&&sale.thing.id) {
            continue;
        }
        told.push(&sale.thing.id);
        let (name, ask) = (quoted(&sale.thing.name), network.ask(sale.thing));
        unknowns.push(Say::new(
            format!("la valeur d'une commande de {} n'est pas connue : {}", name.fr, ask.fr),
            format!("the value of an order of {} is not known: {}", name.en, ask.en),
        ));
    }
    if risked.is_empty() {
        return month(own.as_ref(), downtime);
    }
    let sum = |of: &dyn Fn(&Sale) -> Quantity| {
        risked.iter().fold(Quantity::exact(0.0), |sum, sale| sum.zip(of(sale), |a, b| a + b))
    };
    let orders = sum(&|sale| sale.orders.value.map(|orders| orders * 60.0));
    let from = || risked.iter().map(|sale| (sale.thing.name.clone(), sale.orders.clone())).collect();
    let how = Say::new(
        "commandes par seconde à la pointe × 60, de tout ce qui dépend d'un système au-delà de sa limite",
        "orders a second at peak × 60, of all that depends on a system over its limit",
    );
    let orders = Measure::computed(orders, Unit::Count, how, from());
    let eur = risked.iter().all(|sale| sale.value.is_some()).then(|| {
        let value = |sale: &Sale| sale.value.as_ref().map_or(Quantity::exact(0.0), |value| value.value);
        let total = sum(&|sale| sale.orders.value.zip(value(sale), |orders, value| orders * 60.0 * value));
        let mut facts: Vec<(Say, Measure)> = from();
        facts.extend(risked.iter().filter_map(|sale| Some((Field::OrderValue.label(), sale.value.clone()?))));
        let how = Say::new("commandes par minute × valeur d'une commande", "orders a minute × value of an order");
        Measure::computed(total, Unit::Eur, how, facts)
    });
    let selling = risked.iter().map(|sale| quoted(&sale.thing.name)).collect();
    Stakes { orders_minute: Some(orders), eur_minute: eur, selling, ..month(own.as_ref(), downtime) }
}

/// What the added downtime costs at most: as if it always fell on the peak.
fn month(own: Option<&Sale>, downtime: Option<&Measure>) -> Stakes {
    let Some((sale, downtime)) = own.zip(downtime.filter(|d| d.value.high >= 1.0)) else { return Stakes::default() };
    let orders = downtime.value.zip(sale.orders.value, |minutes, orders| minutes * 60.0 * orders);
    let how = Say::new(
        "minutes hors service de plus par mois × 60 × commandes par seconde à la pointe : un maximum, car le mois n'est pas toujours à la pointe",
        "more minutes out of service a month × 60 × orders a second at peak: a maximum, for the month is not all peak",
    );
    let facts = vec![
        (Say::new("indisponibilité ajoutée", "added downtime"), downtime.clone()),
        (Field::Orders.label(), sale.orders.clone()),
    ];
    let orders = Measure::computed(orders, Unit::Count, how, facts);
    let eur = sale.value.as_ref().map(|value| {
        let total = orders.value.zip(value.value, |orders, value| orders * value);
        let how = Say::new("commandes par mois × valeur d'une commande", "orders a month × value of an order");
        let facts = vec![
            (Say::new("commandes par mois", "orders a month"), orders.clone()),
            (Field::OrderValue.label(), value.clone()),
        ];
        Measure::computed(total, Unit::Eur, how, facts)
    });
    Stakes { orders_month: Some(orders), eur_month: eur, ..Stakes::default() }
}

/// What an element sells: as stated for it, else for its moment.
fn sale<'a>(network: &Network<'a>, element: &'a Thing) -> Option<Sale<'a>> {
    let moments = element.refs(Field::Moment).iter().filter_map(|id| network.catalog.get(id));
    std::iter::once(element).chain(moments).find_map(|thing| {
        let number = |field| network.measure(thing, field).filter(|m| counted(m.value).is_some() && m.value.high > 0.0);
        Some(Sale { thing, orders: number(Field::Orders)?, value: number(Field::OrderValue) })
    })
}

/// For marketing: orders and euros, at most: the upper end of what is known.
pub(super) fn for_marketing(stakes: &Stakes) -> Vec<Say> {
    let mut out = Vec::new();
    let amount = |orders: &Measure, eur: Option<&Measure>, lang: Lang| {
        let (count, one) = (format::number(lang, orders.value.high, 0), orders.value.high.round() <= 1.0);
        let orders = match lang {
            Lang::Fr => format!("{count} commande{}", if one { "" } else { "s" }),
            Lang::En => format!("{count} order{}", if one { "" } else { "s" }),
        };
        match eur {
            // Whole euros: what is at stake is not known to the cent.
            Some(eur) => {
                let whole = Money::eur(eur.value.high.round() as i64);
                format!("{orders} ({})", format::money(lang, whole))
            }
            None => orders,
        }
    };
    if let Some(orders) = &stakes.orders_minute {
        let much = |lang| amount(orders, stakes.eur_minute.as_ref(), lang);
        let where_from = list(&stakes.selling);
        out.push(Say::new(
            format!(
                "Tant que la limite est dépassée, jusqu'à {} par minute sont en jeu : {}.",
                much(Lang::Fr),
                where_from.fr
            ),
            format!("While the limit is exceeded, up to {} a minute are at stake: {}.", much(Lang::En), where_from.en),
        ));
    }
    if let Some(orders) = &stakes.orders_month {
        let much = |lang| amount(orders, stakes.eur_month.as_ref(), lang);
        out.push(Say::new(
            format!("Le temps hors service de plus coûterait au plus {} par mois.", much(Lang::Fr)),
            format!("The added time out of service would cost at most {} a month.", much(Lang::En)),
        ));
    }
    out
}
