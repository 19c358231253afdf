//! The options with what each would do, the two signatures, the compromise, the arbiter, the deadline.

use agenda::decision::{Choice, Decision};
use agenda::pilot::Pilot;
use agenda::role::Right;
use base::{Figure, Kind, Say, Side};
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::{View, facts};
use crate::pages::awaits;
use crate::pages::book::{find, verdict_on};
use crate::pages::told::{self, Back, Seals, day};
use crate::pages::tool;
use crate::session::Session;
use crate::ui;
use crate::ui::ballot::{self, Seat};
use crate::ui::form::{Field, Input};
use crate::ui::picks;
use crate::ui::{Reader, Words};

crate::ui::words! {
    DECIDE = "Ce qui est à décider" / "What is to be decided";
    DECIDED = "Ce qui était à choisir" / "What there was to choose from";
    WERE = "Les réponses possibles étaient" / "The answers there were";
    LEGEND = "Quelle réponse donnons-nous ?" / "Which answer do we give?";
    SIGN_MARKETING = "Vous signez pour le marketing." / "You sign for marketing.";
    SIGN_IT = "Vous signez pour la DSI." / "You sign for IT.";
    BEFORE_YOU = "L’autre partie a déjà signé ; la même option prend la décision." / "The other side has signed already; the same option makes the decision.";
    REMARK = "Une remarque, si vous voulez" / "A remark, if you like";
    SIGN = "Signer" / "Sign";
    SIGN_AGAIN = "Changer ma signature" / "Change my signature";
    SIGNED_ALREADY = "Vous avez signé. Vous pouvez encore changer d’avis." / "You have signed. You may still change your mind.";
    USED_AFTER = "Le système le plus sollicité passerait à {used}, soit {after}." / "The most used system would go to {used}, {after}.";
    USED = "Le système le plus sollicité passerait à {used}." / "The most used system would go to {used}.";
    NO_LOAD = "Aucun système n’est sollicité davantage." / "No system is asked for more.";
    EXISTING = "Le client le trouve déjà là, {depth}. Rien n’est ajouté à la pointe." / "The customer finds it there already, {depth}. Nothing is added at peak.";
    EXISTING_PLAIN = "Le client le trouve déjà là. Rien n’est ajouté à la pointe." / "The customer finds it there already. Nothing is added at peak.";
    DEPTH_ONE = "à un geste" / "one tap away";
    DEPTH_TWO = "à deux gestes" / "two taps away";
    DEPTH = "à {n} gestes" / "{n} taps away";
    NOT_NOW = "Rien ne change pour le client ; la demande reste écrite, avec sa raison." / "Nothing changes for the customer; the request stays on record, with its reason.";
    REGULARISE = "L’outil reste ; un contrat, la connexion de la maison et un cadre pour les données s’y ajoutent." / "The tool stays; a contract, the house’s sign-on and rules for the data are added.";
    REPLACE = "« {system} » reprend {does} fonctions sur {of} ; les données de l’outil sont effacées, avec preuve." / "“{system}” takes over {does} of {of} functions; the tool’s data are deleted, with proof.";
    REPLACE_UNSAID = "« {system} » prend sa place ; les données de l’outil sont effacées, avec preuve." / "“{system}” takes its place; the tool’s data are deleted, with proof.";
    RETIRE = "L’outil s’arrête sans remplaçant ; ses données sont effacées, avec preuve." / "The tool stops and is not replaced; its data are deleted, with proof.";
    TOLERATE = "Rien ne change jusque-là ; un rappel part {n} jours avant." / "Nothing changes until then; a reminder goes out {n} days before.";
    KEEP = "{below} sur {concerned} n’ont pas ce qu’il faut ce jour-là : la promesse n’y serait pas tenue." / "{below} of {concerned} have not what it takes that day: the promise would not be kept there.";
    KEEP_ALL = "Tous ceux qui sont concernés ont ce qu’il faut." / "All that are concerned have what it takes.";
    KEEP_UNSAID = "Personne n’a dit ce qu’il faut pour la tenir." / "Nobody has said what it takes to keep it.";
    WAVES = "{ready} au lancement ; {below} en deuxième vague, quand ils auront ce qu’il faut." / "{ready} at launch; {below} in a second wave, once they have what it takes.";
    WAVES_UNSAID = "D’abord là où tout est prêt, ensuite ailleurs." / "First where all is ready, then elsewhere.";
    POSTPONE = "Rien n’est promis avant ; {below} ont jusque-là pour être prêts." / "Nothing is promised before; {below} have until then to be ready.";
    POSTPONE_UNSAID = "Rien n’est promis avant ce jour." / "Nothing is promised before that day.";
    TAKEN_BACK = "Rien n’est dit au client ; la raison reste écrite." / "Nothing is said to the customer; the reason stays on record.";
    EXTEND = "Ce que le pilote a essayé est donné à tous." / "What the pilot tried is given to all.";
    EXTEND_HOME = "Ce que le pilote a essayé est donné à tous ; « {home} » le fait vivre ensuite." / "What the pilot tried is given to all; “{home}” runs it from then on.";
    PIVOT = "Le pilote s’arrête ; une autre version est essayée, avec un nouveau pilote." / "The pilot ends; another version is tried, with a new pilot.";
    STOP = "Rien n’est étendu ; chacun retrouve ce qui existait." / "Nothing is extended; everybody gets back what there was.";
    PROLONG = "Le pilote continue ; ses comptages seront relus, et chaque lecture de plus augmente le risque de se tromper." / "The pilot runs on; its counts will be read again, and each further look raises the risk of being wrong.";
    STAY = "Ce qui est décidé continue : rien n’est perdu, rien ne vient plus tôt." / "What is decided goes on: nothing is lost, nothing comes earlier.";
    CHANGE = "Coûte {cost}, rapporte {gain} : solde {net}." / "Costs {cost}, brings {gain}: net {net}.";
    CHANGE_NO_GAIN = "Coûte {cost} et ne rapporte rien de chiffré." / "Costs {cost} and brings nothing in figures.";
    CHANGE_UNKNOWN = "Son prix n’était pas connu." / "Its price was not known.";
    SIGNED_BY = "Signé par {marketing} pour le marketing et par {it} pour la DSI." / "Signed by {marketing} for marketing and by {it} for IT.";
    SIDES = "Ce que chaque partie a signé" / "What each side signed";
    NOT_YET = "N’a pas encore signé." / "Has not signed yet.";
    BY = "{who}, le {date}" / "{who}, {date}";
    SILENCE = "Échéance le {date} : {silence}." / "Deadline {date}: {silence}.";
    SILENCE_LATE = "L’échéance du {date} est passée : {silence}." / "The deadline of {date} has passed: {silence}.";
    DISAGREE = "Les deux parties ont signé des options différentes : cherchez un compromis, sinon la direction générale arbitre."
        / "The two sides signed different options: look for a compromise, otherwise the chief executive arbitrates.";
    FOR_ARBITER = "L’échéance est passée sans accord : la direction générale arbitre." / "The deadline has passed without agreement: the chief executive arbitrates.";
    LET_PASS = "Appliquer la règle de l’échéance" / "Apply the rule of the deadline";
    LET_PASS_WHAT = "L’échéance est passée et une seule partie a signé : son option s’applique, à titre provisoire."
        / "The deadline has passed and one side alone has signed: its option applies, provisionally.";
    ARBITRATE = "Arbitrer" / "Arbitrate";
    ARBITRATE_WHAT = "Vous décidez pour les deux parties." / "You decide for both sides.";
    ARBITRATE_EARLY = "Arbitrer sans attendre" / "Arbitrate without waiting";
    COMPROMISES = "Compromis" / "Compromises";
    TERMS = "Ce que chacun donne et reçoit" / "What each side gives and gets";
    TERMS_HINT = "par exemple : 111 magasins au lancement, 37 en deuxième vague" / "for instance: 111 stores at launch, 37 in a second wave";
    RECORD = "Enregistrer le compromis" / "Record the compromise";
    NO_COMPROMISE = "Aucun compromis n’a été proposé." / "No compromise has been put forward.";
    SUGGEST = "Proposer un compromis" / "Put a compromise forward";
}

