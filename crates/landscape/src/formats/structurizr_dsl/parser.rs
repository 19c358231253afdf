//! From statements to a workspace.

use base::Say;
use tabular::Unreadable;

use super::super::structurizr::workspace::{
    Element, Parent, Relationship, Sort, Workspace, dangling, is_async, leave, views,
};
use super::super::{At, Telling};
use super::archetype::Archetypes;
use super::constants::Constants;
use super::faults;
use super::identifiers::Identifiers;
use super::lexer::{End, Lexer, Statement, Unclosed, Word};

/// How deep bodies may stand in one another; a model needs about eight, deployment some more.
pub(super) const DEPTH: usize = 256;
/// The most statements of a file.
const STATEMENTS: usize = 200_000;
/// Reads a whole text.
///
/// Errors: a body, a comment or a block of text is not closed, one is closed that was not open, or it is beyond a bound.
pub(super) fn workspace(text: &str, telling: &mut Telling) -> Result<Workspace, Unreadable> {
    let mut parser = Parser {
        telling,
        workspace: Workspace::default(),
        open: Vec::new(),
        ids: Identifiers::default(),
        calls: Vec::new(),
        constants: Constants::default(),
        archetypes: Archetypes::default(),
    };
    let mut lexer = Lexer::new(text);
    for _ in 0..STATEMENTS {
        let statement = lexer.next().map_err(|unclosed| faults::truncated(parser.telling, &unclosed))?;
        match statement.end {
            End::Eof => {
                if let Some(body) = parser.open.last() {
                    return Err(faults::truncated(parser.telling, &Unclosed { line: body.line, what: "{" }));
                }
                parser.relate();
                return Ok(parser.workspace);
            }
            End::Close => {
                if parser.open.pop().is_none() {
                    return Err(faults::too_many(parser.telling, statement.line));
                }
            }
            End::Open if parser.open.len() >= DEPTH => return Err(faults::too_deep(parser.telling, statement.line)),
            End::Open | End::Line => {
                let opens = statement.end == End::Open;
                let is_foreign = opens && statement.words.first().is_some_and(|word| word.is("!script"));
                let body = parser.read(&statement);
                if is_foreign {
                    lexer.pass_foreign().map_err(|unclosed| faults::truncated(parser.telling, &unclosed))?;
                } else if opens {
                    parser.open.push(Body { line: statement.line, ..body });
                }
            }
        }
    }
    Err(faults::too_long(telling))
}

/// What stands between `{` and `}`.
#[derive(Clone)]
struct Body {
    line: u64,
    holds: Holds,
    /// The element around, whatever groups stand between.
    around: Parent,
}

#[derive(Clone)]
enum Holds {
    /// Elements and relationships: the workspace, its model, an enterprise.
    Elements,
    /// The same, in a group.
    Group,
    /// What an element says of itself, and what stands in it.
    Element,
    /// What a relationship says of itself: its place among those told.
    Call(usize),
    /// Names and values of the element around.
    Properties,
    Views,
    Deployment,
    Archetypes,
    /// What an archetype says of itself.
    Archetype(String),
    /// Nothing that is read.
    Nothing,
}

/// A relationship whose ends are not looked up yet.
struct Call {
    source: Option<String>,
    target: String,
    /// Where it stands: names are looked up from there.
    around: Parent,
    technology: String,
    is_async: bool,
    line: u64,
}

struct Parser<'a> {
    telling: &'a mut Telling,
    workspace: Workspace,
    open: Vec<Body>,
    ids: Identifiers,
    calls: Vec<Call>,
    constants: Constants,
    archetypes: Archetypes,
}

