//! Who signed in to what: Okta, Entra, Google, and any table.

use discovery::harvest::EvidenceKind;
use discovery::lists::List;
use discovery::pseudonym::Pseudonym;

use crate::reading::{left, read, says, setting};

fn okta(kind: &str, who: &str, app: &str, result: &str) -> String {
    format!(
        "{{\"uuid\":\"1\",\"published\":\"2026-08-06T07:30:00.000Z\",\"eventType\":\"{kind}\",\"actor\":{{\"type\":\"User\",\
         \"alternateId\":\"{who}@solvene.example\",\"displayName\":\"{who} Somebody\"}},\"outcome\":{{\"result\":\"{result}\"}},\
         \"target\":[{{\"type\":\"AppUser\",\"displayName\":\"{who} Somebody\"}},{{\"type\":\"AppInstance\",\"displayName\":\"{app}\"}},\
         {{\"type\":\"SCOPE\",\"displayName\":\"files.read\"}}]}}"
    )
}

pub fn okta_events() -> Vec<String> {
    vec![
        okta("user.authentication.sso", "anna", "Wheel Studio", "SUCCESS"),
        okta("user.authentication.sso", "Anna", "Wheel Studio", "SUCCESS"),
        okta("user.authentication.sso", "bert", "Wheel Studio", "FAILURE"),
        okta("app.oauth2.as.consent.grant", "bert", "Letters", "SUCCESS"),
        okta("user.session.start", "bert", "Letters", "SUCCESS"),
    ]
}

#[test]
fn okta_says_it_in_a_list_in_lines_and_in_a_table() {
    let events = okta_events();
    let expect = |line: fn(usize) -> usize| {
        [
            format!(
                "“Letters”: Granted files.read on 2026-08-06 @{}; bert@solvene.example: 1 seen, 1 in, 2026-08-06",
                line(4)
            ),
            format!(
                "“Wheel Studio”: SignedIn ×2 on 2026-08-06 @{}; anna@solvene.example: 2 seen, 2 in, 2026-08-06",
                line(1)
            ),
        ]
    };
    let check = |text: &str, expect: [String; 2]| {
        let read = says(List::Okta, text, &expect.each_ref().map(String::as_str));
        assert_eq!(read.harvests[0].kind, EvidenceKind::SignOn);
        assert_eq!((read.harvests[0].files[0].read, read.left.count()), (5, 0));
        assert_eq!(read.harvests[0].mentions[1].habits[0].cell.working, 2);
        let kept = serde_json::to_string(&read.harvests).expect("data");
        assert!(!kept.to_lowercase().contains("anna") && !kept.contains("Somebody"), "{kept}");
    };
    check(&format!("[{}]", events.join(",")), expect(|line| line));
    check(&format!("[\n{}\n]", events.join(",\n")), expect(|line| line + 1));
    check(&events.join("\n"), expect(|line| line));
    // One after another, as tools that take lists apart print them.
    check(
        &events.iter().map(|event| event.replacen("{", "{\n", 1)).collect::<Vec<_>>().join("\n"),
        expect(|line| 2 * line - 1),
    );
    says(
        List::OktaTable,
        "timestamp,event_type,actor.alternate_id,actor.display_name,outcome.result,target0.type,target0.display_name,target1.type,target1.display_name\n\
         2026-08-06T07:30:00.000Z,user.authentication.sso,anna@solvene.example,Anna,SUCCESS,AppUser,Anna,AppInstance,Wheel Studio\n\
         2026-08-06T07:31:00.000Z,user.authentication.sso,bert@solvene.example,Bert,FAILURE,AppInstance,Wheel Studio,,\n",
        &["“Wheel Studio”: SignedIn on 2026-08-06 @2; anna@solvene.example: 1 seen, 1 in, 2026-08-06"],
    );
}

pub const ENTRA: &str = r#"{"value":[
{"createdDateTime":"2026-08-05T22:30:00Z","userPrincipalName":"anna@solvene.example","userDisplayName":"Anna","appDisplayName":"Wheel Studio","isInteractive":true,"status":{"errorCode":0}},
{"createdDateTime":"2026-08-07T08:30:00Z","userPrincipalName":"anna@solvene.example","appDisplayName":"Wheel Studio","isInteractive":false,"status":{"errorCode":0}},
{"createdDateTime":"2026-08-06T08:30:00Z","userPrincipalName":"bert@solvene.example","appDisplayName":"Wheel Studio","isInteractive":true,"status":{"errorCode":50126}},
{"createdDateTime":"yesterday","userPrincipalName":"bert@solvene.example","appDisplayName":"Wheel Studio","status":{"errorCode":0}},
{"createdDateTime":"2026-08-06T08:30:00Z","userPrincipalName":"bert@solvene.example","status":{"errorCode":0}}
]}"#;

#[test]
fn entra_says_who_signed_in_and_what_renewed_itself_is_no_sign_in() {
    // 22:30 in Greenwich is the next day in Paris.
    let expect = "“Wheel Studio”: SignedIn on 2026-08-06 @2; anna@solvene.example: 2 seen, 1 in, 2026-08-06 2026-08-07";
    let read = says(List::Entra, ENTRA, &[expect]);
    assert_eq!(left(&read), ["Time ×1 @5", "Name ×1 @6"]);
    says(
        List::EntraTable,
        "Date (UTC),Request ID,User agent,Correlation ID,User,Username,Application,Status,Sign-in error code,Failure reason\n\
         2026-08-05T22:30:00Z,r1,x,c1,Anna,anna@solvene.example,Wheel Studio,Success,0,Other.\n\
         2026-08-06T08:30:00Z,r2,x,c2,Bert,bert@solvene.example,Wheel Studio,Failure,50126,Wrong\n",
        &["“Wheel Studio”: SignedIn on 2026-08-06 @2; anna@solvene.example: 1 seen, 1 in, 2026-08-06"],
    );
}

