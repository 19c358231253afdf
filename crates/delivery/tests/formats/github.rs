use delivery::formats::Format;

use super::*;

const LIST: &str = r#"[
 {"url": "https://api.github.com/repos/solvene/app/issues/418", "repository_url": "https://api.github.com/repos/solvene/app",
  "html_url": "https://github.com/solvene/app/issues/418", "node_id": "I_1", "number": 418, "title": "Slow start on old phones",
  "user": {"login": "camille-perdrix"}, "labels": [{"name": "bug"}, {"name": "P1"}], "state": "closed", "state_reason": "completed",
  "created_at": "2026-03-02T08:00:00Z", "updated_at": "2026-05-02T08:00:00Z", "closed_at": "2026-05-01T08:00:00Z",
  "milestone": {"title": "4.2", "due_on": "2026-06-30T07:00:00Z"}, "body": "asked in entente:4, see #3",
  "timeline": [
   {"event": "labeled", "created_at": "2026-03-03T08:00:00Z", "label": {"name": "status: waiting for marketing"}},
   {"event": "commented", "created_at": "2026-03-03T09:00:00Z"},
   {"event": "cross-referenced"},
   {"event": "unlabeled", "created_at": "2026-03-10T08:00:00Z", "label": {"name": "status: waiting for marketing"}},
   {"event": "closed", "created_at": "2026-04-01T08:00:00Z", "state_reason": null},
   {"event": "reopened", "created_at": "2026-04-02T08:00:00Z"},
   {"event": "closed", "created_at": "2026-05-01T08:00:00Z"}]},
 {"repository_url": "https://api.github.com/repos/solvene/app", "node_id": "I_2", "number": 419, "title": "Dark mode",
  "state": "closed", "state_reason": "not_planned", "created_at": "2026-03-02T08:00:00Z", "closed_at": "2026-03-09T08:00:00Z"},
 {"repository_url": "https://api.github.com/repos/solvene/app", "node_id": "I_3", "number": 420, "title": "A fix",
  "state": "open", "created_at": "2026-03-02T08:00:00Z", "pull_request": {"url": "x"}}
]"#;

#[test]
fn issues_with_their_timeline_have_a_history() {
    let reading = reading("issues.json", LIST.as_bytes());
    assert_eq!((reading.format, reading.read, reading.accepted), (Format::Github, 3, 2));
    let slow = item(&reading, "418");
    assert_eq!(slow.key.to_string(), "github:solvene/app/418");
    assert_eq!((slow.kind.as_deref(), slow.first_state.as_str()), (Some("bug"), "open"));
    assert_eq!((priority(slow).as_deref(), slow.mentions.as_slice()), (Some("P1"), &[4][..]));
    assert_eq!(
        states(slow),
        [
            "2026-03-03T08:00:00Z waiting for marketing",
            "2026-03-10T08:00:00Z open",
            "2026-04-01T08:00:00Z closed",
            "2026-04-02T08:00:00Z open",
            "2026-05-01T08:00:00Z closed",
        ]
    );
    assert_eq!(states(item(&reading, "419")), ["2026-03-09T08:00:00Z closed (not planned)"]);
    assert!(reading.rejects[0].reason.en.contains("pull request"));
    assert!(!format!("{reading:?}").contains("perdrix"));
}

#[test]
fn the_events_of_a_repository_are_united_by_their_issue() {
    let issue = r#"{"repository_url": "https://api.github.com/repos/solvene/app", "node_id": "I_1", "number": 7, "title": "t",
        "state": "open", "created_at": "2026-03-02T08:00:00Z", "updated_at": "2026-03-06T08:00:00Z"}"#;
    let event = |name: &str, day: u8| {
        format!(r#"{{"id": {day}, "event": "{name}", "created_at": "2026-03-0{day}T08:00:00Z", "issue": {issue}}}"#)
    };
    let text = format!("[{},{},{}]", event("reopened", 6), event("closed", 4), event("subscribed", 3));
    let reading = reading("events.json", text.as_bytes());
    assert_eq!((reading.accepted, reading.items.len()), (3, 1));
    let one = item(&reading, "7");
    let told = states(one);
    assert_eq!(told.first().map(String::as_str), Some("2026-03-04T08:00:00Z closed"));
    assert_eq!(told.last().map(String::as_str), Some("2026-03-06T08:00:00Z open"));
}

#[test]
fn what_the_command_line_prints_is_read_too() {
    let text = r#"[{"number": 3, "title": "t", "state": "CLOSED", "stateReason": "NOT_PLANNED", "url": "https://github.com/solvene/app/issues/3",
        "createdAt": "2026-03-02T08:00:00Z", "updatedAt": "2026-03-05T08:00:00Z", "closedAt": "2026-03-04T08:00:00Z", "labels": []}]"#;
    let reading = reading("gh.json", text.as_bytes());
    let one = item(&reading, "3");
    assert_eq!(one.key.tracker, "github:solvene/app");
    assert_eq!(states(one), ["2026-03-04T08:00:00Z closed (not planned)"]);
}