impl<'a> Parser<'a> {
    /// Reads one statement, and says what its body would hold.
    fn read(&mut self, statement: &Statement<'_>) -> Body {
        let (holds, around) = match self.open.last() {
            Some(body) => (body.holds.clone(), body.around),
            None => (Holds::Elements, Parent::Top),
        };
        let words: Vec<Word<'_>> = statement.words.iter().map(|word| self.constants.fill(word)).collect();
        let (name, words) = match words.as_slice() {
            [name, equals, rest @ ..] if equals.is("=") => (Some(name.text.as_ref()), rest),
            all => (None, all),
        };
        let nothing = Body { line: statement.line, holds: Holds::Nothing, around };
        let Some(first) = words.first() else { return nothing };
        let line = statement.line;
        match holds {
            Holds::Elements | Holds::Group | Holds::Element => self.modelled(line, name, words, around, &holds),
            Holds::Call(at) => {
                let texts: Vec<&str> = words.iter().skip(1).map(|word| word.text.as_ref()).collect();
                if let Some(call) = self.calls.get_mut(at) {
                    call.is_async |= (first.is("tags") || first.is("tag")) && is_async(tags(&texts));
                    if first.is("technology") {
                        call.technology = texts.first().copied().unwrap_or_default().to_owned();
                    }
                }
                nothing
            }
            Holds::Properties => {
                if let (Parent::In(at), [name, value, ..]) = (around, words)
                    && let Some(element) = self.workspace.elements.get_mut(at)
                {
                    element.properties.push((name.text.to_string(), value.text.to_string()));
                }
                nothing
            }
            Holds::Views => {
                if let Some(kind) = view(first) {
                    views(self.telling, kind, 1);
                }
                nothing
            }
            Holds::Deployment => {
                self.deployed(words);
                Body { holds: Holds::Deployment, ..nothing }
            }
            Holds::Archetypes => {
                let name = name.unwrap_or_default();
                self.archetypes.add(name, &first.text);
                Body { holds: Holds::Archetype(name.to_owned()), ..nothing }
            }
            Holds::Archetype(name) => {
                let texts: Vec<&str> = words.iter().skip(1).map(|word| word.text.as_ref()).collect();
                if (first.is("tags") || first.is("tag")) && is_async(tags(&texts)) {
                    self.archetypes.is_async(&name);
                }
                nothing
            }
            Holds::Nothing => nothing,
        }
    }

