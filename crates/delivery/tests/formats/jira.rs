use delivery::formats::Format;
use delivery::item::Now;

use super::*;

const SEARCH: &str = r#"{
 "startAt": 0, "maxResults": 100, "total": 3,
 "issues": [
  {"id": "10001", "self": "https://solvene.example/rest/api/2/issue/10001", "key": "WEB-12",
   "fields": {
    "summary": "Panier en trois étapes (entente:4)", "issuetype": {"name": "Epic"}, "status": {"name": "En cours"},
    "priority": {"name": "High"}, "assignee": {"displayName": "Camille Perdrix"}, "created": "2026-03-02T09:00:00.000+0100",
    "updated": "2026-08-03T18:00:00.000+0200", "resolutiondate": null, "duedate": "2026-10-30", "parent": {"key": "WEB-1"},
    "timeoriginalestimate": 5184000, "timespent": 2707200, "labels": ["panier"],
    "issuelinks": [
     {"type": {"name": "Blocks", "inward": "is blocked by", "outward": "blocks"}, "inwardIssue": {"key": "WEB-3"}},
     {"type": {"name": "Blocks", "inward": "is blocked by", "outward": "blocks"}, "outwardIssue": {"key": "LOY-9"}},
     {"type": {"name": "Relates"}, "inwardIssue": {"key": "LOY-1"}}],
    "description": {"type": "doc", "content": [{"type": "text", "text": "voir Entente #7"}]}},
   "changelog": {"startAt": 0, "maxResults": 3, "total": 3, "histories": [
    {"id": "3", "author": {"displayName": "Camille Perdrix"}, "created": "2026-06-22T10:00:00.000+0200", "items": [
     {"field": "status", "fieldtype": "jira", "from": "4", "fromString": "Attente juridique", "to": "3", "toString": "En cours"},
     {"field": "timespent", "from": null, "fromString": null, "to": "2707200", "toString": "2707200"}]},
    {"id": "2", "created": "2026-05-04T10:00:00.000+0200", "items": [
     {"field": "status", "from": "1", "fromString": "À faire", "to": "4", "toString": "Attente juridique"},
     {"field": "timeoriginalestimate", "from": "4320000", "fromString": "4320000", "to": "5184000", "toString": "5184000"}]},
    {"id": "1", "created": "2026-04-01T10:00:00.000+0200", "items": [
     {"field": "assignee", "from": "a", "fromString": "Camille Perdrix", "to": "b", "toString": "Noé Brial"},
     {"field": "priority", "from": "3", "fromString": "Medium", "to": "2", "toString": "High"}]}]}},
  {"key": "WEB-13", "fields": {"summary": "Sans journal", "status": {"name": "Done"}, "created": "2026-03-02T09:00:00.000+0100",
    "updated": "2026-04-10T09:00:00.000+0200", "resolutiondate": "2026-04-09T09:00:00.000+0200"}},
  {"key": "WEB-14", "fields": {"summary": "Sans date"}}
 ]
}"#;

#[test]
fn a_search_with_its_changelog_is_the_items_with_their_history() {
    let reading = reading("recherche.json", SEARCH.as_bytes());
    assert_eq!((reading.format, reading.read, reading.accepted), (Format::Jira, 3, 2));
    let epic = item(&reading, "WEB-12");
    assert_eq!(epic.to_owned().key.to_string(), "jira/WEB-12");
    assert_eq!((epic.kind.as_deref(), epic.parent.as_deref()), (Some("Epic"), Some("WEB-1")));
    assert_eq!(epic.needs, ["WEB-3"]);
    assert_eq!(epic.mentions, [4, 7]);
    assert_eq!(epic.opened.to_string(), "2026-03-02T08:00:00Z");
    assert_eq!(epic.first_state, "À faire");
    assert_eq!(states(epic), ["2026-05-04T08:00:00Z Attente juridique", "2026-06-22T08:00:00Z En cours"]);
    assert_eq!((planned(epic), spent(epic)), (Some(180.0), Some(94.0)));
    assert_eq!(priority(epic).as_deref(), Some("High"));
    let first = epic.history.first().map(|change| (change.at == epic.opened, change.now.clone()));
    assert_eq!(first, Some((true, Now::Priority("Medium".to_owned()))), "what was so before the first change");
    assert!(epic.history.iter().any(|change| change.at == epic.opened && change.now == Now::PlannedDays(Some(150.0))));
}

#[test]
fn without_a_changelog_the_state_is_dated_by_what_the_tracker_says_of_it() {
    let reading = reading("recherche.json", SEARCH.as_bytes());
    let plain = item(&reading, "WEB-13");
    assert_eq!((plain.first_state.as_str(), states(plain)), ("", vec!["2026-04-09T07:00:00Z Done".to_owned()]));
}

