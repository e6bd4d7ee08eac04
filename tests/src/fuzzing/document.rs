//! Any document that Automerge writes itself, at the readers of ours and at the gate: a change may
//! be sound and still put anything anywhere.

use arbitrary::{Arbitrary, Unstructured};
use automerge::transaction::Transactable as _;
use automerge::{
    ActorId, AutoCommit, AutomergeError, ObjId, ObjType, ROOT, ReadDoc as _, ScalarValue,
};
use chungtay_server::projection::HouseholdRows;
use chungtay_shared::document::Document;
use chungtay_shared::id::FactId;
use chungtay_shared::sync::gate::admit;

use super::base::{HANDOVER, MAI, VISIT, claim, household, opened, still_works};

const EDITS_MAX: usize = 200;

/// Names that mean something somewhere.
const NAMES: [&str; 44] = [
    "kind",
    "v",
    "id",
    "commune",
    "import_key",
    "profile",
    "statuses",
    "visits",
    "handovers",
    "corrections",
    "head_name",
    "hamlet",
    "note",
    "birth",
    "national_id",
    "phone",
    "member_count",
    "category",
    "standard",
    "decision",
    "from",
    "to",
    "recorded_at",
    "at",
    "purpose",
    "met",
    "met_name",
    "needs",
    "lat",
    "lon",
    "campaign",
    "campaign_name",
    "item",
    "form",
    "money_vnd",
    "quantity_milli",
    "unit",
    "goods_value_vnd",
    "receiver",
    "receiver_name",
    "relation",
    "signature",
    "corrects",
    "replacement",
];

/// Where an edit is made.
#[derive(Debug, Arbitrary)]
enum Place {
    Root,
    /// A map under the root.
    Under(Key),
    /// A map under that.
    UnderThat(Key, Key),
    /// What the last edit made.
    LastMade,
}

#[derive(Debug, Arbitrary)]
enum Key {
    Name(u8),
    Visit,
    Handover,
    Fact([u8; 16]),
    Any(String),
}

#[derive(Debug, Arbitrary)]
enum Edit {
    Value(Value),
    Object(Object),
    Delete,
}

#[derive(Debug, Arbitrary)]
enum Value {
    Text(String),
    /// One of [`NAMES`].
    Name(u8),
    Fact([u8; 16]),
    Bytes(Vec<u8>),
    Int(i64),
    Uint(u64),
    Float(f64),
    Boolean(bool),
    Timestamp(i64),
    Counter(i64),
    Null,
}

#[derive(Debug, Arbitrary)]
enum Object {
    Map,
    List,
    Text(String),
}

/// One change of such edits, to Mai's household or to nothing.
pub(super) fn play(input: &[u8]) {
    let mut choices = Unstructured::new(input);
    let base = bool::arbitrary(&mut choices)
        .unwrap_or(true)
        .then(|| household().0);
    let bytes = base.as_ref().map_or_else(Vec::new, Document::save);
    let mut edited = AutoCommit::load(&bytes).expect("our own document");
    edited.set_actor(ActorId::from(MAI.as_bytes().as_slice()));
    let mut last_made = ROOT;
    for _ in 0..EDITS_MAX {
        let Ok((place, key, edit)) = choices.arbitrary::<(Place, Key, Edit)>() else {
            break;
        };
        if let Ok(Some(made)) = write(&mut edited, &last_made, &place, &key, edit) {
            last_made = made;
        }
        if choices.is_empty() {
            break;
        }
    }
    edited.commit();
    let document = Document::load(&edited.save()).expect("Automerge's own document");
    let _ = (document.kind(), document.campaign());
    if let Ok(household) = document.household() {
        let _ = HouseholdRows::of(&household);
    }
    let Some(change) = edited.get_last_local_change() else {
        return;
    };
    let base = base.as_ref().map(opened);
    if let Ok(after) = admit(base.as_ref(), claim(), change.raw_bytes()) {
        still_works(after);
    }
}

/// Makes an edit where it can be made; the object, when it makes one.
fn write(
    doc: &mut AutoCommit,
    last_made: &ObjId,
    place: &Place,
    key: &Key,
    edit: Edit,
) -> Result<Option<ObjId>, AutomergeError> {
    let under = |map: &ObjId, key: &Key| {
        let found = doc.get(map, key.text()).ok().flatten();
        found
            .filter(|(value, _)| value.is_object())
            .map(|(_, id)| id)
    };
    let place = match place {
        Place::Root => Some(ROOT),
        Place::Under(key) => under(&ROOT, key),
        Place::UnderThat(key, then) => under(&ROOT, key).and_then(|map| under(&map, then)),
        Place::LastMade => Some(last_made.clone()),
    };
    let Some(place) = place else { return Ok(None) };
    match edit {
        Edit::Value(value) => put(doc, &place, key, value).map(|()| None),
        Edit::Object(object) => make(doc, &place, key, &object).map(Some),
        Edit::Delete => delete(doc, &place, key).map(|()| None),
    }
}

fn put(doc: &mut AutoCommit, place: &ObjId, key: &Key, value: Value) -> Result<(), AutomergeError> {
    let scalar: ScalarValue = match value {
        Value::Text(text) => text.into(),
        Value::Name(n) => name(n).into(),
        Value::Fact(id) => FactId::from_bytes(id).to_string().into(),
        Value::Bytes(bytes) => bytes.into(),
        Value::Int(n) => n.into(),
        Value::Uint(n) => n.into(),
        Value::Float(n) => n.into(),
        Value::Boolean(value) => value.into(),
        Value::Timestamp(ms) => ScalarValue::Timestamp(ms),
        Value::Counter(n) => ScalarValue::counter(n),
        Value::Null => ScalarValue::Null,
    };
    if doc.object_type(place)?.is_sequence() {
        doc.insert(place, 0, scalar)
    } else {
        doc.put(place, key.text(), scalar)
    }
}

fn make(
    doc: &mut AutoCommit,
    place: &ObjId,
    key: &Key,
    object: &Object,
) -> Result<ObjId, AutomergeError> {
    let kind = match object {
        Object::Map => ObjType::Map,
        Object::List => ObjType::List,
        Object::Text(_) => ObjType::Text,
    };
    let made = if doc.object_type(place)?.is_sequence() {
        doc.insert_object(place, 0, kind)?
    } else {
        doc.put_object(place, key.text(), kind)?
    };
    if let Object::Text(text) = object {
        doc.splice_text(&made, 0, 0, text)?;
    }
    Ok(made)
}

fn delete(doc: &mut AutoCommit, place: &ObjId, key: &Key) -> Result<(), AutomergeError> {
    if doc.object_type(place)?.is_sequence() {
        doc.delete(place, 0)
    } else {
        doc.delete(place, key.text())
    }
}

fn name(n: u8) -> &'static str {
    NAMES[usize::from(n) % NAMES.len()]
}

impl Key {
    fn text(&self) -> String {
        match self {
            Self::Name(n) => name(*n).to_owned(),
            Self::Visit => VISIT.to_string(),
            Self::Handover => HANDOVER.to_string(),
            Self::Fact(id) => FactId::from_bytes(*id).to_string(),
            Self::Any(text) => text.clone(),
        }
    }
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    // Choices are read from the front; any bytes are edits.
    vec![vec![1; 64], (0..=255).collect(), b"\x01head_name".repeat(9)]
}