    /// A statement of the model.
    fn modelled(&mut self, line: u64, name: Option<&str>, words: &[Word<'_>], around: Parent, holds: &Holds) -> Body {
        let body = |holds| Body { line, holds, around };
        if let Some(body) = self.call(line, words, around) {
            return body;
        }
        let Some((first, rest)) = words.split_first() else { return body(Holds::Nothing) };
        let texts: Vec<&str> = rest.iter().map(|word| word.text.as_ref()).collect();
        if let Some(sort) = self.archetypes.sort(&first.text).filter(|_| !first.is_quoted) {
            let around = self.element(line, name, sort, &texts, around, matches!(holds, Holds::Group));
            return Body { line, holds: Holds::Element, around };
        }
        let word = first.text.to_lowercase();
        match word.as_str() {
            "workspace" => {
                leave(self.telling, "extends", u64::from(rest.first().is_some_and(|word| word.is("extends"))));
                body(Holds::Elements)
            }
            "model" | "enterprise" => body(Holds::Elements),
            "group" => body(Holds::Group),
            "views" => body(Holds::Views),
            "archetypes" => body(Holds::Archetypes),
            "deploymentenvironment" => {
                self.telling.left("deploymentEnvironments", 1);
                body(Holds::Deployment)
            }
            "properties" if matches!(holds, Holds::Element) => body(Holds::Properties),
            "!identifiers" => {
                self.ids.is_hierarchical = texts.first().is_some_and(|word| word.eq_ignore_ascii_case("hierarchical"));
                body(Holds::Nothing)
            }
            "!const" | "!constant" | "!var" => {
                if let [name, value, ..] = texts.as_slice() {
                    self.constants.set(name, value);
                }
                body(Holds::Nothing)
            }
            "!element" | "!ref" | "!extend" => {
                let found = texts.first().and_then(|id| self.ids.find(id, around, &self.workspace.elements));
                if found.is_none() {
                    let id = texts.first().copied().unwrap_or_default();
                    self.note(
                        line,
                        id,
                        "désigne un élément que rien ne décrit",
                        "points at an element nothing describes",
                    );
                }
                Body { line, holds: Holds::Element, around: found.map_or(Parent::Gone, Parent::In) }
            }
            "properties" | "configuration" | "!impliedrelationships" | "url" | "name" => body(Holds::Nothing),
            "description" | "technology" | "tags" | "tag" => {
                self.says(&word, &texts, around);
                body(Holds::Nothing)
            }
            "perspectives" => {
                self.telling.left("perspectives", 1);
                body(Holds::Nothing)
            }
            _ if word.starts_with('!') => {
                self.passed_over(line, &word, &texts);
                body(Holds::Nothing)
            }
            _ => {
                self.note(line, &first.text, "n'est pas un mot de ce langage", "is no word of this language");
                body(Holds::Nothing)
            }
        }
    }

    /// A relationship: `a -> b "what" "technology" "tags"`, or `-> b` in the body of an element.
    fn call(&mut self, line: u64, words: &[Word<'_>], around: Parent) -> Option<Body> {
        let arrow = |word: &Word<'_>| self.archetypes.call(&word.text).filter(|_| !word.is_quoted);
        let (source, is_late, target, rest) = match words {
            [first, target, rest @ ..] if arrow(first).is_some() => (None, arrow(first)?, target, rest),
            [source, middle, target, rest @ ..] if arrow(middle).is_some() => {
                (Some(source.text.to_string()), arrow(middle)?, target, rest)
            }
            _ => return None,
        };
        let texts: Vec<&str> = rest.iter().map(|word| word.text.as_ref()).collect();
        let technology = texts.get(1).copied().unwrap_or_default().to_owned();
        let is_async = is_late || is_async(tags(texts.get(2..).unwrap_or_default()));
        self.calls.push(Call { source, target: target.text.to_string(), around, technology, is_async, line });
        Some(Body { line, holds: Holds::Call(self.calls.len() - 1), around })
    }

    /// An element: `name "what it does" "technology" "tags"`; persons, systems and custom elements have no technology.
    fn element(
        &mut self,
        line: u64,
        id: Option<&str>,
        sort: Sort,
        texts: &[&str],
        parent: Parent,
        is_grouped: bool,
    ) -> Parent {
        let text = |at: usize| texts.get(at).copied().unwrap_or_default().to_owned();
        let (does, technology, tagged) = match sort {
            Sort::Person | Sort::SoftwareSystem => (1, None, 2),
            // The second word of a custom element says what it is, as metadata.
            Sort::Custom => (2, None, 3),
            Sort::Container | Sort::Component => (1, Some(2), 3),
        };
        let name = text(0);
        let at = At::new(line, id.unwrap_or(&name));
        let path = id.map(|id| self.ids.path(id, parent));
        if let Some(path) = path.as_ref().filter(|path| self.ids.is_known(path)) {
            self.telling.count(sort.word(), 1);
            let reason = Say::new(
                format!("l'identifiant « {path} » est déjà pris"),
                format!("the identifier “{path}” is taken already"),
            );
            let way_out = Say::new("donnez-lui un autre identifiant", "give it another identifier");
            self.telling.reject(&at, path, reason, way_out);
            return Parent::Gone;
        }
        let element = Element {
            sort,
            name,
            does: text(does),
            technology: technology.map(text).unwrap_or_default(),
            is_grouped,
            has_tags: tags(texts.get(tagged..).unwrap_or_default()).any(|tag| sort.is_own(tag)),
            properties: Vec::new(),
            parent,
            at,
        };
        let taken = self.workspace.take(element, self.telling);
        let around = taken.map_or(Parent::Gone, Parent::In);
        self.ids.learn(path, around);
        around
    }

    /// What an element says of itself in its body.
    fn says(&mut self, word: &str, texts: &[&str], around: Parent) {
        let Parent::In(at) = around else { return };
        let Some(element) = self.workspace.elements.get_mut(at) else { return };
        let text = texts.first().copied().unwrap_or_default();
        match word {
            "description" => text.clone_into(&mut element.does),
            "technology" => text.clone_into(&mut element.technology),
            _ => element.has_tags |= tags(texts).any(|tag| element.sort.is_own(tag)),
        }
    }

    /// Looks up the ends of all relationships.
    fn relate(&mut self) {
        for call in std::mem::take(&mut self.calls) {
            let own = match call.around {
                Parent::In(at) => Some(at),
                _ => None,
            };
            let end = |id: &str| {
                if id.eq_ignore_ascii_case("this") {
                    own
                } else {
                    self.ids.find(id, call.around, &self.workspace.elements)
                }
            };
            let source = call.source.as_deref().map_or(own, end);
            let target = end(&call.target);
            let from = call.source.as_deref().unwrap_or("this");
            let at = At::new(call.line, format!("{from} -> {}", call.target));
            match (source, target) {
                (Some(source), Some(target)) => {
                    let Call { technology, is_async, .. } = call;
                    self.workspace.relate(Relationship { source, target, technology, is_async, at }, self.telling);
                }
                (source, _) => {
                    let end = if source.is_none() { from } else { &call.target };
                    let way_out = Say::new(
                        "décrivez-le dans ce fichier, ou envoyez l'espace en JSON : les inclusions y sont résolues",
                        "describe it in this file, or send the workspace as JSON: inclusions are resolved there",
                    );
                    dangling(self.telling, &at, end, way_out);
                }
            }
        }
    }

    /// Counts where things run; nothing is made of it.
    fn deployed(&mut self, words: &[Word<'_>]) {
        let Some(first) = words.first() else { return };
        match first.text.to_lowercase().as_str() {
            "deploymentnode" => {
                self.telling.count("deploymentNodes", 1);
                self.telling.left("deploymentNodes", 1);
            }
            "infrastructurenode" => self.telling.left("infrastructureNodes", 1),
            "softwaresysteminstance" | "containerinstance" | "instanceof" => self.telling.left("deployed instances", 1),
            _ if words.iter().take(2).any(|word| word.is("->")) => self.telling.left("deployment relationships", 1),
            _ => {}
        }
    }

    /// Tells of what would have to be read elsewhere, or run: neither is done.
    fn passed_over(&mut self, line: u64, word: &str, texts: &[&str]) {
        let known = ["!include", "!script", "!plugin", "!docs", "!adrs", "!decisions", "!components", "!elements"];
        let word = known.into_iter().chain(["!relationships", "!relationship"]).find(|known| *known == word);
        self.telling.left(word.unwrap_or("other statements"), 1);
        if let Some(word @ ("!include" | "!script" | "!plugin" | "!components")) = word {
            let at = At::new(line, word);
            let what = texts.first().copied().unwrap_or_default();
            self.telling.note(
                &at,
                what,
                Say::new(
                    "rien n'est lu ailleurs, et rien n'est exécuté",
                    "nothing is read elsewhere, and nothing is run",
                ),
                Say::new(
                    "envoyez l'espace en JSON : tout y est résolu",
                    "send the workspace as JSON: everything is resolved there",
                ),
            );
        }
    }

    fn note(&mut self, line: u64, value: &str, fr: &str, en: &str) {
        self.telling.left("other statements", 1);
        let way_out =
            Say::new("corrigez la ligne, ou envoyez l'espace en JSON", "mend the line, or send the workspace as JSON");
        let reason = Say::new(format!("« {value} » {fr}"), format!("“{value}” {en}"));
        self.telling.note(&At::new(line, ""), value, reason, way_out);
    }
}

/// Tags as they are written: one word each, or several with commas.
fn tags<'b>(texts: &'b [&'b str]) -> impl Iterator<Item = &'b str> {
    texts.iter().flat_map(|text| text.split(',')).map(str::trim).filter(|tag| !tag.is_empty())
}

/// The member a view stands in when the workspace is written in JSON.
fn view(word: &Word<'_>) -> Option<&'static str> {
    let kinds = [
        ("systemLandscape", "systemLandscapeViews"),
        ("systemContext", "systemContextViews"),
        ("container", "containerViews"),
        ("component", "componentViews"),
        ("dynamic", "dynamicViews"),
        ("deployment", "deploymentViews"),
        ("filtered", "filteredViews"),
        ("image", "imageViews"),
        ("custom", "customViews"),
    ];
    kinds.into_iter().find(|(known, _)| word.is(known)).map(|(_, member)| member)
}
