//! A disk that loses what was not synced: an SQLite file layer laid over the system's own.
//!
//! Killing a process loses nothing that it handed to the kernel, so a kill alone cannot tell a log that syncs from
//! one that does not. Here every write to the log and to its write-ahead file stays in the memory of the process
//! until SQLite syncs that file; only then does it go to the real one. A SIGKILL thus loses exactly what was not
//! synced. On top of that, the layer can
//! - write single waiting pieces early and out of order, as a kernel does when it likes;
//! - cut the power in the middle of a sync: an arbitrary part of the waiting pieces arrives, in any order, some of
//!   them torn at a sector, and the process ends there;
//! - run out of space after a number of bytes;
//! - fail a sync.
//!
//! Locks and shared memory are the system's own. Not modelled: names of files that get lost because a folder was not
//! synced, a disk that lies about its syncs, and bytes that rot where nobody wrote.
#![allow(unsafe_code)]

use std::ffi::{CString, c_char, c_int, c_void};
use std::mem::size_of;
use std::ops::Range;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rusqlite::ffi::{self, sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs};

/// The piece of a write that a disk does whole or not at all, in bytes.
const SECTOR: usize = 512;

/// What a layer does to its files.
pub struct Layer {
    chance: Mutex<ChaCha8Rng>,
    /// One write in so many lets a waiting piece go early; 0 for none.
    early: u32,
    /// The power is cut in one sync out of so many; 0 for none.
    cut: u32,
    /// Bytes that files may still grow by.
    pub room: AtomicI64,
    /// Whether syncs fail at present.
    pub sync_fails: AtomicBool,
    system: *mut sqlite3_vfs,
}

// SAFETY: the system's file layer is made for use from several threads, and lives as long as the process.
unsafe impl Send for Layer {}
// SAFETY: as above; everything else in a layer is a lock or an atomic.
unsafe impl Sync for Layer {}

/// Makes a layer under a name, for `Options::vfs`. It is never taken away.
pub fn register(name: &str, seed: u64, early: u32, cut: u32) -> &'static Layer {
    // SAFETY: a null name asks for the default layer, which SQLite always has.
    let system = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
    let layer = Box::leak(Box::new(Layer {
        chance: Mutex::new(ChaCha8Rng::seed_from_u64(seed)),
        early,
        cut,
        room: AtomicI64::new(i64::MAX),
        sync_fails: AtomicBool::new(false),
        system,
    }));
    // SAFETY: `system` points at a valid layer. The copy hands its own address to the system's functions, of which
    // only xOpen looks at more than `mxPathname` there, and xOpen is replaced. Both names and the copy are leaked, as
    // SQLite wants them to outlive every connection.
    unsafe {
        let mut vfs = ptr::read(system);
        vfs.szOsFile += size_of::<Held>() as c_int;
        vfs.pNext = ptr::null_mut();
        vfs.zName = CString::new(name).expect("a name without zeros").into_raw();
        vfs.pAppData = ptr::from_ref::<Layer>(layer).cast_mut().cast();
        vfs.xOpen = Some(open);
        let registered = ffi::sqlite3_vfs_register(Box::into_raw(Box::new(vfs)), 0);
        assert_eq!(registered, ffi::SQLITE_OK);
    }
    layer
}

/// What SQLite holds for an open file; the system's own follows it in memory.
#[repr(C)]
struct Held {
    base: sqlite3_file,
    /// A leaked box, taken back on closing; null for files the layer leaves alone.
    file: *mut Waiting,
}

/// A file as its writer sees it, and what of it the real one does not have.
struct Waiting {
    layer: &'static Layer,
    image: Vec<u8>,
    changes: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Cut { size: usize },
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2, // Without xFetch: nothing is read past the image.
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Calls a method of the system's own file.
///
/// SAFETY of each use: SQLite passes the file that `open` filled in, behind which the system's own was opened with
/// all methods of version 2, as the system's layer has them for the files of a database.
macro_rules! system {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        let real = real($file);
        ((*(*real).pMethods).$method.expect("the system's layer has every method of version 2"))(real $(, $argument)*)
    }};
}

/// The system's own file, right behind ours.
unsafe fn real(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: `szOsFile` asked for room for both; `Held` has the alignment of a pointer, which is all C needs there.
    unsafe { file.cast::<Held>().add(1).cast() }
}