/// One option with what it would do on the facts that are signed.
pub(super) struct Way {
    choice: Choice,
    name: Say,
    /// Sentence and the figures that stand in it.
    consequence: Say,
    figures: Vec<Figure>,
    verdict: Option<Verdict>,
}

impl Way {
    pub(super) fn all(
        session: &Session,
        decision: &Decision,
        figures: &[Figure],
        tool: Option<&tool::View>,
    ) -> Vec<Way> {
        decision.options.iter().map(|choice| Way::of(session, decision, choice, figures, tool)).collect()
    }

    fn of(session: &Session, of: &Decision, choice: &Choice, figures: &[Figure], tool: Option<&tool::View>) -> Way {
        let name = told::choice_say(session, choice);
        let load = |used: Option<&Figure>, after: Option<&Figure>| {
            let hole = |figure: &Figure| Say::same(format!("{{{}}}", figure.key));
            let say = match (used, after) {
                (Some(used), Some(after)) => told::say(USED_AFTER, &[("used", &hole(used)), ("after", &hole(after))]),
                (Some(used), None) => told::say(USED, &[("used", &hole(used))]),
                _ => told::say(NO_LOAD, &[]),
            };
            let verdict = used.map(|used| verdict_on(used.measure.value.likely));
            (say, used.into_iter().chain(after).cloned().collect(), verdict)
        };
        let pilot = pilot_of(session, of);
        let (consequence, figures, verdict) = match choice {
            Choice::AsAsked => {
                let used = most_used(figures);
                let system = used.and_then(|used| used.key.split_once('/')).map(|(_, system)| system);
                load(used, system.and_then(|system| find(figures, &format!("load.after/{system}"))))
            }
            Choice::WithCache { percent } => {
                let of = |what: &str| find(figures, &format!("cache.{percent}.{what}"));
                load(of("used"), of("after"))
            }
            Choice::UseExisting { element } => {
                let depth =
                    find(figures, &format!("overlap.depth/{element}")).map(|figure| figure.measure.value.likely);
                let say = match depth {
                    Some(depth) => {
                        let words = match depth {
                            1.0 => DEPTH_ONE,
                            2.0 => DEPTH_TWO,
                            _ => DEPTH,
                        };
                        let n = Say::each(|lang| base::format::number(lang, depth, 0));
                        told::say(EXISTING, &[("depth", &told::say(words, &[("n", &n)]))])
                    }
                    None => told::say(EXISTING_PLAIN, &[]),
                };
                (say, Vec::new(), None)
            }
            Choice::NotNow => (told::say(NOT_NOW, &[]), Vec::new(), None),
            Choice::Regularise => (told::say(REGULARISE, &[]), Vec::new(), None),
            Choice::ReplaceBy { system, .. } => {
                let of = tool.map_or(0, |tool| tool.functions.len());
                let doing = tool.and_then(|tool| tool.doing.iter().find(|it| it.system == *system));
                let does = doing.map_or(0, |it| it.does.len());
                let (does, of) = (Say::same(does.to_string()), Say::same(of.to_string()));
                let words = if doing.is_some() { REPLACE } else { REPLACE_UNSAID };
                let holes = [("system", &session.name_of(system)), ("does", &does), ("of", &of)];
                (told::say(words, &holes), Vec::new(), None)
            }
            Choice::Retire { .. } => (told::say(RETIRE, &[]), Vec::new(), None),
            Choice::Tolerate { .. } => {
                let days = Say::same(agenda::tool::DAYS_OF_REMINDER.to_string());
                (told::say(TOLERATE, &[("n", &days)]), Vec::new(), None)
            }
            Choice::KeepPromise => promised(figures, |below| if below > 0.0 { KEEP } else { KEEP_ALL }, KEEP_UNSAID),
            Choice::InWaves { .. } => promised(figures, |_| WAVES, WAVES_UNSAID),
            Choice::Postpone { .. } => promised(figures, |_| POSTPONE, POSTPONE_UNSAID),
            Choice::WithdrawPromise => (told::say(TAKEN_BACK, &[]), Vec::new(), None),
            Choice::Extend => {
                let home = pilot.and_then(|pilot| pilot.plan.home.as_ref()).map(|home| session.name_of(home));
                let say = match &home {
                    Some(home) => told::say(EXTEND_HOME, &[("home", home)]),
                    None => told::say(EXTEND, &[]),
                };
                (say, Vec::new(), None)
            }
            Choice::Pivot => (told::say(PIVOT, &[]), Vec::new(), None),
            Choice::Stop => (told::say(STOP, &[]), Vec::new(), None),
            Choice::Prolong { .. } => (told::say(PROLONG, &[]), Vec::new(), None),
            Choice::StayAsIs => (told::say(STAY, &[]), Vec::new(), None),
            Choice::ChangeTo { option } => changed(figures, *option),
        };
        let name = match (choice, option_name(session, of, choice)) {
            (Choice::ChangeTo { .. }, Some(named)) => Say::same(named),
            _ => name,
        };
        Way { choice: choice.clone(), name, consequence, figures, verdict }
    }
}

