//! Who stands on which side, in which team, and who signs? `/people`
//!
//! No ranking and no figures about persons: only teams have a capacity.

#[cfg(test)]
mod tests;

use agenda::person::Person;
use agenda::role::{Right, Role};
use app::{Order, Problem};
use axum::extract::{Path, Query, State};
use base::{Kind, Measure, PersonId, Ref, Say, Side, slug};
use landscape::field::Field;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::posted::Posted;
use crate::session::Session;
use crate::ui::badge::side_class;
use crate::ui::form::{Input, Sealed};
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, Words};

ui::words! {
    TITLE = "Deux directions, un agenda" / "Two sides, one agenda";
    KICKER = "Qui est qui, qui répond de quoi" / "Who is who, who answers for what";
    LEAD = "Marketing d’un côté, DSI de l’autre ; les traducteurs passent d’un côté à l’autre."
        / "Marketing on one side, IT on the other; the translators go between them.";
    SIGNS_MARKETING = "{name} signe pour le marketing." / "{name} signs for marketing.";
    SIGNS_IT = "{name} signe pour la DSI." / "{name} signs for IT.";
    NO_SIGN_MARKETING = "Personne ne peut encore signer pour le marketing." / "Nobody can sign for marketing yet.";
    NO_SIGN_IT = "Personne ne peut encore signer pour la DSI." / "Nobody can sign for IT yet.";
    ARBITRATES = "{name} arbitre quand les deux ne s’accordent pas." / "{name} arbitrates when the two do not agree.";
    BRIDGE = "passe d’un côté à l’autre" / "goes between the two sides";
    CAPACITY = "{n} par trimestre" / "{n} a quarter";
    NO_CAPACITY = "capacité inconnue" / "capacity unknown";
    NO_TEAM = "Sans équipe" / "Without a team";
    UNPEOPLED = "Équipes dont personne n’est encore inscrit" / "Teams of which nobody is registered yet";
    OTHERS = "Et autour" / "And around them";
    EMPTY = "Personne n’est encore inscrit." / "Nobody is registered yet.";
    EMPTY_HOW = "Inscrivez les deux directeurs, ou importez l’annuaire : nom, adresse, rôle, côté, équipe."
        / "Register the two directors, or import the directory: name, address, role, side, team.";
    EMPTY_DO = "Importer l’annuaire" / "Import the directory";
    NO_ROLE = "sans rôle" / "without a role";
    CHANGE = "Changer" / "Change";
    GIVE = "Donner ce rôle" / "Give this role";
    NEW_ROLE = "Un rôle de plus" / "One more role";
    TAKE = "Retirer le rôle : {role}" / "Take the role: {role}";
    LEAVES = "Noter son départ" / "Record their departure";
    REGISTER = "Inscrire quelqu’un" / "Register somebody";
    NAME = "Prénom et nom" / "First and last name";
    EMAIL = "Adresse e-mail" / "E-mail address";
    SIDE = "Côté" / "Side";
    ROLE = "Rôle" / "Role";
    TEAM = "Équipe" / "Team";
    NONE = "aucune pour l’instant" / "none for now";
    DO = "Inscrire" / "Register";
    REGISTERED = "La personne est inscrite." / "The person is registered.";
    GIVEN = "Le rôle est donné." / "The role is given.";
    TAKEN = "Le rôle est retiré." / "The role is taken.";
    LEFT = "Le départ est noté. Ce que la personne a signé reste dans le journal." / "The departure is recorded. What the person signed stays in the log.";
}

/// What was just done.
#[derive(Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /people`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let view = View::of(&session);
    let csrf = session.csrf();
    let seal = || Sealed { csrf: &csrf, command: session.command(&house.app) };
    let content = session.read(|reader| render(reader, &view, &seal));
    let done: Option<Words> = match asked.done.as_deref() {
        Some("registered") => Some(REGISTERED),
        Some("given") => Some(GIVEN),
        Some("taken") => Some(TAKEN),
        Some("left") => Some(LEFT),
        _ => None,
    };
    let about = Leaf {
        title: TITLE.in_lang(session.lang),
        room: Some(Room::People),
        format: Format::Wide,
        done: done.map(|words| words.in_lang(session.lang)),
    };
    Ok(leaf(&house, &session, &about, content))
}

/// A person to register.
#[derive(Deserialize)]
pub struct Newcomer {
    name: String,
    #[serde(default)]
    email: String,
    side: Side,
    #[serde(default)]
    role: String,
    #[serde(default)]
    team: String,
}

