//! From what was named to the files there are, in an order that depends on nothing but their names.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::report::{Skip, Skipped};
use super::{Input, Limits, hex};

/// A file to be read, as it was when it was found.
pub(super) struct Candidate {
    /// What people call it.
    pub(super) name: String,
    /// How many bytes of the name are what was named by a person, if that is a folder, or the folder the file lies in.
    above: usize,
    /// Where it lies, or the bytes themselves.
    pub(super) source: Source,
    /// Its size, of which no more is read.
    pub(super) size: u64,
    /// When it was written last.
    pub(super) modified: Option<Timestamp>,
}

pub(super) enum Source {
    File(PathBuf),
    /// Taken by whoever reads it.
    Stream(Option<Box<dyn Read + Send>>),
}

pub(super) struct Found {
    pub(super) files: Vec<Candidate>,
    pub(super) skipped: Vec<Skipped>,
}

/// Finds every file. A folder is walked by name; a file met twice is read once.
pub(super) fn files(inputs: Vec<Input>, limits: &Limits) -> Found {
    let mut walk = Walk {
        found: Found { files: Vec::new(), skipped: Vec::new() },
        met: HashMap::new(),
        files_most: limits.files,
        beyond: 0,
        above: 0,
    };
    for input in inputs {
        match input {
            Input::Path(path) => walk.named(path),
            Input::Stream { name, bytes } => walk.found.files.push(Candidate::stream(name, bytes)),
        }
    }
    let Walk { mut found, beyond, .. } = walk;
    if beyond > 0 {
        found.skip(String::new(), Skip::TooMany { beyond, most: limits.files });
    }
    found.same_bytes();
    found
}

impl Candidate {
    fn stream(name: String, bytes: Box<dyn Read + Send>) -> Candidate {
        Candidate { name, above: 0, source: Source::Stream(Some(bytes)), size: u64::MAX, modified: None }
    }

    /// Its name within the folder that was named: the same wherever that folder lies.
    pub(super) fn name_within(&self) -> &str {
        self.name.get(self.above..).unwrap_or(&self.name).trim_start_matches(std::path::is_separator)
    }

    /// The folder it lies in.
    pub(super) fn folder(&self) -> Option<&Path> {
        match &self.source {
            Source::File(path) => path.parent(),
            Source::Stream(_) => None,
        }
    }

    /// What tells its bytes from others': its size, its beginning and its end. Nothing when it cannot be read.
    pub(super) fn fingerprint(&self) -> Option<String> {
        const PART: u64 = 64 << 10;
        let Source::File(path) = &self.source else { return None };
        let mut file = File::open(path).ok()?;
        let mut digest = Sha256::new();
        digest.update(self.size.to_le_bytes());
        let mut part = Vec::new();
        file.by_ref().take(PART.min(self.size)).read_to_end(&mut part).ok()?;
        digest.update(&part);
        if self.size > PART {
            part.clear();
            let rest = (self.size - PART).min(PART);
            file.seek(SeekFrom::Start(self.size - rest)).ok()?;
            file.take(rest).read_to_end(&mut part).ok()?;
            digest.update(&part);
        }
        Some(hex(&digest.finalize()))
    }
}

impl Found {
    fn skip(&mut self, file: String, why: Skip) {
        self.skipped.push(Skipped { file, why });
    }

    /// Leaves files that are others' copies: a log handed over twice would count twice.
    fn same_bytes(&mut self) {
        let mut of_size: HashMap<u64, usize> = HashMap::new();
        for file in &self.files {
            *of_size.entry(file.size).or_default() += 1;
        }
        let mut first: HashMap<String, String> = HashMap::new();
        let mut kept = Vec::with_capacity(self.files.len());
        for file in std::mem::take(&mut self.files) {
            let alone = of_size.get(&file.size).is_none_or(|count| *count < 2);
            let print = if alone { None } else { file.fingerprint() };
            match print.map(|print| (first.get(&print).cloned(), print)) {
                Some((Some(other), _)) => self.skip(file.name, Skip::Same { other }),
                Some((None, print)) => {
                    first.insert(print, file.name.clone());
                    kept.push(file);
                }
                None => kept.push(file),
            }
        }
        self.files = kept;
    }
}

struct Walk {
    found: Found,
    /// Where everything met lies in truth, with the name it was met by.
    met: HashMap<PathBuf, String>,
    files_most: usize,
    beyond: usize,
    /// See [`Candidate::above`].
    above: usize,
}

impl Walk {
    /// Takes what a person named.
    fn named(&mut self, path: PathBuf) {
        let name = path.display().to_string();
        let known = match fs::metadata(&path) {
            Ok(known) => known,
            Err(error) => return self.found.skip(name, Skip::of(&error)),
        };
        if known.is_dir() {
            self.above = name.len();
            return self.folder(&path, &mut HashSet::new());
        }
        if known.is_file() {
            self.above = path.parent().map_or(0, |folder| folder.display().to_string().len());
            return self.file(path, name, &known);
        }
        // A pipe that was named is meant to be read: `<(…)`.
        match File::open(&path) {
            Ok(file) => self.found.files.push(Candidate::stream(name, Box::new(file))),
            Err(error) => self.found.skip(name, Skip::of(&error)),
        }
    }

    fn file(&mut self, path: PathBuf, name: String, known: &fs::Metadata) {
        if let Ok(truth) = fs::canonicalize(&path)
            && let Some(other) = self.met.insert(truth, name.clone())
        {
            return self.found.skip(name, Skip::Same { other });
        }
        if known.len() == 0 {
            return self.found.skip(name, Skip::Empty);
        }
        if self.found.files.len() >= self.files_most {
            self.beyond += 1;
            return;
        }
        let modified = known.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
        let (above, source, size) = (self.above, Source::File(path), known.len());
        self.found.files.push(Candidate { name, above, source, size, modified });
    }

    /// Walks a folder; `above` holds those it lies in, so that no link leads round in a circle.
    fn folder(&mut self, path: &Path, above: &mut HashSet<PathBuf>) {
        let name = path.display().to_string();
        let entries = fs::canonicalize(path).and_then(|truth| Ok((truth, fs::read_dir(path)?)));
        let (truth, entries) = match entries {
            Ok(both) => both,
            Err(error) => return self.found.skip(name, Skip::of(&error)),
        };
        if above.contains(&truth) {
            return self.found.skip(name, Skip::Loop);
        }
        if let Some(other) = self.met.insert(truth.clone(), name.clone()) {
            return self.found.skip(name, Skip::Same { other });
        }
        let mut inside: Vec<PathBuf> = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => inside.push(entry.path()),
                Err(error) => self.found.skip(name.clone(), Skip::of(&error)),
            }
        }
        inside.sort_unstable();
        above.insert(truth.clone());
        for path in inside {
            let name = path.display().to_string();
            if path.file_name().is_some_and(|last| last.as_encoded_bytes().starts_with(b".")) {
                self.found.skip(name, Skip::Hidden);
                continue;
            }
            match fs::metadata(&path) {
                Ok(known) if known.is_dir() => self.folder(&path, above),
                Ok(known) if known.is_file() => self.file(path, name, &known),
                Ok(_) => self.found.skip(name, Skip::Special),
                Err(error) => self.found.skip(name, Skip::of(&error)),
            }
        }
        above.remove(&truth);
    }
}
