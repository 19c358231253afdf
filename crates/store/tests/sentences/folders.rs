use std::fs;
use std::path::Path;

use store::{Fault, Options, Store};

use crate::given::{all, at, commit, folder, saying, store};

fn refused(folder: &Path) -> Fault {
    Store::open(folder).map(|_| ()).expect_err("the store must not open")
}

fn read_only() -> Options {
    Options { read_only: true, ..Options::default() }
}

#[test]
fn a_store_is_made_where_there_is_none_with_its_parents() {
    let folder = folder();
    let deep = folder.path().join("a/b/c");
    store(&deep).append(&[commit(1, &[("a", 1)])]).unwrap();
    assert_eq!(store(&deep).head().position, 1);
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_machine_reads_a_store_or_its_backup() {
    use std::os::unix::fs::PermissionsExt;
    fn look(folder: &Path, seen: &mut Vec<String>) {
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                look(&path, seen);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
                seen.push(path.file_name().unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let folder = folder();
    let (home, copy) = (folder.path().join("home/store"), folder.path().join("copy"));
    let mut owner = store(&home);
    let words = saying(1, "a", 1, "forget me");
    let id = words.texts[0].text.id;
    owner.append(&[words]).unwrap();
    owner.put_dataset(b"a;b", false).unwrap();
    owner.forget(&[id], at(2)).unwrap();
    owner.backup(&copy, |_, _| {}).unwrap();
    let mut seen = Vec::new();
    look(&folder.path().join("home"), &mut seen);
    for file in ["log.sqlite", "log.sqlite-wal", "log.sqlite-shm", "lock", "erasures"] {
        assert!(seen.iter().any(|name| name == file), "{file} is not among {seen:?}");
    }
    assert_eq!(seen.len(), 6, "and one dataset: {seen:?}");
    look(&copy, &mut seen);
}

#[test]
fn one_process_owns_a_store_at_a_time() {
    let folder = folder();
    let owner = store(folder.path());
    let fault = refused(folder.path());
    assert!(matches!(fault, Fault::InUse(_)));
    assert!(fault.to_string().contains("open in another process"), "{fault}");
    drop(owner);
    store(folder.path());
}

#[test]
fn a_store_that_is_closed_is_free_at_once_also_while_other_programs_start() {
    let folder = folder();
    let busy = std::sync::atomic::AtomicBool::new(true);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while busy.load(std::sync::atomic::Ordering::SeqCst) {
                // Whether there is such a program does not matter.
                let _ = std::process::Command::new("true").status();
            }
        });
        let opened: Result<Vec<_>, _> = (0..200).map(|_| Store::open(folder.path()).map(drop)).collect();
        busy.store(false, std::sync::atomic::Ordering::SeqCst);
        opened.expect("nobody else has it");
    });
}

#[test]
fn a_file_in_place_of_the_folder_is_named() {
    let folder = folder();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(matches!(refused(&file), Fault::NotAFolder(_)));
    assert!(matches!(refused(&file.join("below")), Fault::NotAFolder(_)));
}

#[test]
fn a_foreign_file_is_left_as_it_is() {
    for make in [
        (|log: &Path| fs::write(log, "these are somebody's notes, ".repeat(99)).unwrap()) as fn(&Path),
        |log| {
            let other = rusqlite::Connection::open(log).unwrap();
            other.execute_batch("create table theirs (x)").unwrap();
        },
        |log| fs::create_dir(log).unwrap(),
    ] {
        let folder = folder();
        let log = folder.path().join("log.sqlite");
        make(&log);
        let before = fs::read(&log).unwrap_or_default();
        assert!(matches!(refused(folder.path()), Fault::Foreign(_)));
        assert_eq!(fs::read(&log).unwrap_or_default(), before);
    }
}

#[test]
fn a_store_of_a_newer_program_is_left_as_it_is() {
    let folder = folder();
    drop(store(folder.path()));
    let raw = rusqlite::Connection::open(folder.path().join("log.sqlite")).unwrap();
    raw.execute_batch("pragma user_version = 7").unwrap();
    drop(raw);
    let fault = refused(folder.path());
    assert!(matches!(fault, Fault::NewerSchema { found: 7, known: 2, .. }));
    assert!(fault.to_string().contains("use a newer Entente"), "{fault}");
}

