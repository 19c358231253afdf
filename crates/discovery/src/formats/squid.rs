//! Squid's own access log: `time.ms elapsed client code/status bytes method URL user hierarchy/peer type`.

use super::{Blocks, Head, PlainLines, Setting, Told};
use crate::host;
use crate::left::Why;
use crate::sighting::{Act, Sighting, When};
use crate::{signs, time};

/// Reads Squid's native lines. They know what came down, never what went up.
#[derive(Clone)]
struct Squid;

pub(super) fn begin(head: &Head<'_>, _: &Setting) -> Option<Box<dyn Blocks>> {
    head.begin_plain(Squid)
}

/// What is needed of a line.
struct Fields<'a> {
    when: When,
    client: &'a [u8],
    down: u64,
    method: &'a [u8],
    address: &'a [u8],
    /// Within the address; nothing where none was found quickly.
    host: Option<&'a [u8]>,
    user: &'a [u8],
}

/// How many digits the seconds of a time have, from 2001 to 2286.
const SECONDS: usize = 10;

/// Takes the fields of a line as Squid writes nearly all of them, many bytes at once; nothing for any other, which
/// [`with_care`] reads.
#[inline(always)]
fn quickly(line: &[u8]) -> Option<Fields<'_>> {
    // From the fraction of the second to the address, which begins within 64 bytes from there.
    let window = line.get(SECONDS..)?.first_chunk::<64>()?;
    let spaces = signs::in_64(window, b' ');
    let (mut ends, mut starts) = (spaces & !(spaces << 1), spaces << 1 & !spaces);
    let next = |bits: &mut u64| {
        let at = SECONDS + bits.trailing_zeros() as usize;
        *bits &= bits.wrapping_sub(1);
        at
    };
    let seconds = signs::eight_digits(line, 0, 8)? * 100 + signs::eight_digits(line, 8, SECONDS)?;
    if window[0] != b'.' || starts.count_ones() < 6 {
        return None;
    }
    let _stamp = next(&mut ends);
    let elapsed = (next(&mut starts), next(&mut ends));
    let client = (next(&mut starts), next(&mut ends));
    let code = (next(&mut starts), next(&mut ends));
    let bytes = (next(&mut starts), next(&mut ends));
    let method = (next(&mut starts), next(&mut ends));
    let address = next(&mut starts);
    signs::eight_digits(line, elapsed.0, elapsed.1)?;
    let down = signs::eight_digits(line, bytes.0, bytes.1)?;
    let slashes = signs::in_64(window, b'/') >> (code.0 - SECONDS);
    if slashes.trailing_zeros() as usize >= code.1 - code.0 {
        return None;
    }
    let rest = line.get(address..)?;
    let from = address + if rest.starts_with(b"http://") { 7 } else { 0 };
    let window = line.get(from..)?.first_chunk::<32>()?;
    let (spaces, colons) = (signs::in_32(window, b' '), signs::in_32(window, b':'));
    let stops = signs::any_in_32(window, [b'/', b'?', b'#', b'\\']) | spaces;
    let end = if spaces != 0 { from + spaces.trailing_zeros() as usize } else { signs::first(line, b' ', from + 32) };
    let user = (end + 1, signs::first(line, b' ', end + 1));
    // Before a host there may stand a name and a password, and it may be digits in brackets, or end farther away: seldom.
    let authority = stops ^ stops.wrapping_sub(1);
    let plain =
        stops != 0 && signs::in_32(window, b'@') & authority == 0 && window[0] != b'[' && !is_scheme(window, colons);
    let host =
        plain.then(|| &line[from..from + (stops | colons).trailing_zeros() as usize]).filter(|host| !host.is_empty());
    Some(Fields {
        when: When::Instant(seconds as i64),
        client: &line[client.0..client.1],
        down,
        method: &line[method.0..method.1],
        address: &line[address..end],
        host,
        user: line.get(user.0..user.1).filter(|user| !user.is_empty())?,
    })
}

/// Whether the first colon is followed by two slashes.
#[inline(always)]
fn is_scheme(window: &[u8; 32], colons: u32) -> bool {
    window.get(colons.trailing_zeros() as usize + 1..).is_some_and(|rest| rest.starts_with(b"//"))
}

/// Takes the next field, and whatever spaces stand before it: the elapsed time is padded.
fn field<'a>(line: &'a [u8], at: &mut usize) -> &'a [u8] {
    let mut rest = line.get(*at..).unwrap_or_default();
    while let [b' ', after @ ..] = rest {
        rest = after;
    }
    let start = line.len() - rest.len();
    let len = memchr::memchr(b' ', rest).unwrap_or(rest.len());
    *at = start + len;
    &rest[..len]
}

