//! Properties people add to the elements of a model: those whose name is a header of the table of fields.

use std::collections::HashMap;
use std::sync::LazyLock;

use base::Ref;
use tabular::fold;

use super::{At, Telling};
use crate::field::{Field, Spec, read, typed};

/// The fields a property may speak of. Fields a model says by its structure (name, part of, provider) are not among
/// them, nor those whose headers are everyday words in a model ("type", "URL", "count").
const TAKEN: &[Field] = &[
    Field::Owner,
    Field::Vendor,
    Field::Hosting,
    Field::Country,
    Field::Limit,
    Field::Load,
    Field::Availability,
    Field::ResponseMs,
    Field::Since,
    Field::EndOfLife,
    Field::LeadDays,
    Field::Capabilities,
    Field::Lifecycle,
    Field::SignOn,
    Field::Personal,
    Field::Protocol,
];

/// Headers of those fields that say something else as often as not in a model.
const VAGUE: &[&str] = &["mode", "région", "region", "tags", "security", "transport", "actif", "depuis"];

static HEADERS: LazyLock<HashMap<String, Vec<&'static Spec>>> = LazyLock::new(|| {
    let mut headers: HashMap<String, Vec<&'static Spec>> = HashMap::new();
    for spec in TAKEN.iter().map(|field| field.spec()) {
        let told = spec.headers.iter().chain([&spec.word]).filter(|header| !VAGUE.contains(header));
        let mut folded: Vec<String> = told.map(|header| fold(&header.replace('_', " "))).collect();
        folded.sort_unstable();
        folded.dedup();
        folded.into_iter().for_each(|header| headers.entry(header).or_default().push(spec));
    }
    headers
});

/// The field a property of this name speaks of, for a thing of this kind.
pub(super) fn field(subject: &Ref, name: &str) -> Option<Field> {
    let specs = HEADERS.get(&fold(&name.replace('_', " ")))?;
    specs.iter().find(|spec| spec.kinds.contains(&subject.kind())).map(|spec| spec.field)
}

/// Claims what a property says; a value that does not fit its field is told, with the way out.
pub(super) fn claim(telling: &mut Telling, subject: &Ref, field: Field, value: &str, at: &At) {
    match read(field, &typed(value)) {
        Ok(Some(value)) => telling.claim(subject, field, value, at),
        Ok(None) => {}
        Err(unfit) => telling.note(at, &unfit.value, unfit.reason, unfit.way_out),
    }
}
