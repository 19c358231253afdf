//! Bytes nobody meant to write: counted, bounded, never fatal.

use discovery::formats;
use discovery::inventory::{Inventory, Limits, SourceId, Terms};
use discovery::left::Why;
use discovery::lines::LINE_MOST;
use proptest::prelude::*;

use crate::reading::{read, setting, terms};

const GOOD: &str = "1786001400.023 1 192.168.0.7 TCP_MISS/200 411 GET http://www.canva.com/ - X/1.2.3.4 -\n";

#[test]
fn zeros_before_a_line_and_letters_of_another_encoding_cost_nothing() {
    let mut log = vec![0; 5_000];
    log.extend_from_slice(GOOD.as_bytes());
    log.extend_from_slice(
        b"1786001400.023 1 192.168.0.7 TCP_MISS/200 411 GET http://www.canva.com/caf\xE9 Ren\xE9 X/1.2.3.4 -\r\n",
    );
    let (_, found) = read(&[&log]);
    assert_eq!(found.tallies[&SourceId(1)].told, 2);
}

#[test]
fn a_line_of_a_megabyte_is_left_and_the_next_one_read() {
    let mut log = GOOD.repeat(3).into_bytes();
    log.extend(std::iter::repeat_n(b'x', 1 << 20));
    log.extend_from_slice(format!("\n{GOOD}").as_bytes());
    let (_, found) = read(&[&log]);
    let tally = &found.tallies[&SourceId(1)];
    assert_eq!((tally.told, tally.left.count(), tally.left.0[&Why::Long].first[0].0), (4, 1, 4));
    assert!(tally.left.0[&Why::Long].first[0].1.len() < LINE_MOST / 1_000);
}

#[test]
fn a_json_record_with_a_broken_letter_is_read() {
    let log =
        b"{\"ts\":1786001400,\"user\":\"Ren\xE9\",\"url\":\"https://www.canva.com/\"}\n{\"ts\":1786001400,\"url\":\n";
    let (_, found) = read(&[&[&log[..], b"{\"ts\":1786001400,\"url\":\"https://www.canva.com/\"}\n"].concat()]);
    let tally = &found.tallies[&SourceId(1)];
    assert_eq!((tally.told, tally.left.count()), (2, 1));
}

#[test]
fn a_clock_that_jumps_loses_only_what_no_calendar_holds() {
    let at = |second: i64| format!("{second}.0 1 10.0.0.1 TCP_MISS/200 1 GET http://www.canva.com/ - X/1 -\n");
    let log = [at(1_786_001_400), at(0), at(1_700_000_000), at(99_999_999_999), at(1_786_001_401)].concat();
    let (_, found) = read(&[log.as_bytes()]);
    let tally = &found.tallies[&SourceId(1)];
    assert_eq!((tally.told, tally.left.0[&Why::Clock].count), (3, 2));
    assert_eq!(found.uses.len(), 2);
}

#[test]
fn beyond_the_limits_lines_are_counted_and_memory_is_not_taken() {
    let limits = Limits { cells: 2, unknown: 2, waiting: 2 };
    let mut inventory = Inventory::new(Terms { limits, ..terms() });
    let line = |n: u32, host: &str| format!("1786001400.0 1 10.0.0.{n} TCP_MISS/200 1 GET http://{host}/ - X/1 -\n");
    let known: String = (0..5).map(|n| line(n, "www.canva.com")).collect();
    let unknown: String = (0..5).map(|n| line(1, &format!("example-{n}.fr"))).collect();
    let log = format!("{known}{unknown}");
    let Ok(mut reader) = formats::recognise(log.as_bytes(), &setting()) else { panic!("the format is known") };
    inventory.begin(SourceId(1));
    reader.read(log.as_bytes(), 1, &mut inventory);
    let found = inventory.found();
    assert_eq!((found.uses.len(), found.unknown.len()), (2, 2));
    assert_eq!(found.tallies[&SourceId(1)].left.0[&Why::Beyond].count, 6);
}

#[test]
fn what_is_no_log_is_answered_with_the_way_out() {
    for bytes in
        [&b"\x89PNG\r\n\x1a\n"[..], b"", b"\xFF\xFEa\0b\0", b"name;amount\nx;3\n", b"{\"a\":1}", b"Dear all,\nplease\n"]
    {
        let Err(said) = formats::recognise(bytes, &setting()) else { panic!("{}", String::from_utf8_lossy(bytes)) };
        assert!(!said.way_out.fr.is_empty() && !said.way_out.en.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_a_reader_panic_and_every_line_is_accounted_for(
        start in 0_usize..9,
        noise in proptest::collection::vec(prop_oneof![
            Just("\n".to_owned()), Just("|".to_owned()), Just("=".to_owned()), Just("[".to_owned()), Just("\"".to_owned()),
            Just("\\".to_owned()), Just("#Fields: a b".to_owned()), Just(" ".to_owned()), Just("\0".to_owned()),
            Just("{\"ts\":[{".to_owned()), Just("CEF:0|".to_owned()), Just("://".to_owned()), "[ -~]{0,12}", "\\PC{0,4}",
        ], 0..60),
    ) {
        const STARTS: [&str; 9] = [
            GOOD,
            "192.168.0.7 - - [06/Aug/2026:09:30:00 +0200] \"GET /a HTTP/1.1\" 200 1\n",
            "#Fields: date time c-ip cs-host\n",
            "CEF:0|V|P|1|1|n|3|rt=1786001400000 src=1.1.1.1 dhost=a.fr\n",
            "LEEF:1.0|V|P|1|get|devTime=1786001400\tsrc=1.1.1.1\n",
            "{\"ts\":1786001400,\"url\":\"https://www.canva.com/\"}\n",
            "#separator \\x09\n#path\tdns\n#fields\tts\tquery\n",
            "Aug  6 09:30:00 dnsmasq[812]: query[A] www.canva.com from 192.168.0.7\n",
            "[1786001400] unbound[411:0] info: 192.168.0.7 www.canva.com. A IN\n",
        ];
        let Ok(mut reader) = formats::recognise(STARTS[start].as_bytes(), &setting()) else { panic!("{}", STARTS[start]) };
        let mut inventory = Inventory::new(terms());
        inventory.begin(SourceId(1));
        let log = noise.concat();
        reader.read(log.as_bytes(), 1, &mut inventory);
        let found = inventory.found();
        let lines = log.split('\n').count() as u64;
        let read = found.tallies.values().map(|tally| tally.read()).sum::<u64>();
        prop_assert!(read <= lines);
    }
}
