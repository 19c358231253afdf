//! Host names in URLs, and the domain somebody registered to have them.

/// What a URL points at.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::formats) enum Target {
    /// A host on a network, in small letters, without user, port or path.
    Host(String),
    /// Nothing on a network: `data:`, `blob:`, an extension of the browser.
    Inside,
    /// It cannot be read.
    Nothing,
}

/// Endings under which others register, of two labels. A short list of our own, not the Public Suffix List: under an
/// ending that is missing here, different sites of one country look like one.
const SECOND_LEVEL: &[(&str, &[&str])] = &[
    ("ar", &["com", "gob", "org"]),
    ("at", &["co", "or", "ac", "gv"]),
    ("au", &["com", "net", "org", "edu", "gov", "id"]),
    ("br", &["com", "net", "org", "gov", "edu"]),
    ("cn", &["com", "net", "org", "gov", "edu", "ac"]),
    ("co", &["com", "net", "org", "gov", "edu"]),
    ("fr", &["asso", "com", "gouv", "nom", "prd", "tm"]),
    ("gr", &["com", "org", "gov", "edu"]),
    ("hk", &["com", "org", "gov", "edu", "net"]),
    ("hu", &["co", "org"]),
    ("id", &["co", "or", "ac", "go", "web"]),
    ("il", &["co", "org", "ac", "gov", "net"]),
    ("in", &["co", "net", "org", "gov", "ac", "firm", "gen", "ind"]),
    ("jp", &["co", "ne", "or", "ac", "go", "ad", "gr", "lg"]),
    ("kr", &["co", "or", "ne", "go", "ac", "re"]),
    ("ma", &["co", "gov", "org", "net", "ac"]),
    ("mx", &["com", "org", "gob", "edu", "net"]),
    ("my", &["com", "org", "gov", "edu", "net"]),
    ("nz", &["co", "net", "org", "govt", "ac", "school"]),
    ("pe", &["com", "org", "gob", "edu", "net"]),
    ("ph", &["com", "org", "gov", "edu", "net"]),
    ("pl", &["com", "net", "org", "edu", "gov", "info"]),
    ("pt", &["com", "org", "gov", "edu"]),
    ("ru", &["com", "org", "net", "msk", "spb"]),
    ("sg", &["com", "org", "gov", "edu", "net"]),
    ("th", &["co", "or", "ac", "go", "in"]),
    ("tn", &["com", "org", "gov", "net"]),
    ("tr", &["com", "org", "gov", "edu", "net", "gen"]),
    ("tw", &["com", "org", "gov", "edu", "net"]),
    ("ua", &["com", "org", "gov", "edu", "net", "in", "kiev"]),
    ("uk", &["co", "org", "gov", "ac", "me", "ltd", "plc", "net", "sch", "nhs", "police"]),
    ("vn", &["com", "org", "gov", "edu", "net"]),
    ("za", &["co", "org", "gov", "ac", "net", "web"]),
];

/// Reads the host of a URL and nothing else of it; `//host/…` counts too.
pub(in crate::formats) fn target(url: &str) -> Target {
    let url = url.trim();
    let rest = match url.split_once(':') {
        _ if url.starts_with("//") => &url[2..],
        Some((scheme, rest)) if ["http", "https", "ws", "wss"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) => {
            match rest.strip_prefix("//") {
                Some(rest) => rest,
                None => return Target::Nothing,
            }
        }
        Some((scheme, _)) if !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {
            return Target::Inside;
        }
        _ => return Target::Nothing,
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) if address.parse::<std::net::Ipv6Addr>().is_ok() => {
            return Target::Host(address.to_lowercase());
        }
        Some(_) => return Target::Nothing,
        None => host.split(':').next().unwrap_or(host),
    };
    let host = host.trim_end_matches('.').to_lowercase();
    let label = |label: &str| {
        !label.is_empty() && label.len() <= 63 && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    if host.len() <= 253 && host.split('.').all(label) { Target::Host(host) } else { Target::Nothing }
}

/// The domain somebody registered to have this host: its last two labels, three under a known ending of two
/// (`shop.example.co.uk` → `example.co.uk`). An address is its own.
pub(in crate::formats) fn registered(host: &str) -> &str {
    if host.parse::<std::net::IpAddr>().is_ok() {
        return host;
    }
    let mut labels = host.rsplit('.');
    let (Some(last), Some(second)) = (labels.next(), labels.next()) else { return host };
    let known = SECOND_LEVEL.iter().any(|(country, under)| *country == last && under.contains(&second));
    let mut length = last.len() + 1 + second.len();
    if let Some(third) = labels.next().filter(|_| known) {
        length += 1 + third.len();
    }
    host.get(host.len() - length..).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_host_of_a_url_is_read() {
        for (url, host) in [
            ("https://www.example.com/a?b=c#d", "www.example.com"),
            ("HTTP://Example.COM:8080", "example.com"),
            ("https://user:secret@example.com/", "example.com"),
            ("https://user:p@ss@example.com/", "example.com"),
            ("//cdn.example.com/x.js", "cdn.example.com"),
            ("wss://live.example.com.", "live.example.com"),
            ("https://example.com?secret@other.com", "example.com"),
            ("http://127.0.0.1:3000/x", "127.0.0.1"),
            ("http://[::1]:3000/x", "::1"),
            ("https://bücher.example/", "bücher.example"),
        ] {
            assert_eq!(target(url), Target::Host(host.to_owned()), "{url}");
        }
        for url in ["data:text/plain,hello", "blob:https://example.com/1", "chrome-extension://abc/x", "about:blank"] {
            assert_eq!(target(url), Target::Inside, "{url}");
        }
        for url in
            ["", "/path", "https:///path", "https://", "http://exa mple.com", "https://{{host}}/", "http://[zz]/"]
        {
            assert_eq!(target(url), Target::Nothing, "{url}");
        }
    }

    #[test]
    fn a_registered_domain_has_two_labels_or_three() {
        for (host, domain) in [
            ("www.example.com", "example.com"),
            ("example.com", "example.com"),
            ("a.b.example.co.uk", "example.co.uk"),
            ("co.uk", "co.uk"),
            ("shop.gouv.fr", "shop.gouv.fr"),
            ("localhost", "localhost"),
            ("10.0.0.1", "10.0.0.1"),
            ("::1", "::1"),
        ] {
            assert_eq!(registered(host), domain, "{host}");
        }
    }
}
