//! Which part of Solvène a size shows.

use crate::Size;
use crate::apis::{APIS, Api};
use crate::calendar::{CALENDAR, Window};
use crate::data::{DATA, Data};
use crate::elements::{ELEMENTS, Element};
use crate::flows::{FLOWS, Flow};
use crate::moments::{MOMENTS, Moment};
use crate::systems::{SYSTEMS, System};

/// Whether a thing is part of the world at this size.
fn seen(size: Size, core: bool) -> bool {
    core || size != Size::Tiny
}

/// The systems.
pub(crate) fn systems(size: Size) -> impl Iterator<Item = &'static System> {
    SYSTEMS.iter().filter(move |it| seen(size, it.core))
}

/// The moments.
pub(crate) fn moments(size: Size) -> impl Iterator<Item = &'static Moment> {
    MOMENTS.iter().filter(move |it| seen(size, it.core))
}

/// The interface elements.
pub(crate) fn elements(size: Size) -> impl Iterator<Item = &'static Element> {
    ELEMENTS.iter().filter(move |it| seen(size, it.core))
}

/// The people who come by an element within a year, where somebody counts them.
pub(crate) fn reach(element: &str) -> Option<u32> {
    crate::elements::REACH.iter().find(|(id, _)| *id == element).map(|(_, people)| *people)
}

/// The data objects.
pub(crate) fn data(size: Size) -> impl Iterator<Item = &'static Data> {
    DATA.iter().filter(move |it| seen(size, it.core))
}

/// The APIs.
pub(crate) fn apis(size: Size) -> impl Iterator<Item = &'static Api> {
    APIS.iter().filter(move |it| seen(size, it.core))
}

/// The flows whose two ends are part of it.
pub(crate) fn flows(size: Size) -> impl Iterator<Item = &'static Flow> {
    FLOWS.iter().filter(move |it| has_system(size, it.source) && has_system(size, it.target))
}

/// The calendar.
pub(crate) fn calendar() -> &'static [Window] {
    CALENDAR
}

/// Whether a system is part of it.
pub(crate) fn has_system(size: Size, id: &str) -> bool {
    systems(size).any(|it| it.id == id)
}

/// The data objects of these keys that are part of it.
pub(crate) fn data_among(size: Size, ids: &[&str]) -> Vec<&'static Data> {
    ids.iter().filter_map(|id| data(size).find(|it| it.id == *id)).collect()
}

/// A system by its key.
pub(crate) fn system(id: &str) -> &'static System {
    SYSTEMS.iter().find(|it| it.id == id).expect("a test holds that every named system exists")
}

/// A moment by its key.
pub(crate) fn moment(id: &str) -> &'static Moment {
    MOMENTS.iter().find(|it| it.id == id).expect("a test holds that every named moment exists")
}
