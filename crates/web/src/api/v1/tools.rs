//! Tools in use: what evidence shows of each, its case, and the orders about it.

use agenda::role::Right;
use agenda::tool::{Answer as Said, Case, Cause};
use app::{Order, Problem};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use base::{Kind, Lang, Money, PersonId, Ref, Say as Words};
use discovery::verdict::FEWEST;
use jiff::civil::Date;
use picture::shadow::{HintBy, InUse, Ratio, Users};
use serde::{Deserialize, Serialize};
use tabular::Cell;
use tabular::write::{Encoding, csv};
use utoipa::ToSchema;

use super::requests::NothingBody;
use super::shapes::{Link, Named, Person, Say, done, lang_or, link, person, tagged, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::house::House;
use crate::session::{Session, tool};
use crate::typed;

crate::ui::words! {
    SINCE = "since" / "since";
}

/// How much of marketing's tools the house has registered.
#[derive(Debug, Serialize, ToSchema)]
pub struct RatioBody {
    /// The day it is of.
    #[schema(value_type = String)]
    pub on: Date,
    /// Marketing's tools in use.
    pub services: usize,
    /// Of these, registered.
    pub registered: usize,
    /// Of these, not registered.
    pub unregistered: usize,
    /// Of those not registered, to how many at least 1 MB was sent.
    pub uploading: usize,
    /// The share not registered, `0..=1`; null where no tool is in use.
    pub share: Option<f64>,
}

/// The tools in use, with the shadow ratio.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToolList {
    /// The ratio today.
    pub ratio: RatioBody,
    /// The ratio on the day asked for by `since`.
    pub before: Option<RatioBody>,
    /// The tools, the surest in front.
    pub items: Vec<ToolLine>,
    /// How many there are in all.
    pub total: usize,
}

/// A tool in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToolLine {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Who sells it, where that is known.
    pub vendor: Option<String>,
    /// What it is for, by its word, where that is known.
    pub category: Option<String>,
    /// Whether it is marketing's.
    pub marketing: bool,
    /// `seen`, `suspected`, `confirmed`, `owned`, `decided`, `retired`.
    pub stage: String,
    /// How likely it is that the house uses it, `0..=1`; null where only people speak of it.
    pub confidence: Option<f64>,
    /// The contract or system of the register it is.
    pub registered: Option<Link>,
    /// How many users it has: accounts, or machines where a source names nobody. Null where there are fewer than three, as
    /// so few could be recognised; 0 where no source tells of any.
    pub users: Option<u32>,
    /// On how many days.
    pub days: usize,
    /// Bytes sent, as far as logs say.
    pub up: u64,
    /// Bytes received, as far as logs say.
    pub down: u64,
    /// The kinds of evidence that speak of it.
    pub sources: Vec<String>,
    /// What it costs a month, in euros, as far as ledgers and cards say.
    pub monthly: Option<String>,
    /// Its page.
    pub href: String,
}

/// A tool with its case.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToolPage {
    /// What stands in lists.
    #[serde(flatten)]
    pub line: ToolLine,
    /// Its figures, each with the files and lines it rests on: `users`, `days`, `sent`, `received`, `monthly`, `paid`,
    /// `confidence`.
    pub figures: Vec<Named>,
    /// The hosts and domains it was met by.
    pub domains: Vec<String>,
    /// Why it is taken to be used, the weightiest in front.
    pub signals: Vec<SignalBody>,
    /// Its users by team; teams of fewer than three people are not told apart.
    pub teams: Vec<TeamBody>,
    /// Whether personal data are likely to be in it, and why.
    pub personal_data: Option<Say>,
    /// What somebody declared of it, unchecked.
    pub declared: Option<DeclaredBody>,
    /// What it does, as its owner says.
    pub functions: Vec<String>,
    /// Which systems do some of that already, those that do most in front.
    pub already: Vec<AlreadyBody>,
    /// What speaks against leaving it as it is.
    pub risks: Vec<RiskBody>,
    /// Who may know whose it is.
    pub hints: Vec<HintBody>,
    /// Whose it is.
    pub owner: Option<Person>,
    /// Who was asked, oldest first.
    pub asked: Vec<AskedBody>,
    /// Why it was taken: `too_slow`, `not_known`, `lacks`, `trial`, `partner`.
    pub cause: Option<String>,
    /// How long the official way was said to take, in weeks.
    pub quoted_weeks: Option<u32>,
    /// The newest decision about it.
    pub decision: Option<Link>,
    /// What was decided, by its word.
    pub decided: Option<String>,
    /// The day on which what was decided ends.
    #[schema(value_type = Option<String>)]
    pub ends: Option<Date>,
    /// How the deletion of its data was proven.
    pub deletion: Option<String>,
    /// What both sides do about the cause.
    pub actions: Vec<Link>,
    /// The request that does by the official way what it was taken for.
    pub official_way: Option<Link>,
    /// The reasons for which names were opened; for those who may open them.
    pub names_opened: Vec<String>,
    /// Its version, for `If-Match`.
    pub version: u64,
}

