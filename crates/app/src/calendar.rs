//! The address under which a calendar program reads somebody's calendar: private, and closed at will.

use base::{Lang, PersonId, Ref, Say, hex};
use picture::Picture;
use picture::calendar::With;

use crate::clock::day_of;
use crate::open::App;
use crate::problem::{Kind, Problem};

impl App {
    /// The key of a person's calendar, safe in an address: `person~nth~signature`; `None` while it is closed. It is the same
    /// whenever it is asked for.
    pub fn calendar_key(&self, picture: &Picture, person: PersonId) -> Option<String> {
        let held = picture.person(person).filter(|held| held.present && held.calendar_open)?;
        let nth = held.calendars;
        Some(format!("{person}~{nth}~{}", hex(&self.sign(&format!("calendar~{person}~{nth}"))[..20])))
    }

    /// Whose calendar a key opens.
    ///
    /// Errors: none of the house's, or none any more. Which of the two is not said.
    pub fn read_calendar_key(&self, key: &str) -> Result<PersonId, Problem> {
        let of = || {
            let person: PersonId = key.split('~').next()?.parse().ok()?;
            let right = self.calendar_key(&self.picture(), person)?;
            // Compared as a whole, so that it takes as long wherever they differ.
            let same = right.len() == key.len() && right.bytes().zip(key.bytes()).fold(0, |d, (a, b)| d | (a ^ b)) == 0;
            same.then_some(person)
        };
        of().ok_or_else(|| {
            Problem::new(
                Kind::NotFound,
                Say::new("cette adresse n'ouvre aucun calendrier", "this address opens no calendar"),
                Say::new("copiez la vôtre depuis la page « Calendrier »", "copy yours from the page “Calendar”"),
            )
        })
    }

    /// A person's calendar as programs read it; `page`: where a thing's page is, in full.
    pub fn calendar(&self, person: PersonId, lang: Lang, page: &dyn Fn(&Ref) -> String) -> String {
        let house = hex(&self.sign("calendar")[..8]);
        let today = day_of(self.clock().now());
        self.picture().calendar(person, &With { today, lang, house: &house, page }).write(lang.tag())
    }
}

#[cfg(test)]
mod tests {
    use agenda::role::Role;
    use base::Side;

    use super::*;
    use crate::actor::Actor;
    use crate::clock::Clock;
    use crate::order::Order;

    struct House(tempfile::TempDir, App, PersonId, PersonId);

    fn house() -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::standing("2026-08-06T10:00:00Z".parse().expect("an instant"));
        let app = App::open(folder.path(), clock).expect("it opens");
        let person = |name: &str, side, role| {
            let order = Order::Register { name: name.to_owned(), email: None, side, roles: vec![role], team: None };
            let about = app.submit(Actor::House, order).expect("registered").about.expect("a person");
            about.key().parse().expect("an id")
        };
        let (ines, karim) = (person("Inès", Side::Marketing, Role::Cmo), person("Karim", Side::It, Role::Cio));
        House(folder, app, ines, karim)
    }

    #[test]
    fn an_address_opens_one_calendar_until_it_is_renewed_or_closed() {
        let House(_folder, app, ines, karim) = house();
        let key = |who| app.calendar_key(&app.picture(), who);
        assert_eq!(key(ines), None, "nobody asked for one");
        let open = |who| app.submit(Actor::Person(who), Order::OpenCalendar).expect("opened");
        open(ines);
        open(karim);
        let first = key(ines).expect("it is open");
        assert_eq!(app.read_calendar_key(&first), Ok(ines));
        let swapped = first.replace(&ines.to_string(), &karim.to_string());
        for wrong in ["", "~", &swapped, &first[..first.len() - 1], &first.replace("~1~", "~2~")] {
            assert_eq!(app.read_calendar_key(wrong).map_err(|it| it.kind), Err(Kind::NotFound), "{wrong}");
        }
        open(ines);
        let second = key(ines).expect("it is open");
        assert!(app.read_calendar_key(&first).is_err());
        assert_eq!(app.read_calendar_key(&second), Ok(ines));
        app.submit(Actor::Person(ines), Order::CloseCalendar).expect("closed");
        assert!(app.read_calendar_key(&second).is_err());
        assert_eq!(app.read_calendar_key(&key(karim).expect("it is open")), Ok(karim));
        app.submit(Actor::House, Order::Leave { person: karim }).expect("left");
        assert_eq!(key(karim), None, "who left reads nothing any more");
        let nobody = app.submit(Actor::House, Order::OpenCalendar);
        assert_eq!(nobody.map_err(|it| it.kind), Err(Kind::Forbidden), "the machine has no calendar");
    }

    #[test]
    fn the_same_record_gives_the_same_bytes_and_a_change_a_higher_sequence() {
        let House(_folder, app, ines, karim) = house();
        let (words, due) = ("Publier la justesse du stock".to_owned(), jiff::civil::date(2026, 9, 30));
        let set = Order::SetAction { words, cause: None, marketing: ines, it: karim, due, place: None };
        app.submit(Actor::Person(ines), set).expect("agreed");
        let page = |id: &Ref| format!("https://entente.example/{id}");
        let written = || app.calendar(ines, Lang::Fr, &page);
        let first = written();
        assert!(first.contains("SUMMARY:À faire : Publier la justesse du stock\r\n"), "{first}");
        assert!(first.contains("DTSTART;VALUE=DATE:20260930\r\n"), "{first}");
        assert!(first.contains("DTSTAMP:20260806T100000Z\r\n"), "{first}");
        app.clock().set("2026-08-07T10:00:00Z".parse().expect("an instant"));
        assert_eq!(written(), first, "a day later nothing has changed");
        let drop = Order::DropAction { action: 1, why: "plus besoin".to_owned() };
        app.submit(Actor::Person(ines), drop).expect("dropped");
        let line = |ics: &str, of: &str| ics.lines().find_map(|line| line.strip_prefix(of)).map(str::to_owned);
        let sequence = |ics: &str| line(ics, "SEQUENCE:").and_then(|it| it.parse::<u64>().ok());
        let later = written();
        assert!(sequence(&later) > sequence(&first) && later.contains("STATUS:CANCELLED\r\n"), "{later}");
        assert_eq!(line(&first, "UID:"), line(&later, "UID:"));
    }
}
