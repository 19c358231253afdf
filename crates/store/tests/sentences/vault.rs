use std::collections::HashMap;
use std::fs;

use base::TextId;
use store::{Erased, Erasure, Sealed, Store};

use crate::given::{all, at, commit, folder, saying, store, text};

fn words(store: &Store) -> Vec<String> {
    let mut out = Vec::new();
    store.words(|_, words| out.push(words.to_owned())).unwrap();
    out
}

fn id(n: u128) -> TextId {
    text(n, "").text.id
}

#[test]
fn words_come_back_with_their_salt_in_the_order_they_were_written() {
    let folder = folder();
    let mut store = store(folder.path());
    store.append(&[saying(1, "a", 1, "le solde\0 d’été"), saying(2, "a", 2, "")]).unwrap();
    let Sealed { words: found, salt } = store.text(id(1)).unwrap().unwrap();
    assert_eq!((found.as_str(), salt), ("le solde\0 d’été", text(1, "").salt));
    assert_eq!(words(&store), ["le solde\0 d’été", ""]);
    assert_eq!(store.text(id(3)).unwrap(), None);
    assert_eq!(store.verify(|_, _| {}).unwrap().texts, 2);
}

#[test]
fn no_words_stand_in_clear_on_disk() {
    let folder = folder();
    let mut store = store(folder.path());
    store.append(&[saying(1, "a", 1, "Solène Kerouédan est en congé")]).unwrap();
    assert_eq!(found_in_files(folder.path(), &["Kerouédan".as_bytes()]), 0);
    assert!(found_in_files(folder.path(), &[b"request.noted"]) > 0, "the search finds what is in clear");
}

#[test]
fn forgotten_words_are_gone_and_the_chain_stays_whole() {
    let folder = folder();
    let mut store = store(folder.path());
    store.append(&[saying(1, "a", 1, "à oublier"), saying(2, "a", 2, "à garder")]).unwrap();
    let before = all(&store);
    let forgotten = store.forget(&[id(1), id(1), id(7)], at(50)).unwrap();
    assert_eq!((forgotten.items, forgotten.scrubbed), (1, true));
    assert_eq!(store.text(id(1)).unwrap(), None);
    assert_eq!(words(&store), ["à garder"]);
    assert_eq!(all(&store), before);
    assert_eq!(store.erasures().unwrap(), [Erasure { what: Erased::Text(id(1)), at: at(50) }]);
    assert_eq!(store.forget(&[id(1)], at(60)).unwrap().items, 0, "twice is once");
    let verified = store.verify(|_, _| {}).unwrap();
    assert_eq!((verified.texts, verified.forgotten), (1, 1));
}

/// Reads each key before forgetting, then looks for its bytes in every file of the store.
#[test]
fn no_file_of_the_store_keeps_the_key_of_forgotten_words() {
    let folder = folder();
    let mut store = store(folder.path());
    let many: Vec<_> = (1..=2000).map(|n| saying(n, "a", n as u64, &format!("phrase {n}"))).collect();
    many.chunks(37).for_each(|batch| drop(store.append(batch).unwrap()));
    let raw = rusqlite::Connection::open(folder.path().join("log.sqlite")).unwrap();
    let read = "select t.id, k.key, t.sealed from text t join vault_key k on k.number = t.key_number";
    let mut keys: Vec<([u8; 16], Vec<u8>, Vec<u8>)> = raw
        .prepare(read)
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    drop(raw);
    keys.retain(|(id, ..)| id[15].is_multiple_of(7));
    assert!(keys.len() > 200);
    assert!(found_in_files(folder.path(), &[&keys[3].1]) > 0, "the search finds a key that is there");
    let ids: Vec<TextId> = keys.iter().map(|(id, ..)| TextId(uuid::Uuid::from_bytes(*id))).collect();
    assert_eq!(store.forget(&ids, at(1)).unwrap().items, ids.len() as u64);
    let gone: Vec<&[u8]> = keys.iter().flat_map(|(_, key, sealed)| [key.as_slice(), sealed]).collect();
    assert_eq!(found_in_files(folder.path(), &gone), 0, "a key or sealed words are still on disk");
    store.append(&[commit(5000, &[("b", 1)])]).unwrap();
    store.verify(|_, _| {}).unwrap();
}

#[test]
fn a_reader_beside_the_owner_only_delays_the_scrubbing() {
    let folder = folder();
    let mut owner = store(folder.path());
    owner.append(&[saying(1, "a", 1, "à oublier"), saying(2, "a", 2, "aussi")]).unwrap();
    let reader = rusqlite::Connection::open(folder.path().join("log.sqlite")).unwrap();
    let reading = reader.unchecked_transaction().unwrap();
    reading.query_row("select count(*) from event", [], |row| row.get::<_, i64>(0)).unwrap();
    let forgotten = owner.forget(&[id(1)], at(1)).unwrap();
    assert_eq!((forgotten.items, forgotten.scrubbed), (1, false));
    assert_eq!(owner.text(id(1)).unwrap(), None);
    drop(reading);
    assert!(owner.forget(&[id(1)], at(2)).unwrap().scrubbed);
}

#[test]
fn a_list_of_erasures_that_was_cut_or_lost_is_mended_from_the_log() {
    let folder = folder();
    let list = folder.path().join("erasures");
    {
        let mut store = store(folder.path());
        store.append(&[saying(1, "a", 1, "un"), saying(2, "a", 2, "deux"), saying(3, "a", 3, "trois")]).unwrap();
        store.forget(&[id(1)], at(1)).unwrap();
        store.forget(&[id(2)], at(2)).unwrap();
    }
    let whole = fs::read(&list).unwrap();
    fs::write(&list, &whole[..whole.len() - 9]).unwrap();
    drop(store(folder.path()));
    store(folder.path()).forget(&[id(3)], at(3)).unwrap();
    fs::remove_file(folder.path().join("log.sqlite")).unwrap();
    let known: Vec<_> = store(folder.path()).erasures().unwrap().iter().map(|erasure| erasure.what).collect();
    assert_eq!(known, [1, 2, 3].map(|n| Erased::Text(id(n))));
}

/// How often any of these, each at least 8 bytes long, stands in a file of the store.
fn found_in_files(folder: &std::path::Path, needles: &[&[u8]]) -> usize {
    let by_start: HashMap<[u8; 8], &[u8]> =
        needles.iter().map(|needle| (*needle.first_chunk().expect("needles are long enough"), *needle)).collect();
    let starts = |file: &[u8]| {
        let found = (0..file.len()).filter(|&at| {
            let start = file[at..].first_chunk::<8>();
            start.and_then(|start| by_start.get(start)).is_some_and(|needle| file[at..].starts_with(needle))
        });
        found.count()
    };
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| starts(&fs::read(path).unwrap())).sum()
}
