//! What the house's sign-on keeps: Okta's system log, Entra's sign-ins, or Google's grants.

use serde_json::json;

use super::File;
use super::browsing::Trial;
use super::chance::Chance;
use super::house::{House, TEAMS};
use super::tools::{Login, Tool, Trace};
use super::trades::Trade;

/// One sign-in.
struct Entry {
    at: i64,
    who: usize,
    app: String,
    failed: bool,
    tool: usize,
}

const NO_TOOL: usize = usize::MAX;

/// Writes the export.
pub fn write(seed: u64, house: &House, login: Login, tools: &mut [Tool], trials: &[Trial]) -> File {
    let mut chance = Chance::of(seed, "signing");
    let mut entries = Vec::new();
    for (number, tool) in tools.iter().enumerate().filter(|(_, tool)| tool.meant.contains(&Trace::SignOn)) {
        let app = named(tool, login, &mut chance);
        let everybodys = tool.users.len() > 60;
        for &(who, rate) in &tool.users {
            // Sessions last; of everybody's tools the export holds a part.
            let share = if everybodys { 0.06 } else { 0.45 };
            for day in tool.since.max(0)..house.days {
                if house.is_worked(day) && chance.happens(rate * share) {
                    let (at, failed) = (house.at_work(who, day, &mut chance), chance.happens(0.03));
                    entries.push(Entry { at, who, app: app.clone(), failed, tool: number });
                }
            }
        }
    }
    let mut noise = |app: &str, who: usize, day: i64, chance: &mut Chance| {
        let at = house.at_work(who, day, chance);
        entries.push(Entry { at, who, app: app.to_owned(), failed: chance.happens(0.05), tool: NO_TOOL });
    };
    let own: &[&str] = match login {
        Login::Okta => &["Okta Dashboard", "Okta Admin Console", "Intranet", "VPN Siège"],
        Login::Entra => &["Windows Sign In", "Microsoft Authentication Broker", "Intranet", "VPN Siège"],
        Login::Google => &["Google Chrome", "Intranet", "Android device"],
    };
    for _ in 0..260 {
        let (app, who, day) = (*chance.pick(own), chance.below(house.people.len()), chance.between(0, house.days - 1));
        noise(app, who, day, &mut chance);
    }
    // Somebody's own, with the house's account.
    for app in ["Spotify", "Pinterest", "Duolingo", "Candy Crush Saga", "Strava", "Doodle"] {
        if chance.happens(0.4) {
            let (who, day) = (chance.below(house.people.len()), chance.between(0, house.days - 1));
            noise(app, who, day, &mut chance);
        }
    }
    for trial in trials {
        if chance.happens(0.2) {
            noise(&trial.name, trial.who, trial.day, &mut chance);
        }
    }
    entries.sort_by_key(|entry| (entry.at, entry.who));
    for entry in &entries {
        if let Some(tool) = tools.get_mut(entry.tool) {
            tool.leaves(Trace::SignOn, 1);
        }
    }
    match login {
        Login::Okta => okta(house, &entries, &mut chance),
        Login::Entra => entra(house, &entries, &mut chance),
        Login::Google => google(house, &entries, &mut chance),
    }
}

/// How an administrator called the application.
fn named(tool: &Tool, login: Login, chance: &mut Chance) -> String {
    match tool.trade {
        Trade::MailHost => match login {
            Login::Okta => "Microsoft Office 365".to_owned(),
            Login::Entra => "Office 365 Exchange Online".to_owned(),
            Login::Google => "Google Workspace".to_owned(),
        },
        Trade::Identity => "Okta Browser Plugin".to_owned(),
        _ => match chance.weighted(&[0.6, 0.12, 0.1, 0.08, 0.1]) {
            0 => tool.name.clone(),
            1 => format!("{} (SAML)", tool.name),
            2 => format!("{} - Marketing", tool.name),
            3 => format!("Prod - {}", tool.name),
            _ if tool.vendor != tool.name && !tool.name.contains(&tool.vendor) => {
                format!("{} {}", tool.vendor, tool.name)
            }
            _ => tool.name.to_lowercase(),
        },
    }
}

fn stamp(at: i64) -> String {
    jiff::Timestamp::from_second(at).expect("a moment of this century").to_string()
}

fn okta(house: &House, entries: &[Entry], chance: &mut Chance) -> File {
    let events: Vec<serde_json::Value> = (entries.iter())
        .map(|entry| {
            let person = &house.people[entry.who];
            let email = format!("{}@{}", person.login, house.domain);
            json!({
                "actor": {"id": format!("00u{}", entry.who), "type": "User", "alternateId": email, "displayName": person.login},
                "client": {"userAgent": {"os": "Windows 10", "browser": "CHROME"}, "ipAddress": person.address},
                "eventType": "user.authentication.sso",
                "displayMessage": "User single sign on to app",
                "outcome": {"result": if entry.failed { "FAILURE" } else { "SUCCESS" }},
                "published": stamp(entry.at),
                "severity": "INFO",
                "uuid": format!("{}-{}", chance.hex(), chance.hex()),
                "target": [
                    {"id": "0oa1", "type": "AppInstance", "alternateId": entry.app, "displayName": entry.app},
                    {"id": "0ua1", "type": "AppUser", "alternateId": email, "displayName": person.login}
                ]
            })
        })
        .collect();
    File::new("okta-system-log.json", Trace::SignOn, serde_json::to_vec_pretty(&events).expect("JSON"))
}

fn entra(house: &House, entries: &[Entry], chance: &mut Chance) -> File {
    let mut out = String::from(
        "Date (UTC),Request ID,User ID,User,Username,User type,Application,Application ID,Resource,IP address,Status,Sign-in error code,Client app,Is interactive,Department\r\n",
    );
    for entry in entries {
        let person = &house.people[entry.who];
        let (status, code) = if entry.failed { ("Failure", "50126") } else { ("Success", "0") };
        out += &format!(
            "{},{},{},{},{}@{},Member,{},{},{},{},{status},{code},Browser,true,{}\r\n",
            stamp(entry.at),
            chance.hex(),
            entry.who,
            person.login,
            person.login,
            house.domain,
            entry.app,
            chance.hex(),
            entry.app,
            person.address,
            TEAMS[person.team].0
        );
    }
    File::new("InteractiveSignIns.csv", Trace::SignOn, format!("\u{feff}{out}").into_bytes())
}

fn google(house: &House, entries: &[Entry], chance: &mut Chance) -> File {
    let items: Vec<serde_json::Value> = (entries.iter())
        .map(|entry| {
            let person = &house.people[entry.who];
            let name = if entry.failed { "revoke" } else if chance.happens(0.3) { "authorize" } else { "activity" };
            json!({
                "kind": "admin#reports#activity",
                "id": {"time": stamp(entry.at), "uniqueQualifier": chance.hex(), "applicationName": "token", "customerId": "C03az79cb"},
                "actor": {"email": format!("{}@{}", person.login, house.domain), "profileId": entry.who.to_string()},
                "ipAddress": person.address,
                "events": [{"type": "auth", "name": name, "parameters": [
                    {"name": "client_id", "value": format!("{}.apps.googleusercontent.com", entry.app.len() * 7_919)},
                    {"name": "app_name", "value": entry.app},
                    {"name": "client_type", "value": "WEB"},
                    {"name": "scope", "multiValue": ["openid", "https://www.googleapis.com/auth/userinfo.email"]}
                ]}]
            })
        })
        .collect();
    let whole = json!({"kind": "admin#reports#activities", "items": items});
    File::new("google-token-activities.json", Trace::SignOn, serde_json::to_vec(&whole).expect("JSON"))
}