/// What an answer about a promise would do, on the figures that were quoted.
fn promised(figures: &[Figure], words: impl Fn(f64) -> Words, unsaid: Words) -> (Say, Vec<Figure>, Option<Verdict>) {
    let shared: Vec<Figure> =
        ["concerned", "ready", "below"].iter().filter_map(|key| find(figures, key)).cloned().collect();
    let Some(below) = find(figures, "below") else { return (told::say(unsaid, &[]), Vec::new(), None) };
    // The holes stay: each figure opens its sources where it stands.
    let words = words(below.measure.value.likely);
    (Say::new(words.fr, words.en), shared, None)
}

/// What an option of a change would cost and bring, on the figures that were quoted.
fn changed(figures: &[Figure], option: u8) -> (Say, Vec<Figure>, Option<Verdict>) {
    let of = |what: &str| find(figures, &format!("receipt.{what}/{option}"));
    let hole = |figure: &Figure| Say::same(format!("{{{}}}", figure.key));
    let (Some(cost), Some(net)) = (of("cost"), of("net")) else {
        return (told::say(CHANGE_UNKNOWN, &[]), Vec::new(), None);
    };
    let (words, gain) = match of("gain") {
        Some(gain) => (CHANGE, hole(gain)),
        None => (CHANGE_NO_GAIN, Say::default()),
    };
    let say = told::say(words, &[("cost", &hole(cost)), ("gain", &gain), ("net", &hole(net))]);
    (say, [Some(cost), of("gain"), Some(net)].into_iter().flatten().cloned().collect(), None)
}

