//! What the lines of each format say.

use discovery::formats::Format;
use discovery::inventory::{SourceId, Spot};
use discovery::left::Why;

use crate::reading::{read, told};

const PEOPLE: &[&str] = &["anna", "192.168.0.7", "bert", "-"];

#[track_caller]
fn says(format: Format, log: &str, expect: &[&str]) {
    let (formats, found) = read(&[log.as_bytes()]);
    assert_eq!(formats, [format]);
    assert_eq!(told(&found, PEOPLE), expect);
    for tally in found.tallies.values() {
        assert_eq!(tally.left.count(), 0, "{:?}", tally.left);
        assert_eq!(tally.read(), tally.understood());
    }
}

#[test]
fn squids_own_lines_say_who_fetched_what_and_what_came_down() {
    says(
        Format::Squid,
        "1786001400.023    180 192.168.0.7 TCP_MISS/200 411 GET http://app.hubspot.com/x - HIER_DIRECT/1.2.3.4 text/html\n\
         1786001401.023     -1 192.168.0.7 TCP_TUNNEL/200 5000 CONNECT App.HubSpot.com:443 anna HIER_DIRECT/1.2.3.4 -\n\
         1786001402.023  12180 192.168.0.7 TCP_MISS/200 77 POST http://app.hubspot.com/login?next=/ anna HIER_DIRECT/1.2.3.4 -\n\
         1786001403.023      0 192.168.0.7 NONE/400 3999 NONE error:invalid-request - HIER_NONE/- text/html\n\
         1786001404.000      0 192.168.0.7 TCP_MISS/200 9 GET http://192.0.2.7/x - HIER_NONE/- -\n",
        &[
            "HubSpot 192.168.0.7 2026-08-06 seen 1 up 0/0 down 411 tunnels 0 sends 0 sign-ins 0 lookups 0 referred 0",
            "HubSpot anna 2026-08-06 seen 2 up 0/0 down 5077 tunnels 1 sends 0 sign-ins 1 lookups 0 referred 0",
        ],
    );
}

#[test]
fn a_proxys_combined_lines_speak_of_tools_and_a_web_servers_do_not() {
    says(
        Format::Combined,
        "192.168.0.7 - anna [06/Aug/2026:09:30:00 +0200] \"CONNECT www.canva.com:443 HTTP/1.1\" 200 4321 TCP_TUNNEL:HIER_DIRECT\n\
         192.168.0.7 - - [06/Aug/2026:09:30:00 +0200] \"GET http://www.canva.com/a\\\"b HTTP/1.1\" 200 79 \"http://news.example.com/\" \"Mozilla/5.0 (X)\"\n\
         203.0.113.9 - - [06/Aug/2026:09:30:01 +0200] \"GET /index.html HTTP/1.1\" 200 512 \"-\" \"Mozilla\"\n",
        &[
            "Canva 192.168.0.7 2026-08-06 seen 1 up 0/0 down 79 tunnels 0 sends 0 sign-ins 0 lookups 0 referred 1",
            "Canva anna 2026-08-06 seen 1 up 0/0 down 4321 tunnels 1 sends 0 sign-ins 0 lookups 0 referred 0",
        ],
    );
}

#[test]
fn w3c_columns_are_found_by_name_and_may_be_named_anew() {
    says(
        Format::W3c,
        "#Software: a proxy\n#Fields: date time c-ip cs-username cs-method cs-host cs-uri-path cs(User-Agent) cs-bytes sc-bytes\n\
         2026-08-05 22:30:00 192.168.0.7 anna POST app.canva.com /upload \"Mozilla/5.0 (Windows NT)\" 14000000 300\n\
         #Fields: time date cs-bytes sc-bytes cs-uri c-ip\n\
         22:31:00 2026-08-05 10 20 https://www.canva.com/x 192.168.0.7\n",
        &[
            "Canva 192.168.0.7 2026-08-06 seen 1 up 10/1 down 20 tunnels 0 sends 0 sign-ins 0 lookups 0 referred 0",
            "Canva anna 2026-08-06 seen 1 up 14000000/1 down 300 tunnels 0 sends 1 sign-ins 0 lookups 0 referred 0",
        ],
    );
}

#[test]
fn cef_pairs_are_read_though_values_hold_spaces_and_equals_signs() {
    says(
        Format::Cef,
        "Aug  6 09:30:00 gw CEF:0|Vendor|Web \\| Proxy|1|100|Allowed|3|rt=Aug 06 2026 09:30:00 src=192.168.0.7 suser=HOUSE\\\\anna \
         request=https://app.canva.com/x?a=b&c=d requestMethod=POST in=200 out=5000 msg=all is well\n\
         CEF:0|Vendor|Proxy|1|100|Allowed|3|rt=1786001400000 src=192.168.0.7 dhost=www.canva.com in=7\n\
         CEF:0|Vendor|Proxy|1|100|Login|3|rt=1786001400000 src=192.168.0.7 msg=no host here\n",
        &[
            "Canva 192.168.0.7 2026-08-06 seen 1 up 0/0 down 7 tunnels 0 sends 0 sign-ins 0 lookups 0 referred 0",
            "Canva anna 2026-08-06 seen 1 up 5000/1 down 200 tunnels 0 sends 1 sign-ins 0 lookups 0 referred 0",
        ],
    );
}

