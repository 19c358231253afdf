//! What a label of a tracker says: where columns of boards are labels, a label is a state.

/// What a label says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Label<'l> {
    /// The item is in this state.
    State(&'l str),
    /// It has this priority.
    Priority(&'l str),
    /// It is of this kind.
    Kind(&'l str),
    /// Something else.
    Other,
}

/// Reads a label: `status: blocked`, `workflow::in review`, `priorité::haute`, `type: bug`, `bug`, `P1`.
pub(super) fn read(label: &str) -> Label<'_> {
    const STATES: [&str; 7] = ["status", "state", "workflow", "statut", "état", "etat", "board"];
    const PRIORITIES: [&str; 4] = ["priority", "priorité", "priorite", "prio"];
    const KINDS: [&str; 3] = ["type", "kind", "nature"];
    let label = label.trim();
    let parts = label.split_once("::").or_else(|| label.split_once(':')).or_else(|| label.split_once('/'));
    if let Some((scope, word)) = parts {
        let (scope, word) = (scope.trim().to_lowercase(), word.trim());
        return match scope.as_str() {
            _ if word.is_empty() => Label::Other,
            scope if STATES.contains(&scope) => Label::State(word),
            scope if PRIORITIES.contains(&scope) => Label::Priority(word),
            scope if KINDS.contains(&scope) => Label::Kind(word),
            _ => Label::Other,
        };
    }
    match label.as_bytes() {
        [b'P' | b'p', b'0'..=b'5'] => Label::Priority(label),
        _ if ["bug", "enhancement", "feature", "epic", "task"].contains(&label.to_lowercase().as_str()) => {
            Label::Kind(label)
        }
        _ => Label::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_with_a_scope_is_a_state_a_priority_or_a_kind() {
        assert_eq!(read("status: waiting for legal"), Label::State("waiting for legal"));
        assert_eq!(read("workflow::en revue"), Label::State("en revue"));
        assert_eq!(read("État::Bloqué"), Label::State("Bloqué"));
        assert_eq!(read("priority/high"), Label::Priority("high"));
        assert_eq!(read("P1"), Label::Priority("P1"));
        assert_eq!(read("bug"), Label::Kind("bug"));
        assert_eq!(read("status:"), Label::Other);
        assert_eq!(read("good first issue"), Label::Other);
    }
}