/// What somebody declared of a tool.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeclaredBody {
    /// What they call it.
    pub name: Option<String>,
    /// What they use it for.
    pub purpose: Option<String>,
    /// The team that uses it.
    pub team: Option<Link>,
    /// What it costs a month, in euros.
    pub monthly: Option<String>,
    /// Whether people's data are put into it.
    pub personal: Option<bool>,
    /// Who declared it; null for the house itself.
    pub by: Option<Person>,
    /// When.
    #[schema(value_type = String)]
    pub at: jiff::Timestamp,
}

/// Something that speaks for or against a tool's use.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignalBody {
    /// The kind of evidence.
    pub kind: String,
    /// What was found.
    pub say: Say,
    /// By how many bits it moves the verdict.
    pub bits: f64,
    /// Where it stands.
    pub lines: Vec<SpotBody>,
}

/// Lines of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpotBody {
    /// The file.
    pub file: String,
    /// The first line that says so.
    pub first: u64,
    /// The last.
    pub last: u64,
    /// How many there are.
    pub lines: u64,
}

/// How many people of a team use a tool.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamBody {
    /// The team; null for the small ones together.
    pub team: Option<String>,
    /// How many.
    pub people: u32,
}

/// A system that does some of what a tool does.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlreadyBody {
    /// The system.
    pub system: Link,
    /// How many of the functions it does.
    pub does: usize,
    /// How many there are.
    pub of: usize,
    /// Which.
    pub functions: Vec<String>,
}

/// Something that speaks against leaving a tool as it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskBody {
    /// The rule that found it, such as `hosting_unknown`.
    pub rule: String,
    /// `low`, `medium`, `high`.
    pub severity: String,
    /// In words.
    pub say: Say,
}

/// Somebody who may know whose a tool is.
#[derive(Debug, Serialize, ToSchema)]
pub struct HintBody {
    /// `payment` or `users`.
    pub by: String,
    /// The team, as the source names it.
    pub team: Option<String>,
    /// Who paid, if the house knows them.
    pub person: Option<Person>,
    /// The file and line that say so.
    pub at: Option<SpotBody>,
}

/// Somebody who was asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedBody {
    /// Who.
    pub person: Person,
    /// Until when an answer is hoped for.
    #[schema(value_type = String)]
    pub until: Date,
    /// `ours`, `no_longer`, `not_ours`; null while there is no answer.
    pub answer: Option<String>,
}

/// Which tools, and since when.
#[derive(Debug, Deserialize)]
pub struct Which {
    /// `marketing` (what is used), `all` (what is used, of any trade), `seen` (what was merely met).
    show: Option<String>,
    since: Option<String>,
    limit: Option<usize>,
}

/// A declared tool.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DeclareBody {
    /// What it is called.
    pub name: String,
    /// What it is used for.
    pub purpose: Option<String>,
    /// What it does, one function each line.
    pub functions: Option<String>,
    /// The key of the team that uses it.
    pub team: Option<String>,
    /// What it costs a month, in cents of a euro.
    pub monthly_cents: Option<i64>,
    /// Whether people's data are put into it.
    pub personal: Option<bool>,
}

