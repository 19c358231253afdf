//! Values in one form, junk found, bad input answered.

use customers::resolution::column::{Column, Columns};
use customers::resolution::model::Kind;
use customers::resolution::normalise::{Reading, calling_code, normalise};
use customers::resolution::{profile, resolve};

use crate::people::{HEADERS, columns, people};

#[test]
fn values_come_into_one_form() {
    let reading = Reading::calling("33");
    let told = [
        (Kind::GivenName, " Zoë-Françoise ", "zoe francoise"),
        (Kind::FamilyName, "D’ANGELO", "dangelo"),
        (Kind::FamilyName, "Wójcik Jr.", "wojcik"),
        (Kind::FamilyName, "Dr Weiß", "weiss"),
        (Kind::Birth, "1984-03-05", "19840305"),
        (Kind::Birth, "05/03/1984", "19840305"),
        (Kind::Birth, "5.3.84", "19840305"),
        (Kind::Birth, "19840305", "19840305"),
        (Kind::Birth, "1984-03-05T08:00:00Z", "19840305"),
        (Kind::Birth, "inconnue", ""),
        (Kind::Email, " Anna.Roux+soldes@Mail.EXAMPLE ", "anna.roux@mail.example"),
        (Kind::Email, "pas d'adresse", ""),
        (Kind::Phone, "06 12 34 56 78", "+33612345678"),
        (Kind::Phone, "+33 (0)6 12 34 56 78", "+33612345678"),
        (Kind::Phone, "0033612345678", "+33612345678"),
        (Kind::Phone, "33612345678", "+33612345678"),
        (Kind::Phone, "+1 (212) 555-0100", "+12125550100"),
        (Kind::Phone, "12", ""),
        (Kind::Address, "12 bis, av. des Champs-Élysées", "12 bis avenue des champs elysees"),
        (Kind::Address, "4 Oak St Apt 7", "4 oak street #7"),
        (Kind::Address, "4 oak street #7", "4 oak street #7"),
        (Kind::Postcode, "F-75 008", "f75008"),
        (Kind::City, "Saint-Étienne", "saint etienne"),
    ];
    for (kind, value, form) in told {
        assert_eq!(normalise(kind, value, &reading), form, "{kind:?} {value}");
        if kind != Kind::Birth || form.is_empty() || value == form {
            assert_eq!(normalise(kind, form, &reading), form, "{form} is in form already");
        }
    }
}

#[test]
fn the_calling_code_shows_in_the_numbers() {
    assert_eq!(
        calling_code(["06 12 34 56 78", "01.42.00.00.00", "+33 6 12 34 56 78"].into_iter()).as_deref(),
        Some("33")
    );
    assert_eq!(calling_code(["212-555-0100", "(646) 555-0199"].into_iter()).as_deref(), Some("1"));
    assert_eq!(calling_code(["", "12"].into_iter()), None);
}

#[test]
fn what_strangers_share_is_left_out_and_what_a_family_shares_is_not() {
    let mut told = people(200, 9);
    for (at, (row, _)) in told.iter_mut().enumerate() {
        if at % 15 == 0 {
            row[3] = "test@test.example".to_owned();
        }
        if at % 17 == 0 {
            row[2] = "1970-01-01".to_owned();
        }
    }
    let columns = columns(&told, &HEADERS);
    let found = resolve(&columns, &profile::propose(&columns), &[], &mut |_| {});
    let junk: Vec<&str> = found.records.junk.iter().map(|junk| junk.value.as_str()).collect();
    assert!(junk.contains(&"test@test.example") && junk.contains(&"19700101"), "{junk:?}");
    assert!(junk.len() <= 4, "{junk:?}");
}

#[test]
fn a_model_is_proposed_in_french_and_in_english_and_is_the_same_after_a_round_trip() {
    let told = people(30, 10);
    let french = ["Prénom", "Nom", "Date de naissance", "E-mail", "Téléphone", "Adresse", "Code postal"];
    let (english, french) = (columns(&told, &HEADERS), columns(&told, &french));
    let (english, french) = (profile::propose(&english), profile::propose(&french));
    let kinds = |model: &customers::resolution::model::Model| model.fields.iter().map(|f| f.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&english), kinds(&french));
    assert_eq!(kinds(&english).len(), 7);
    let file = serde_json::to_string_pretty(&english).expect("a model is JSON");
    assert_eq!(serde_json::from_str::<customers::resolution::model::Model>(&file).expect("read back"), english);
}

#[test]
fn whole_names_are_taken_apart() {
    let mut whole = Columns::new(&["name".to_owned(), "mail".to_owned()]);
    for name in ["Anne de la Tour", "DUPONT Anne", "Dupont, Anne"] {
        whole.push([name, "a@b.example"]);
    }
    let columns = whole.into_columns();
    let model = profile::propose(&columns);
    let found = resolve(&columns, &model, &[], &mut |_| {});
    let place = |record: u32| found.records.told.iter().position(|told| *told == record).expect("every record is told");
    let name = |record| {
        let field = |kind| model.field(kind).expect("a name");
        let value = |kind| found.records.value(place(record), field(kind)).to_owned();
        (value(Kind::GivenName), value(Kind::FamilyName))
    };
    assert_eq!(name(0), ("anne".to_owned(), "de la tour".to_owned()));
    assert_eq!(name(1), ("anne".to_owned(), "dupont".to_owned()));
    assert_eq!(name(2), name(1));
}

