//! What a change that was set aside seems to be about, for the person who looks at it. Nothing of it
//! is trusted: the change is read outside of any document.

use std::panic::catch_unwind;

use automerge::legacy::Key;
use automerge::{Change, ScalarValue};

use super::parse;
use crate::household::ProfileField;
use crate::limits::LINE_CHARS_MAX;
use crate::phone::message::RecordKind;

/// What a change seems to be about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    /// What kind of record, when it can be read.
    pub kind: Option<RecordKind>,
    /// Head of the household, when the change says it.
    pub head_name: Option<String>,
}

/// Looks at a change.
pub fn glance(bytes: &[u8]) -> Glance {
    let Ok(change) = parse(bytes) else {
        return Glance::default();
    };
    catch_unwind(|| of_change(&change)).unwrap_or_default()
}

fn of_change(change: &Change) -> Glance {
    let decoded = change.decode();
    let written = |name: &str| {
        let names = |key: &Key| matches!(key, Key::Map(key) if key == name);
        decoded.operations.iter().find(|op| names(&op.key))
    };
    // A correction comes with the fact that takes the wrong one's place.
    let kinds = [
        ("kind", RecordKind::Registration),
        ("corrects", RecordKind::Correction),
        ("purpose", RecordKind::Visit),
        ("receiver", RecordKind::Handover),
        ("form", RecordKind::Proposal),
        ("count", RecordKind::Taken),
        ("channel", RecordKind::Activity),
    ];
    let kind = kinds.iter().find(|(key, _)| written(key).is_some());
    let is_profile = || {
        ProfileField::ALL
            .iter()
            .any(|f| written(f.code()).is_some())
    };
    let head_name = written(ProfileField::HeadName.code());
    let head_name = head_name.and_then(automerge::legacy::Op::primitive_value);
    Glance {
        kind: kind
            .map(|(_, kind)| *kind)
            .or_else(|| is_profile().then_some(RecordKind::Profile)),
        head_name: if let Some(ScalarValue::Str(name)) = head_name {
            Some(name.chars().take(LINE_CHARS_MAX).collect())
        } else {
            None
        },
    }
}
