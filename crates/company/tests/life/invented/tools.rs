//! Tools in use, what both sides agree to do, and promises to customers.

use std::collections::BTreeMap;
use std::fmt::Write;

use agenda::action::Cell;
use agenda::decision::Facts;
use agenda::promise::{Bound, Stamp};
use agenda::role::Role;
use agenda::tool::{Answer, Cause};
use app::{Actor, Order, TypedPlace};
use base::{Kind, Money, Ref, Side};
use jiff::civil::Date;
use rand::RngExt;

use super::{Became, Look};

const DIRECTORS: &[Role] = &[Role::Cmo, Role::Cio];

/// A morning's lines of the proxy's log come in: what is in use, and what somebody only passed by.
pub(super) fn evidence(look: &mut Look, became: &mut BTreeMap<&'static str, Became>) {
    let second = look.app.clock().now().as_second() - 86_400;
    let mut log = String::new();
    for (host, users) in [("www.canva.com", 6), ("app.hubspot.com", 3), ("api.notion.com", 2)] {
        for nth in 0..users * 8 {
            let (at, user) = (second + nth * 60, nth % users);
            let bytes = look.chance.random_range(2_000..900_000);
            writeln!(log, "{at}.1 9 10.0.0.{user} TCP_TUNNEL/200 {bytes} CONNECT {host}:443 user{user} X/1 -").unwrap();
        }
    }
    let actor = look.bearer(&[Role::Architect]);
    let arrived = look.app.import(actor, None, &format!("proxy_{}.log", look.today), log.as_bytes(), None);
    let it = became.entry("import").or_default();
    match arrived {
        Ok(_) => it.taken += 1,
        Err(_) => it.refused += 1,
    }
}

/// What the trackers export comes in as well.
pub(super) fn trackers(look: &mut Look, became: &mut BTreeMap<&'static str, Became>) {
    for file in company::tracked(company::Size::Demo, 1) {
        let actor = look.bearer(&[Role::Delivery, Role::Architect]);
        let it = became.entry("import").or_default();
        match look.app.import(actor, None, &file.name, &file.bytes, Some(file.on)) {
            Ok(_) => it.taken += 1,
            Err(_) => it.refused += 1,
        }
    }
}

/// An order about a tool, an action or a promise.
pub(super) fn order(look: &mut Look) -> (Actor, Order) {
    match look.chance.random_range(0..30) {
        0..14 => tool(look),
        14..18 => action(look),
        _ => promise(look),
    }
}

fn tool(look: &mut Look) -> (Actor, Order) {
    let mut known: Vec<Ref> = look.picture.shadow().tools().iter().map(|it| it.id.clone()).collect();
    known.push(Ref::new(Kind::Tool, "nobody-knows-it"));
    let tool = look.one(&known);
    let owner =
        look.picture.case(&tool).and_then(|case| case.asked.last().map(|asked| asked.person)).map(Actor::Person);
    let anybody = look.bearer(&[Role::Employee, Role::MarketingOps]);
    match look.chance.random_range(0..28) {
        0..2 => {
            let name = look.one(&["Tournicoupon", "Typeform", ""]).to_owned();
            let purpose = look.maybe("Des jeux".to_owned());
            let monthly = look.maybe(Money::eur(89));
            (anybody, Order::DeclareTool { name, purpose, functions: None, team: None, monthly, personal: Some(true) })
        }
        2..4 => {
            let why = look.maybe("Vu dans le registre".to_owned());
            (look.bearer(&[Role::Architect]), Order::ReviewTool { tool, in_use: !look.once_in(4), why })
        }
        4..9 => (look.bearer(&[Role::Architect]), Order::AskOwner { tool, person: look.person(), lang: look.lang() }),
        9..14 => {
            let (answer, cause) = (look.one(&Answer::ALL).0, look.one(&Cause::ALL).0);
            let (cause, words) = (look.maybe(cause), look.maybe("Neuf semaines, sinon".to_owned()));
            let order = Order::AnswerTool { tool, answer, cause, quoted_weeks: Some(9), functions: None, words };
            (owner.unwrap_or(anybody), order)
        }
        14..16 => (look.bearer(DIRECTORS), Order::OpenNames { tool, reason: look.say(), lang: look.lang() }),
        16..22 => {
            let replace_by = look.thing(Kind::System);
            let replace_by = look.maybe(replace_by);
            (
                look.bearer(&[Role::Orchestrator, Role::Architect]),
                Order::SendTool { tool, replace_by, until: look.day(20, 200) },
            )
        }
        22..25 => {
            // Of what was decided, mostly, and by its owner.
            let decided: Vec<Ref> =
                look.picture.cases().filter(|(_, case)| case.decided.is_some()).map(|(id, _)| id.clone()).collect();
            let tool = if decided.is_empty() { tool } else { look.one(&decided) };
            let owner = look.picture.case(&tool).and_then(|case| case.owner).map(Actor::Person);
            let actor = look.bearer(&[Role::Architect, Role::Dpo]);
            (owner.unwrap_or(actor), Order::ProveDeletion { tool, proof: look.say() })
        }
        25 => (Actor::House, Order::RemindDue { lang: look.lang() }),
        26 => {
            let request = look.number(look.picture.next_request());
            (look.bearer(&[Role::Architect, Role::Translator]), Order::NameOfficialWay { tool, request })
        }
        _ => {
            let message = look.number(look.picture.next_message());
            let failed = look.maybe("boîte pleine".to_owned());
            (Actor::House, Order::NoteMail { message, failed })
        }
    }
}