/// What an option of a change is called.
fn option_name(session: &Session, decision: &Decision, choice: &Choice) -> Option<String> {
    let Choice::ChangeTo { option } = choice else { return None };
    let number = told::number_of(decision.request.key()).filter(|_| decision.request.kind() == Kind::Change)?;
    let change = session.picture.change_of(number)?;
    let option = change.proposal.options.get(usize::from(*option).checked_sub(1)?)?;
    Some(told::text(session, &option.name).to_owned())
}

/// The pilot a decision is about.
fn pilot_of<'a>(session: &'a Session, decision: &Decision) -> Option<&'a Pilot> {
    let number = told::number_of(decision.request.key()).filter(|_| decision.request.kind() == Kind::Pilot)?;
    session.picture.pilot(number)
}

/// What the option that was chosen would do, and who signed it.
pub(super) fn meaning(reader: &Reader, view: &View) -> Markup {
    let decision = view.decision;
    let Some((made, ..)) = &decision.made else { return html! {} };
    let way = view.options.iter().find(|way| way.choice == *made);
    let signed = |side: Side| {
        let signature = decision.signed.get(&side).filter(|signature| signature.choice == *made)?;
        Some(told::who(view.session, signature.by))
    };
    let both = signed(Side::Marketing).zip(signed(Side::It));
    html! {
        @if let Some(way) = way { div data-terms { (ui::figure::sentence(reader, &way.consequence, &way.figures)) } }
        @if let Some((marketing, it)) = both {
            p.hint { (reader.fill(SIGNED_BY, &[("marketing", &marketing), ("it", &it)])) }
        }
    }
}

/// The share of its limit the most used system would reach.
fn most_used(figures: &[Figure]) -> Option<&Figure> {
    let used = figures.iter().filter(|figure| figure.key.starts_with("load.used/"));
    used.max_by(|a, b| a.measure.value.likely.total_cmp(&b.measure.value.likely))
}

/// What the reader may do here, and which of it is the one main action.
pub(super) struct Acts {
    /// The side they sign for.
    sign: Option<Side>,
    signed: Option<(Choice, String)>,
    other_signed: bool,
    arbitrate: bool,
    /// Whether arbitration is due: a disagreement, or a deadline that passed without agreement.
    arbitration_due: bool,
    let_pass: bool,
}