unsafe fn waiting<'a>(file: *mut sqlite3_file) -> Option<&'a mut Waiting> {
    // SAFETY: `open` put a box or null there; SQLite uses a file from one thread at a time.
    unsafe { (*file.cast::<Held>()).file.as_mut() }
}

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: `vfs` is the copy made in `register`, whose `pAppData` is a leaked layer; `file` has room for both.
    unsafe {
        let layer = &*(*vfs).pAppData.cast::<Layer>();
        (*file).pMethods = ptr::null();
        (*file.cast::<Held>()).file = ptr::null_mut();
        let system_open = (*layer.system).xOpen.expect("the system's layer opens files");
        let opened = system_open(layer.system, name, real(file), flags, out);
        if opened != ffi::SQLITE_OK {
            return opened;
        }
        if flags & (ffi::SQLITE_OPEN_MAIN_DB | ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL) != 0 {
            let mut size: sqlite3_int64 = 0;
            let mut said = system!(file, xFileSize, &mut size);
            let mut image = vec![0; size as usize];
            if said == ffi::SQLITE_OK && size > 0 {
                said = system!(file, xRead, image.as_mut_ptr().cast(), size as c_int, 0);
            }
            if said != ffi::SQLITE_OK {
                system!(file, xClose);
                return said;
            }
            (*file.cast::<Held>()).file = Box::into_raw(Box::new(Waiting { layer, image, changes: Vec::new() }));
        }
        (*file).pMethods = &METHODS;
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: see `system!` and `waiting`; the box is taken back once, since SQLite closes once.
    unsafe {
        if let Some(waiting) = waiting(file) {
            // An orderly end leaves the rest to the kernel, which writes it in its own time.
            let changes = std::mem::take(&mut waiting.changes);
            changes.iter().for_each(|change| {
                apply(file, change);
            });
            drop(Box::from_raw((*file.cast::<Held>()).file));
        }
        system!(file, xClose)
    }
}

unsafe extern "C" fn read(file: *mut sqlite3_file, into: *mut c_void, amount: c_int, at: sqlite3_int64) -> c_int {
    // SAFETY: see `system!`; SQLite lends `amount` bytes at `into`.
    unsafe {
        let Some(waiting) = waiting(file) else { return system!(file, xRead, into, amount, at) };
        let into = std::slice::from_raw_parts_mut(into.cast::<u8>(), amount as usize);
        let there = waiting.image.get(at as usize..).unwrap_or_default();
        let there = &there[..there.len().min(into.len())];
        into[..there.len()].copy_from_slice(there);
        into[there.len()..].fill(0);
        if there.len() == into.len() { ffi::SQLITE_OK } else { ffi::SQLITE_IOERR_SHORT_READ }
    }
}

unsafe extern "C" fn write(file: *mut sqlite3_file, from: *const c_void, amount: c_int, at: sqlite3_int64) -> c_int {
    // SAFETY: see `system!`; SQLite lends `amount` bytes at `from`.
    unsafe {
        let Some(waiting) = waiting(file) else { return system!(file, xWrite, from, amount, at) };
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), amount as usize);
        let at = at as usize;
        let end = at + bytes.len();
        let growth = end.saturating_sub(waiting.image.len()) as i64;
        if growth > waiting.layer.room.load(Ordering::SeqCst) {
            return ffi::SQLITE_FULL;
        }
        waiting.layer.room.fetch_sub(growth, Ordering::SeqCst);
        if waiting.image.len() < end {
            waiting.image.resize(end, 0);
        }
        waiting.image[at..end].copy_from_slice(bytes);
        waiting.changes.push(Change::Write { at, bytes: bytes.to_vec() });
        let early = {
            let mut chance = waiting.layer.chance.lock().expect("no layer panics");
            one_in(&mut chance, waiting.layer.early).then(|| chance.random_range(0..waiting.changes.len()))
        };
        // It stays in the list, since the last word on each byte is spoken in order, at the sync.
        early.map_or(ffi::SQLITE_OK, |early| apply(file, &waiting.changes[early]))
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    // SAFETY: see `system!`.
    unsafe {
        let Some(waiting) = waiting(file) else { return system!(file, xTruncate, size) };
        let given_back = waiting.image.len().saturating_sub(size as usize) as i64;
        let room = waiting.layer.room.load(Ordering::SeqCst);
        waiting.layer.room.store(room.saturating_add(given_back), Ordering::SeqCst);
        waiting.image.resize(size as usize, 0);
        waiting.changes.push(Change::Cut { size: size as usize });
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: see `system!`.
    unsafe {
        let Some(waiting) = waiting(file) else { return system!(file, xSync, flags) };
        if waiting.layer.sync_fails.load(Ordering::SeqCst) {
            return ffi::SQLITE_IOERR_FSYNC;
        }
        let mut chance = waiting.layer.chance.lock().expect("no layer panics");
        if one_in(&mut chance, waiting.layer.cut) {
            for change in arrived(&mut chance, &waiting.changes) {
                apply(file, &change);
            }
            std::process::abort();
        }
        let failed = waiting.changes.iter().map(|change| apply(file, change)).find(|said| *said != ffi::SQLITE_OK);
        waiting.changes.clear();
        failed.unwrap_or(ffi::SQLITE_OK) // The kernel has it now, and a SIGKILL does not take it away: no need to wait.
    }
}