/// A review.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReviewBody {
    /// Whether the house uses it.
    pub in_use: bool,
    /// Why.
    pub why: Option<String>,
}

/// Who is to be asked.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AskBody {
    /// The person's id.
    #[schema(value_type = String)]
    pub person: PersonId,
    /// The language of the letter: `fr` or `en`.
    pub lang: Option<String>,
}

/// An answer.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AnswerBody {
    /// `ours`, `no_longer`, `not_ours`.
    pub answer: String,
    /// `too_slow`, `not_known`, `lacks`, `trial`, `partner`.
    pub cause: Option<String>,
    /// How long the official way was said to take, in weeks.
    pub quoted_weeks: Option<u32>,
    /// What it does, one function each line.
    pub functions: Option<String>,
    /// Anything else.
    pub words: Option<String>,
}

/// A reason.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReasonBody {
    /// Why the count by team is not enough.
    pub reason: String,
    /// The language of the notice: `fr` or `en`.
    pub lang: Option<String>,
}

/// What both sides are asked to decide.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SendBody {
    /// The key of a system that could take over.
    pub replace_by: Option<String>,
    /// Until when it would be tolerated.
    #[schema(value_type = String)]
    pub until: Date,
}

/// A request.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OfficialWayBody {
    /// Its number.
    pub request: u64,
}

/// A proof.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ProofBody {
    /// Who deleted what, when, and where that can be checked.
    pub proof: String,
}

/// `GET /api/v1/tools`
pub async fn list(session: Session, Query(which): Query<Which>) -> Answer {
    let (picture, today) = (&session.picture, session.today);
    let show = which.show.as_deref().unwrap_or("marketing");
    let known = ["marketing", "all", "seen"];
    if !known.contains(&show) {
        return Err(no_such(show, &known).into());
    }
    let since = typed::date(which.since.as_deref().unwrap_or_default(), SINCE)?;
    let shown = |tool: &&InUse| match show {
        "all" => picture.is_in_use(tool, today),
        "seen" => !picture.is_in_use(tool, today),
        _ => picture.is_marketing(tool) && picture.is_in_use(tool, today),
    };
    let tools: Vec<&InUse> = picture.shadow().tools().iter().filter(shown).collect();
    let limit = which.limit.unwrap_or(200).clamp(1, 10_000);
    let list = ToolList {
        ratio: ratio(today, picture.shadow_ratio(today)),
        before: since.map(|on| ratio(on, picture.shadow_ratio(on))),
        total: tools.len(),
        items: tools.into_iter().take(limit).map(|tool| line(&session, tool)).collect(),
    };
    Ok(Json(list).into_response())
}

/// The tools in use, for a table elsewhere: no person stands in it, not even whoever owns a tool.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToolExport {
    /// The day it is of.
    #[schema(value_type = String)]
    pub on: Date,
    /// The tools, the surest in front.
    pub items: Vec<ExportLine>,
}

/// A tool in an export.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportLine {
    /// What stands in lists.
    #[serde(flatten)]
    pub line: ToolLine,
    /// The team that uses it most.
    pub team: Option<String>,
    /// What was decided, by its word.
    pub decided: Option<String>,
}

/// `GET /api/v1/exports/tools`
pub async fn export(session: Session) -> Answer {
    let items = exported(&session);
    Ok(Json(ToolExport { on: session.today, items }).into_response())
}