fn action(look: &mut Look) -> (Actor, Order) {
    let action = look.number(look.picture.next_action());
    let of = |look: &mut Look, side| {
        let all: Vec<_> = look.picture.people().filter(|(_, it)| it.side == side).map(|(id, _)| id).collect();
        if look.once_in(9) { look.person() } else { look.one(&all) }
    };
    let order = match look.chance.random_range(0..8) {
        0..3 => {
            let (marketing, it) = (of(look, Side::Marketing), of(look, Side::It));
            let place = place(look);
            Order::SetAction { words: look.say(), cause: None, marketing, it, due: look.day(-3, 90), place }
        }
        3..5 => Order::PlaceAction { action, place: place(look) },
        5..7 => {
            let words = look.say();
            Order::FinishAction { action, words: look.maybe(words) }
        }
        _ => Order::DropAction { action, why: look.words() },
    };
    (look.bearer(&[Role::Cmo, Role::Cio, Role::Orchestrator]), order)
}

fn place(look: &mut Look) -> Option<TypedPlace> {
    let cell = look.one(&Cell::all().collect::<Vec<_>>());
    let outcome = look.say();
    look.maybe(TypedPlace { cell, outcome })
}

fn promise(look: &mut Look) -> (Actor, Order) {
    let all: Vec<(Ref, String)> = look
        .picture
        .promises()
        .iter()
        .map(|it| (it.id.clone(), Facts::of(&it.facts()).hash()))
        .chain([(Ref::new(Kind::Promise, "nobody-made-it"), String::new())])
        .collect();
    let (promise, hash) = match all.len() {
        0..5 => look.one(&all),
        // What was promised last is what is spoken of.
        n => look.one(&all[n - 5..]),
    };
    match look.chance.random_range(0..34) {
        0..4 => {
            let on: Date = look.day(-2, 120);
            let (campaign, medium) = (look.maybe("Rentrée".to_owned()), look.maybe("TV".to_owned()));
            let words = look.say();
            (
                look.bearer(&[Role::Cmo, Role::MarketingOps]),
                Order::RegisterPromise { words, campaign, medium, on, until: None },
            )
        }
        4..9 => {
            let (field, bound) = (look.one(&["limit", "load", "owner"]).to_owned(), look.one(&Bound::ALL).0);
            let kind = look.one(&[Kind::System, Kind::System, Kind::Store]);
            let order = Order::RequirePromise { promise, kind, area: None, field, bound, threshold: 30.0 };
            (look.bearer(&[Role::Architect, Role::Delivery]), order)
        }
        9..11 => {
            let field = look.one(&["limit", "load"]).to_owned();
            (look.bearer(&[Role::Architect]), Order::UnrequirePromise { promise, field })
        }
        11..18 => {
            let role = look.one(&[Role::Cio, Role::Architect, Role::Delivery, Role::Dpo, Role::Controller]);
            let (stamp, words) = (look.one(&Stamp::ALL).0, look.say());
            let order = Order::StampPromise { promise, role, stamp, words: look.maybe(words), hash };
            (look.bearer(&[role]), order)
        }
        18..22 => {
            let despite = look.maybe("la campagne est achetée".to_owned());
            (look.bearer(&[Role::Cmo]), Order::PublishPromise { promise, despite, hash })
        }
        22..26 => {
            (look.bearer(&[Role::Orchestrator, Role::Cmo]), Order::SendPromise { promise, ready_by: look.day(10, 200) })
        }
        26..29 => {
            let words = look.say();
            (look.bearer(DIRECTORS), Order::KeepPromise { promise, words: look.maybe(words) })
        }
        29..32 => (look.bearer(DIRECTORS), Order::BreakPromise { promise, words: look.say() }),
        _ => (look.bearer(&[Role::Cmo]), Order::WithdrawPromise { promise, why: look.say() }),
    }
}
