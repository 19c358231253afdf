use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The time zone the house stands in, by its IANA name.
pub const HOUSE_ZONE: &str = "Europe/Paris";

/// An instant as the house's clocks show it. The house stands in Paris; the table of time zones is in the binary.
pub fn local(at: Timestamp) -> DateTime {
    let zone = TimeZone::get(HOUSE_ZONE).unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).datetime()
}
