//! Whom we serve: which records of which files speak of one and the same person, and what is known of them.
//!
//! [`resolution`] finds who is who: without labels, with every pair's weights open to whoever asks. Records come in as
//! dictionary-encoded columns and clusters of record numbers go out.
//!
//! [`said`] holds what people say of records, and who was shown what.
//!
//! Deliberately absent: files (the shell reads them), threads (the caller may hand out ranges of records), chance (a
//! seed comes in as a value), and any word shown to a person.

pub mod resolution;
pub mod said;
