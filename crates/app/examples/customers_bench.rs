//! Says of people of the view that is kept that two of their records are two people, through the app, and takes it back;
//! prints how long that takes beside what the disk itself takes in the same run, and how long explaining takes.
//!
//! `cargo run --release -p app --example customers_bench -- STORE [N]`, on a copy of a store with a kept run.

#![allow(clippy::print_stdout)] // a bench prints

use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use app::{Actor, App, Clock, IdentityOrder, Order};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let store = arguments.next().ok_or("STORE")?;
    let count: usize = arguments.next().map_or(Ok(1_000), |count| count.parse())?;
    let app = App::open(Path::new(&store), Clock::Real)?;
    let view = app.customers()?.ok_or("no run is kept")?;
    let opened = view.now.opened;
    println!(
        "{} records, {} people; opened in {:.2} s, {:.0} MB",
        view.now.records,
        view.now.people,
        opened.seconds,
        opened.held_bytes.unwrap_or_default() as f64 / 1e6
    );
    let all = app.customers_by_size(2, 0, usize::MAX)?;
    let step = (all.len() / count).max(1);
    let mut pairs = Vec::new();
    let (mut person, mut pair) = (Vec::new(), Vec::new());
    for (id, _) in all.iter().step_by(step).take(count) {
        let began = Instant::now();
        let customer = app.customer(Actor::House, *id)?;
        person.push(began.elapsed());
        let (left, right) = (customer.records[0].id, customer.records[1].id);
        let began = Instant::now();
        app.customer_pair(Actor::House, left, right)?;
        pair.push(began.elapsed());
        pairs.push((left, right));
    }
    let (mut whole, mut disk) = (Vec::new(), Vec::new());
    let mut beside = File::create(Path::new(&store).join("beside"))?;
    let mut apart = 0;
    for (left, right) in &pairs {
        let began = Instant::now();
        beside.write_all(&[7; 4096])?;
        beside.sync_data()?;
        disk.push(began.elapsed());
        let began = Instant::now();
        let order = app.saying(*left, *right, false)?;
        app.submit(Actor::House, order)?;
        // Whoever looks next sees two people.
        app.record_called(&left.to_string())?;
        whole.push(began.elapsed());
        apart += usize::from(!app.customer_pair(Actor::House, *left, *right)?.is_one());
    }
    for (left, right) in &pairs {
        app.submit(Actor::House, Order::Identity(IdentityOrder::TakeBack { left: *left, right: *right }))?;
    }
    std::fs::remove_file(Path::new(&store).join("beside"))?;
    let after = app.customers()?.ok_or("no run is kept")?;
    println!(
        "{} said to be two people, {apart} are; taken back: the same people {}",
        pairs.len(),
        after.now.sizes == view.now.sizes
    );
    print_spread("  two again, durable and in the view", &mut whole);
    print_spread("  as many bytes written and synced beside", &mut disk);
    print_spread("  a person with their reasons, noted whom it is shown to", &mut person);
    print_spread("  a pair with its reasons, noted the same day", &mut pair);
    Ok(())
}

fn print_spread(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    if !times.is_empty() {
        println!("{what}: median {:.3} ms, p99 {:.3} ms, most {:.3} ms", at(0.5), at(0.99), at(1.0));
    }
}
