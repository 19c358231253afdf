//! `entente backup` and `entente restore`.

use std::path::PathBuf;

use axum::http::Method;
use clap::Args;
use indicatif::ProgressBar;
use serde_json::json;

use super::Common;
use crate::output::Output;

/// Where to copy the store.
#[derive(Args)]
pub struct Backup {
    /// An empty or new folder.
    to: PathBuf,
}

/// Which copy becomes a store.
#[derive(Args)]
pub struct Restore {
    /// The backup's folder.
    from: PathBuf,
    /// The store's folder, empty or new; a list of erasures that stands there is honoured.
    to: PathBuf,
}

impl Backup {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let to = std::path::absolute(&self.to)?;
        let done = common.transport_to_existing()?.put(Method::POST, "/api/v1/backups", &json!({ "to": to }))?.body;
        out.answer(&done, |out| {
            out.line(format!("Copié dans {}.", to.display()), format!("Copied to {}.", to.display()));
        });
        Ok(())
    }
}

impl Restore {
    pub(super) fn run(self, out: Output) -> anyhow::Result<()> {
        let bar = if out.json { ProgressBar::hidden() } else { ProgressBar::new(0) };
        let restored = store::restore(&self.from, &self.to, |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        })
        .map_err(app::Problem::from)?;
        bar.finish_and_clear();
        let document = json!({ "position": restored.head.position, "erased_again": restored.erased_again });
        out.answer(&document, |out| {
            let (position, again) = (restored.head.position, restored.erased_again);
            out.line(
                format!("Restauré jusqu'au fait {position} ; {again} oublis rejoués."),
                format!("Restored up to fact {position}; {again} erasures replayed."),
            );
        });
        Ok(())
    }
}