#[test]
fn reading_only_makes_nothing() {
    let folder = folder();
    let nowhere = folder.path().join("nowhere");
    assert!(matches!(Store::open_with(&nowhere, read_only()), Err(Fault::NoStore(_))));
    assert!(matches!(Store::open_with(folder.path(), read_only()), Err(Fault::NoStore(_))));
    assert!(!nowhere.exists());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Root may write anywhere, so the folder is made immutable; without the right to, or elsewhere than on Linux, its
/// permissions are taken away instead.
#[test]
fn a_folder_that_cannot_be_written_is_named_and_can_still_be_read() {
    let folder = folder();
    store(folder.path()).append(&[commit(1, &[("a", 1)])]).unwrap();
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let folders = [empty.as_path(), folder.path()];
    let Some(_guard) = Immutable::make(&folders) else {
        assert!(std::env::var_os("ENTENTE_NO_SKIP").is_none(), "a folder must be makable read-only here");
        eprintln!("skipped: this user can write to every folder, and none can be made immutable");
        return;
    };
    for refused in [refused(folder.path()), refused(&empty), refused(&empty.join("new"))] {
        assert!(matches!(refused, Fault::ReadOnly(_)), "{refused:?}");
        assert!(refused.to_string().contains("may not be written"), "{refused}");
    }
    let store = Store::open_with(folder.path(), read_only()).unwrap();
    assert_eq!(all(&store).len(), 1);
    store.verify(|_, _| {}).unwrap();
}

/// Keeps folders from being written until dropped.
struct Immutable<'a>(&'a [&'a Path]);

impl<'a> Immutable<'a> {
    fn make(folders: &'a [&'a Path]) -> Option<Immutable<'a>> {
        let guard = Immutable(folders);
        for folder in folders {
            let mut permissions = fs::metadata(folder).unwrap().permissions();
            permissions.set_readonly(true);
            fs::set_permissions(folder, permissions).unwrap();
            if fs::write(folder.join("probe"), "x").is_ok() {
                fs::remove_file(folder.join("probe")).unwrap();
                attribute("+i", folder);
            }
            if fs::write(folder.join("probe"), "x").is_ok() {
                fs::remove_file(folder.join("probe")).unwrap();
                return None;
            }
        }
        Some(guard)
    }
}

impl Drop for Immutable<'_> {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            attribute("-i", folder);
            let mut permissions = fs::metadata(folder).unwrap().permissions();
            #[allow(clippy::permissions_set_readonly_false, reason = "the folder is ours and about to be removed")]
            permissions.set_readonly(false);
            fs::set_permissions(folder, permissions).unwrap();
        }
    }
}

fn attribute(change: &str, folder: &Path) {
    let _ = std::process::Command::new("chattr").arg(change).arg(folder).stderr(std::process::Stdio::null()).status();
}

#[test]
fn a_key_of_the_house_is_made_once_and_goes_along_with_the_backup() {
    let folder = folder();
    let (home, copy) = (folder.path().join("home"), folder.path().join("copy"));
    let mut owner = store(&home);
    let key = owner.secret("pseudonyms").unwrap();
    assert_ne!(key, [0; 32]);
    assert_ne!(owner.secret("links").unwrap(), key, "each name has a key of its own");
    owner.backup(&copy, |_, _| {}).unwrap();
    drop(owner);
    assert_eq!(store(&home).secret("pseudonyms").unwrap(), key);
    assert_eq!(store(&copy).secret("pseudonyms").unwrap(), key);
    let mut beside = Store::open_with(&home, read_only()).unwrap();
    assert_eq!(beside.secret("pseudonyms").unwrap(), key);
    assert!(beside.secret("new").is_err(), "who only reads makes no key");
}

#[test]
fn a_store_of_the_version_before_is_brought_up_to_this_one_and_loses_nothing() {
    let folder = folder();
    store(folder.path()).append(&[commit(1, &[("a", 1)])]).unwrap();
    let raw = rusqlite::Connection::open(folder.path().join("log.sqlite")).unwrap();
    raw.execute_batch("drop table secret; pragma user_version = 1").unwrap();
    drop(raw);
    let beside = Store::open_with(folder.path(), read_only()).unwrap();
    assert_eq!(beside.head().position, 1, "it can be read as it is");
    drop(beside);
    let mut owner = store(folder.path());
    assert_eq!(owner.head().position, 1);
    assert!(owner.secret("pseudonyms").is_ok());
}
