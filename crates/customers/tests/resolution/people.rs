//! People invented for these tests: households at one address, several records each, with the errors people make.

use customers::resolution::column::{Column, Columns};

pub const HEADERS: [&str; 7] = ["first_name", "last_name", "dob", "email", "phone", "address", "postcode"];

/// One record, told as in [`HEADERS`], and whose it is.
pub type Told = ([String; 7], u32);

/// Numbers that look drawn, the same every time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most.max(1)
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn word(&mut self, syllables: usize) -> String {
        let sounds = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "du", "fa", "gi", "jo", "lu", "pa"];
        (0..syllables).map(|_| sounds[self.below(sounds.len())]).collect()
    }

    fn mistype(&mut self, word: &str) -> String {
        let mut signs: Vec<char> = word.chars().collect();
        if signs.len() > 3 {
            let at = 1 + self.below(signs.len() - 2);
            match self.below(3) {
                0 => signs.swap(at, at - 1),
                1 => drop(signs.remove(at)),
                _ => signs[at] = if signs[at].is_ascii_digit() { '7' } else { 'x' },
            }
        }
        signs.into_iter().collect()
    }
}

/// Invents the records of so many households of one to three people.
pub fn people(households: usize, seed: u64) -> Vec<Told> {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let given: Vec<String> = (0..60).map(|_| chance.word(2)).collect();
    let family: Vec<String> = (0..300).map(|_| chance.word(3)).collect();
    let mut told = Vec::new();
    let mut person = 0;
    for _ in 0..households {
        let name = family[chance.below(300).min(chance.below(300))].clone();
        let street = chance.word(3);
        let address = format!("{} {street} street", 1 + chance.below(200));
        let postcode = format!("{:05}", 10_000 + chance.below(400));
        for _ in 0..1 + chance.below(3) {
            let first = given[chance.below(60).min(chance.below(60))].clone();
            let dob = format!("{}-{:02}-{:02}", 1940 + chance.below(65), 1 + chance.below(12), 1 + chance.below(28));
            let email = format!("{first}.{name}{}@mail.example", chance.below(1_000));
            let phone = format!("6{:08}", chance.below(100_000_000));
            for _ in 0..1 + chance.below(4) {
                let mut row = [&first, &name, &dob, &email, &phone, &address, &postcode].map(Clone::clone);
                for (at, value) in row.iter_mut().enumerate() {
                    if chance.one_in(12) {
                        *value = chance.mistype(value);
                    }
                    if chance.one_in([30, 30, 4, 4, 4, 8, 8][at]) {
                        value.clear();
                    }
                }
                told.push((row, person));
            }
            person += 1;
        }
    }
    told
}

/// The records as columns under these headers.
pub fn columns(told: &[Told], headers: &[&str; 7]) -> Vec<Column> {
    let mut columns = Columns::new(&headers.map(str::to_owned));
    told.iter().for_each(|(row, _)| columns.push(row.iter().map(String::as_str)));
    columns.into_columns()
}
