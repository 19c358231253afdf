use std::fs;
use std::path::PathBuf;

use store::Fault;

use crate::given::{at, folder, store};

/// `printf 'id;nom\n1;Zoé\n' | sha256sum`
const FILE: &[u8] = "id;nom\n1;Zoé\n".as_bytes();

fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let shelves = fs::read_dir(folder.join("datasets")).unwrap().map(|entry| entry.unwrap().path());
    shelves.flat_map(|shelf| fs::read_dir(shelf).unwrap().map(|entry| entry.unwrap().path())).collect()
}

#[test]
fn a_file_is_named_by_what_is_in_it_and_kept_once() {
    let folder = folder();
    let mut store = store(folder.path());
    let sha = store.put_dataset(b"abc", false).unwrap();
    assert_eq!(sha, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(store.put_dataset(b"abc", false).unwrap(), sha);
    assert_eq!(files(folder.path()).len(), 1);
    assert_eq!(store.dataset(&sha).unwrap(), b"abc");
    let empty = store.put_dataset(b"", true).unwrap();
    assert_eq!(store.dataset(&empty).unwrap(), b"");
    assert_eq!(store.datasets().unwrap(), [sha, empty]);
    assert_eq!(store.verify(|_, _| {}).unwrap().datasets, 2);
}

#[test]
fn a_file_with_personal_data_is_not_in_clear_on_disk() {
    let folder = folder();
    let mut store = store(folder.path());
    let sha = store.put_dataset(FILE, true).unwrap();
    let stored = fs::read(&files(folder.path())[0]).unwrap();
    assert!(!stored.windows(4).any(|window| window == "Zoé".as_bytes()));
    assert_eq!(store.dataset(&sha).unwrap(), FILE);
}

#[test]
fn a_file_found_to_be_personal_later_is_encrypted_then() {
    let folder = folder();
    let sha = {
        let mut store = store(folder.path());
        let sha = store.put_dataset(FILE, false).unwrap();
        assert_eq!(store.put_dataset(FILE, true).unwrap(), sha);
        assert_eq!(store.put_dataset(FILE, false).unwrap(), sha, "and stays so");
        sha
    };
    let files = files(folder.path());
    assert_eq!(files.len(), 1);
    assert_ne!(fs::read(&files[0]).unwrap(), FILE);
    assert_eq!(store(folder.path()).dataset(&sha).unwrap(), FILE);
}

#[test]
fn a_file_that_suffered_is_noticed_and_mended_by_putting_it_again() {
    for personal in [false, true] {
        let folder = folder();
        let mut store = store(folder.path());
        let sha = store.put_dataset(FILE, personal).unwrap();
        let path = &files(folder.path())[0];
        for damage in 0..3 {
            let mut bytes = fs::read(path).unwrap();
            match damage {
                0 => bytes[3] ^= 1,
                1 => drop(bytes.pop()),
                _ => bytes.clear(),
            }
            fs::write(path, bytes).unwrap();
            assert!(matches!(store.dataset(&sha), Err(Fault::Damaged { .. })));
            assert!(store.verify(|_, _| {}).unwrap_err().findings[0].what.en.contains(&sha));
            store.put_dataset(FILE, personal).unwrap();
        }
        fs::remove_file(path).unwrap();
        assert!(matches!(store.dataset(&sha), Err(Fault::Damaged { .. })));
        store.put_dataset(FILE, personal).unwrap();
        assert_eq!(store.dataset(&sha).unwrap(), FILE);
    }
}

#[test]
fn a_dropped_file_is_gone_and_may_come_again() {
    for personal in [false, true] {
        let folder = folder();
        let mut store = store(folder.path());
        let sha = store.put_dataset(FILE, personal).unwrap();
        store.drop_dataset(&sha, at(1)).unwrap();
        assert!(files(folder.path()).is_empty());
        assert!(matches!(store.dataset(&sha), Err(Fault::NoDataset(_))));
        assert!(matches!(store.drop_dataset(&sha, at(1)), Err(Fault::NoDataset(_))));
        assert_eq!(store.put_dataset(FILE, personal).unwrap(), sha);
        drop(store);
        assert_eq!(
            crate::given::store(folder.path()).dataset(&sha).unwrap(),
            FILE,
            "the old erasure names the old one"
        );
    }
}

#[test]
fn what_a_dying_process_left_unfinished_is_swept() {
    let folder = folder();
    let sha = store(folder.path()).put_dataset(FILE, true).unwrap();
    let shelf = folder.path().join("datasets").join(&sha[..2]);
    fs::write(shelf.join("half.unfinished"), "half").unwrap();
    fs::write(shelf.join(&sha[2..]), FILE).unwrap();
    drop(store(folder.path()));
    assert_eq!(files(folder.path()), [shelf.join(format!("{}.sealed", &sha[2..]))]);
}