impl Acts {
    pub(super) fn of(session: &Session, decision: &Decision) -> Acts {
        let picture = &session.picture;
        let open = decision.made.is_none() || decision.is_provisional();
        let late = awaits::is_late(decision, session.today);
        let side = session.actor.and_then(|actor| actor.signs_for(picture));
        let may_sign = |side: &Side| {
            let right = if *side == Side::Marketing { Right::SignMarketing } else { Right::SignIt };
            open && decision.deciders.contains(side) && session.may(right)
        };
        let sign = side.filter(may_sign);
        let own = sign.and_then(|side| decision.signed.get(&side)).map(|signature| {
            let remark = signature.remark.as_ref().map(|text| told::text(session, text).to_owned());
            (signature.choice.clone(), remark.unwrap_or_default())
        });
        Acts {
            other_signed: sign.is_some_and(|side| decision.signed.keys().any(|other| *other != side)),
            signed: own,
            sign,
            arbitrate: open && session.may(Right::Arbitrate),
            arbitration_due: awaits::arbitration(decision, session.today),
            let_pass: late && awaits::default_applies(decision) && session.may(Right::Shape),
        }
    }
}

/// The options, as a ballot for those who sign or arbitrate.
pub(super) fn decide(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let acts = &view.acts;
    let signs = acts.sign.filter(|_| acts.signed.is_none());
    let arbitrates = acts.arbitrate && acts.arbitration_due && signs.is_none();
    let closed = view.decision.made.is_some() && !view.decision.is_provisional();
    ui::page::section(
        "decide",
        reader.w(if closed { DECIDED } else { DECIDE }),
        html! {
            @if let Some(side) = signs {
                (signing(reader, view, seals, side, true))
            } @else if arbitrates {
                (arbitration(reader, view, seals, true))
            } @else {
                @let legend = if closed { WERE } else { LEGEND };
                (ballot::options(reader, reader.w(legend), &choices(reader, view, None), None))
            }
            @if !closed { (clock(reader, view, seals)) }
            @if let Some(side) = acts.sign.filter(|_| acts.signed.is_some()) {
                details.aside open[view.back.as_ref().is_some_and(|back| back.form == "sign")] {
                    summary { (reader.w(SIGN_AGAIN)) }
                    (signing(reader, view, seals, side, false))
                }
            }
            @if acts.arbitrate && !arbitrates {
                details.aside open[view.back.as_ref().is_some_and(|back| back.form == "arbitrate")] {
                    summary { (reader.w(ARBITRATE_EARLY)) }
                    (arbitration(reader, view, seals, false))
                }
            }
        },
    )
}

fn choices(reader: &Reader, view: &View, chosen: Option<&str>) -> Vec<ballot::Choice> {
    let made = view.decision.made.as_ref().map(|(choice, ..)| choice);
    view.options
        .iter()
        .map(|option| ballot::Choice {
            value: option.choice.word(),
            name: told::capital(reader.say(&option.name)),
            consequence: ui::figure::sentence(reader, &option.consequence, &option.figures),
            verdict: option.verdict,
            signed: view
                .decision
                .signed
                .iter()
                .filter(|(_, signature)| signature.choice == option.choice)
                .map(|(side, _)| *side)
                .collect(),
            chosen: chosen == Some(option.choice.word().as_str()),
            made: made == Some(&option.choice),
        })
        .collect()
}

fn signing(reader: &Reader, view: &View, seals: &Seals, side: Side, main: bool) -> Markup {
    let back = view.back.as_ref();
    let before = view.acts.signed.as_ref();
    let word = before.map(|(choice, _)| choice.word());
    let chosen = Back::typed(back, "sign", "choice").or(word.as_deref());
    let remark = Back::typed(back, "sign", "remark").or(before.map(|(_, remark)| remark.as_str()));
    html! {
        (seals.form(&view.at("/signatures"), html! {
            input type="hidden" name="hash" value=(view.decision.hash);
            (ballot::options(reader, reader.w(LEGEND), &choices(reader, view, chosen), Some("choice")))
            (told::fault(reader, back, "sign"))
            (facts::beware(reader, view))
            (ui::form::field(&Field {
                name: "remark",
                label: reader.w(REMARK),
                hint: None,
                value: remark.unwrap_or_default(),
                error: None,
                input: Input::Line,
                optional: true,
            }))
            (ui::form::actions(html! {
                @if main { (ui::form::submit(reader.w(SIGN))) } @else { (picks::second(reader.w(SIGN))) }
                span.hint {
                    (reader.w(if side == Side::Marketing { SIGN_MARKETING } else { SIGN_IT })) " "
                    @if view.acts.signed.is_some() { (reader.w(SIGNED_ALREADY)) }
                    @else if view.acts.other_signed { (reader.w(BEFORE_YOU)) }
                }
            }))
        }))
    }
}

