//! The figures of a tool, each with the lines it rests on.

use std::sync::Arc;

use base::{Evidence, Figure, Measure, Quantity, Ref, Say, Source, Unit};
use discovery::harvest::{EvidenceKind, Spot};

use super::{InUse, Users};
use crate::Picture;

impl Picture {
    /// What is known of a tool in figures, under stable keys: `users`, `days`, `sent`, `received`, `monthly`, `paid`,
    /// `confidence`; those nobody tells are left out.
    pub fn tool_figures(&self, tool: &InUse) -> Vec<Figure> {
        let Some(evidence) = &tool.evidence else { return Vec::new() };
        let all = |kinds: &[EvidenceKind]| -> Vec<(Say, Measure)> {
            kinds.iter().flat_map(|kind| self.lines(&tool.id, *kind, &evidence.spots(*kind))).collect()
        };
        let logs = [EvidenceKind::Proxy, EvidenceKind::Dns, EvidenceKind::SignOn];
        let mut figures = Vec::new();
        let mut put = |key: &str, (fr, en): (&str, &str), value: f64, unit, how: (&str, &str), from| {
            let how = Say::new(how.0, how.1);
            let measure = Measure::computed(Quantity::exact(value), unit, how, from);
            figures.push(Figure { key: key.to_owned(), label: Say::new(fr, en), measure });
        };
        if let Users::Counted(users) = tool.users() {
            put(
                "users",
                ("utilisateurs", "users"),
                f64::from(users),
                Unit::Count,
                (
                    "comptes distincts, ou postes là où la source ne nomme personne ; qui a deux postes peut compter deux fois ; \
                     le plus grand compte d'un seul genre de source ; aucun nom n'est gardé",
                    "distinct accounts, or machines where the source names nobody; whoever has two machines may count twice; \
                     the largest count of any one kind of source; no name is kept",
                ),
                all(&logs),
            );
        }
        if !evidence.days.is_empty() {
            put(
                "days",
                ("jours où il est vu", "days on which it is seen"),
                evidence.days.len() as f64,
                Unit::Count,
                ("jours distincts, toutes sources réunies", "distinct days, all sources together"),
                all(&EvidenceKind::ALL),
            );
        }
        if evidence.seen.up > 0 {
            let how = ("somme de ce que les journaux disent envoyé", "sum of what logs say was sent");
            let label = ("données envoyées", "data sent");
            put(
                "sent",
                label,
                evidence.seen.up as f64,
                Unit::Bytes,
                how,
                all(&[EvidenceKind::Proxy, EvidenceKind::Page]),
            );
        }
        if evidence.seen.down > 0 {
            let how = ("somme de ce que les journaux disent reçu", "sum of what logs say was received");
            let label = ("données reçues", "data received");
            put("received", label, evidence.seen.down as f64, Unit::Bytes, how, all(&[EvidenceKind::Proxy]));
        }
        let paid: i64 = evidence.payments.iter().filter(|(_, it)| it.currency == "EUR").map(|(_, it)| it.cents).sum();
        if let Some(monthly) = tool.monthly() {
            put(
                "monthly",
                ("coût par mois", "cost a month"),
                monthly.cents as f64 / 100.0,
                Unit::Eur,
                (
                    "paiements en euros, répartis du premier au dernier mois payé",
                    "payments in euros, over the months from the first to the last paid",
                ),
                self.payment_lines(tool),
            );
            put(
                "paid",
                ("payé en tout", "paid in all"),
                paid as f64 / 100.0,
                Unit::Eur,
                ("somme des paiements en euros, au centime", "sum of the payments in euros, to the cent"),
                self.payment_lines(tool),
            );
        }
        put(
            "confidence",
            ("probabilité que la maison s'en serve", "probability that the house uses it"),
            // Nothing is certain: what is nearly so is told as 99.9 %.
            ((evidence.confidence * 1_000.0).round() / 1_000.0).clamp(0.001, 0.999),
            Unit::Share,
            (
                "chaque source pèse selon ce que l'on sait de sa fiabilité ; le détail est sous « Ce qui le montre »",
                "each source weighs as far as it is known to be reliable; the detail stands under “What shows it”",
            ),
            Vec::new(),
        );
        figures
    }

    /// Lines of files as what a number rests on.
    fn lines(&self, tool: &Ref, kind: EvidenceKind, spots: &[(usize, Spot)]) -> Vec<(Say, Measure)> {
        let read = |(harvest, spot): &(usize, Spot)| {
            let source = self.at_line(*harvest, spot.file, spot.first)?;
            let name = match spot.lines {
                1 => Say::new("une ligne", "one line"),
                _ => Say::new(
                    format!("lignes {} à {}", spot.first, spot.last),
                    format!("lines {} to {}", spot.first, spot.last),
                ),
            };
            Some((name, fact(tool, kind, spot.lines as f64, Unit::Count, source)))
        };
        spots.iter().take(6).filter_map(read).collect()
    }

    fn payment_lines(&self, tool: &InUse) -> Vec<(Say, Measure)> {
        let payments = tool.evidence.iter().flat_map(|it| &it.payments).filter(|(_, it)| it.currency == "EUR");
        let read = |(harvest, paid): &(usize, discovery::harvest::Payment)| {
            let source = self.at_line(*harvest, paid.file, paid.line)?;
            let day = |lang| base::format::date_short(lang, paid.on);
            let name = Say::each(|lang| format!("{}, {}", day(lang), paid.merchant));
            let value = paid.cents as f64 / 100.0;
            Some((name, fact(&tool.id, EvidenceKind::Expense, value, Unit::Eur, source)))
        };
        payments.take(24).filter_map(read).collect()
    }

    fn at_line(&self, harvest: usize, file: u32, line: u64) -> Option<Source> {
        let (dataset, file) = self.shadow().file(harvest, file)?;
        Some(Source::File { dataset: dataset.clone(), file: file.to_owned(), sheet: None, line, column: String::new() })
    }
}

fn fact(tool: &Ref, kind: EvidenceKind, value: f64, unit: Unit, source: Source) -> Measure {
    let (subject, field) = (tool.clone(), kind.word().to_owned());
    let evidence = Evidence::Fact { subject, field, source, as_of: None };
    Measure { value: Quantity::exact(value), unit, evidence: Arc::new(evidence) }
}
