//! `entente monday`: what one must know this Monday, in five lines.

use clap::Args;

use super::Common;
use crate::output::Output;
use crate::transport::segment;

/// Tells the five lines of a person: of who acts, or of the one named.
#[derive(Args)]
pub struct Monday {
    /// Whose: a name, a role such as cmo or cio, or an id; who acts when absent.
    person: Option<String>,
}

impl Monday {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport_to_existing()?;
        let path = match &self.person {
            Some(person) => format!("/api/v1/monday?for={}", segment(person)),
            None => "/api/v1/monday".to_owned(),
        };
        let page = transport.get(&path)?.body;
        out.answer(&page, |out| {
            for (line, nth) in page["lines"].as_array().into_iter().flatten().zip(1..) {
                crate::tell!("{nth}. {} — {}", out.of(&line["heading"]), out.of(&line["say"]));
                for source in line["sources"].as_array().into_iter().flatten() {
                    crate::tell!("     {}", source["to"]["href"].as_str().unwrap_or_default());
                }
            }
        });
        Ok(())
    }
}
