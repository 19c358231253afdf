//! Files that hold secrets beside what is read of them lie in the store encrypted, and are read back from there.

use std::path::Path;

use app::{Actor, App, Clock};
use base::Kind;

/// A capture, a container and a catalogue, each with secrets that nothing here takes.
const FILES: [(&str, &str); 3] = [
    (
        "shop.har",
        r#"{"log": {"version": "1.2", "creator": {"name": "Tool", "version": "9"}, "pages": [{"id": "p1", "title": "x"}],
        "entries": [{"pageref": "p1", "startedDateTime": "2026-05-04T10:00:00Z", "time": 12,
            "request": {"method": "GET", "url": "https://shop.example.com/?mail=SECRET", "headers": [{"name": "Cookie", "value": "SECRET"}]},
            "response": {"status": 200, "content": {"mimeType": "text/html", "size": 1, "text": "SECRET"}}},
          {"pageref": "p1", "startedDateTime": "2026-05-04T10:00:01Z", "time": 12,
            "request": {"method": "GET", "url": "https://px.tracker.net/p.gif?u=SECRET", "headers": []},
            "response": {"status": 200, "content": {"mimeType": "image/gif", "size": 1}}}]}}"#,
    ),
    (
        "GTM-ABC123.json",
        r#"{"exportFormatVersion": 2, "exportTime": "2026-03-02 09:15:00", "containerVersion": {
        "path": "accounts/1/containers/22/versions/0", "accountId": "1", "containerId": "22",
        "container": {"name": "store.example.org", "publicId": "GTM-ABC123", "usageContext": ["WEB"]},
        "tag": [{"tagId": "8", "type": "hjtc", "parameter": [{"key": "hotjar_site_id", "value": "SECRET"}]}],
        "variable": [{"variableId": "3", "name": "SECRET", "type": "v"}]}}"#,
    ),
    (
        "catalog-info.yaml",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: crm\n  annotations: { token: SECRET }\n\
         ---\napiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: { name: SECRET }\n",
    ),
];

fn open(folder: &Path) -> App {
    App::open(folder, Clock::standing("2026-08-06T10:00:00Z".parse().expect("a written instant")))
        .expect("a store opens")
}

/// Everything the catalogue holds, in writing.
fn catalogue(app: &App) -> String {
    let picture = app.picture();
    let all = Kind::ALL.into_iter().flat_map(|kind| picture.catalog().of_kind(kind));
    all.map(|thing| format!("{thing:?}\n")).collect()
}

/// How many files of a folder there are, and which hold the secret in clear.
fn telling(folder: &Path) -> (usize, Vec<String>) {
    let (mut files, mut found) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            let (more, inside) = telling(&path);
            files += more;
            found.extend(inside);
        } else {
            files += 1;
            let bytes = std::fs::read(&path).expect("a file");
            if bytes.windows(6).any(|six| six == b"SECRET") {
                found.push(path.display().to_string());
            }
        }
    }
    (files, found)
}

#[test]
fn a_file_with_secrets_is_kept_encrypted_and_read_back() {
    for (name, text) in FILES {
        let folder = tempfile::tempdir().expect("a folder");
        let app = open(folder.path());
        let arrived = app.import(Actor::House, None, name, text.as_bytes(), None).expect("it is taken");
        assert!(arrived.report.sheets[0].told.is_some(), "{name} is read as its format");
        let before = catalogue(&app);
        assert!(!before.is_empty() && !before.contains("SECRET"), "{before}");
        let sha = app.picture().arrivals().next_back().expect("it came").manifest.sha256.clone();
        assert_eq!(app.original(&sha).ok().as_deref(), Some(text.as_bytes()), "who may import gets it back");
        let (files, found) = telling(folder.path());
        assert!(files > 1 && found.is_empty(), "{name} in clear: {found:?}");
        drop(app);
        assert_eq!(telling(folder.path()).1, [""; 0], "{name} in clear once closed");
        let again = open(folder.path());
        assert_eq!(catalogue(&again), before, "{name} is read again at the start");
        let twice = again.import(Actor::House, None, name, text.as_bytes(), None).expect("it is taken again");
        assert_eq!(twice.receipt.facts, 0, "the same bytes again change nothing");
        assert!(again.doctor().iter().all(|check| check.breaks.is_empty()));
        assert!(telling(folder.path()).1.is_empty());
    }
}