/// What the disk had when the power went: some changes, in any order, some torn at a sector.
fn arrived(chance: &mut ChaCha8Rng, changes: &[Change]) -> Vec<Change> {
    let mut arrived: Vec<Change> = changes.iter().filter(|_| chance.random_range(0..2) == 0).cloned().collect();
    arrived.shuffle(chance);
    let mut torn = Vec::new();
    for change in arrived {
        match change {
            Change::Write { at, bytes } if chance.random_range(0..3) == 0 => {
                let sectors = sectors(at, bytes.len()).filter(|_| chance.random_range(0..2) == 0);
                torn.extend(sectors.map(|part| Change::Write { at: at + part.start, bytes: bytes[part].to_vec() }));
            }
            whole => torn.push(whole),
        }
    }
    torn
}

/// The parts of a write at `at` that fall into one sector each.
fn sectors(at: usize, len: usize) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let end = len.min(start + SECTOR - (at + start) % SECTOR);
        let part = (start < len).then_some(start..end);
        start = end;
        part
    })
}

fn one_in(chance: &mut impl Rng, many: u32) -> bool {
    many > 0 && chance.random_range(0..many) == 0
}

unsafe fn apply(file: *mut sqlite3_file, change: &Change) -> c_int {
    // SAFETY: see `system!`; the bytes outlive the call.
    unsafe {
        match change {
            Change::Write { at, bytes } => {
                system!(file, xWrite, bytes.as_ptr().cast(), bytes.len() as c_int, *at as sqlite3_int64)
            }
            Change::Cut { size } => system!(file, xTruncate, *size as sqlite3_int64),
        }
    }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    // SAFETY: see `system!`; SQLite lends the place for the answer.
    unsafe {
        match waiting(file) {
            None => system!(file, xFileSize, size),
            Some(waiting) => {
                *size = waiting.image.len() as sqlite3_int64;
                ffi::SQLITE_OK
            }
        }
    }
}

/// Methods that go straight to the system's own file.
macro_rules! straight {
    ($($name:ident => $method:ident($($argument:ident: $type:ty),*) $(-> $out:ty)?;)*) => {$(
        unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $argument: $type)*) $(-> $out)? {
            // SAFETY: see `system!`; the arguments are passed on as they came.
            unsafe { system!(file, $method $(, $argument)*) }
        }
    )*};
}

straight! {
    lock => xLock(level: c_int) -> c_int;
    unlock => xUnlock(level: c_int) -> c_int;
    check_reserved_lock => xCheckReservedLock(out: *mut c_int) -> c_int;
    file_control => xFileControl(op: c_int, argument: *mut c_void) -> c_int;
    sector_size => xSectorSize() -> c_int;
    device_characteristics => xDeviceCharacteristics() -> c_int;
    shm_map => xShmMap(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void) -> c_int;
    shm_lock => xShmLock(offset: c_int, n: c_int, flags: c_int) -> c_int;
    shm_barrier => xShmBarrier();
    shm_unmap => xShmUnmap(delete: c_int) -> c_int;
}