/// `GET /tools.csv`: the same as a table a spreadsheet opens and runs nothing of.
pub async fn export_csv(session: Session) -> Answer {
    let head = [
        "tool",
        "vendor",
        "category",
        "marketing",
        "stage",
        "registered",
        "users",
        "days",
        "bytes_up",
        "bytes_down",
        "sources",
        "confidence",
        "monthly_eur",
        "team",
        "decided",
    ];
    let text = |words: String| if words.is_empty() { Cell::Empty } else { Cell::Text(words) };
    let some = |words: Option<String>| words.map_or(Cell::Empty, Cell::Text);
    let rows: Vec<Vec<Cell>> = exported(&session)
        .into_iter()
        .map(|ExportLine { line, team, decided }| {
            vec![
                text(line.name),
                some(line.vendor),
                some(line.category),
                text(line.marketing.to_string()),
                text(line.stage),
                some(line.registered.map(|link| link.id)),
                line.users.map_or_else(|| Cell::Text(format!("<{FEWEST}")), |users| Cell::Number(f64::from(users))),
                Cell::Number(line.days as f64),
                Cell::Number(line.up as f64),
                Cell::Number(line.down as f64),
                text(line.sources.join(" ")),
                line.confidence.map_or(Cell::Empty, |it| Cell::Number((it * 1_000.0).round() / 1_000.0)),
                some(line.monthly),
                some(team),
                some(decided),
            ]
        })
        .collect();
    let separator = if session.lang == Lang::Fr { ';' } else { ',' };
    let bytes = csv(separator, &head.map(str::to_owned), &rows, Encoding::Utf8Bom);
    let kind = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"tools.csv\""),
    ];
    Ok((kind, bytes).into_response())
}

fn exported(session: &Session) -> Vec<ExportLine> {
    let (picture, today) = (&session.picture, session.today);
    let used = picture.shadow().tools().iter().filter(|tool| picture.is_in_use(tool, today));
    used.map(|tool| ExportLine {
        line: line(session, tool),
        team: tool.teams().0.first().map(|(team, _)| (*team).to_owned()),
        decided: picture.case(&tool.id).and_then(|case| case.decided.as_ref()).map(|(choice, _)| choice.word()),
    })
    .collect()
}

/// `GET /api/v1/tools/{key}`
pub async fn show(session: Session, Path(key): Path<String>) -> Answer {
    let id = tool(&key)?;
    let page = page(&session, &id)?;
    Ok(tagged(page.version, Json(page).into_response()))
}

/// `POST /api/v1/tools`
pub async fn declare(told: Told<DeclareBody>) -> Answer {
    let DeclareBody { name, purpose, functions, team, monthly_cents, personal } = &told.body;
    let order = Order::DeclareTool {
        name: name.clone(),
        purpose: purpose.clone(),
        functions: functions.clone(),
        team: team.as_deref().map(|team| Ref::new(Kind::Team, team)),
        monthly: monthly_cents.map(|cents| Money { cents }),
        personal: *personal,
    };
    Ok(done(&told.carry_out(None, order).await?))
}

/// `POST /api/v1/tools/{key}/review`
pub async fn review(Path(key): Path<String>, told: Told<ReviewBody>) -> Answer {
    let tool = tool(&key)?;
    let (in_use, why) = (told.body.in_use, told.body.why.clone());
    let order = Order::ReviewTool { tool: tool.clone(), in_use, why };
    Ok(done(&told.carry_out(Some(tool), order).await?))
}

/// `POST /api/v1/tools/{key}/questions`
pub async fn ask(Path(key): Path<String>, told: Told<AskBody>) -> Answer {
    let tool = tool(&key)?;
    let lang = lang_or(told.body.lang.as_deref(), told.session.lang);
    let order = Order::AskOwner { tool: tool.clone(), person: told.body.person, lang };
    Ok(done(&told.carry_out(Some(tool), order).await?))
}

/// `POST /api/v1/tools/{key}/answer`
pub async fn answer(Path(key): Path<String>, told: Told<AnswerBody>) -> Answer {
    let tool = tool(&key)?;
    let AnswerBody { answer, cause, quoted_weeks, functions, words } = &told.body;
    let order = Order::AnswerTool {
        tool: tool.clone(),
        answer: Said::of(answer).ok_or_else(|| no_such(answer, Said::ALL.map(|(_, word)| word).as_slice()))?,
        cause: match cause.as_deref() {
            None => None,
            Some(word) => {
                Some(Cause::of(word).ok_or_else(|| no_such(word, Cause::ALL.map(|(_, word)| word).as_slice()))?)
            }
        },
        quoted_weeks: *quoted_weeks,
        functions: functions.clone(),
        words: words.clone(),
    };
    Ok(done(&told.carry_out(Some(tool), order).await?))
}

