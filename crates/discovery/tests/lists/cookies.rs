//! Cookies, and the vendors of consent managers.

use discovery::harvest::EvidenceKind;
use discovery::lists::List;

use crate::reading::{left, says};

pub const FILE: &str = "# Netscape HTTP Cookie File\n# a remark\n\n\
    .wheel-studio.io\tTRUE\t/\tTRUE\t1793700000\t_wheel\tSECRET\n\
    #HttpOnly_px.letters.io\tFALSE\t/\tFALSE\t0\tlid\tSECRET\n\
    .solvene.example\tTRUE\t/\tFALSE\t1793700000\t_pnl_id\tSECRET\n\
    broken\tTRUE\t/\tSECRET\n";

#[test]
fn a_browsers_cookies_say_who_set_them_and_not_what() {
    let read = says(
        List::CookieFile,
        FILE,
        &["px.letters.io: Cookie lid @5", "wheel-studio.io: Cookie _wheel @4", "“_pnl_id”: Cookie _pnl_id @6"],
    );
    assert_eq!(read.harvests[0].kind, EvidenceKind::Cookies);
    assert_eq!(left(&read), ["Fields ×1 @7"]);
    let kept = format!("{:?} {:?}", serde_json::to_string(&read.harvests), read.left);
    assert!(!kept.contains("SECRET"), "{kept}");
}

#[test]
fn cookies_in_json_say_the_same() {
    let cookies = r#"[{"domain":".wheel-studio.io","name":"_wheel","value":"SECRET","httpOnly":true,"sameSite":"lax"},{"domain":"solvene.example","name":"_pnl_id","value":"SECRET","httpOnly":false,"sameSite":"lax"}]"#;
    let expect = ["wheel-studio.io: Cookie _wheel @1", "“_pnl_id”: Cookie _pnl_id @2"];
    says(List::CookieJson, cookies, &expect);
    says(List::CookieJson, &format!("{{\"cookies\":{cookies},\"origins\":[]}}"), &expect);
}

#[test]
fn tables_of_cookies_are_read_in_either_language() {
    says(
        List::CookieTable,
        "Website,Cookie Name,Domain,Path,Expires,Secure,HttpOnly,SameSite\n\
         https://www.solvene-shop.fr/,_wheel,.wheel-studio.io,/,2027-01-01,true,false,None\n\
         https://www.solvene-shop.fr/,_pnl_id,.solvene-shop.fr,/,2027-01-01,true,false,None\n",
        &["wheel-studio.io: Cookie _wheel @2", "“_pnl_id”: Cookie _pnl_id @3"],
    );
    let read = says(
        List::CookieTable,
        "Fournisseur;Nom du cookie;Domaine;Durée de vie;Finalité\nWheel Studio;_wheel;wheel-studio.io;13 mois;Publicité\nPanel;;;;Mesure\n;;;;\n;x;;;\n",
        &["wheel-studio.io: Cookie _wheel @2", "“Panel”: Cookie @3"],
    );
    assert_eq!(left(&read), ["Name ×1 @5"]);
}

#[test]
fn a_consent_managers_vendors_are_read() {
    says(
        List::CookieTable,
        "Vendor name,IAB ID,Purposes,Legal basis,Policy URL\nWheel Studio,77,1 2 3,Consent,https://wheel-studio.io/privacy\nLetters,78,1,Consent,\n",
        &["“Letters”: Cookie @3", "“Wheel Studio”: Cookie @2"],
    );
}

#[test]
fn a_scan_that_names_the_provider_by_its_host_says_the_host() {
    says(
        List::CookieTable,
        "Name,Provider,Purpose,Expiry,Type\n_wheel,js.wheel-studio.io,Marketing,1 year,HTTP Cookie\n_fbx,Panel,Marketing,3 months,HTTP Cookie\n",
        &["js.wheel-studio.io: Cookie _wheel @2", "“Panel”: Cookie _fbx @3"],
    );
}

#[test]
fn a_register_of_contracts_or_of_processing_is_no_list_of_cookies() {
    for register in [
        "Nom;Fournisseur;Expiration;Finalité\nRoue;Wheel Studio;2027-01-01;Jeux\nLettres;Letters;2027-01-01;Courriels\n",
        "Fournisseur;Finalités;Base légale;Durée de conservation\nWheel Studio;Jeux;Consentement;3 ans\nLetters;Courriels;Contrat;3 ans\n",
        "Vendor,Purpose,Privacy policy,Renewal\nWheel Studio,Games,https://wheel-studio.io,2027-01-01\n",
    ] {
        assert_eq!(discovery::lists::recognise(register.as_bytes()), None, "{register}");
    }
}
