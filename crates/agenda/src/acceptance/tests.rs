//! What holds of an acceptance.

use base::TextId;
use proptest::prelude::*;

use super::*;

fn text(n: u128) -> Text {
    Text { id: TextId(uuid::Uuid::from_u128(n)), commitment: format!("{n:064x}") }
}

fn ctx() -> Context {
    Context { actor: None, now: Timestamp::UNIX_EPOCH }
}

fn given(commands: &[Command]) -> Option<Acceptance> {
    commands.iter().fold(None, |state, command| {
        let events = Acceptance::decide(state.as_ref(), command.clone(), &ctx()).expect("it is taken");
        events.iter().fold(state, |state, event| Acceptance::evolve(state, event, &ctx()))
    })
}

fn ask(n: u128) -> Command {
    Command::Ask { items: (1..=n).map(text).collect(), says_something: true }
}

fn tell(item: u32, standing: Standing) -> Command {
    let words = (standing == Standing::LeftOut).then(|| text(99));
    Command::Tell { item, standing, words }
}

#[test]
fn of_twelve_items_nine_delivered_are_seventy_five_per_cent() {
    let mut commands = vec![ask(12)];
    commands.extend((1..=9).map(|item| tell(item, Standing::Delivered)));
    commands.push(tell(10, Standing::Missing(Cause::Waits)));
    commands.push(tell(11, Standing::Missing(Cause::Waits)));
    let open = given(&commands).expect("it stands");
    let refused = Acceptance::decide(Some(&open), Command::Accept, &ctx());
    assert_eq!(refused, Err(CannotAccept::Open(vec![12])), "nobody said what became of the twelfth");
    commands.extend([tell(12, Standing::LeftOut), Command::Accept]);
    let it = given(&commands).expect("it stands");
    let counts = it.accepted.as_ref().map(|(.., counts)| *counts).expect("it is accepted");
    assert_eq!(counts, Counts { asked: 12, agreed: 11, delivered: 9 });
    assert_eq!(counts.of_asked(), Some(0.75));
    assert_eq!(counts.of_agreed(), Some(9.0 / 11.0));
    assert_eq!(it.causes(), [(Cause::Waits, 2)]);
    let late = Acceptance::decide(Some(&it), tell(3, Standing::Missing(Cause::Time)), &ctx());
    assert_eq!(late, Err(CannotAccept::Accepted));
    assert_eq!(Acceptance::decide(Some(&it), Command::Accept, &ctx()), Ok(vec![]));
}

#[test]
fn nothing_asked_for_has_no_share_rather_than_zero() {
    assert_eq!((Counts::default().of_asked(), Counts::default().of_agreed()), (None, None));
    assert_eq!(Acceptance::decide(None, Command::Accept, &ctx()), Err(CannotAccept::Nothing));
}

#[test]
fn an_item_is_left_out_for_a_reason_only() {
    let it = given(&[ask(1)]);
    let silent = Command::Tell { item: 1, standing: Standing::LeftOut, words: None };
    assert_eq!(Acceptance::decide(it.as_ref(), silent, &ctx()), Err(CannotAccept::NoReason));
    let nowhere = Acceptance::decide(it.as_ref(), tell(2, Standing::Delivered), &ctx());
    assert_eq!(nowhere, Err(CannotAccept::NoSuchItem));
}

proptest! {
    #[test]
    fn what_is_delivered_was_agreed_and_what_was_agreed_was_asked(
        standings in prop::collection::vec(0..Standing::ALL.len(), 1..60),
    ) {
        let mut commands = vec![ask(standings.len() as u128)];
        let told = (1..).zip(&standings).map(|(item, at)| tell(item, Standing::ALL[*at].0));
        commands.extend(told);
        let it = given(&commands).expect("it stands");
        let counts = it.counts();
        prop_assert!(counts.delivered <= counts.agreed && counts.agreed <= counts.asked);
        let missing: u32 = it.causes().iter().map(|(_, n)| n).sum();
        let agreed = it.items.iter().filter(|item| item.standing == Standing::Agreed).count() as u32;
        prop_assert_eq!(counts.delivered + missing + agreed, counts.agreed);
    }
}