/// `POST /api/v1/tools/{key}/names`
pub async fn open_names(Path(key): Path<String>, told: Told<ReasonBody>) -> Answer {
    let tool = tool(&key)?;
    let lang = lang_or(told.body.lang.as_deref(), told.session.lang);
    let reason = told.body.reason.clone();
    let order = Order::OpenNames { tool: tool.clone(), reason, lang };
    Ok(done(&told.carry_out(Some(tool), order).await?))
}

/// `POST /api/v1/tools/{key}/decision`
pub async fn send(Path(key): Path<String>, told: Told<SendBody>) -> Answer {
    let tool = tool(&key)?;
    let replace_by = told.body.replace_by.as_deref().map(|system| Ref::new(Kind::System, system));
    let order = Order::SendTool { tool: tool.clone(), replace_by, until: told.body.until };
    Ok(done(&told.carry_out(Some(tool), order).await?))
}

/// `POST /api/v1/tools/{key}/deletion`
pub async fn prove(Path(key): Path<String>, told: Told<ProofBody>) -> Answer {
    let tool = tool(&key)?;
    let order = Order::ProveDeletion { tool: tool.clone(), proof: told.body.proof.clone() };
    Ok(done(&told.carry_out(Some(tool), order).await?))
}

/// `POST /api/v1/tools/{key}/official-way`
pub async fn official_way(Path(key): Path<String>, told: Told<OfficialWayBody>) -> Answer {
    let tool = tool(&key)?;
    let order = Order::NameOfficialWay { tool: tool.clone(), request: told.body.request };
    Ok(done(&told.carry_out(Some(tool), order).await?))
}

/// `POST /api/v1/reminders`
pub async fn remind(State(house): State<House>, told: Told<NothingBody>) -> Answer {
    let (actor, command, lang) = (told.session.actor()?, told.command, told.session.lang);
    let tools = house.work(move |app| app.remind_due(actor, Some(command), lang)).await?;
    let reminded: Vec<String> = tools.iter().map(Ref::to_string).collect();
    Ok((StatusCode::OK, Json(serde_json::json!({ "reminded": reminded }))).into_response())
}

