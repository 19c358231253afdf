//! Chance, from a seed: each part of the corpus draws from a stream of its own, so changing one leaves the others.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of draws.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of one part of the corpus.
    pub fn of(seed: u64, part: &str) -> Chance {
        let name = part
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        Chance(ChaCha8Rng::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ name))
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, share: f64) -> bool {
        self.0.random_bool(share.clamp(0.0, 1.0))
    }

    /// A number from `0..count`.
    pub fn below(&mut self, count: usize) -> usize {
        self.0.random_range(0..count.max(1))
    }

    /// A number from `from..=to`.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        self.0.random_range(from..=to)
    }

    /// A number from `0.0..1.0`.
    pub fn share(&mut self) -> f64 {
        self.0.random()
    }

    /// Bits that look like a hash, in hexadecimal.
    pub fn hex(&mut self) -> String {
        format!("{:08x}", self.0.next_u32())
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// The number of one of several, by weight.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut rest = self.share() * weights.iter().sum::<f64>();
        for (at, weight) in weights.iter().enumerate() {
            rest -= weight;
            if rest < 0.0 {
                return at;
            }
        }
        weights.len() - 1
    }

    /// A draw so that the n-th of `count` is about as frequent as 1 / n.
    pub fn early(&mut self, count: usize) -> usize {
        let drawn = ((count as f64).ln() * self.share()).exp() as usize;
        drawn.saturating_sub(1).min(count.saturating_sub(1))
    }

    /// A count of this mean, most often small: 0, 1, 2, ….
    pub fn few(&mut self, mean: f64) -> usize {
        let go_on = mean / (1.0 + mean);
        let mut count = 0;
        while count < 400 && self.happens(go_on) {
            count += 1;
        }
        count
    }

    /// About `middle`, sometimes far more: `middle · e^(spread · normal)`.
    pub fn about(&mut self, middle: f64, spread: f64) -> f64 {
        let normal = (0..12).map(|_| self.share()).sum::<f64>() - 6.0;
        middle * (spread * normal).exp()
    }

    /// Puts things in an order of chance.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            let other = self.below(at + 1);
            all.swap(at, other);
        }
    }

    /// Some of several, each at most once, in an order of chance.
    pub fn some<T: Clone>(&mut self, of: &[T], count: usize) -> Vec<T> {
        let mut all = of.to_vec();
        self.shuffle(&mut all);
        all.truncate(count);
        all
    }
}