/// `POST /people`
pub async fn register(posted: Posted<Newcomer>) -> Answer {
    let Newcomer { name, email, side, role, team } = &posted.fields;
    let order = Order::Register {
        name: name.trim().to_owned(),
        email: Some(email.trim().to_owned()).filter(|email| !email.is_empty()),
        side: *side,
        roles: if role.is_empty() { vec![Role::Employee] } else { vec![role_of(role)?] },
        team: if team.is_empty() { None } else { Some(team_of(team)?) },
    };
    posted.carry_out(order).await?;
    Ok(see("/people?done=registered"))
}

/// A role to give.
#[derive(Deserialize)]
pub struct Given {
    role: String,
}

/// `POST /people/{person}/roles`
pub async fn give_role(Path(person): Path<PersonId>, posted: Posted<Given>) -> Answer {
    let role = role_of(&posted.fields.role)?;
    posted.carry_out(Order::GiveRole { person, role }).await?;
    Ok(see(&format!("/people?done=given#{person}")))
}

/// Nothing.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /people/{person}/roles/{role}/end`
pub async fn take_role(Path((person, role)): Path<(PersonId, String)>, posted: Posted<Nothing>) -> Answer {
    let role = role_of(&role)?;
    posted.carry_out(Order::TakeRole { person, role }).await?;
    Ok(see(&format!("/people?done=taken#{person}")))
}

/// `POST /people/{person}/departure`
pub async fn leave(Path(person): Path<PersonId>, posted: Posted<Nothing>) -> Answer {
    posted.carry_out(Order::Leave { person }).await?;
    Ok(see("/people?done=left"))
}

fn role_of(word: &str) -> Result<Role, Problem> {
    Role::ALL.into_iter().find(|role| role.word() == word).ok_or_else(|| {
        Problem::invalid(
            Say::new(format!("« {word} » n'est pas un rôle"), format!("“{word}” is no role")),
            Say::new("choisissez dans la liste", "choose from the list"),
        )
    })
}

fn team_of(key: &str) -> Result<Ref, Problem> {
    key.parse().ok().filter(|id: &Ref| id.kind() == Kind::Team).ok_or_else(|| Problem::not_found(Say::same(key)))
}

/// What the page shows.
struct View {
    stands: [Stand; 3],
    arbiters: Vec<String>,
    teams: Vec<(Ref, Say)>,
    may_staff: bool,
    empty: bool,
}

/// One side.
struct Stand {
    side: Side,
    signs: Vec<String>,
    teams: Vec<Team>,
}

/// A team with its people; without a reference those who have none.
struct Team {
    id: Option<Ref>,
    name: Say,
    does: Option<Say>,
    capacity: Option<Measure>,
    people: Vec<Member>,
}

struct Member {
    id: PersonId,
    name: String,
    roles: Vec<Role>,
}

impl View {
    fn of(session: &Session) -> View {
        let picture = &session.picture;
        let present: Vec<(PersonId, &Person)> = picture.people().filter(|(_, person)| person.present).collect();
        let named = |test: &dyn Fn(&Person) -> bool| -> Vec<String> {
            present.iter().filter(|(_, person)| test(person)).map(|(id, _)| picture.person_name(*id)).collect()
        };
        let stands = [Side::Marketing, Side::It, Side::Other].map(|side| Stand {
            side,
            signs: named(&|person| person.signs_for() == Some(side)),
            teams: teams(session, &present, side),
        });
        let teams = picture.catalog().of_kind(Kind::Team).map(|team| (team.id.clone(), team.name.clone()));
        View {
            stands,
            arbiters: named(&|person| person.may(Right::Arbitrate)),
            teams: teams.collect(),
            may_staff: session.may(Right::Staff),
            empty: present.is_empty(),
        }
    }
}

