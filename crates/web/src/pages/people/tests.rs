use app::{Actor, Order};
use base::Lang;

use super::*;
use crate::pages::thing::tests::Room;

fn page(room: &Room, lang: Lang) -> String {
    let session = room.session(lang);
    let view = View::of(&session);
    let seal = || Sealed { csrf: "", command: session.command(&room.house.app) };
    session.read(|reader| render(reader, &view, &seal)).into_string()
}

#[test]
fn the_two_sides_face_each_other_with_who_signs_and_who_goes_between() {
    let html = page(&Room::solvene(), Lang::En);
    for part in
        ["Inès Valmorin signs for marketing.", "Karim Delorge signs for IT.", "Aurélien Castaing-Roy arbitrates"]
    {
        assert!(html.contains(part), "{part} is not on the page");
    }
    assert_eq!(html.matches("goes between the two sides").count(), 2, "two translators");
    assert!(html.contains("260\u{a0}person-days a quarter"));
}

#[test]
fn nobody_is_an_invitation_and_a_name_is_never_read_as_a_page() {
    let room = Room::empty();
    assert!(page(&room, Lang::En).contains("Nobody is registered yet."));
    let order = Order::Register {
        name: "<script>x</script> \"O'Neil\"".to_owned(),
        email: None,
        side: Side::Marketing,
        roles: vec![Role::Cmo],
        team: None,
    };
    room.house.app.submit(Actor::House, order).unwrap();
    let html = page(&room, Lang::Fr);
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script"));
}
