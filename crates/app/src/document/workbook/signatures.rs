//! Who signed the page the workbook was written from, and how to check it: a workbook proves nothing by itself.

use agenda::business_case::Pen;
use rust_xlsxwriter::XlsxError;

use super::{Page, head, hue, muted, plain, wrapped};
use crate::document::told::Told;

pub(super) fn write(page: &mut Page, told: &Told) -> Result<(), XlsxError> {
    page.head(
        told,
        told.say(
            "Les signatures portent sur la page du dossier, dont voici l’empreinte (SHA-256), et non sur ce classeur, que chacun peut modifier.",
            "Signatures are on the page of the case, whose fingerprint (SHA-256) follows, not on this workbook, which anyone may change.",
        ),
    )?;
    page.words((4, 0), told.say("Empreinte", "Fingerprint"), &head())?;
    page.words((4, 1), &told.sheet.hash, &plain().set_font_name("Courier New"))?;
    let heads = match told.lang {
        base::Lang::Fr => ["Plume", "Qui", "Le", "Empreinte signée", "Remarque"],
        base::Lang::En => ["Pen", "Who", "On", "Fingerprint that was signed", "Remark"],
    };
    page.heads(6, &heads, &[])?;
    page.widths(&[20.0, 28.0, 22.0, 68.0, 50.0])?;
    let mut row = 7;
    for pen in Pen::ALL {
        page.words((row, 0), &told.pen(pen), &plain().set_bold().set_font_color(hue(pen).0))?;
        match told.case.signed.get(&pen) {
            None => page.words((row, 1), told.say("pas encore signé", "not signed yet"), &muted())?,
            Some(signature) => {
                page.words((row, 1), &told.who(signature.by), &plain())?;
                page.words((row, 2), &told.date(signature.at), &plain())?;
                page.words((row, 3), &signature.hash, &plain().set_font_name("Courier New"))?;
                if let Some(remark) = &signature.remark {
                    page.words((row, 4), &told.words(remark), &wrapped())?;
                }
            }
        }
        row += 1;
    }
    row += 1;
    page.words((row, 0), told.say("Pour vérifier", "To check it"), &head())?;
    let number = told.number;
    for command in
        [format!("entente case export {number} case-{number}.json"), format!("entente verify case-{number}.json")]
    {
        page.words((row, 1), &command, &plain().set_font_name("Courier New"))?;
        row += 1;
    }
    Ok(())
}
