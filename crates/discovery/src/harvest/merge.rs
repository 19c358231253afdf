//! Two harvests of one kind made one, so that files can be read apart and at different times.

use super::{Habit, Harvest, Mention, Named};
use crate::inventory::{FEW_HOSTS, FEW_SPOTS, count_both};

impl Harvest {
    /// Adds what other files of the same kind show; its files stand after these.
    ///
    /// Reading files apart and adding gives what reading them together gives, save for bytes of a connection that stand
    /// in another file than its name.
    pub fn add(&mut self, other: Harvest) {
        let before = self.files.len() as u32;
        self.files.extend(other.files);
        let mine = std::mem::take(&mut self.mentions);
        let mut theirs = other.mentions.into_iter().map(|mention| moved(mention, before)).peekable();
        let mut both = Vec::with_capacity(mine.len().max(theirs.len()));
        for mut mention in mine {
            while let Some(more) = theirs.next_if(|more| more.named < mention.named) {
                both.push(more);
            }
            if let Some(more) = theirs.next_if(|more| more.named == mention.named) {
                mention.add(more);
            }
            both.push(mention);
        }
        both.extend(theirs);
        self.mentions = both;
    }
}

/// The same mention, its files counted from `before` on.
fn moved(mut mention: Mention, before: u32) -> Mention {
    mention.spots.iter_mut().for_each(|spot| spot.file += before);
    mention.payments.iter_mut().for_each(|payment| payment.file += before);
    mention.facts.iter_mut().for_each(|fact| fact.file += before);
    mention
}

impl Mention {
    fn add(&mut self, other: Mention) {
        self.spots.extend(other.spots);
        // Logs keep the first places of a name nobody knows.
        if matches!(self.named, Named::Domain(_)) && !self.few.is_empty() {
            self.spots.truncate(FEW_SPOTS);
        }
        self.hosts.extend(other.hosts);
        self.hosts.sort_unstable();
        self.hosts.dedup();
        self.hosts.truncate(FEW_HOSTS);
        self.seen.merge(&other.seen);
        self.days.extend(other.days);
        self.days.sort_unstable();
        self.days.dedup();
        let (few, estimate) = count_both(&self.few, &other.few);
        let told = self.users.max(other.users);
        self.habits.extend(other.habits);
        self.habits.sort_by_key(|habit| habit.who);
        self.habits.dedup_by(|later, first| later.who == first.who && first.take(later));
        self.users = match (self.habits.len(), few.len()) {
            (0, 0) => told,
            (counted, 0) => counted as f64,
            (counted, _) => estimate.max(counted as f64),
        };
        self.few = few;
        self.payments.extend(other.payments);
        self.facts.extend(other.facts);
    }
}

impl Habit {
    /// Takes in what the same person did elsewhere.
    fn take(&mut self, other: &mut Habit) -> bool {
        self.days.append(&mut other.days);
        self.days.sort_unstable();
        self.days.dedup();
        self.cell.merge(&other.cell);
        if self.team.is_none() {
            self.team = other.team.take();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::{self, Setting};
    use crate::harvest::{EvidenceKind, Harvest};
    use crate::inventory::{Inventory, Limits, SourceId, Terms};
    use crate::pseudonym::PseudonymKey;
    use crate::vendors::Pack;

    fn harvest(files: &[(u32, String)]) -> Harvest {
        let pack = Pack::built_in().pack.clone();
        let zone = jiff::tz::TimeZone::get("Europe/Paris").expect("a known zone");
        let terms =
            Terms { pack: pack.clone(), key: PseudonymKey::new(b"key"), zone, seed: 3, limits: Limits::default() };
        let mut inventory = Inventory::new(terms);
        let mut read = Vec::new();
        for (number, log) in files {
            let setting = Setting { around: jiff::civil::date(2026, 9, 1) };
            let mut reader = formats::recognise(log.as_bytes(), &setting).expect("a log");
            inventory.begin(SourceId(*number));
            reader.read(log.as_bytes(), 1, &mut inventory);
            read.push((SourceId(*number), format!("{number}.log"), "squid".to_owned()));
        }
        inventory.harvest(EvidenceKind::Proxy, &pack, &read)
    }

    fn log(day: u64, people: std::ops::Range<u64>) -> String {
        let host = |at: u64| {
            if at.is_multiple_of(2) { "wheel-of-luck.example.com".to_owned() } else { "api.hubspot.com".to_owned() }
        };
        let line = |at: u64| {
            let when = 1_786_000_000 + day * 86_400 + at;
            format!(
                "{when}.023 12 10.0.0.1 TCP_MISS/200 512 POST http://{}/x user{} HIER_DIRECT/1.2.3.4 text/html\n",
                host(at),
                at / 2
            )
        };
        (people.start * 2..people.end * 2).map(line).collect()
    }

    #[test]
    fn files_read_apart_and_added_are_files_read_together() {
        // Forty people, of whom each file shows some: more than are counted one by one, so the estimate must agree too.
        let logs = [(1, log(0, 0..20)), (2, log(1, 10..40)), (3, log(1, 5..8))];
        let together = harvest(&logs);
        let mut apart = harvest(&logs[..1]);
        apart.add(harvest(&logs[1..2]));
        apart.add(harvest(&logs[2..]));
        assert_eq!(apart, together);
        assert!(together.mentions.iter().any(|mention| mention.few.len() == 16 && mention.users > 16.0));
        assert!(together.mentions.iter().any(|mention| mention.habits.len() == 40 && mention.users == 40.0));
    }
}
