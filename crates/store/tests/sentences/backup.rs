use std::fs;

use store::{Account, Fault, Options, Session, SessionKind, Store, restore};

use crate::given::{all, at, commit, folder, person, saying, store, text};

fn read_only() -> Options {
    Options { read_only: true, ..Options::default() }
}

#[test]
fn a_backup_is_the_store_as_of_one_instant() {
    let (folder, away, back) = (folder(), folder(), folder());
    let mut owner = store(folder.path());
    let batch: Vec<_> = (1..=500).map(|n| saying(n, "a", n as u64, &format!("phrase {n}"))).collect();
    owner.append(&batch).unwrap();
    let plain = owner.put_dataset(b"plain", false).unwrap();
    let personal = owner.put_dataset(b"personal", true).unwrap();
    let beside = Store::open_with(folder.path(), read_only()).unwrap();
    let mut n = 1000;
    let mut reports = 0;
    let made = beside
        .backup(away.path(), |done, all| {
            assert!(done <= all);
            reports += 1;
            n += 1;
            owner.append(&[commit(n, &[("b", n as u64 - 1000)])]).expect("the owner writes meanwhile");
        })
        .unwrap();
    assert!(reports >= 3);
    assert_eq!((made.head.position, made.datasets), (500, 2));
    let restored = restore(away.path(), back.path(), |_, _| {}).unwrap();
    assert_eq!((restored.head, restored.datasets, restored.erased_again), (made.head, 2, 0));
    let back = store(back.path());
    assert_eq!(all(&back), all(&owner)[..500]);
    assert_eq!(back.text(text(7, "").text.id).unwrap().unwrap().words, "phrase 7");
    assert_eq!(back.dataset(&plain).unwrap(), b"plain");
    assert_eq!(back.dataset(&personal).unwrap(), b"personal");
    assert_eq!(back.verify(|_, _| {}).unwrap().texts, 500);
}

#[test]
fn what_was_forgotten_after_the_backup_is_forgotten_again_when_it_is_restored() {
    let (folder, away) = (folder(), folder());
    let personal = {
        let mut owner = store(folder.path());
        owner.append(&[saying(1, "a", 1, "à oublier"), saying(2, "a", 2, "à garder")]).unwrap();
        let personal = owner.put_dataset(b"personal", true).unwrap();
        owner.backup(away.path(), |_, _| {}).unwrap();
        owner.forget(&[text(1, "").text.id], at(1)).unwrap();
        owner.drop_dataset(&personal, at(2)).unwrap();
        personal
    };
    assert!(matches!(restore(away.path(), folder.path(), |_, _| {}), Err(Fault::Occupied(_))));
    fs::remove_file(folder.path().join("log.sqlite")).unwrap();
    fs::remove_dir_all(folder.path().join("datasets")).unwrap();
    let restored = restore(away.path(), folder.path(), |_, _| {}).unwrap();
    assert_eq!(restored.erased_again, 2);
    let back = store(folder.path());
    assert_eq!(back.text(text(1, "").text.id).unwrap(), None);
    assert_eq!(back.text(text(2, "").text.id).unwrap().unwrap().words, "à garder");
    assert!(matches!(back.dataset(&personal), Err(Fault::NoDataset(_))));
    let verified = back.verify(|_, _| {}).unwrap();
    assert_eq!((verified.texts, verified.forgotten, verified.datasets), (1, 1, 0));
}

#[test]
fn a_log_put_back_by_hand_forgets_again_too() {
    let (folder, away) = (folder(), folder());
    {
        let mut owner = store(folder.path());
        owner.append(&[saying(1, "a", 1, "à oublier")]).unwrap();
        owner.backup(away.path(), |_, _| {}).unwrap();
        owner.forget(&[text(1, "").text.id], at(1)).unwrap();
    }
    fs::copy(away.path().join("log.sqlite"), folder.path().join("log.sqlite")).unwrap();
    assert_eq!(store(folder.path()).text(text(1, "").text.id).unwrap(), None);
}

#[test]
fn a_backup_carries_accounts_and_no_sessions() {
    let (folder, away) = (folder(), folder());
    let mut owner = store(folder.path());
    let account = Account { person: person(1), login: "a".to_owned(), hash: "h".to_owned(), disabled: false };
    owner.put_account(&account).unwrap();
    let kind = SessionKind::ApiToken { name: "export".to_owned() };
    let session = Session { token: [1; 32], person: person(1), made_at: at(1), expires_at: at(9), kind };
    owner.put_session(&session).unwrap();
    owner.backup(away.path(), |_, _| {}).unwrap();
    let backup = Store::open_with(away.path(), read_only()).unwrap();
    assert_eq!(backup.accounts().unwrap(), [account]);
    assert_eq!(backup.session(&[1; 32], at(2)).unwrap(), None);
    assert_eq!(owner.session(&[1; 32], at(2)).unwrap(), Some(session));
}

#[test]
fn a_backup_never_writes_over_a_store() {
    let (folder, away) = (folder(), folder());
    let owner = store(folder.path());
    drop(store(away.path()));
    assert!(matches!(owner.backup(away.path(), |_, _| {}), Err(Fault::Occupied(_))));
    assert!(matches!(owner.backup(folder.path(), |_, _| {}), Err(Fault::Occupied(_))));
}

#[test]
fn a_backup_that_failed_or_died_may_be_made_again() {
    let (folder, away) = (folder(), folder());
    let mut owner = store(folder.path());
    owner.append(&[saying(1, "a", 1, "des mots")]).unwrap();
    let sha = owner.put_dataset(b"plain", false).unwrap();
    fs::remove_file(folder.path().join("datasets").join(&sha[..2]).join(&sha[2..])).unwrap();
    assert!(matches!(owner.backup(away.path(), |_, _| {}), Err(Fault::Io { .. })));
    assert_eq!(fs::read_dir(away.path()).unwrap().count(), 0);
    owner.put_dataset(b"plain", false).unwrap();
    fs::create_dir_all(away.path().join("datasets/ab")).unwrap();
    for left in ["log.unfinished", "log.unfinished-journal", "datasets/ab/cd"] {
        fs::write(away.path().join(left), "half of something").unwrap();
    }
    owner.backup(away.path(), |_, _| {}).unwrap();
    let backup = Store::open_with(away.path(), read_only()).unwrap();
    assert_eq!(backup.verify(|_, _| {}).unwrap().datasets, 1);
    assert!(!away.path().join("datasets/ab").exists());
}