/// What `GET /api/v1/tools/{key}` says of a tool.
pub(crate) fn page(session: &Session, id: &Ref) -> Result<ToolPage, Problem> {
    let picture = &session.picture;
    let nobody = Case::default();
    let known = picture.shadow().tool(id);
    let case = picture.case(id);
    let (Some(tool), case) = (known, case.unwrap_or(&nobody)) else {
        return Err(Problem::not_found(Words::same(id.to_string())));
    };
    let words = |text: &base::Text| picture.text(text).map(str::to_owned);
    let spot = |(harvest, spot): &(usize, discovery::harvest::Spot)| SpotBody {
        file: picture.shadow().file(*harvest, spot.file).map_or("", |(_, file)| file).to_owned(),
        first: spot.first,
        last: spot.last,
        lines: spot.lines,
    };
    let signals = tool.evidence.iter().flat_map(|it| &it.signals);
    let functions = picture.functions_of(id);
    let (told, few) = tool.teams();
    let teams = told.into_iter().map(|(team, people)| TeamBody { team: Some(team.to_owned()), people });
    Ok(ToolPage {
        line: line(session, tool),
        figures: picture.tool_figures(tool).iter().map(Named::from).collect(),
        domains: tool.evidence.as_ref().map_or_else(Vec::new, |it| it.domains.clone()),
        signals: signals
            .map(|signal| SignalBody {
                kind: word(&signal.kind),
                say: signal.say().into(),
                bits: signal.bits(),
                lines: signal.spots.iter().map(spot).collect(),
            })
            .collect(),
        teams: teams.chain(few.map(|people| TeamBody { team: None, people })).collect(),
        personal_data: picture.personal_data(tool).map(Say::from),
        already: picture
            .functions_done(id)
            .into_iter()
            .take(5)
            .map(|it| AlreadyBody {
                system: link(session, &it.system),
                does: it.does.len(),
                of: functions.len(),
                functions: it.does.iter().filter_map(|(at, _)| functions.get(*at).cloned()).collect(),
            })
            .collect(),
        functions,
        declared: case.declared.as_ref().map(|it| DeclaredBody {
            name: words(&it.name),
            purpose: it.purpose.as_ref().and_then(words),
            team: it.team.as_ref().map(|id| link(session, id)),
            monthly: it.monthly.map(euros),
            personal: it.personal,
            by: it.by.map(|id| person(session, id)),
            at: it.at,
        }),
        risks: picture
            .tool_risks(tool)
            .into_iter()
            .map(|it| RiskBody { rule: word(&it.rule), severity: word(&it.severity), say: it.say.into() })
            .collect(),
        hints: picture
            .owner_hints(tool)
            .into_iter()
            .map(|hint| HintBody {
                by: match hint.by {
                    HintBy::Payment => "payment".to_owned(),
                    HintBy::Users => "users".to_owned(),
                },
                team: hint.team,
                person: hint.person.filter(|_| session.may(Right::Shape)).map(|id| person(session, id)),
                at: hint.at.map(|(harvest, file, line)| SpotBody {
                    file: picture.shadow().file(harvest, file).map_or("", |(_, file)| file).to_owned(),
                    first: line,
                    last: line,
                    lines: 1,
                }),
            })
            .collect(),
        owner: case.owner.map(|id| person(session, id)),
        asked: case
            .asked
            .iter()
            .map(|asked| AskedBody {
                person: person(session, asked.person),
                until: asked.until,
                answer: asked.answered.as_ref().map(|(answer, ..)| word(answer)),
            })
            .collect(),
        cause: case.cause.as_ref().map(word),
        quoted_weeks: case.quoted_weeks,
        decision: case.decision.as_ref().map(|id| link(session, id)),
        decided: case.decided.as_ref().map(|(choice, _)| choice.word()),
        ends: case.ends(),
        deletion: case.deleted.as_ref().and_then(|(proof, _)| words(proof)),
        actions: case.actions.iter().map(|id| link(session, id)).collect(),
        official_way: case.official_way.as_ref().map(|request| link(session, request)),
        names_opened: case
            .names
            .iter()
            .filter(|_| session.may(Right::OpenNames))
            .filter_map(|it| words(&it.reason))
            .collect(),
        version: picture.version(id),
    })
}

fn line(session: &Session, tool: &InUse) -> ToolLine {
    let picture = &session.picture;
    let evidence = tool.evidence.as_deref();
    ToolLine {
        key: tool.id.key().to_owned(),
        name: picture.tool_name(&tool.id),
        vendor: evidence.and_then(|it| it.vendor.clone()),
        category: evidence.and_then(|it| it.category).map(|it| it.word().to_owned()),
        marketing: picture.is_marketing(tool),
        stage: picture.tool_stage(tool).word().to_owned(),
        confidence: evidence.map(|it| it.confidence),
        registered: tool.registered.as_ref().map(|id| link(session, id)),
        users: match tool.users() {
            Users::NoneSeen => Some(0),
            Users::Few => None,
            Users::Counted(users) => Some(users),
        },
        days: evidence.map_or(0, |it| it.days.len()),
        up: evidence.map_or(0, |it| it.seen.up),
        down: evidence.map_or(0, |it| it.seen.down),
        sources: evidence.map_or_else(Vec::new, |it| it.kinds().iter().map(word).collect()),
        monthly: tool.monthly().map(euros),
        href: crate::session::href(&tool.id),
    }
}

fn ratio(on: Date, ratio: Ratio) -> RatioBody {
    RatioBody {
        on,
        services: ratio.services,
        registered: ratio.registered,
        unregistered: ratio.unregistered(),
        uploading: ratio.uploading,
        share: ratio.share(),
    }
}

/// An amount in euros, with its cents.
pub(super) fn euros(amount: Money) -> String {
    let sign = if amount.cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", amount.cents.unsigned_abs() / 100, amount.cents.unsigned_abs() % 100)
}

fn no_such(word: &str, known: &[&str]) -> Problem {
    let known = known.join(", ");
    Problem::invalid(
        Words::new(format!("« {word} » n'est pas connu ici"), format!("“{word}” is not known here")),
        Words::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}")),
    )
}
