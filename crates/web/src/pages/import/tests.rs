use app::Actor;
use axum::http::header;
use base::Lang;

use super::*;
use crate::pages::thing::tests::Room;

fn page(room: &Room, key: &str, position: Option<u64>, lang: Lang) -> String {
    let session = room.session(lang);
    let id = dataset(key).unwrap();
    let arrival = arrival(&session, &id, position).unwrap();
    let report = room.house.app.report(&id, arrival.position);
    let view = View::of(&session, &arrival, report.as_deref());
    session.read(|reader| render(reader, &view)).into_string()
}

#[test]
fn the_report_says_what_was_read_what_was_not_and_why() {
    let room = Room::solvene();
    let html = page(&room, "systemes.csv", None, Lang::En);
    let (rows, values) = html.split_once("Values left aside, in rows that were taken").unwrap();
    assert!(rows.contains("Rows left aside") && rows.contains("already described on line 10"));
    assert!(values.contains("n/c") && !rows.contains("n/c"), "a value is not a row");
    for part in ["32 of 34 rows accepted.", "already described on line 10", "windows-1252", "Code CMDB", "systems: 32"]
    {
        assert!(html.contains(part), "{part} is not in the report");
    }
}

#[test]
fn a_file_of_people_repeats_nothing_of_them_and_is_not_handed_out() {
    let room = Room::solvene();
    let html = page(&room, "people.csv", None, Lang::Fr);
    assert!(html.contains("les octets du fichier n’ont pas été gardés"));
    assert!(!html.contains("Valmorin") && !html.contains("/original"));
}

#[test]
fn a_newer_version_says_what_changed_since_the_one_before() {
    let room = Room::empty();
    room.import("systemes.csv", "id;système;limite\ncrm;CRM;40\nold;Vieux;5\n");
    room.import("systemes.csv", "id;système;limite\ncrm;CRM;55\nnew;Neuf;9\n");
    let html = page(&room, "systemes.csv", None, Lang::En);
    assert!(html.contains("<del>40") && html.contains("<ins>55"), "{html}");
    assert!(html.contains("no longer there") && html.contains("Neuf"));
    let first = room.house.app.picture().arrivals().next().unwrap().position;
    assert!(page(&room, "systemes.csv", Some(first), Lang::En).contains("An older version"));
}

#[test]
fn rejected_rows_go_out_without_anything_a_spreadsheet_would_run() {
    let room = Room::empty();
    room.import("systemes.csv", "id;système;limite\ncrm;CRM;=cmd()\nx;<script>;+1+1\n");
    let session = room.session(Lang::En);
    let id = dataset("systemes.csv").unwrap();
    let arrival = arrival(&session, &id, None).unwrap();
    let report = room.house.app.report(&id, arrival.position).unwrap();
    let csv = String::from_utf8(rejects_csv(&report, Lang::En)).unwrap();
    assert!(csv.contains("'=cmd()"), "{csv}");
    assert!(!page(&room, "systemes.csv", None, Lang::En).contains("<script"));
}

#[test]
fn a_download_has_a_name_no_header_can_be_broken_with() {
    let answer = download(b"x".to_vec(), "text/csv", "a\"b\r\nSet-Cookie: é.csv");
    let disposition = answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment; filename=\"a_b__Set-Cookie___.csv\""), "{disposition}");
    assert_eq!(answer.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
}

#[test]
fn the_same_file_twice_is_one_import() {
    let room = Room::solvene();
    let files = company::files(company::Size::Demo, 1);
    let again = &files[0];
    let arrived = room.house.app.import(Actor::House, None, &again.name, &again.bytes, Some(again.on)).unwrap();
    assert_eq!(arrived.receipt.facts, 0);
}
