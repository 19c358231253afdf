//! What became of each file: read, read in part, not read, and why.

use std::io::ErrorKind;

use base::{Lang, Say, format};
use discovery::harvest::EvidenceKind;
use discovery::left::Why;
use serde::{Deserialize, Serialize};

/// What became of a file that was read. `read = understood + left`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileReport {
    /// Its name as it was handed over.
    pub file: String,
    /// The word of its format.
    pub format: String,
    /// What kind of evidence it is.
    pub kind: EvidenceKind,
    /// Its size in bytes.
    pub size: u64,
    /// Bytes it held, unpacked.
    pub decoded: u64,
    /// Lines, rows or entries read.
    pub read: u64,
    /// Of these, understood.
    pub understood: u64,
    /// Of these, not understood, by reason.
    pub left: Vec<(Why, u64)>,
    /// What else is to be said of it.
    pub notes: Vec<Note>,
    /// The first lines that were not understood. They hold what the file holds, perhaps a person's name: shown to who
    /// brought the file, never kept.
    #[serde(skip)]
    pub samples: Vec<Sample>,
}

/// A line that was not understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Why.
    pub why: Why,
    /// Its number, from 1.
    pub line: u64,
    /// Its beginning.
    pub words: String,
}

/// Something to be said of a file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// It grew while it was read: as much was read as there was when it was found.
    Grew {
        /// Bytes read.
        read: u64,
        /// Bytes there are now.
        now: u64,
    },
    /// It became shorter than it was when it was found.
    Shrank {
        /// Bytes read.
        read: u64,
        /// Bytes there were.
        were: u64,
    },
    /// The archive ends or breaks before its end: what was unpacked until then is read.
    Broken {
        /// Bytes unpacked.
        decoded: u64,
        /// Bytes of the archive that could not be unpacked; 0 when it is cut off, and nobody knows how much is missing.
        lost: u64,
    },
    /// The disk failed within it.
    Failed {
        /// Bytes unpacked until then.
        decoded: u64,
        /// What the system says.
        error: String,
    },
    /// It holds more, for its size, than logs do: the rest is left.
    Ratio {
        /// Bytes unpacked until then.
        decoded: u64,
        /// How many times its own size is read at most.
        most: u64,
        /// Bytes of the archive that were left.
        lost: u64,
    },
    /// It holds more than is read of one file: the rest is left.
    Decoded {
        /// Bytes read at most.
        most: u64,
        /// Bytes of the file that were left.
        lost: u64,
    },
    /// Its last line had no end when it was cut: it is left.
    OpenEnd,
    /// It was in UTF-16, and read as such.
    Utf16,
    /// Some of its queries were blocked: they show no use.
    Blocked {
        /// How many.
        queries: u64,
    },
    /// The scan was stopped within it.
    Stopped {
        /// Bytes of the file read until then.
        read: u64,
    },
}

/// What was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Its name; empty where it speaks of all.
    pub file: String,
    /// Why.
    pub why: Skip,
}

/// Why something was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skip {
    /// It is not there, or no longer.
    Vanished,
    /// Its permissions do not let it be read.
    NotAllowed,
    /// The system cannot read it.
    Unreadable {
        /// What the system says.
        error: String,
    },
    /// It is a link to a folder it lies in.
    Loop,
    /// It is no file: a device, a socket, a pipe.
    Special,
    /// Its name begins with a dot.
    Hidden,
    /// Nothing is in it.
    Empty,
    /// It was read under another name, or has the size, the beginning and the end of another.
    Same {
        /// The other's name.
        other: String,
    },
    /// It is in no form that is read.
    Unrecognised {
        /// What it is, or that nothing is known of it.
        reason: Say,
        /// What to do.
        way_out: Say,
    },
    /// It is read whole or not at all, and is larger than that.
    TooLarge {
        /// Bytes at most.
        most: u64,
    },
    /// There are more files than are read.
    TooMany {
        /// How many more.
        beyond: usize,
        /// How many are read.
        most: usize,
    },
}

impl Skip {
    pub(super) fn of(error: &std::io::Error) -> Skip {
        match error.kind() {
            ErrorKind::NotFound => Skip::Vanished,
            ErrorKind::PermissionDenied => Skip::NotAllowed,
            // A link that leads to itself.
            _ if error.raw_os_error() == Some(ELOOP) => Skip::Loop,
            _ => Skip::Unreadable { error: error.to_string() },
        }
    }

    /// Whether whoever handed it over should know: nobody means a hidden file.
    pub fn matters(&self) -> bool {
        !matches!(self, Skip::Hidden | Skip::Empty)
    }

    /// The reason in a sentence.
    pub fn say(&self) -> Say {
        match self {
            Skip::Vanished => Say::new("le fichier n'existe pas, ou plus", "the file is not there, or no longer"),
            Skip::NotAllowed => {
                Say::new("vos droits ne permettent pas de le lire", "your permissions do not let it be read")
            }
            Skip::Unreadable { error } => Say::new(
                format!("le système ne peut pas le lire ({error})"),
                format!("the system cannot read it ({error})"),
            ),
            Skip::Loop => {
                Say::new("c'est un lien vers un dossier qui le contient", "this is a link to a folder it lies in")
            }
            Skip::Special => Say::new("ce n'est pas un fichier", "this is no file"),
            Skip::Hidden => Say::new("fichier ou dossier caché", "hidden file or folder"),
            Skip::Empty => Say::new("le fichier est vide", "the file is empty"),
            Skip::Same { other } => Say::new(
                format!("même contenu que {other}, lu une fois"),
                format!("same content as {other}, read once"),
            ),
            Skip::Unrecognised { reason, .. } => reason.clone(),
            Skip::TooLarge { most } => Say::each(|lang| {
                let most = format::bytes(lang, *most);
                match lang {
                    Lang::Fr => format!("un tel fichier est lu d'un bloc, et il dépasse {most}"),
                    Lang::En => format!("such a file is read whole, and it is over {most}"),
                }
            }),
            Skip::TooMany { beyond, most } => Say::each(|lang| {
                let (beyond, most) = (format::number(lang, *beyond as f64, 0), format::number(lang, *most as f64, 0));
                match lang {
                    Lang::Fr => format!("{beyond} fichiers au-delà des {most} lus"),
                    Lang::En => format!("{beyond} files beyond the {most} that are read"),
                }
            }),
        }
    }

