use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// An instant as the house's clocks show it. The house stands in Paris; the table of time zones is in the binary.
pub fn local(at: Timestamp) -> DateTime {
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).datetime()
}