/// The teams of a side: those the landscape puts there, those its people belong to, and one for people without any.
fn teams(session: &Session, present: &[(PersonId, &Person)], side: Side) -> Vec<Team> {
    let catalog = session.picture.catalog();
    let of_side = |thing: &landscape::catalog::Thing| match thing.choice(Field::Side) {
        Some("marketing") => Side::Marketing,
        Some("it") => Side::It,
        _ => Side::Other,
    };
    let members = |team: Option<&Ref>| -> Vec<Member> {
        let mut members: Vec<Member> = present
            .iter()
            .filter(|(_, person)| person.side == side && known(catalog, person.team.as_ref()) == team)
            .map(|(id, person)| Member { id: *id, name: session.picture.person_name(*id), roles: person.roles.clone() })
            .collect();
        // Those who sign and lead first, then by the alphabet: an order everyone can check, and no ranking.
        members.sort_by_cached_key(|member| (member.roles.iter().min().copied(), slug(&member.name)));
        members
    };
    let mut teams: Vec<Team> = catalog
        .of_kind(Kind::Team)
        .map(|thing| (thing, members(Some(&thing.id))))
        .filter(|(thing, people)| of_side(thing) == side || !people.is_empty())
        .map(|(thing, people)| Team {
            id: Some(thing.id.clone()),
            name: thing.name.clone(),
            does: thing.words(Field::Does).cloned(),
            capacity: thing.measure(Field::Capacity).filter(|_| of_side(thing) == side),
            people,
        })
        .collect();
    teams.sort_by_cached_key(|team| {
        let first = team.people.iter().flat_map(|member| member.roles.iter()).min().copied();
        (first.is_none(), first, slug(&team.name.fr))
    });
    let alone = members(None);
    if !alone.is_empty() {
        let name = Say::new(NO_TEAM.fr, NO_TEAM.en);
        teams.push(Team { id: None, name, does: None, capacity: None, people: alone });
    }
    teams
}

/// A team, if the landscape knows it.
fn known<'a>(catalog: &landscape::catalog::Catalog, team: Option<&'a Ref>) -> Option<&'a Ref> {
    team.filter(|id| catalog.get(id).is_some())
}

type Seal<'a> = &'a dyn Fn() -> Sealed<'a>;

fn render(reader: &Reader, view: &View, seal: Seal) -> Markup {
    let [marketing, it, other] = &view.stands;
    let lead = html! {
        (reader.w(LEAD))
        @if !view.arbiters.is_empty() { " " (reader.fill(ARBITRATES, &[("name", &view.arbiters.join(", "))])) }
    };
    html! {
        (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), Some(&lead)))
        @if view.empty {
            (ui::empty::empty(reader.w(EMPTY), reader.w(EMPTY_HOW), Some((reader.w(EMPTY_DO), "/imports#send"))))
        } @else {
            div.facing #sides data-live { (stand(reader, view, marketing, seal)) (stand(reader, view, it, seal)) }
            @if !other.teams.is_empty() {
                section.others.stand.other #others data-live {
                    h2 { (reader.w(OTHERS)) }
                    div.groups {
                        @for group in other.teams.iter().filter(|team| !team.people.is_empty()) { (team(reader, view, group, seal)) }
                    }
                    (unpeopled(reader, &other.teams))
                }
            }
        }
        @if view.may_staff { (ui::page::section("register", reader.w(REGISTER), html! { div { (newcomer(reader, view, seal)) } })) }
    }
}

fn stand(reader: &Reader, view: &View, stand: &Stand, seal: Seal) -> Markup {
    let (signs, nobody) = match stand.side {
        Side::Marketing => (SIGNS_MARKETING, NO_SIGN_MARKETING),
        _ => (SIGNS_IT, NO_SIGN_IT),
    };
    let side = stand.side.say();
    html! {
        section.stand.(side_class(stand.side)) aria-label=(reader.say(&side)) {
            h2 { (reader.say(&side)) }
            p.signs {
                @if stand.signs.is_empty() { (reader.w(nobody)) } @else { (reader.fill(signs, &[("name", &stand.signs.join(", "))])) }
            }
            @for group in stand.teams.iter().filter(|team| !team.people.is_empty()) { (team(reader, view, group, seal)) }
            (unpeopled(reader, &stand.teams))
        }
    }
}

fn team(reader: &Reader, view: &View, team: &Team, seal: Seal) -> Markup {
    html! {
        div.team {
            h3 {
                @match &team.id {
                    Some(id) => a href=(crate::session::href(id)) { (reader.say(&team.name)) },
                    None => span { (reader.say(&team.name)) },
                }
                @match &team.capacity {
                    Some(capacity) => span.n { (reader.fill(CAPACITY, &[("n", &base::format::measure(reader.lang, capacity))])) },
                    None => {}
                }
            }
            @if let Some(does) = &team.does { p.still { (reader.say(does)) } }
            ul.people {
                @for member in &team.people { (person(reader, view, member, seal)) }
            }
        }
    }
}

