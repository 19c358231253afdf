//! `entente person`: who is in the house.

use std::io::{BufRead, stdin};

use axum::http::Method;
use clap::Subcommand;
use serde_json::{Value, json};

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
                let list = transport.get("/api/v1/people?limit=200")?.body;
                out.answer(&list, |_| {
                    for item in list["items"].as_array().into_iter().flatten() {
                        let roles: Vec<&str> =
                            item["roles"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                        crate::tell!(
                            "{:28} {:10} {}",
                            item["name"].as_str().unwrap_or_default(),
                            item["side"].as_str().unwrap_or_default(),
                            roles.join(", ")
                        );
                    }
                });
            }
            Person::Add { name, email, side, role, team } => {
                let body = json!({ "name": name, "email": email, "side": side, "roles": role, "team": team });
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