#[test]
fn files_of_several_sources_name_one_thing_differently() {
    let names = |names: [&str; 3]| names.map(str::to_owned).to_vec();
    let mut columns = Columns::default();
    let shop = columns.open(&names(["first_name", "last_name", "dob"]));
    columns.push_at(&shop, ["Zoé", "Martin", "1984-03-25"]);
    let site = columns.open(&names(["prenom", "nom", "date de naissance"]));
    columns.push_at(&site, ["ZOE", "martin", "25/03/1984"]);
    let again = columns.open(&names(["last_name", "first_name", "pointure"]));
    columns.push_at(&again, ["Martin", "Zoé"]);
    let columns = columns.into_columns();
    assert!(columns.iter().all(|column| column.codes.len() == 3));
    let model = profile::propose(&columns);
    let of = |kind| model.fields.iter().find(|field| field.kind == kind).map(|field| field.columns.join(" + "));
    assert_eq!(of(Kind::GivenName).as_deref(), Some("first_name + prenom"));
    assert_eq!(of(Kind::Birth).as_deref(), Some("dob + date de naissance"));
    let found = resolve(&columns, &model, &[], &mut |_| {});
    let birth = model.field(Kind::Birth).unwrap_or_default();
    let mut days: Vec<&str> = (0..3).map(|place| found.records.value(place, birth)).collect();
    days.sort_unstable();
    assert_eq!(days, ["", "19840325", "19840325"]);
}

#[test]
fn bad_input_has_an_answer() {
    let clusters = |columns: &[Column]| resolve(columns, &profile::propose(columns), &[], &mut |_| {}).by_record();
    assert!(clusters(&[]).is_empty(), "no columns");
    assert!(clusters(&columns(&[], &HEADERS)).is_empty(), "no rows");
    let empty = (std::array::from_fn(|_| String::new()), 0);
    assert_eq!(
        clusters(&columns(&vec![empty; 50], &HEADERS)),
        (0..50).collect::<Vec<u32>>(),
        "empty rows are nobody's"
    );
    let unknown = Columns::new(&["colour".to_owned()]);
    assert!(clusters(&unknown.into_columns()).is_empty(), "nothing is understood");
    let long = (std::array::from_fn(|_| "é".repeat(1 << 20)), 0);
    assert_eq!(clusters(&columns(&[long], &HEADERS)).len(), 1, "a value of megabytes");
}

#[test]
fn a_hundred_thousand_equal_records_take_bounded_work() {
    let told = (
        ["anna", "roux", "1984-03-05", "anna@mail.example", "612345678", "4 oak street", "75008"].map(str::to_owned),
        0,
    );
    let columns = columns(&vec![told; 100_000], &HEADERS);
    let found = resolve(&columns, &profile::propose(&columns), &[], &mut |_| {});
    assert!(found.pairs.len() < 3_000_000, "{} pairs", found.pairs.len());
    assert!(
        found.blocks.rules.iter().all(|rule| rule.pairs == 0 || rule.blocks_left_out == 1),
        "what is too large is told"
    );
    assert!(found.clusters.iter().all(|cluster| *cluster == 0), "and they are one all the same");
}

#[test]
fn swapped_names_are_read_the_right_way_round_and_those_of_a_relative_stay_a_relatives() {
    let mut told = people(300, 12);
    let row = |given: &str, family: &str| {
        ([given, family, "", "", "612345678", "4 oak street", "75008"].map(str::to_owned), 9_999)
    };
    // Family names as such are told often enough to be known as one.
    told.extend((0..4).map(|_| row("anna", "braddock")));
    told.extend([row("ricky", "braddock"), row("braddock", "ingrid"), row("braddock", "ricky")]);
    let columns = columns(&told, &HEADERS);
    let found = resolve(&columns, &profile::propose(&columns), &[], &mut |_| {});
    let at = |record: usize| {
        let place = found.records.told.iter().position(|told| *told as usize == record);
        place.expect("every record stands somewhere") as u32
    };
    let (ricky, ingrid, swapped) = (told.len() - 3, told.len() - 2, told.len() - 1);
    let says = |left, right| {
        let fields = found.explain_pair(at(left), at(right)).expect("two records").fields;
        (fields[0].agreement.expect("both are given"), fields[1].agreement.expect("both are given"))
    };
    use customers::resolution::compare::ladder::Agreement;
    assert_eq!(says(ricky, swapped), (Agreement::Same, Agreement::Same));
    assert_eq!(says(swapped, ricky), says(ricky, swapped));
    assert_eq!(says(ricky, ingrid), (Agreement::None, Agreement::Swapped));
    assert_eq!(says(ingrid, ricky), says(ricky, ingrid));
}
