//! What stands at Solvène of who answers for what: two directors claim the same row, and nothing else is wrong.

use agenda::raci::lint::Flaw;
use agenda::raci::{Mark, Source};
use app::{App, Clock};
use company::governance::{RACI, TWO_A};
use company::{Size, life};

#[test]
fn two_directors_claim_the_dated_promises_and_nothing_else_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = App::open(folder.path(), Clock::standing(jiff::Timestamp::UNIX_EPOCH)).expect("a fresh store");
    life::play(&app, Size::Demo, 1).expect("the life is played");
    let picture = app.picture();
    let matrix = picture.raci().expect("the orchestrator handed it over");
    assert!(matches!(&matrix.source, Source::File { dataset } if dataset.key() == base::slug(RACI)));
    assert_eq!(matrix.rows.len(), 24);
    let findings = picture.raci_findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].flaw, Flaw::TwoA);
    let row = matrix.row(findings[0].row.expect("of a row")).expect("it stands");
    assert_eq!(row.activity, agenda::raci::Activity::Known(TWO_A.to_owned()));
    assert_eq!(row.bearing(Mark::A).count(), 2);
    assert_eq!(row.joint, None, "nobody says how they agree");
    let arrival = picture.arrivals().find(|it| it.manifest.file == RACI).expect("it came");
    let report = app.report(&arrival.dataset, arrival.position).expect("it is read again");
    assert_eq!((report.rows_read(), report.rows_accepted()), (24, 24));
    assert_eq!(report.sheets[0].rejects.len(), 1, "one cell is no mark");
    assert_eq!(report.sheets[0].rejects[0].value, "à voir");
    assert!(picture.stage_map().expect("it names stages").iter().all(|it| it.missing().is_empty()));
}