#[test]
fn an_entry_that_is_not_taken_is_told_with_its_line_and_the_way_out() {
    let reading = reading("recherche.json", SEARCH.as_bytes());
    let [reject] = reading.rejects.as_slice() else { panic!("{:?}", reading.rejects) };
    assert_eq!((reject.line, reject.value.as_str()), (27, "WEB-14"));
    assert!(reject.reason.en.contains("date of creation") && !reject.way_out.fr.is_empty());
}

#[test]
fn no_name_of_a_person_is_kept() {
    let told = format!("{:?}", reading("recherche.json", SEARCH.as_bytes()));
    for name in ["Perdrix", "Brial", "Camille"] {
        assert!(!told.contains(name), "{name}");
    }
    let told = format!("{:?}", reading("tickets.csv", TABLE.as_bytes()));
    assert!(!told.contains("Perdrix"));
}

#[test]
fn lines_of_json_and_pages_put_together_are_read_too() {
    let one = r#"{"key":"A-1","fields":{"summary":"a","issuetype":{"name":"Task"},"status":{"name":"x"},"created":"2026-03-02T09:00:00.000+0100"}}"#;
    let two = one.replace("A-1", "A-2");
    assert_eq!(reading("lignes.json", format!("{one}\n{two}\n").as_bytes()).accepted, 2);
    let pages = format!("[{{\"issues\":[{one}]}},{{\"issues\":[{two}]}}]");
    assert_eq!(reading("pages.json", pages.as_bytes()).accepted, 2);
    let with_mark = format!("\u{feff}{{\"issues\":[{one}]}}");
    assert_eq!(reading("mark.json", with_mark.as_bytes()).accepted, 1);
}

const TABLE: &str = "\
Issue key,Issue id,Issue Type,Summary,Assignee,Status,Priority,Created,Updated,Resolved,Due date,Original Estimate,Time Spent,Labels,Labels,Parent,Parent key,Inward issue link (Blocks),Inward issue link (Blocks),Inward issue link (Relates)\n\
WEB-12,10001,Epic,\"Basket, in three steps\",Camille Perdrix,In Progress,High,02/Mar/26 9:00 AM,03/Aug/26 6:00 PM,,30/Oct/26 12:00 AM,5184000,2707200,basket,entente:4,10000,WEB-1,WEB-3,WEB-2,LOY-1\n\
WEB-13,10002,Story,Sign-off,,Done,Low,02/Mar/26 9:00 AM,10/Apr/26 9:00 AM,09/Apr/26 9:00 AM,,lots,,,,,,,,\n\
WEB-14,10003,Story,No date,,To Do,Low,,,,,,,,,,,,,\n";

#[test]
fn a_table_says_how_things_stand() {
    let reading = reading("tickets.csv", TABLE.as_bytes());
    assert_eq!((reading.format, reading.read, reading.accepted), (Format::JiraTable, 3, 2));
    let epic = item(&reading, "WEB-12");
    assert_eq!((epic.parent.as_deref(), epic.needs.join(" ")), (Some("WEB-1"), "WEB-2 WEB-3".to_owned()));
    assert_eq!((planned(epic), spent(epic), epic.mentions.as_slice()), (Some(180.0), Some(94.0), &[4][..]));
    assert_eq!(epic.opened.to_string(), "2026-03-02T08:00:00Z");
    assert_eq!(states(epic), ["2026-08-03T16:00:00Z In Progress"], "since when is not told: it was so then");
    assert_eq!(states(item(&reading, "WEB-13")), ["2026-04-09T07:00:00Z Done"]);
    let lines: Vec<_> = reading.rejects.iter().map(|it| (it.line, it.column.as_deref(), it.value.as_str())).collect();
    assert_eq!(lines, [(3, Some("Original Estimate"), "lots"), (4, None, "WEB-14")]);
}

#[test]
fn headers_and_months_may_be_french_and_the_encoding_old() {
    let text = "Clé de ticket;Type de ticket;Résumé;État;Priorité;Création;Mise à jour;Résolue;Estimation originale;Temps passé\r\n\
        LOY-3;Récit;Solde affiché à l'entrée;Attente juridique;Haute;12/févr./26 9:15 AM;06/août/26 2:05 PM;;1,5j;4h\r\n";
    let latin: Vec<u8> = text.chars().map(|sign| u8::try_from(u32::from(sign)).expect("Latin-1")).collect();
    for bytes in [text.as_bytes().to_vec(), [b"\xEF\xBB\xBF", text.as_bytes()].concat(), latin] {
        let reading = reading("export.csv", &bytes);
        assert_eq!((reading.format, reading.accepted), (Format::JiraTable, 1), "{:?}", reading.rejects);
        let story = item(&reading, "LOY-3");
        assert_eq!(story.opened.to_string(), "2026-02-12T08:15:00Z");
        assert_eq!(states(story), ["2026-08-06T12:05:00Z Attente juridique"]);
        assert_eq!((planned(story), spent(story)), (Some(1.5), Some(0.5)));
    }
}
