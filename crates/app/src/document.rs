//! A signed business case as a document that can be checked far from the house: its page, its words with what proves
//! them, who signed, and the house's own signature over all of it.

mod paper;
mod told;
pub(crate) mod workbook;

use std::collections::{BTreeMap, BTreeSet};

use agenda::business_case::{BusinessCase, Pen, sheet};
use agenda::decision::Facts;
use base::{Lang, Refusal, Say, Text, TextId};
use picture::Picture;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde_json::{Map, Value, json};

use crate::open::App;
use crate::problem::{Kind, Problem};

pub use told::Names;
use told::Told;

/// The name of the key documents are countersigned with.
pub(crate) const KEY: &str = "documents";

/// What such a document calls itself.
pub const FORM: &str = "entente/business-case/1";

/// What checking a document found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// Figures that were worked out again from the document's own lines.
    pub figures: usize,
    /// Words that were held against what the page says of them.
    pub words: usize,
    /// With which pens it is signed.
    pub pens: Vec<Pen>,
    /// The key it is countersigned with, in hexadecimal: compare it with the one the house tells.
    pub key: String,
    /// What does not fit.
    pub differs: Vec<Say>,
}

impl App {
    /// The key documents of this house are countersigned with, in hexadecimal.
    pub fn document_key(&self) -> String {
        pair(&self.documents).map(|pair| base::hex(pair.public_key().as_ref())).unwrap_or_default()
    }

    /// Writes the business case of a request down as a document.
    ///
    /// Errors: there is no case, or its words cannot be read.
    pub fn case_document(&self, request: u64) -> Result<Value, Problem> {
        self.case_document_at(&self.picture(), request)
    }

    /// Writes the business case of a request down as a workbook (XLSX): what it rests on, and formulas that work out
    /// from it what the page says.
    ///
    /// Errors: there is no case.
    pub fn case_workbook(
        &self,
        picture: &Picture,
        request: u64,
        lang: Lang,
        names: &Names,
    ) -> Result<Vec<u8>, Problem> {
        workbook::write(&Told::of(picture, request, lang, names)?)
    }

    /// Writes the business case of a request down for paper (PDF), with the signed document inside.
    ///
    /// Errors: there is no case, or its words cannot be read.
    pub fn case_paper(&self, picture: &Picture, request: u64, lang: Lang, names: &Names) -> Result<Vec<u8>, Problem> {
        let document = self.case_document_at(picture, request)?;
        paper::write(&Told::of(picture, request, lang, names)?, &document)
    }

    fn case_document_at(&self, picture: &Picture, request: u64) -> Result<Value, Problem> {
        let held = picture.business_case(request).zip(picture.case_sheet(request));
        let (case, sheet) = held.ok_or_else(|| no_case(request))?;
        let sentence = picture.request(request).map(|request| request.sentence.clone());
        let texts: Vec<Text> = sentence.into_iter().chain(texts(case)).collect();
        let words = self.read_aside(|store| {
            let mut words = Map::new();
            for text in &texts {
                if let Some(sealed) = store.text(text.id)? {
                    let kept = json!({ "salt": base::hex(&sealed.salt), "words": sealed.words });
                    words.insert(text.commitment.clone(), kept);
                }
            }
            Ok::<_, store::Fault>(words)
        })??;
        let signatures: Map<String, Value> = case
            .signed
            .iter()
            .map(|(pen, signature)| {
                let by = signature.by.map(|id| picture.person_name(id));
                (pen.word().to_owned(), json!({ "by": by, "at": signature.at, "hash": signature.hash }))
            })
            .collect();
        let mut document = json!({
            "form": FORM,
            "facts": sheet.facts.document(),
            "hash": sheet.hash,
            "signatures": signatures,
            "words": words,
        });
        let pair = pair(&self.documents)?;
        let signature = pair.sign(&canonical(&document));
        document["countersigned"] =
            json!({ "key": base::hex(pair.public_key().as_ref()), "signature": base::hex(signature.as_ref()) });
        Ok(document)
    }
}

fn no_case(request: u64) -> Problem {
    Problem::not_found(Say::new(
        format!("le dossier de la demande {request}"),
        format!("the business case of request {request}"),
    ))
}

fn pair(seed: &[u8; 32]) -> Result<Ed25519KeyPair, Problem> {
    Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| {
        Problem::new(
            Kind::Internal,
            Say::new("la clé de la maison n'est pas lisible", "the key of the house cannot be read"),
            Say::new("vérifiez le registre avec « entente verify »", "check the store with “entente verify”"),
        )
    })
}

/// RFC 8785.
fn canonical(document: &Value) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(document).unwrap_or_default()
}

