//! One trace of a tool in a log: when, who, which host, how much, and what kind of trace it is.

/// One trace of a host, borrowed from the line that told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting<'a> {
    /// When.
    pub when: When,
    /// What the log calls the person, or the machine's address where it names nobody.
    pub user: &'a [u8],
    /// The host as it stands in the log: any case, perhaps with a final dot.
    pub host: &'a [u8],
    /// Bytes the person's side sent; nothing when the format does not say.
    pub up: Option<u64>,
    /// Bytes that came back; nothing when the format does not say.
    pub down: Option<u64>,
    /// What kind of trace it is.
    pub act: Act,
    /// The host of the page that caused it, when the log says.
    pub referrer: Option<&'a [u8]>,
    /// The number of the connection, where bytes stand in another file (Zeek).
    pub connection: Option<&'a [u8]>,
}

impl<'a> Sighting<'a> {
    /// A trace that says nothing but when, who, where.
    pub fn new(when: When, user: &'a [u8], host: &'a [u8], act: Act) -> Sighting<'a> {
        Sighting { when, user, host, up: None, down: None, act, referrer: None, connection: None }
    }
}

/// When something was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// A day and an hour as the house's clocks show them, where the log says no more.
    House {
        /// Days since 1970-01-01.
        day: i64,
        /// 0..=23.
        hour: u8,
    },
}

/// What kind of trace a line is, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// A name was looked up: somebody, or a page, was about to go there.
    Lookup,
    /// An encrypted connection was opened.
    Tunnel,
    /// Something was fetched.
    Fetch,
    /// Something was sent: a form, a file, a record.
    Send,
    /// Somebody signed in.
    SignIn,
}

impl Act {
    /// Reads an HTTP method.
    #[inline]
    pub fn of_method(method: &[u8]) -> Act {
        match method {
            b"POST" | b"PUT" | b"PATCH" | b"DELETE" => Act::Send,
            b"CONNECT" => Act::Tunnel,
            _ => Act::Fetch,
        }
    }

    /// Reads an HTTP method and what it was called on: what is sent to a page of sign-in is a sign-in.
    #[inline]
    pub fn of_request(method: &[u8], address: &[u8]) -> Act {
        match Act::of_method(method) {
            Act::Send if is_sign_in(address) => Act::SignIn,
            act => act,
        }
    }
}

/// Whether an address is one where people sign in.
fn is_sign_in(address: &[u8]) -> bool {
    const WORDS: [&[u8]; 7] = [b"/login", b"/signin", b"/sign-in", b"/oauth", b"/saml", b"/sessions", b"/authenticate"];
    let address = memchr::memchr(b'?', address).map_or(address, |end| &address[..end]);
    memchr::memchr_iter(b'/', address).any(|at| {
        let rest = &address[at..];
        // Most parts of most addresses do not even begin like one.
        matches!(rest.get(1).map(u8::to_ascii_lowercase), Some(b'l' | b's' | b'o' | b'a'))
            && WORDS.iter().any(|word| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    })
}
