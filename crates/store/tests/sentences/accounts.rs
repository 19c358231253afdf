use store::{Account, Fault, Session, SessionKind};

use crate::given::{at, folder, person, store};

fn account(n: u128, login: &str) -> Account {
    Account { person: person(n), login: login.to_owned(), hash: "$argon2id$…".to_owned(), disabled: false }
}

fn session(n: u8, holder: u128, kind: SessionKind) -> Session {
    Session { token: [n; 32], person: person(holder), made_at: at(n.into()), expires_at: at(100), kind }
}

#[test]
fn an_account_is_found_however_its_login_is_typed() {
    let folder = folder();
    let mut store = store(folder.path());
    store.put_account(&account(1, " Élodie.Martin@Solvene.example ")).unwrap();
    let found = store.account("e\u{301}LODIE.martin@solvene.example").unwrap().unwrap();
    assert_eq!((found.person, found.login.as_str()), (person(1), "élodie.martin@solvene.example"));
    assert_eq!(store.account("autre").unwrap(), None);
    assert_eq!(store.account_of(person(1)).unwrap(), Some(found));
}

#[test]
fn two_people_cannot_have_one_login() {
    let folder = folder();
    let mut store = store(folder.path());
    store.put_account(&account(1, "a")).unwrap();
    assert!(matches!(store.put_account(&account(2, "A ")), Err(Fault::Unfit(_))));
    assert!(matches!(store.put_account(&account(2, "  ")), Err(Fault::Unfit(_))));
    store.put_account(&account(1, "b")).unwrap();
    store.put_account(&account(2, "a")).unwrap();
    let logins: Vec<String> = store.accounts().unwrap().into_iter().map(|account| account.login).collect();
    assert_eq!(logins, ["a", "b"]);
}

#[test]
fn a_session_counts_until_it_ends_expires_or_its_account_is_disabled() {
    let folder = folder();
    let mut store = store(folder.path());
    let browser = session(1, 1, SessionKind::Browser);
    let token = session(2, 1, SessionKind::ApiToken { name: "export".to_owned() });
    assert!(matches!(store.put_session(&browser), Err(Fault::Unfit(_))), "nobody signs in without an account");
    store.put_account(&account(1, "a")).unwrap();
    store.put_session(&browser).unwrap();
    store.put_session(&token).unwrap();
    assert!(matches!(store.put_session(&token), Err(Fault::Unfit(_))));
    assert_eq!(store.session(&[1; 32], at(99)).unwrap(), Some(browser.clone()));
    assert_eq!(store.session(&[1; 32], at(100)).unwrap(), None);
    assert_eq!(store.sessions_of(person(1)).unwrap(), [browser, token]);
    store.put_account(&Account { disabled: true, ..account(1, "a") }).unwrap();
    assert_eq!(store.session(&[1; 32], at(9)).unwrap(), None);
    store.put_account(&account(1, "a")).unwrap();
    assert!(store.end_session(&[1; 32]).unwrap());
    assert!(!store.end_session(&[1; 32]).unwrap());
    assert_eq!(store.session(&[1; 32], at(9)).unwrap(), None);
    assert_eq!(store.sweep_sessions(at(99)).unwrap(), 0);
    assert_eq!(store.sweep_sessions(at(100)).unwrap(), 1);
}

#[test]
fn removing_an_account_ends_its_sessions() {
    let folder = folder();
    let mut store = store(folder.path());
    store.put_account(&account(1, "a")).unwrap();
    store.put_session(&session(1, 1, SessionKind::Browser)).unwrap();
    store.put_session(&session(2, 1, SessionKind::Browser)).unwrap();
    assert!(store.remove_account(person(1)).unwrap());
    assert!(!store.remove_account(person(1)).unwrap());
    assert_eq!(store.session(&[1; 32], at(9)).unwrap(), None);
    assert_eq!(store.end_sessions_of(person(1)).unwrap(), 0);
}