pub const GOOGLE: &str = r#"{"kind":"admin#reports#activities","items":[
{"kind":"admin#reports#activity","id":{"time":"2026-08-06T07:30:00.000Z","applicationName":"token"},"actor":{"email":"anna@solvene.example"},"events":[{"name":"authorize","parameters":[{"name":"app_name","value":"Wheel Studio"},{"name":"client_id","value":"12.apps"},{"name":"scope","multiValue":["https://www.googleapis.com/auth/drive.readonly","openid"]}]}]},
{"kind":"admin#reports#activity","id":{"time":"2026-08-07T07:30:00.000Z","applicationName":"token"},"actor":{"email":"anna@solvene.example"},"events":[{"name":"activity","parameters":[{"name":"app_name","value":"Wheel Studio"},{"name":"num_response_bytes","intValue":"14000000"}]}]},
{"kind":"admin#reports#activity","id":{"time":"2026-08-08T07:30:00.000Z","applicationName":"token"},"actor":{"email":"anna@solvene.example"},"events":[{"name":"revoke","parameters":[{"name":"app_name","value":"Wheel Studio"}]}]}
]}"#;

#[test]
fn google_says_what_was_let_in_to_what_and_what_it_took_away() {
    let read = says(
        List::Google,
        GOOGLE,
        &[
            "“Wheel Studio”: Granted drive.readonly openid on 2026-08-06 @2; anna@solvene.example: 2 seen, 1 in, 2026-08-06 2026-08-07",
        ],
    );
    let cell = read.harvests[0].mentions[0].seen;
    assert_eq!((cell.up, cell.up_known, cell.seen), (14_000_000, 1, 2));
    says(
        List::GoogleTable,
        "Date,Event,Description,Actor,App name,Client ID,Scope,IP address\n\
         2026-08-06T09:30:00+02:00,Authorize,x,anna@solvene.example,Wheel Studio,12,\"https://www.googleapis.com/auth/drive.readonly, openid\",192.0.2.1\n\
         2026-08-06T09:30:00+02:00,Revoke,x,anna@solvene.example,Wheel Studio,12,openid,192.0.2.1\n",
        &[
            "“Wheel Studio”: Granted drive.readonly openid on 2026-08-06 @2; anna@solvene.example: 1 seen, 1 in, 2026-08-06",
        ],
    );
}

#[test]
fn any_table_of_application_person_and_date_will_do() {
    let expect = "“Roue à bons”: SignedIn on 2026-08-06 @2; anna of Fidélité: 1 seen, 1 in, 2026-08-06";
    let read = says(
        List::SignOns,
        "Application;Utilisateur;Date de connexion;Département;Résultat\nRoue à bons;Anna;06/08/2026 09:30;Fidélité;Succès\n\
         Roue à bons;Bert;06/08/2026 09:31;Fidélité;Échec\nRoue à bons;;06/08/2026;Fidélité;Succès\n;Bert;06/08/2026;;\nRoue à bons;Bert;jamais;;\n",
        &[expect],
    );
    assert_eq!(left(&read), ["Fields ×1 @4", "Time ×1 @6", "Name ×1 @5"]);
    // Where only the day is said no hour is made up.
    assert_eq!(read.harvests[0].mentions[0].seen.hours, 0);
    let read = says(
        List::SignOns,
        "App name,User email,Last sign-in,Sign-ins,URL\nWheel Studio,anna@solvene.example,11/15/2026,4,https://app.wheel-studio.com/in\n\
         Wheel Studio,bert@solvene.example,02/03/2026,1,\n",
        &["“Wheel Studio”: SignedIn on 2026-11-15 @2; SignedIn on 2026-02-03 @3; anna@solvene.example: 4 seen, 4 in, 2026-11-15; bert@solvene.example: 1 seen, 1 in, 2026-02-03"]
            .map(sorted_by_pseudonym),
    );
    assert_eq!(read.harvests[0].mentions[0].hosts, ["app.wheel-studio.com".into()]);
    assert_eq!(read.harvests[0].mentions[0].users, 2.0);
}

/// Habits stand in the order of their pseudonyms, which is chance's.
fn sorted_by_pseudonym(line: &'static str) -> &'static str {
    let of = |name: &str| -> Pseudonym { setting().key.of(name.as_bytes()) };
    let swapped = "“Wheel Studio”: SignedIn on 2026-11-15 @2; SignedIn on 2026-02-03 @3; bert@solvene.example: 1 seen, 1 in, 2026-02-03; anna@solvene.example: 4 seen, 4 in, 2026-11-15";
    if of("anna@solvene.example") < of("bert@solvene.example") { line } else { swapped }
}

#[test]
fn json_that_breaks_off_keeps_what_came_before() {
    let whole = format!("[\n{}\n]", okta_events().join(",\n"));
    let cut = &whole[..whole.len() - 60];
    let read = read(cut);
    assert_eq!(read.harvests[0].files[0].understood, 4);
    assert_eq!(left(&read).len(), 1);
}

#[test]
fn a_list_in_utf_16_is_read_as_scripts_write_it() {
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(ENTRA.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let read = crate::reading::read_bytes(&wide);
    assert_eq!((read.lists, read.harvests[0].mentions.len()), (vec![List::Entra], 1));
}