/// Takes the fields of any line, or says what is wrong with it.
#[cold]
fn with_care(line: &[u8]) -> Result<Fields<'_>, Told<'_>> {
    let mut at = 0;
    let stamp = field(line, &mut at);
    if stamp.is_empty() {
        return Err(Told::Aside);
    }
    let elapsed = field(line, &mut at);
    let client = field(line, &mut at);
    let code = field(line, &mut at);
    let bytes = field(line, &mut at);
    let method = field(line, &mut at);
    let address = field(line, &mut at);
    let user = field(line, &mut at);
    if user.is_empty() || !code.contains(&b'/') {
        return Err(Told::Left(Why::Fields));
    }
    let when = time::epoch(stamp).ok_or(Told::Left(Why::Time))?;
    let sane = elapsed.strip_prefix(b"-").unwrap_or(elapsed);
    let (Some(down), Some(_)) = (time::count(bytes), time::digits(sane)) else {
        return Err(Told::Left(Why::Fields));
    };
    Ok(Fields { when, client, down, method, address, host: None, user })
}

impl PlainLines for Squid {
    #[inline(always)]
    fn line<'a>(&self, line: &'a [u8]) -> Told<'a> {
        let fields = match quickly(line) {
            Some(fields) => fields,
            None => match with_care(line) {
                Ok(fields) => fields,
                Err(told) => return told,
            },
        };
        let Fields { when, client, down, method, address, host, user } = fields;
        // Squid's own troubles: a request it could not read has no address.
        if is_trouble(address) {
            return Told::Silent;
        }
        let Some(host) = host.or_else(|| host::of_url(address)) else { return Told::Left(Why::Host) };
        let user = if user == b"-" { client } else { user };
        let mut seen = Sighting::new(when, user, host, Act::of_request(method, address));
        seen.down = Some(down);
        Told::Seen(seen)
    }
}

#[inline(always)]
fn is_trouble(address: &[u8]) -> bool {
    matches!(address.first(), Some(b'e' | b'c' | b'N'))
        && (address.starts_with(b"error:") || address.starts_with(b"cache_object:") || address == b"NONE")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn reads_alike(line: &[u8]) {
        let Some(quick) = quickly(line) else { return };
        let Ok(slow) = with_care(line) else { panic!("{} is no line", String::from_utf8_lossy(line)) };
        let of = |it: Fields<'_>| {
            let host = it.host.or_else(|| host::of_url(it.address)).map(<[u8]>::to_vec);
            (it.when, it.client.to_vec(), it.down, it.method.to_vec(), it.address.to_vec(), host, it.user.to_vec())
        };
        assert_eq!(of(quick), of(slow), "{}", String::from_utf8_lossy(line));
    }

    #[test]
    fn an_ordinary_line_is_read_quickly() {
        for address in [
            "www.canva.com:443",
            "http://www.canva.com/a/b?c=http://d.com:80/@e",
            "https://www.canva.com",
            "canva.com/x",
        ] {
            let line = format!(
                "1786001400.023     89 192.168.100.207 TCP_MISS_ABORTED/200 41100 OPTIONS {address} anna@house.fr HIER_DIRECT/1.2.3.4 -"
            );
            let fields = quickly(line.as_bytes()).expect("it is ordinary");
            assert_eq!(fields.user, b"anna@house.fr");
            reads_alike(line.as_bytes());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]

        #[test]
        fn read_quickly_or_with_care_a_line_says_the_same(
            parts in proptest::collection::vec(prop_oneof![
                Just("http://".to_owned()), Just("https://".to_owned()), Just("://".to_owned()), Just(":".to_owned()), Just("/".to_owned()),
                Just("@".to_owned()), Just("?".to_owned()), Just("#".to_owned()), Just("\\".to_owned()), Just("[".to_owned()), Just("]".to_owned()),
                Just("www.canva.com".to_owned()), Just("error:".to_owned()), Just(" ".to_owned()), "[a-z0-9.-]{0,20}",
            ], 0..8),
            fields in ("1786001400[.][0-9]{3}|[0-9]{8,11}[.]?[0-9]{0,3}", " {1,6}[-0-9]{1,6}", "[0-9.]{0,15}", "[A-Z_]{3,9}/?[0-9]{3}", "[0-9]{0,9}|-", "[A-Z]{0,7}", "[a-z0-9@.-]{0,12}"),
        ) {
            let (stamp, elapsed, client, code, bytes, method, user) = fields;
            let line = format!("{stamp}{elapsed} {client} {code} {bytes} {method} {} {user} HIER_DIRECT/1.2.3.4 text/html", parts.concat());
            reads_alike(line.as_bytes());
        }
    }
}
