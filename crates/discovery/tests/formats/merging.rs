//! Several hands, several files, any pieces: the same result.

use discovery::formats;
use discovery::harvest::{EvidenceKind, Named};
use discovery::inventory::{FEW_SPOTS, Inventory, SourceId};
use discovery::lines::Cutter;
use discovery::vendors::Pack;
use proptest::prelude::*;

use crate::reading::{read_in, setting, terms};

/// A log of so many lines over a few people, hosts and days.
fn log(lines: &[(u8, u8, u8, u16)]) -> String {
    const HOSTS: [&str; 8] = [
        "www.canva.com",
        "app.hubspot.com",
        "a.example-one.fr",
        "b.example-one.fr",
        "c.example-one.fr",
        "d.example-one.fr",
        "e.example-one.fr",
        "login.example-two.de",
    ];
    let line = |(user, host, day, bytes): &(u8, u8, u8, u16)| {
        let second = 1_786_001_400 + u64::from(*day) * 86_400;
        let host = HOSTS[usize::from(*host) % HOSTS.len()];
        format!("{second}.1 1 10.0.0.1 TCP_TUNNEL/200 {bytes} CONNECT {host}:443 user{user} X/1 -\n")
    };
    lines.iter().map(line).collect()
}

/// Reads a log with several hands, each block given to the hand its turn says.
fn by_hands(log: &[u8], hands: usize, turns: &[usize], piece: usize) -> Inventory {
    let Ok(mut reader) = formats::recognise(log, &setting()) else { panic!("the format is known") };
    let mut all: Vec<Inventory> = (0..hands).map(|_| Inventory::new(terms())).collect();
    all.iter_mut().for_each(|hand| hand.begin(SourceId(1)));
    let (mut cutter, mut block) = (Cutter::default(), Vec::new());
    for (at, bytes) in log.chunks(piece).enumerate() {
        cutter.begin(&mut block);
        block.extend_from_slice(bytes);
        let first = cutter.cut(&mut block);
        let mut mine = reader.clone();
        reader.follow(&block);
        mine.read(&block, first, &mut all[turns[at % turns.len()] % hands]);
    }
    let first = cutter.end(&mut block);
    reader.read(&block, first, &mut all[0]);
    let mut whole = all.pop().expect("one hand at least");
    all.into_iter().for_each(|other| whole.merge(other));
    whole
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_result_does_not_depend_on_who_read_what(
        lines in proptest::collection::vec((0_u8..40, any::<u8>(), 0_u8..90, any::<u16>()), 1..300),
        turns in proptest::collection::vec(0_usize..3, 1..9),
        piece in 40_usize..2_000,
    ) {
        let log = log(&lines);
        let (_, alone) = read_in(1 << 16, &[log.as_bytes()]);
        let files = [(SourceId(1), "access.log".to_owned(), "squid".to_owned())];
        let (kind, pack) = (EvidenceKind::Proxy, &Pack::built_in().pack);
        let found = by_hands(log.as_bytes(), 3, &turns, piece).found();
        prop_assert_eq!(by_hands(log.as_bytes(), 2, &turns, piece).harvest(kind, pack, &files), found.clone().harvest(kind, pack, &files));
        prop_assert_eq!(alone.found(), found);
    }
}

#[test]
fn columns_named_in_one_block_serve_the_hands_that_read_the_next() {
    let mut log = String::from("#Fields: date time c-ip cs-host sc-bytes\n");
    for n in 0..50 {
        log += &format!("2026-08-06 09:{n:02}:00 10.0.0.1 www.canva.com {n}\n");
        if n == 25 {
            log += "#Fields: date time sc-bytes c-ip cs-host\n";
        }
        if n >= 25 {
            log += &format!("2026-08-06 09:{n:02}:30 {n} 10.0.0.1 www.canva.com\n");
        }
    }
    // After the second header the lines of the first kind have no host where one should be.
    let (_, alone) = read_in(1 << 16, &[log.as_bytes()]);
    assert_eq!(alone.found(), by_hands(log.as_bytes(), 2, &[0, 1], 300).found());
}

#[test]
fn where_an_unknown_name_stands_is_kept_for_the_first_files_whichever_hand_read_them() {
    let line = |host: &str| format!("1786001400.1 1 10.0.0.1 TCP_TUNNEL/200 9 CONNECT {host}:443 anna X/1 -\n");
    let (other, name) = (line("www.canva.com"), line("www.example-one.fr"));
    let read = |sources: &[u32]| {
        let mut inventory = Inventory::new(terms());
        for source in sources {
            inventory.begin(SourceId(*source));
            // The later the file, the later the name in it; a name stands 300 times, more than a compact cell counts.
            let log = format!("{}{}{other}", other.repeat(*source as usize), name.repeat(300));
            let Ok(mut reader) = formats::recognise(log.as_bytes(), &setting()) else { panic!("the format is known") };
            reader.read(log.as_bytes(), 1, &mut inventory);
        }
        inventory
    };
    let mut apart = read(&[12, 3, 4, 11, 1, 10]);
    apart.merge(read(&[2, 9, 5, 8, 6, 7]));
    let found = apart.found();
    assert_eq!(found, read(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).found());
    let spots = &found.unknown[0].spots;
    assert_eq!(
        spots.iter().map(|(source, _)| source.0).collect::<Vec<_>>(),
        (1..=FEW_SPOTS as u32).collect::<Vec<_>>()
    );
    for (source, spot) in spots {
        assert_eq!((spot.first, spot.last, spot.lines), (u64::from(source.0) + 1, u64::from(source.0) + 300, 300));
    }
    let files: Vec<_> = (1..=12).map(|n| (SourceId(n), format!("{n}.log"), "squid".to_owned())).collect();
    let harvest = found.harvest(EvidenceKind::Proxy, &Pack::built_in().pack, &files);
    let mention = harvest.mentions.iter().find(|one| one.named == Named::Domain("example-one.fr".to_owned()));
    let spots = &mention.expect("it is mentioned").spots;
    assert_eq!((spots.len(), spots[2].file, spots[2].first, spots[2].lines), (FEW_SPOTS, 2, 4, 300));
}
