//! Models people wrote or mended, in versions: one file each in the store's folder of people, never written over.
//!
//! A model names columns and rules; no value of any record stands in it. It is followed by the next run that is given it.

use std::fs;
use std::path::PathBuf;

use agenda::role::Right;
use base::{PersonId, Say};
use customers::resolution::model::Model;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::kept::{FOLDER, cannot_read, cannot_write, put};
use crate::actor::Actor;
use crate::open::App;
use crate::problem::Problem;

/// Within the folder of people.
const MODELS: &str = "models";

/// A model somebody saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// Its version, counted from 1.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// By whom; nobody stands for whoever holds the machine.
    pub by: Option<PersonId>,
    /// The model.
    pub model: Model,
}

impl App {
    /// The models that were saved, the newest first.
    ///
    /// Errors: they cannot be read.
    pub fn models(&self) -> Result<Vec<Saved>, Problem> {
        let folder = self.models_folder();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(cannot_read(&folder, &error)),
        };
        let mut saved = Vec::new();
        for entry in entries.flatten().filter(|entry| entry.path().extension().is_some_and(|it| it == "json")) {
            let bytes = fs::read(entry.path()).map_err(|error| cannot_read(&entry.path(), &error))?;
            // What somebody else laid there is passed over.
            saved.extend(serde_json::from_slice::<Saved>(&bytes).ok());
        }
        saved.sort_by_key(|it| std::cmp::Reverse(it.number));
        Ok(saved)
    }

    /// Saves a model as a version of its own; one that says what the newest says is that one.
    ///
    /// Errors: the actor may not state facts of the house's data; the model cannot be followed; the disk.
    pub fn save_model(&self, actor: Actor, model: Model) -> Result<Saved, Problem> {
        actor.must(&self.picture(), Right::State)?;
        if !model.faults().is_empty() {
            return Err(Problem::invalid(
                Say::new("ce modèle ne peut être suivi", "this model cannot be followed"),
                Say::new("mendez ce qui est nommé, puis enregistrez", "mend what is named, then save"),
            ));
        }
        // One at a time, so that no two versions bear one number.
        let _guard = self.customers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let newest = self.models()?.into_iter().next();
        if let Some(same) = newest.as_ref().filter(|saved| saved.model == model) {
            return Ok(same.clone());
        }
        let number = newest.map_or(1, |saved| saved.number + 1);
        let saved = Saved { number, at: self.clock().now(), by: actor.person(), model };
        let folder = self.models_folder();
        let written = || {
            fs::create_dir_all(&folder)?;
            let (new, path) = (folder.join(format!("{number:04}.new")), folder.join(format!("{number:04}.json")));
            put(&new, &serde_json::to_vec_pretty(&saved)?)?;
            fs::rename(new, path)
        };
        written().map_err(|error| cannot_write(&folder, &error))?;
        Ok(saved)
    }

    fn models_folder(&self) -> PathBuf {
        self.folder().join(FOLDER).join(MODELS)
    }
}
