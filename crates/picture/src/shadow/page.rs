//! The page a decision about a tool is taken on: figures with their units, dates, options; no language, no names.

use agenda::decision::Choice;
use base::Ref;
use jiff::civil::Date;
use landscape::fit::{self, Doing};
use serde_json::{Map, Value, json};

use crate::Picture;
use crate::page::{Page, quote};

impl Picture {
    /// Writes down what the deciders about a tool see, with the ways that are open to them.
    ///
    /// `replace_by` is the system that could take over, `until` the day until which the tool would be tolerated.
    pub fn tool_page(&self, id: &Ref, replace_by: Option<&Ref>, until: Date, today: Date) -> Page {
        let replace = replace_by.map(|system| Choice::ReplaceBy { system: system.clone(), until });
        let mut options: Vec<Choice> = replace.into_iter().collect();
        options.extend([Choice::Regularise, Choice::Retire { until }, Choice::Tolerate { until }]);
        let tool = self.shadow().tool(id);
        let case = self.case(id);
        let functions = case.and_then(|case| case.functions.as_ref());
        let doing = self.functions_done(id);
        let overlap: Map<String, Value> =
            doing.iter().take(3).map(|it| (it.system.to_string(), json!(it.does.len()))).collect();
        let figures: Map<String, Value> = tool
            .map(|tool| self.tool_figures(tool))
            .unwrap_or_default()
            .iter()
            .map(|figure| (figure.key.clone(), quote(figure)))
            .collect();
        let facts = json!({
            "tool": id,
            "stage": tool.map(|tool| self.stage_before(tool).word()),
            "registered": tool.and_then(|tool| tool.registered.as_ref()),
            "declared": case.and_then(|case| case.declared.as_ref()).map(|it| &it.name.commitment),
            "functions": functions.map(|words| &words.commitment),
            "functions_done": overlap,
            "cause": case.and_then(|case| case.cause),
            "quoted_weeks": case.and_then(|case| case.quoted_weeks),
            "replace_by": replace_by,
            "until": until,
            "as_of": today,
            "options": options.iter().map(Choice::word).collect::<Vec<_>>(),
            "figures": figures,
        });
        let mut erased = Vec::new();
        if functions.is_some_and(|words| self.text(words).is_none()) {
            erased.push("functions_done");
        }
        if self.lacks_statements() {
            erased.extend(["functions_done", "registered", "stage"]);
        }
        if self.lacks_domains() {
            erased.extend(["registered", "stage", "figures"]);
        }
        erased.sort_unstable();
        erased.dedup();
        Page { options, facts, erased }
    }

    /// Which systems do what a tool is said to do, function by function.
    pub fn functions_done(&self, id: &Ref) -> Vec<Doing> {
        let functions = self.functions_of(id);
        let functions: Vec<&str> = functions.iter().map(String::as_str).collect();
        fit::doing(self.catalog(), &functions)
    }

    /// What a tool is said to do, one function each.
    pub fn functions_of(&self, id: &Ref) -> Vec<String> {
        let said = self.case(id).and_then(|case| self.text(case.functions.as_ref()?)).unwrap_or_default();
        let parts = said.split(['\n', ';', ',']).map(|it| it.trim().trim_start_matches(['-', '•', '*']).trim());
        parts.filter(|it| !it.is_empty()).map(str::to_owned).collect()
    }
}
