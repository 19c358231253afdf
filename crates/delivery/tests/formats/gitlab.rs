use delivery::formats::Format;
use delivery::item::Now;

use super::*;

const LIST: &str = r##"[
 {"id": 900, "iid": 12, "project_id": 5, "title": "Retrait en une heure (entente:2)", "state": "opened", "type": "ISSUE",
  "author": {"name": "Camille Perdrix"}, "created_at": "2026-03-02T09:00:00.000+01:00", "updated_at": "2026-06-02T09:00:00.000+02:00",
  "labels": ["workflow::en revue", "priorité::haute"], "due_date": "2026-09-30", "epic": {"iid": 4},
  "references": {"short": "#12", "relative": "#12", "full": "solvene/boutique#12"},
  "web_url": "https://gitlab.solvene.example/solvene/boutique/-/issues/12",
  "time_stats": {"time_estimate": 288000, "total_time_spent": 57600},
  "resource_state_events": [
   {"id": 1, "state": "closed", "created_at": "2026-04-01T08:00:00Z"}, {"id": 2, "state": "reopened", "created_at": "2026-04-02T08:00:00Z"}],
  "resource_label_events": [
   {"id": 3, "action": "add", "created_at": "2026-04-05T08:00:00Z", "label": {"name": "workflow::attente DPO"}},
   {"id": 4, "action": "remove", "created_at": "2026-05-05T08:00:00Z", "label": {"name": "workflow::attente DPO"}},
   {"id": 5, "action": "add", "created_at": "2026-05-05T08:00:00Z", "label": {"name": "workflow::en revue"}},
   {"id": 6, "action": "add", "created_at": "2026-05-06T08:00:00Z", "label": null}]},
 {"iid": 13, "project_id": 5, "title": "t", "state": "closed", "created_at": "2026-03-02T09:00:00Z", "closed_at": "2026-03-04T09:00:00Z",
  "labels": [{"name": "workflow::fait"}], "web_url": "https://gitlab.solvene.example/solvene/boutique/-/issues/13",
  "time_stats": {"time_estimate": 0, "total_time_spent": 0}}
]"##;

#[test]
fn issues_with_their_events_have_a_history() {
    let reading = reading("issues.json", LIST.as_bytes());
    assert_eq!((reading.format, reading.read, reading.accepted), (Format::Gitlab, 2, 2));
    let pick_up = item(&reading, "12");
    assert_eq!(pick_up.key.tracker, "gitlab:solvene/boutique");
    assert_eq!((pick_up.parent.as_deref(), pick_up.mentions.as_slice()), (Some("&4"), &[2][..]));
    assert_eq!((planned(pick_up), spent(pick_up)), (Some(10.0), Some(2.0)));
    assert_eq!(priority(pick_up).as_deref(), Some("haute"));
    assert!(pick_up.history.iter().any(|change| change.now == Now::Due(Some(jiff::civil::date(2026, 9, 30)))));
    assert_eq!(
        states(pick_up),
        [
            "2026-04-01T08:00:00Z closed",
            "2026-04-02T08:00:00Z opened",
            "2026-04-05T08:00:00Z attente DPO",
            "2026-05-05T08:00:00Z en revue",
        ]
    );
    let plain = item(&reading, "13");
    assert_eq!(states(plain), ["2026-03-04T09:00:00Z closed"]);
    assert_eq!((planned(plain), spent(plain)), (None, None), "0 is nobody's estimate");
    assert!(!format!("{reading:?}").contains("Perdrix"));
}
