//! A disk that fills up or fails: a clear fault, nothing lost, and the store goes on once there is space.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;

use base::{CommandId, Text, TextId};
use jiff::Timestamp;
use store::{Appended, Commit, Fault, NewEvent, NewText, Options, Store};
use uuid::Uuid;

use crate::faulty::{self, Layer};

/// A commit of two events and a text, of some 3 kB.
fn commit(n: u64) -> Commit {
    let id = TextId(Uuid::from_u128(n.into()));
    let words = "mot ".repeat(200);
    let event = |version| NewEvent {
        stream: "a".to_owned(),
        version,
        kind: "a.said".to_owned(),
        payload: format!(r#"{{"n":{n},"padding":"{}"}}"#, "x".repeat(1000)),
    };
    Commit {
        command: CommandId(Uuid::from_u128(n.into())),
        digest: [0; 32],
        actor: None,
        cause: None,
        at: Timestamp::UNIX_EPOCH,
        events: vec![event(2 * n - 1), event(2 * n)],
        texts: vec![NewText { text: Text::commit(id, &[1; 16], &words), salt: [1; 16], words }],
        outcome: String::new(),
    }
}

fn over(folder: &Path, layer: &str) -> Result<Store, Fault> {
    Store::open_with(folder, Options { vfs: Some(layer.to_owned()), ..Options::default() })
}

/// Appends until something fails; what failed, and the commit it failed at.
fn fill(store: &mut Store, from: u64) -> (Fault, u64) {
    (from..).find_map(|n| store.append(&[commit(n)]).err().map(|fault| (fault, n))).expect("the disk is finite")
}

/// The store is as it was before commit `n`, in memory and on disk, and takes it now.
fn goes_on(mut store: Store, folder: &Path, n: u64) {
    assert_eq!(store.head().position, 2 * (n - 1));
    assert_eq!(store.outcome(CommandId(Uuid::from_u128(n.into()))).unwrap(), None);
    assert_eq!(store.text(TextId(Uuid::from_u128(n.into()))).unwrap(), None);
    assert_eq!(store.verify(|_, _| {}).unwrap().events, 2 * (n - 1));
    let done = store.append(&[commit(n), commit(n + 1)]).unwrap();
    assert!(done.iter().all(|each| matches!(each, Appended::Done { .. })), "{done:?}");
    drop(store);
    assert_eq!(Store::open(folder).unwrap().verify(|_, _| {}).unwrap().events, 2 * (n + 1));
}

#[test]
fn wherever_the_disk_gets_full_nothing_is_lost_and_the_store_goes_on() {
    let layer: &Layer = faulty::register("filling", 0, 0, 0);
    let mut failed_while_opening = 0;
    for room in (0..200_000).step_by(3_583) {
        let folder = tempfile::tempdir().unwrap();
        layer.room.store(room, Ordering::SeqCst);
        let n = match over(folder.path(), "filling") {
            Err(fault) => {
                assert!(matches!(fault, Fault::DiskFull(_)), "{fault:?}");
                failed_while_opening += 1;
                1
            }
            Ok(mut store) => {
                let (fault, n) = fill(&mut store, 1);
                assert!(matches!(fault, Fault::DiskFull(_)), "{fault:?}");
                assert!(fault.to_string().contains("free some space"), "{fault}");
                assert!(matches!(store.append(&[commit(n)]), Err(Fault::DiskFull(_))), "it stays full");
                layer.room.store(i64::MAX, Ordering::SeqCst);
                goes_on(store, folder.path(), n);
                continue;
            }
        };
        layer.room.store(i64::MAX, Ordering::SeqCst);
        goes_on(over(folder.path(), "filling").unwrap(), folder.path(), n);
    }
    assert!(failed_while_opening > 3, "some room was too small even for an empty store");
}

#[test]
fn a_sync_that_fails_is_no_acknowledgement_and_the_store_goes_on() {
    let layer = faulty::register("failing", 0, 0, 0);
    let folder = tempfile::tempdir().unwrap();
    let mut store = over(folder.path(), "failing").unwrap();
    store.append(&[commit(1)]).unwrap();
    layer.sync_fails.store(true, Ordering::SeqCst);
    let fault = store.append(&[commit(2)]).unwrap_err();
    assert!(matches!(fault, Fault::Io { .. }), "{fault:?}");
    layer.sync_fails.store(false, Ordering::SeqCst);
    goes_on(store, folder.path(), 2);
}

/// A file system of one megabyte, taken away when dropped.
struct Small(tempfile::TempDir);

impl Small {
    fn mount() -> Option<Small> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path());
        let mounted = mount.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then_some(Small(folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_real_file_system_that_is_full_is_named_and_the_store_goes_on() {
    let Some(small) = Small::mount() else {
        assert!(std::env::var_os("ENTENTE_NO_SKIP").is_none(), "a small file system must be mountable here");
        eprintln!("skipped: this user cannot mount a small file system");
        return;
    };
    let ballast = small.0.path().join("ballast");
    let folder = small.0.path().join("store");
    fs::write(&ballast, vec![1; 300_000]).unwrap();
    let mut store = Store::open(&folder).unwrap();
    let (fault, n) = fill(&mut store, 1);
    assert!(matches!(fault, Fault::DiskFull(_)), "{fault:?}");
    let fault = store.put_dataset(&[7; 400_000], false).unwrap_err();
    assert!(matches!(fault, Fault::DiskFull(_)), "{fault:?}");
    assert!(store.datasets().unwrap().is_empty());
    let fault = store.backup(&small.0.path().join("backup"), |_, _| {}).unwrap_err();
    assert!(matches!(fault, Fault::DiskFull(_)), "{fault:?}");
    fs::remove_file(&ballast).unwrap();
    fs::remove_dir_all(small.0.path().join("backup")).unwrap();
    goes_on(store, &folder, n);

    fs::write(&ballast, vec![1; 2_000_000]).unwrap_err();
    let fault = Store::open(&small.0.path().join("another")).map(|_| ()).unwrap_err();
    assert!(matches!(fault, Fault::DiskFull(_)), "{fault:?}");
}
