use delivery::formats::{Format, recognise};
use delivery::item::Now;

use super::*;

#[test]
fn a_row_each_with_a_column_of_dates_for_each_state() {
    let text = "N° ticket;Titre;État;Créé le;Charge prévue (h);Consommé (h);En cours;Attente DPO;Livré;Demande;Responsable\n\
        7;Widget fidélité;Livré;02/03/2026;60,5;12;05/03/2026 10:30;10/03/2026;01/04/2026;12;Camille Perdrix\n\
        8;Parrainage;En cours;31/02/2026;;;06/03/2026;;;;\n";
    let reading = reading("Suivi web 2026-08.csv", text.as_bytes());
    assert_eq!((reading.format, reading.read, reading.accepted), (Format::Table, 2, 1), "{:?}", reading.rejects);
    let widget = item(&reading, "7");
    assert_eq!(widget.key.tracker, "suivi-web");
    assert_eq!(
        states(widget),
        ["2026-03-05T09:30:00Z En cours", "2026-03-09T23:00:00Z Attente DPO", "2026-03-31T22:00:00Z Livré"]
    );
    assert_eq!((planned(widget), spent(widget), widget.mentions.as_slice()), (Some(7.5625), Some(1.5), &[12][..]));
    assert_eq!(reading.unmapped, ["Responsable"]);
    assert!(!format!("{reading:?}").contains("Perdrix"));
    let said: Vec<_> = reading.rejects.iter().map(|it| (it.line, it.column.as_deref())).collect();
    assert_eq!(said, [(3, Some("Créé le")), (3, None)]);
}

#[test]
fn a_row_for_each_change() {
    let text = "key,title,new state,changed at,deleted at\n\
        A-1,First,To do,2026-03-02T09:00:00Z,\n\
        A-1,First,Blocked,2026-03-05T09:00:00Z,\n\
        A-1,First,Blocked,2026-03-05T09:00:00Z,2026-04-01T00:00:00Z\n\
        A-2,Second,To do,,\n";
    let reading = reading("board.csv", text.as_bytes());
    assert_eq!((reading.format, reading.read, reading.accepted, reading.items.len()), (Format::Table, 4, 3, 1));
    let one = item(&reading, "A-1");
    assert_eq!(one.opened.to_string(), "2026-03-02T09:00:00Z");
    assert_eq!(states(one), ["2026-03-02T09:00:00Z To do", "2026-03-05T09:00:00Z Blocked"]);
    assert_eq!(one.history.last().map(|change| &change.now), Some(&Now::Deleted));
}

#[test]
fn a_table_of_something_else_is_no_list_of_work() {
    for (file, text) in [
        ("systemes.csv", "Identifiant;Application;État;Mise en service\ncrm;CRM;actif;01/01/2020\n"),
        ("depenses.csv", "Date,Fournisseur,Montant\n2026-01-02,ACME,12\n"),
        ("contrats.csv", "Contrat;Fournisseur;Début;Fin\nC1;ACME;01/01/2026;31/12/2026\n"),
    ] {
        assert_eq!(recognise(file, text.as_bytes()), None, "{file}");
    }
}
