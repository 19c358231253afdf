//! Who is who: what matching found is read, two records are said to be two people, the person splits, and what was said is
//! taken back.

use std::path::Path;
use std::process::Command;

use app::App;

use super::Reader;

/// Gives a store the view of Solvène's customers, as somebody does on the command line.
pub fn keep(store: &Path, size: company::Size) {
    let folder = store.parent().expect("a store stands in a folder").join("handed over");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut run = Command::new(env!("CARGO_BIN_EXE_entente"));
    run.arg("--store").arg(store).args(["match", "run", "--keep"]);
    for file in company::customers::exports(size, 1).files {
        let path = folder.join(&file.name);
        std::fs::write(&path, &file.bytes).expect("room on the disk");
        run.arg(path);
    }
    let done = run.output().expect("the binary runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Reads the run, says that two records of one person are two people, and takes it back.
pub async fn walk(reader: &Reader<'_>, app: &App) {
    let view = app.customers().expect("it opens").expect("it is kept");
    let count = |n: u64| base::format::number(base::Lang::En, n as f64, 0);
    let (records, people) = (count(view.now.records), count(view.now.people));

    // The director reads what was found, and sees nobody's values.
    reader.enter("Inès Valmorin").await;
    reader.go("/matching").await;
    reader
        .sees(&[&format!("{records} records, {people} people."), "existed several times", "fidelite_adherents.csv"])
        .await;

    // The steward opens a person of two records, and what holds them together.
    reader.enter("Maud Lescarret").await;
    let two = app.customers_by_size(2, 0, usize::MAX).expect("people");
    let (person, _) = *two.last().expect("somebody has two records");
    let page = format!("/matching/people/{person}");
    reader.go(&page).await;
    reader.sees(&["2 records of", "The weakest link:", "Said by"]).await;
    let before = reader.text().await;
    reader.press("ol.links a.link-pair").await;
    let pair = reader.arrives(|path| path == "/matching/pair").await;
    reader.sees(&["are one person.", "Before comparing", "Score"]).await;

    // They are not the same: the person splits.
    reader.press("form[action$='/said']:has(input[value=two]) button").await;
    reader.arrives(|path| path == pair).await;
    reader.sees(&["Noted: they are two people.", "are two people.", "Somebody said so"]).await;
    assert_eq!(app.customers().expect("it opens").expect("it is kept").now.people, view.now.people + 1);
    reader.go(&page).await;
    reader.sees(&["One record alone says who this is.", "Maud Lescarret"]).await;

    // Taken back, everything is as it was.
    reader.submit("/said/end").await;
    reader.sees(&["Taken back: everything is as it was.", "2 records of"]).await;
    reader.go(&page).await;
    assert_eq!(reader.text().await, before);
    assert_eq!(app.customers().expect("it opens").expect("it is kept").now.people, view.now.people);

    // The queue is answered at the keyboard: put off, said to be two people, taken back.
    reader.go("/matching/review").await;
    reader.sees(&["Nobody has answered yet.", "Yes, one person"]).await;
    let facts = || app.picture().said().map_or(0, |said| said.facts().count());
    assert_eq!(facts(), 0);
    reader.key("s").await;
    reader.sees(&["The one before"]).await;
    reader.key("n").await;
    reader.sees(&["Noted.", "1 answer given."]).await;
    assert_eq!(facts(), 1);
    reader.key("u").await;
    reader.sees(&["The last answer is taken back.", "Nobody has answered yet."]).await;
    assert_eq!(facts(), 0);
}