#[test]
fn leef_pairs_are_read_with_whatever_separates_them() {
    says(
        Format::Leef,
        "LEEF:1.0|V|P|1|get|devTime=Aug 06 2026 09:30:00\tsrc=192.168.0.7\tusrName=anna\turl=https://www.canva.com/a\tsrcBytes=9\tdstBytes=90\n\
         LEEF:2.0|V|P|1|get|^|devTime=1786001400^src=192.168.0.7^url=https://www.canva.com/a^dstBytes=1\n\
         <13>Aug  6 09:30:00 gw LEEF:2.0|V|P|1|get|x7C|src=192.168.0.7|dstHost=www.canva.com|dstBytes=2\n",
        &[
            "Canva 192.168.0.7 2026-08-06 seen 2 up 0/0 down 3 tunnels 0 sends 0 sign-ins 0 lookups 0 referred 0",
            "Canva anna 2026-08-06 seen 1 up 9/1 down 90 tunnels 0 sends 0 sign-ins 0 lookups 0 referred 0",
        ],
    );
}

#[test]
fn json_lines_are_read_by_the_keys_in_common_use() {
    says(
        Format::JsonLines,
        "{\"@timestamp\":\"2026-08-06T09:30:00+02:00\",\"source\":{\"ip\":\"192.168.0.7\",\"bytes\":12},\"user\":{\"name\":\"anna\"},\"url\":{\"domain\":\"www.canva.com\",\"full\":\"https://www.canva.com/x\"},\"http\":{\"request\":{\"method\":\"PUT\"},\"response\":{\"bytes\":5}},\"host\":{\"name\":\"gateway\"}}\n\
         {\"timestamp\":\"2026-08-06T09:30:00.000000+0200\",\"event_type\":\"tls\",\"src_ip\":\"192.168.0.7\",\"tls\":{\"sni\":\"www.canva.com\"}}\n\
         {\"timestamp\":\"2026-08-06T09:30:00.000000+0200\",\"event_type\":\"dns\",\"src_ip\":\"192.168.0.7\",\"dns\":{\"type\":\"query\",\"rrname\":\"www.canva.com\"}}\n\
         {\"timestamp\":\"2026-08-06T09:30:00.000000+0200\",\"event_type\":\"stats\",\"uptime\":3}\n\
         {\"time_local\":\"06/Aug/2026:09:30:00 +0200\",\"remote_addr\":\"192.168.0.7\",\"request_uri\":\"/own/page\",\"request_method\":\"GET\"}\n",
        &[
            "Canva 192.168.0.7 2026-08-06 seen 2 up 0/0 down 0 tunnels 1 sends 0 sign-ins 0 lookups 1 referred 0",
            "Canva anna 2026-08-06 seen 1 up 12/1 down 5 tunnels 0 sends 1 sign-ins 0 lookups 0 referred 0",
        ],
    );
}

const CONN: &str = "#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\torig_bytes\tresp_bytes\n\
    1786001400.1\tC1\t192.168.0.7\t14000000\t2000\n1786001400.2\tC9\t192.168.0.7\t-\t-\n#close\t2026\n";
const SSL: &str = "#separator \\x09\n#path\tssl\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tserver_name\n#types\ttime\tstring\taddr\tport\tstring\n\
    1786001400.1\tC1\t192.168.0.7\t50000\twww.canva.com\n1786001400.1\tC2\t192.168.0.7\t50001\t-\n";

#[test]
fn zeeks_bytes_join_the_names_in_whichever_order_the_files_come() {
    let expect = [
        "Canva 192.168.0.7 2026-08-06 seen 1 up 14000000/1 down 2000 tunnels 1 sends 0 sign-ins 0 lookups 0 referred 0",
    ];
    for files in [[CONN, SSL], [SSL, CONN]] {
        let (formats, found) = read(&[files[0].as_bytes(), files[1].as_bytes()]);
        assert_eq!(formats, [Format::Zeek, Format::Zeek]);
        assert_eq!(told(&found, PEOPLE), expect);
    }
}

#[test]
fn zeek_in_json_joins_alike() {
    let ssl = "{\"ts\":1786001400.1,\"uid\":\"C1\",\"id.orig_h\":\"192.168.0.7\",\"server_name\":\"www.canva.com\"}\n";
    let conn = "{\"ts\":1786001400.1,\"uid\":\"C1\",\"id.orig_h\":\"192.168.0.7\",\"orig_bytes\":5,\"resp_bytes\":6}\n";
    let (formats, found) = read(&[ssl.as_bytes(), conn.as_bytes()]);
    assert_eq!(formats, [Format::JsonLines, Format::JsonLines]);
    assert_eq!(
        told(&found, PEOPLE),
        ["Canva 192.168.0.7 2026-08-06 seen 1 up 5/1 down 6 tunnels 1 sends 0 sign-ins 0 lookups 0 referred 0"]
    );
}