/// Teams that are known without their people, one line each.
fn unpeopled(reader: &Reader, teams: &[Team]) -> Markup {
    let teams: Vec<&Team> = teams.iter().filter(|team| team.people.is_empty()).collect();
    html! {
        @if !teams.is_empty() {
            h3.unpeopled { (reader.w(UNPEOPLED)) }
            ul.lead-list {
                @for team in teams {
                    li.team-line {
                        @match &team.id {
                            Some(id) => a href=(crate::session::href(id)) { (reader.say(&team.name)) },
                            None => span { (reader.say(&team.name)) },
                        }
                        span.still {
                            @match &team.capacity {
                                Some(capacity) => (reader.fill(CAPACITY, &[("n", &base::format::measure(reader.lang, capacity))])),
                                None => (reader.w(NO_CAPACITY)),
                            }
                        }
                    }
                }
            }
        }
    }
}

fn person(reader: &Reader, view: &View, member: &Member, seal: Seal) -> Markup {
    let roles: Vec<Say> = member.roles.iter().map(|role| role.say()).collect();
    let roles: Vec<&str> = roles.iter().map(|role| reader.say(role)).collect();
    html! {
        li id=(member.id) {
            span.name { (member.name) }
            span.does { @if roles.is_empty() { (reader.w(NO_ROLE)) } @else { (roles.join(", ")) } }
            @if member.roles.contains(&Role::Translator) { span.bridge { "⇄ " (reader.w(BRIDGE)) } }
            @if view.may_staff { (change(reader, member, seal)) }
        }
    }
}

fn change(reader: &Reader, member: &Member, seal: Seal) -> Markup {
    let at = format!("/people/{}", member.id);
    let held = |role: &Role| member.roles.contains(role);
    let words: Vec<(&str, Say)> =
        Role::ALL.into_iter().filter(|role| !held(role)).map(|role| (role.word(), role.say())).collect();
    let choices: Vec<(&str, &str)> = words.iter().map(|(word, say)| (*word, reader.say(say))).collect();
    html! {
        details.edit {
            summary aria-label=(reader.w(CHANGE)) { (reader.w(CHANGE)) }
            (ui::form::form(&seal(), &format!("{at}/roles"), html! {
                (ui::thing::pick(&format!("role-{}", member.id), "role", reader.w(NEW_ROLE), &choices, Some("employee")))
                button.quiet type="submit" { (reader.w(GIVE)) }
            }))
            @for role in &member.roles {
                (ui::form::form(&seal(), &format!("{at}/roles/{}/end", role.word()), html! {
                    button.quiet type="submit" { (reader.fill(TAKE, &[("role", reader.say(&role.say()))])) }
                }))
            }
            (ui::form::form(&seal(), &format!("{at}/departure"), html! {
                button.quiet type="submit" { (reader.w(LEAVES)) }
            }))
        }
    }
}

fn newcomer(reader: &Reader, view: &View, seal: Seal) -> Markup {
    let field = |name, label: Words, optional| {
        let label = reader.w(label);
        ui::form::field(&ui::form::Field {
            name,
            label,
            hint: None,
            value: "",
            error: None,
            input: Input::Line,
            optional,
        })
    };
    let sides = [Side::Marketing, Side::It, Side::Other].map(|side| (side_class(side), side.say()));
    let sides: Vec<(&str, &str)> = sides.iter().map(|(word, say)| (*word, reader.say(say))).collect();
    let roles = Role::ALL.map(|role| (role.word(), role.say()));
    let roles: Vec<(&str, &str)> = roles.iter().map(|(word, say)| (*word, reader.say(say))).collect();
    let keys: Vec<(String, &str)> = view.teams.iter().map(|(id, name)| (id.to_string(), reader.say(name))).collect();
    let mut teams: Vec<(&str, &str)> = vec![("", reader.w(NONE))];
    teams.extend(keys.iter().map(|(key, name)| (key.as_str(), *name)));
    ui::form::form(
        &seal(),
        "/people",
        html! {
            (field("name", NAME, false))
            (field("email", EMAIL, true))
            (ui::thing::pick("side", "side", reader.w(SIDE), &sides, Some("marketing")))
            (ui::thing::pick("role", "role", reader.w(ROLE), &roles, Some("employee")))
            (ui::thing::pick("team", "team", reader.w(TEAM), &teams, Some("")))
            (ui::form::actions(ui::form::submit(reader.w(DO))))
        },
    )
}
