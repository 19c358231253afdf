//! `entente person`: who is in the house.

use std::io::{BufRead, stdin};

use agenda::role::Role;
use app::Problem;
use axum::http::Method;
use base::{Say, Side};
use clap::Subcommand;
use serde_json::json;

use super::Common;
use crate::output::Output;
use crate::transport::segment;

/// What to do with people.
#[derive(Subcommand)]
pub enum Person {
    /// Lists people.
    List,
    /// Registers a person.
    Add {
        /// The name.
        name: String,
        /// The e-mail address.
        #[arg(long)]
        email: Option<String>,
        /// The side: marketing, it or other.
        #[arg(long)]
        side: String,
        /// The roles, such as cmo, cio, architect, employee.
        #[arg(long, required = true)]
        role: Vec<String>,
        /// The team's key.
        #[arg(long)]
        team: Option<String>,
    },
    /// Gives a person a login; the password is read from the terminal or a pipe.
    Password {
        /// The person, by name, role or id.
        person: String,
        /// The login.
        #[arg(long)]
        login: String,
    },
    /// Makes a token for a program that acts as a person; it is shown this once.
    Token {
        /// The person, by name, role or id.
        person: String,
        /// What it is for.
        #[arg(long)]
        name: String,
        /// How many days it counts.
        #[arg(long, default_value_t = 365)]
        days: i64,
    },
}

impl Person {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let transport = common.transport()?;
        match self {
            Person::List => {
                let list = transport.list("/api/v1/people")?;
                out.answer(&list, |out| {
                    for item in list["items"].as_array().into_iter().flatten() {
                        let roles: Vec<&str> =
                            item["role_names"].as_array().into_iter().flatten().map(|role| out.of(role)).collect();
                        let side = serde_json::from_value::<Side>(item["side"].clone()).unwrap_or(Side::Other).say();
                        crate::tell!(
                            "{:28} {:10} {}",
                            item["name"].as_str().unwrap_or_default(),
                            side.in_lang(out.lang),
                            roles.join(", ")
                        );
                    }
                });
            }
            Person::Add { name, email, side, role, team } => {
                let side = side_of(&side)?;
                let roles = role.iter().map(|role| role_of(role)).collect::<Result<Vec<_>, _>>()?;
                let body = json!({ "name": name, "email": email, "side": side, "roles": roles, "team": team });
                let done = transport.put(Method::POST, "/api/v1/people", &body)?.body;
                out.answer(&done, |out| out.line(format!("{name} est inscrit."), format!("{name} is registered.")));
            }
            Person::Token { person, name, days } => {
                let path = format!("/api/v1/people/{}/tokens", segment(&person));
                let made = transport.put(Method::POST, &path, &json!({ "name": name, "days": days }))?.body;
                out.answer(&made, |_| crate::tell!("{}", made["token"].as_str().unwrap_or_default()));
            }
            Person::Password { person, login } => {
                out.line("Mot de passe (12 signes au moins) :", "Password (12 characters at least):");
                let mut password = String::new();
                stdin().lock().read_line(&mut password)?;
                let body = json!({ "login": login, "password": password.trim_end_matches(['\r', '\n']) });
                let path = format!("/api/v1/people/{}/password", segment(&person));
                transport.put(Method::PUT, &path, &body)?;
                out.line("C'est fait.", "Done.");
            }
        }
        Ok(())
    }
}

/// Reads a side from the word for it, in either language.
fn side_of(words: &str) -> Result<Side, Problem> {
    let said = base::slug(words);
    let named = |side: &Side| [side.say().fr, side.say().en].iter().any(|name| base::slug(name) == said);
    Ok(match said.as_str() {
        "marketing" => Side::Marketing,
        "it" | "dsi" => Side::It,
        "other" | "autre" => Side::Other,
        _ => [Side::Marketing, Side::It, Side::Other]
            .into_iter()
            .find(named)
            .ok_or_else(|| super::one_of(Say::new("un côté", "a side"), words, &["marketing", "it", "other"]))?,
    })
}

/// Reads a role from its word or its title.
fn role_of(words: &str) -> Result<Role, Problem> {
    let known: Vec<&str> = Role::ALL.into_iter().map(Role::word).collect();
    let by_word = Role::ALL.into_iter().find(|role| role.word() == words.trim());
    let found = by_word.or_else(|| Role::from_words(words));
    found.ok_or_else(|| super::one_of(Say::new("un rôle connu", "a known role"), words, &known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_and_roles_are_read_in_either_language_and_a_wrong_word_lists_the_right_ones() {
        assert_eq!(side_of("DSI"), Ok(Side::It));
        assert_eq!(side_of("Marketing"), Ok(Side::Marketing));
        assert_eq!(role_of("marketing_ops"), Ok(Role::MarketingOps));
        assert!(side_of("compta").unwrap_err().hint.fr.contains("marketing, it, other"));
        assert!(role_of("astronaut").unwrap_err().hint.en.contains("cmo, cio"));
    }
}