fn arbitration(reader: &Reader, view: &View, seals: &Seals, main: bool) -> Markup {
    let back = view.back.as_ref();
    let chosen = Back::typed(back, "arbitrate", "choice");
    html! {
        (seals.form(&view.at("/arbitration"), html! {
            input type="hidden" name="hash" value=(view.decision.hash);
            (ballot::options(reader, reader.w(LEGEND), &choices(reader, view, chosen), Some("choice")))
            (told::fault(reader, back, "arbitrate"))
            (facts::beware(reader, view))
            (ui::form::actions(html! {
                @if main { (ui::form::submit(reader.w(ARBITRATE))) } @else { (picks::second(reader.w(ARBITRATE))) }
                span.hint { (reader.w(ARBITRATE_WHAT)) }
            }))
        }))
    }
}

/// The deadline, what silence does, and what is due.
fn clock(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let decision = view.decision;
    let date = base::format::date_long(reader.lang, decision.deadline);
    let acts = &view.acts;
    // Signing comes first for those who still can; then the rule of the deadline is not the main action.
    let main = acts.sign.is_none() || acts.signed.is_some();
    html! {
        @if decision.made.is_none() {
            p.deadline data-terms { (reader.fill(if view.late { SILENCE_LATE } else { SILENCE }, &[("date", &date), ("silence", reader.say(&decision.silence.say()))])) }
            @if decision.in_disagreement() {
                p data-terms { (ui::badge::state(Verdict::Watch, "")) (reader.w(DISAGREE)) }
            } @else if view.late && acts.arbitration_due {
                p data-terms { (ui::badge::state(Verdict::Watch, "")) (reader.w(FOR_ARBITER)) }
            }
            @if acts.let_pass {
                (told::fault(reader, view.back.as_ref(), "deadline"))
                (seals.form(&view.at("/deadline"), html! {
                    (ui::form::actions(html! {
                        @if main { (ui::form::submit(reader.w(LET_PASS))) } @else { (picks::second(reader.w(LET_PASS))) }
                        span.hint { (reader.w(LET_PASS_WHAT)) }
                    }))
                }))
            }
        }
    }
}

/// What each side signed.
pub(super) fn signatures(reader: &Reader, view: &View, _: &Seals) -> Markup {
    let seats: Vec<Seat> = view
        .decision
        .deciders
        .iter()
        .map(|side| match view.decision.signed.get(side) {
            None => Seat { side: *side, words: html! { (reader.w(NOT_YET)) }, by: None, remark: None },
            Some(signature) => {
                let who = told::who(view.session, signature.by);
                let on = reader.date(day(signature.at));
                let choice = told::choice_say(view.session, &signature.choice);
                let remark = signature.remark.as_ref().map(|text| told::text(view.session, text).to_owned());
                Seat {
                    side: *side,
                    words: html! { (told::capital(reader.say(&choice))) },
                    by: Some(html! { (reader.fill(BY, &[("who", &who), ("date", &on)])) }),
                    remark,
                }
            }
        })
        .collect();
    ui::page::section("sides", reader.w(SIDES), ballot::seats(reader, &seats))
}

/// What was put forward to meet halfway.
pub(super) fn compromises(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let back = view.back.as_ref();
    let fault = Back::fault(back, "compromise", reader.lang);
    let open = view.decision.made.is_none() && view.may_shape();
    let list = &view.decision.compromises;
    html! {
        @if open || !list.is_empty() {
            (ui::page::section("compromises", reader.w(COMPROMISES), html! {
                @if list.is_empty() { p data-terms { (reader.w(NO_COMPROMISE)) } }
                dl.answers {
                    @for (at, by, terms) in list {
                        div {
                            dt { (reader.fill(BY, &[("who", &told::who(view.session, *by)), ("date", &reader.date(day(*at)))])) }
                            dd { (told::text(view.session, terms)) }
                        }
                    }
                }
                @if open {
                    details.aside open[fault.is_some() || view.decision.in_disagreement()] {
                        summary { (reader.w(SUGGEST)) }
                        (seals.form(&view.at("/compromises"), html! {
                            (ui::form::field(&Field {
                                name: "terms",
                                label: reader.w(TERMS),
                                hint: Some(reader.w(TERMS_HINT)),
                                value: Back::typed(back, "compromise", "terms").unwrap_or_default(),
                                error: fault.as_deref(),
                                input: Input::Lines,
                                optional: false,
                            }))
                            (ui::form::actions(picks::second(reader.w(RECORD))))
                        }))
                    }
                }
            }))
        }
    }
}