/// The words of a case, each once.
fn texts(case: &BusinessCase) -> Vec<Text> {
    let mut out: BTreeMap<String, Text> = BTreeMap::new();
    let lines = case.lines.values().flat_map(|line| {
        let bases = line.matter.factors().into_iter().filter_map(|(_, estimate)| estimate.basis.clone());
        [line.matter.name().clone()].into_iter().chain(bases)
    });
    for text in case.chain.iter().map(|step| step.words.clone()).chain(lines) {
        out.insert(text.commitment.clone(), text);
    }
    out.into_values().collect()
}

/// Checks a document by itself: every figure worked out again from its own lines, every word held against its
/// commitment, every signature against the page, and the house's signature over all of it.
///
/// Errors: it is no such document.
pub fn check(document: &Value) -> Result<Checked, Problem> {
    if document["form"] != FORM {
        return Err(Problem::invalid(
            Say::new("ce fichier n'est pas un dossier signé d'Entente", "this file is no signed case of Entente"),
            Say::new(
                "exportez le dossier en JSON depuis sa page, puis vérifiez ce fichier",
                "export the case as JSON from its page, then verify that file",
            ),
        ));
    }
    let mut found = Checked::default();
    let differs = |fr: String, en: String| Say::new(fr, en);
    let facts = &document["facts"];
    let hash = Facts::of(facts).hash();
    if document["hash"] != hash.as_str() {
        found.differs.push(differs(
            format!("la page a l'empreinte {hash}, le document dit {}", document["hash"]),
            format!("the page has the fingerprint {hash}, the document says {}", document["hash"]),
        ));
    }
    figures(facts, &mut found);
    for (word, signature) in document["signatures"].as_object().into_iter().flatten() {
        match Pen::ALL.into_iter().find(|pen| pen.word() == word) {
            Some(pen) if signature["hash"] == hash.as_str() => found.pens.push(pen),
            _ => found.differs.push(differs(
                format!("la signature « {word} » porte sur une autre page"),
                format!("the signature “{word}” is on another page"),
            )),
        }
    }
    for (commitment, kept) in document["words"].as_object().into_iter().flatten() {
        found.words += 1;
        let salt = bytes(kept["salt"].as_str().unwrap_or_default()).and_then(|salt| <[u8; 16]>::try_from(salt).ok());
        let words = kept["words"].as_str().unwrap_or_default();
        let text = Text { id: TextId(Default::default()), commitment: commitment.clone() };
        if !salt.is_some_and(|salt| text.commits_to(&salt, words)) {
            found.differs.push(differs(
                format!("« {words} » n'est pas ce qui a été écrit"),
                format!("“{words}” is not what was written"),
            ));
        }
    }
    found.key = document["countersigned"]["key"].as_str().unwrap_or_default().to_owned();
    let mut bare = document.clone();
    if let Some(map) = bare.as_object_mut() {
        map.remove("countersigned");
    }
    let signature = bytes(document["countersigned"]["signature"].as_str().unwrap_or_default());
    let key = bytes(&found.key);
    let holds = key.zip(signature).is_some_and(|(key, signature)| {
        UnparsedPublicKey::new(&ED25519, key).verify(&canonical(&bare), &signature).is_ok()
    });
    if !holds {
        found.differs.push(differs(
            "la contresignature de la maison ne couvre pas ce document".to_owned(),
            "the house's countersignature does not cover this document".to_owned(),
        ));
    }
    Ok(found)
}

/// Works every figure of a page out again from its lines.
fn figures(facts: &Value, found: &mut Checked) {
    let quoted = &facts["figures"];
    let derived = match sheet::read(facts) {
        Some((number, case)) => {
            if let Some(refusal) = case.unready().first() {
                let say = refusal.say();
                found.differs.push(say);
            }
            sheet::of(number, &case, &|_| 0).facts.document()
        }
        None => {
            found.differs.push(Say::new("la page n'est pas lisible", "the page cannot be read"));
            return;
        }
    };
    let keys = |of: &Value| of.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
    let all: BTreeSet<String> = (&keys(quoted) as &BTreeSet<String>) | &keys(&derived["figures"]);
    for key in all {
        found.figures += 1;
        let (said, gives) = (&quoted[&key], &derived["figures"][&key]);
        if said != gives {
            let value = |of: &Value| of["value"].as_str().unwrap_or("-").to_owned();
            found.differs.push(Say::new(
                format!("{key} : la page dit {}, ses lignes donnent {}", value(said), value(gives)),
                format!("{key}: the page says {}, its lines give {}", value(said), value(gives)),
            ));
        }
    }
    for part in ["lines", "terms", "options", "chain", "recommended", "draws"] {
        if facts[part] != derived[part] {
            found.differs.push(Say::new(
                format!("« {part} » ne se relit pas tel qu'il est écrit"),
                format!("“{part}” does not read back as it is written"),
            ));
        }
    }
}

/// Bytes written in hexadecimal; `None` when they are not.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    pairs.collect()
}