    /// What to do about it, if anything.
    pub fn way_out(&self) -> Option<Say> {
        let (fr, en) = match self {
            Skip::Vanished => ("vérifiez son nom", "check its name"),
            Skip::NotAllowed => {
                ("demandez le droit de le lire, ou une copie", "ask for the right to read it, or for a copy")
            }
            Skip::Unreadable { .. } => ("essayez sur une copie", "try with a copy"),
            Skip::Unrecognised { way_out, .. } => return Some(way_out.clone()),
            Skip::TooLarge { .. } => ("donnez-le en plusieurs parties", "hand it over in parts"),
            Skip::TooMany { .. } => ("lisez les dossiers un à un", "scan the folders one by one"),
            Skip::Loop | Skip::Special | Skip::Hidden | Skip::Empty | Skip::Same { .. } => return None,
        };
        Some(Say::new(fr, en))
    }
}

/// “Too many levels of symbolic links”.
const ELOOP: i32 = 40;

impl Note {
    /// The note in a sentence.
    pub fn say(&self) -> Say {
        let bytes = format::bytes;
        Say::each(|lang| match (self, lang) {
            (Note::Grew { read, now }, Lang::Fr) => format!(
                "le fichier a grandi pendant la lecture : lu jusqu'à {}, sa taille au départ ; il en fait maintenant {}",
                bytes(lang, *read),
                bytes(lang, *now)
            ),
            (Note::Grew { read, now }, Lang::En) => format!(
                "the file grew while it was read: read up to {}, its size at the start; it now has {}",
                bytes(lang, *read),
                bytes(lang, *now)
            ),
            (Note::Shrank { read, were }, Lang::Fr) => format!(
                "le fichier a rétréci pendant la lecture : {} lus sur {}",
                bytes(lang, *read),
                bytes(lang, *were)
            ),
            (Note::Shrank { read, were }, Lang::En) => {
                format!("the file shrank while it was read: {} read of {}", bytes(lang, *read), bytes(lang, *were))
            }
            (Note::Broken { decoded, lost: 0 }, Lang::Fr) => format!(
                "l'archive est coupée : les {} décompressés avant la coupure sont lus, la suite manque",
                bytes(lang, *decoded)
            ),
            (Note::Broken { decoded, lost: 0 }, Lang::En) => format!(
                "the archive is cut off: the {} unpacked before the cut are read, what came after is missing",
                bytes(lang, *decoded)
            ),
            (Note::Broken { decoded, lost }, Lang::Fr) => format!(
                "l'archive est abîmée : {} décompressés sont lus, {} de l'archive sont perdus",
                bytes(lang, *decoded),
                bytes(lang, *lost)
            ),
            (Note::Broken { decoded, lost }, Lang::En) => format!(
                "the archive is damaged: {} unpacked are read, {} of the archive are lost",
                bytes(lang, *decoded),
                bytes(lang, *lost)
            ),
            (Note::Failed { decoded, error }, Lang::Fr) => {
                format!("la lecture a échoué après {} ({error}) ; ce qui précède est lu", bytes(lang, *decoded))
            }
            (Note::Failed { decoded, error }, Lang::En) => {
                format!("reading failed after {} ({error}); what came before is read", bytes(lang, *decoded))
            }
            (Note::Ratio { decoded, most, lost }, Lang::Fr) => format!(
                "l'archive contient plus de {most} fois sa taille : lue jusqu'à {}, {} de l'archive sont laissés",
                bytes(lang, *decoded),
                bytes(lang, *lost)
            ),
            (Note::Ratio { decoded, most, lost }, Lang::En) => format!(
                "the archive holds more than {most} times its size: read up to {}, {} of the archive are left",
                bytes(lang, *decoded),
                bytes(lang, *lost)
            ),
            (Note::Decoded { most, lost }, Lang::Fr) => format!(
                "le fichier contient plus que la limite de {} ; {} n'en sont pas lus",
                bytes(lang, *most),
                bytes(lang, *lost)
            ),
            (Note::Decoded { most, lost }, Lang::En) => format!(
                "the file holds more than the limit of {}; {} of it are not read",
                bytes(lang, *most),
                bytes(lang, *lost)
            ),
            (Note::OpenEnd, Lang::Fr) => "la dernière ligne, incomplète, est laissée".to_owned(),
            (Note::OpenEnd, Lang::En) => "the last line, incomplete, is left".to_owned(),
            (Note::Utf16, Lang::Fr) => "lu en UTF-16".to_owned(),
            (Note::Utf16, Lang::En) => "read as UTF-16".to_owned(),
            (Note::Blocked { queries }, Lang::Fr) => {
                format!("{} demandes bloquées, qui ne montrent aucun usage", format::number(lang, *queries as f64, 0))
            }
            (Note::Blocked { queries }, Lang::En) => {
                format!("{} queries were blocked and show no use", format::number(lang, *queries as f64, 0))
            }
            (Note::Stopped { read }, Lang::Fr) => format!("lecture arrêtée après {}", bytes(lang, *read)),
            (Note::Stopped { read }, Lang::En) => format!("reading was stopped after {}", bytes(lang, *read)),
        })
    }
}
