//! What a change that was set aside seems to be about, for the person who looks at it. Nothing of it
//! is trusted: the change is read outside of any document.

use std::panic::catch_unwind;

use automerge::legacy::{Key, Op};
use automerge::{Change, ExpandedChange, ScalarValue};

use super::parse;
use crate::api::erasure::SeemsGiven;
use crate::handover::AidForm;
use crate::household::ProfileField;
use crate::limits::{LINE_CHARS_MAX, VALUE_VND_MAX};
use crate::phone::message::RecordKind;
use crate::time::Timestamp;

/// What a change seems to be about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    /// What kind of record, when it can be read.
    pub kind: Option<RecordKind>,
    /// Head of the household, when the change says it.
    pub head_name: Option<String>,
    /// What was handed over, when it is a handover that takes no other's place.
    pub given: Option<SeemsGiven>,
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
        ("said_by", RecordKind::Consent),
        ("purpose", RecordKind::Visit),
        ("receiver", RecordKind::Handover),
        ("form", RecordKind::Proposal),
        ("count", RecordKind::Taken),
        ("channel", RecordKind::Activity),
        ("offered", RecordKind::Offer),
    ];
    let kind = kinds.iter().find(|(key, _)| written(key).is_some());
    let is_profile = || {
        ProfileField::ALL
            .iter()
            .any(|f| written(f.code()).is_some())
    };
    let head_name = written(ProfileField::HeadName.code());
    let head_name = head_name.and_then(automerge::legacy::Op::primitive_value);
    let is_handover = kind.is_some_and(|(_, kind)| *kind == RecordKind::Handover);
    Glance {
        given: is_handover.then(|| given(&change.decode())).flatten(),
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

/// What a handover's change says was given; nothing when a value is none that a form takes.
fn given(change: &ExpandedChange) -> Option<SeemsGiven> {
    let value = |name: &str| {
        let names = |key: &Key| matches!(key, Key::Map(key) if key == name);
        let mut written = change.operations.iter().filter(|op| names(&op.key));
        written.find_map(Op::primitive_value)
    };
    let text = |name| match value(name) {
        Some(ScalarValue::Str(text)) => Some(text.to_string()),
        _ => None,
    };
    let number = |name| match value(name) {
        Some(ScalarValue::Int(number)) => Some(number),
        None => Some(0),
        Some(_) => None,
    };
    let line = |name| {
        let line = text(name).unwrap_or_default();
        (line.chars().count() <= LINE_CHARS_MAX).then_some(line)
    };
    let amount = |name| number(name).filter(|vnd| (0..=VALUE_VND_MAX).contains(vnd));
    let Some(ScalarValue::Timestamp(at)) = value("at") else {
        return None;
    };
    Some(SeemsGiven {
        at: Timestamp::from_ms(at),
        form: AidForm::from_code(&text("form")?)?,
        item: line("item")?,
        money_vnd: amount("money_vnd")?,
        goods_value_vnd: amount("goods_value_vnd")?,
        quantity_milli: amount("quantity_milli")?,
        unit: line("unit")?,
        campaign: text("campaign").and_then(|id| id.parse().ok()),
        round: text("round").and_then(|id| id.parse().ok()),
    })
}