#[test]
fn dns_logs_tell_questions_and_not_their_answers() {
    let expect =
        ["Canva 192.168.0.7 2026-08-06 seen 1 up 0/0 down 0 tunnels 0 sends 0 sign-ins 0 lookups 1 referred 0"];
    says(
        Format::Dnsmasq,
        "Aug  6 09:30:00 dnsmasq[812]: query[A] www.canva.com from 192.168.0.7\n\
         Aug  6 09:30:00 dnsmasq[812]: forwarded www.canva.com to 9.9.9.9\n\
         Aug  6 09:30:00 dnsmasq[812]: reply www.canva.com is 104.16.1.1\n\
         Aug  6 09:30:00 dnsmasq[812]: cached www.canva.com is 104.16.1.1\n\
         Aug  6 09:30:00 dnsmasq[812]: query[PTR] 7.0.168.192.in-addr.arpa from 192.168.0.7\n",
        &expect,
    );
    says(
        Format::Unbound,
        "[1786001400] unbound[411:0] info: 192.168.0.7 www.canva.com. A IN\n\
         [1786001400] unbound[411:0] info: 192.168.0.7 www.canva.com. A IN NOERROR 0.000000 1 60\n\
         [1786001400] unbound[411:0] notice: init module 0: validator\n",
        &expect,
    );
    says(
        Format::AdGuard,
        "{\"T\":\"2026-08-06T09:30:00.123456789+02:00\",\"QH\":\"www.canva.com\",\"QT\":\"A\",\"QC\":\"IN\",\"CP\":\"\",\"IP\":\"192.168.0.7\",\"Result\":{},\"Elapsed\":1}\n",
        &expect,
    );
}

#[test]
fn an_unknown_name_is_queued_with_what_is_known_of_it() {
    let line = |user: &str, host: &str, day: u32| {
        format!(
            "17{:08}.000 1 10.0.0.1 TCP_TUNNEL/200 10 CONNECT {host}:443 {user} X/1.2.3.4 -\n",
            86_001_400 + day * 86_400
        )
    };
    let log = [
        line("anna", "app.roue-a-bons.example-wheel.fr", 0),
        line("bert", "login.example-wheel.fr", 1),
        line("bert", "x.shop.github.io", 1),
        line("bert", "printer.internal", 1),
    ];
    let (_, found) = read(&[log.concat().as_bytes()]);
    let wheel = found.unknown.iter().find(|one| one.domain == "example-wheel.fr").expect("it is queued");
    assert_eq!((wheel.users, wheel.days.len(), wheel.seen.seen, wheel.seen.sign_ins), (2.0, 2, 2, 1));
    assert_eq!(
        wheel.hosts.iter().map(|host| &**host).collect::<Vec<_>>(),
        ["app.roue-a-bons.example-wheel.fr", "login.example-wheel.fr"]
    );
    let spot = Spot { first: 1, last: 2, lines: 2 };
    assert_eq!(wheel.spots, [(SourceId(1), spot)]);
    let tenant = found.unknown.iter().find(|one| one.domain == "shop.github.io").expect("it is queued");
    assert_eq!(tenant.landlord.as_deref(), Some("github.io"));
    assert_eq!(found.unknown.len(), 2);
    assert_eq!(found.tallies[&SourceId(1)].silent, 1);
}

#[test]
fn what_is_not_understood_is_counted_by_reason_and_shown() {
    let good = "1786001400.023 1 192.168.0.7 TCP_MISS/200 411 GET http://www.canva.com/ - X/1.2.3.4 -\n";
    let log = format!(
        "{good}{good}{good}{good}{good}garbage\n\
         99.000 1 192.168.0.7 TCP_MISS/200 411 GET http://www.canva.com/ - X/1.2.3.4 -\n\
         1786001400.023 1 192.168.0.7 TCP_MISS/200 411 GET http://a..b/ - X/1.2.3.4 -\n\
         soon 1 192.168.0.7 TCP_MISS/200 411 GET http://www.canva.com/ - X/1.2.3.4 -\n"
    );
    let (_, found) = read(&[log.as_bytes()]);
    let tally = &found.tallies[&SourceId(1)];
    assert_eq!((tally.read(), tally.understood(), tally.left.count()), (9, 5, 4));
    let whys: Vec<(Why, u64)> = tally.left.0.iter().map(|(why, kept)| (*why, kept.first[0].0)).collect();
    assert_eq!(whys, [(Why::Fields, 6), (Why::Time, 9), (Why::Clock, 7), (Why::Host, 8)]);
    assert_eq!(tally.left.0[&Why::Fields].first[0].1, "garbage");
}

#[test]
fn no_name_of_a_person_is_in_what_is_found() {
    let line = |host: &str| format!("1786001400.0 1 10.4.5.6 TCP_TUNNEL/200 10 CONNECT {host}:443 valmorin X/1 -\n");
    let (_, found) = read(&[[line("www.canva.com"), line("example-wheel.fr")].concat().as_bytes()]);
    assert_eq!((found.uses.len(), found.unknown.len()), (1, 1));
    let all = format!("{found:?}");
    assert!(!all.contains("valmorin") && !all.contains("10.4.5.6"), "{all}");
}
