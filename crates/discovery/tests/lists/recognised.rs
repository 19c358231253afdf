//! A list is told from a log, and from neither, by its content alone.

use discovery::lists::{self, List, Looks};

use crate::mangled::whole;
use crate::reading::setting;

#[test]
fn every_list_is_recognised_by_its_first_bytes() {
    for (list, bytes) in whole() {
        assert_eq!(lists::recognise(&bytes), Some(Looks::Like(list)), "{}", String::from_utf8_lossy(&bytes));
        let marked = [b"\xEF\xBB\xBF", &bytes[..]].concat();
        assert_eq!(lists::recognise(&marked), Some(Looks::Like(list)), "with a mark of UTF-8");
    }
    assert_eq!(lists::recognise(b"PK\x03\x04"), Some(Looks::Workbook));
}

#[test]
fn a_log_is_no_list_and_a_list_is_no_log() {
    for log in [
        "1786001400.023 1 192.168.0.7 TCP_MISS/200 411 GET http://www.canva.com/ - X/1.2.3.4 -\n",
        "192.168.0.7 - anna [06/Aug/2026:09:30:00 +0200] \"CONNECT www.canva.com:443 HTTP/1.1\" 200 4321 TCP_TUNNEL:HIER_DIRECT\n",
        "#Software: a proxy\n#Fields: date time c-ip cs-username cs-method cs-host\n2026-08-05 22:30:00 192.168.0.7 anna POST app.canva.com\n",
        "CEF:0|V|P|1|1|n|3|rt=1786001400000 src=1.1.1.1 dhost=a.fr\n",
        "LEEF:1.0|V|P|1|get|devTime=1786001400\tsrc=1.1.1.1\turl=https://a.fr\n",
        "{\"ts\":1786001400,\"user\":\"anna\",\"url\":\"https://www.canva.com/\"}\n",
        "{\"T\":\"2026-08-06T09:30:00.123456789+02:00\",\"QH\":\"www.canva.com\",\"QT\":\"A\",\"IP\":\"192.168.0.7\"}\n",
        "#separator \\x09\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tquery\n1786001400.1\tC1\t192.168.0.7\twww.canva.com\n",
        "Aug  6 09:30:00 dnsmasq[812]: query[A] www.canva.com from 192.168.0.7\n",
        "[1786001400] unbound[411:0] info: 192.168.0.7 www.canva.com. A IN\n",
    ] {
        assert_eq!(lists::recognise(log.repeat(30).as_bytes()), None, "{log}");
    }
}

#[test]
fn what_is_neither_is_answered_with_the_way_out() {
    for bytes in [
        &b"\x89PNG\r\n\x1a\n"[..],
        b"",
        b"PK\x03\x04not a workbook",
        b"Dear all,\nplease find the list, as promised; it is long\nand, well, dull\n",
        b"{\"a\":1}",
        b"name;colour\nx;red\ny;blue\n",
        b"<html><body>feedback</body></html>",
    ] {
        let Err(no) = lists::read("file", bytes, &setting()) else { panic!("{}", String::from_utf8_lossy(bytes)) };
        assert!(!no.reason.fr.is_empty() && !no.way_out.en.is_empty());
    }
    let large = vec![b' '; lists::BYTES_MOST + 1];
    assert!(lists::read("file", &large, &setting()).is_err_and(|no| no.reason.en.contains("64 MiB")));
}

#[test]
fn every_list_has_its_word_and_its_kind() {
    let mut words: Vec<&str> = whole().iter().map(|(list, _)| list.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')), "{words:?}");
    assert_eq!(List::Okta.word(), List::OktaTable.word());
}

#[test]
fn reading_twice_gives_the_same() {
    for (_, bytes) in whole() {
        let read = || lists::read("file", &bytes, &setting());
        assert_eq!(read(), read());
    }
}
