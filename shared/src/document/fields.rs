//! Reading scalars and maps of a document, each named so that an error says what is wrong. A map is
//! read in one go: Automerge looks for a single key as long as it takes to read the whole map.

use automerge::iter::MapRangeItem;
use automerge::{
    Automerge, ObjId, ObjType, ReadDoc as _, ScalarValue, ScalarValueRef, Value, ValueRef,
};

use super::{DocumentError, actor_of};
use crate::household::Recorded;
use crate::id::{Actor, FactId};
use crate::time::Timestamp;

/// A map inside a document.
pub(super) struct MapReader<'a> {
    doc: &'a Automerge,
    pub(super) map: ObjId,
    /// What stands in it, a key once.
    entries: Vec<MapRangeItem<'a>>,
}

impl<'a> MapReader<'a> {
    pub(super) fn root(doc: &'a Automerge) -> Self {
        Self::of(doc, automerge::ROOT)
    }

    fn of(doc: &'a Automerge, map: ObjId) -> Self {
        Self {
            entries: doc.map_range(&map, ..).collect(),
            doc,
            map,
        }
    }

    fn entry(&self, key: &str) -> Option<&MapRangeItem<'a>> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Whether anything stands under this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// Whether several people have given this key a value at once.
    pub(super) fn has_rivals(&self, key: &str) -> bool {
        self.entry(key).is_some_and(|entry| entry.conflict)
    }

    fn scalar_if_any(&self, key: &'static str) -> Result<Option<ScalarValue>, DocumentError> {
        let value = self
            .entry(key)
            .map(|entry| entry.value.clone().into_value());
        match value {
            None => Ok(None),
            Some(Value::Scalar(scalar)) => Ok(Some(scalar.into_owned())),
            Some(Value::Object(_)) => Err(DocumentError::Schema(key)),
        }
    }

    /// A text; empty when absent.
    pub(super) fn text(&self, key: &'static str) -> Result<String, DocumentError> {
        match self.entry(key).map(|entry| &entry.value) {
            None => Ok(String::new()),
            Some(ValueRef::Scalar(ScalarValueRef::Str(text))) => Ok(text.clone().into_owned()),
            Some(ValueRef::Scalar(_) | ValueRef::Object(_)) => Err(DocumentError::Schema(key)),
        }
    }

    /// A text that must be one of the known codes.
    pub(super) fn code<T>(
        &self,
        key: &'static str,
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Result<T, DocumentError> {
        from_code(&self.text(key)?).ok_or(DocumentError::Schema(key))
    }

    /// A text that must be one of the known codes when it is there.
    pub(super) fn code_if_any<T>(
        &self,
        key: &'static str,
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, DocumentError> {
        match self.entry(key) {
            None => Ok(None),
            Some(_) => self.code(key, from_code).map(Some),
        }
    }

    /// A text that must parse.
    pub(super) fn parsed<T: std::str::FromStr>(
        &self,
        key: &'static str,
    ) -> Result<T, DocumentError> {
        self.text(key)?
            .parse()
            .map_err(|_| DocumentError::Schema(key))
    }

    /// A text that must parse when it is there.
    pub(super) fn parsed_if_any<T: std::str::FromStr>(
        &self,
        key: &'static str,
    ) -> Result<Option<T>, DocumentError> {
        let text = self.text(key)?;
        if text.is_empty() {
            return Ok(None);
        }
        text.parse()
            .map(Some)
            .map_err(|_| DocumentError::Schema(key))
    }

    /// A whole number; 0 when absent.
    pub(super) fn int(&self, key: &'static str) -> Result<i64, DocumentError> {
        self.int_if_any(key).map(Option::unwrap_or_default)
    }

    pub(super) fn int_if_any(&self, key: &'static str) -> Result<Option<i64>, DocumentError> {
        self.scalar_if_any(key)?
            .map(|scalar| scalar.as_i64().ok_or(DocumentError::Schema(key)))
            .transpose()
    }

    /// A yes or no; no when absent.
    pub(super) fn flag(&self, key: &'static str) -> Result<bool, DocumentError> {
        match self.scalar_if_any(key)? {
            None => Ok(false),
            Some(ScalarValue::Boolean(flag)) => Ok(flag),
            Some(_) => Err(DocumentError::Schema(key)),
        }
    }

    pub(super) fn timestamp(&self, key: &'static str) -> Result<Timestamp, DocumentError> {
        let Some(ScalarValue::Timestamp(ms)) = self.scalar_if_any(key)? else {
            return Err(DocumentError::Schema(key));
        };
        Ok(Timestamp::from_ms(ms))
    }

    pub(super) fn bytes_if_any(&self, key: &'static str) -> Result<Option<Vec<u8>>, DocumentError> {
        match self.entry(key).map(|entry| &entry.value) {
            None => Ok(None),
            Some(ValueRef::Scalar(ScalarValueRef::Bytes(bytes))) => Ok(Some(bytes.to_vec())),
            Some(ValueRef::Scalar(_) | ValueRef::Object(_)) => Err(DocumentError::Schema(key)),
        }
    }

    pub(super) fn child(&self, key: &'static str) -> Result<MapReader<'a>, DocumentError> {
        self.entry(key)
            .and_then(|entry| self.map_at(entry))
            .ok_or(DocumentError::Schema(key))
    }

    fn map_at(&self, entry: &MapRangeItem<'a>) -> Option<MapReader<'a>> {
        (entry.value == ValueRef::Object(ObjType::Map)).then(|| Self::of(self.doc, entry.id()))
    }

    /// The map at this entry, and the actor that made it.
    fn made_by(&self, entry: &MapRangeItem<'a>) -> Option<(Actor, MapReader<'a>)> {
        let map = self.map_at(entry)?;
        let ObjId::Id(_, actor, _) = &map.map else {
            return None;
        };
        Some((actor_of(actor)?, map))
    }

    /// The maps under this one: key, actor that made it, and the map itself.
    pub(super) fn children(
        &self,
        name: &'static str,
    ) -> Result<Vec<(&str, Actor, MapReader<'a>)>, DocumentError> {
        self.entries
            .iter()
            .map(|entry| {
                let (actor, map) = self.made_by(entry).ok_or(DocumentError::Schema(name))?;
                Ok((&*entry.key, actor, map))
            })
            .collect()
    }

    /// Whether a key of this map begins with `prefix`.
    pub(super) fn has_under(&self, prefix: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.key.starts_with(prefix))
    }

    /// The facts under keys of this map that begin with `prefix`: what follows it, the actor that
    /// made it, and the fact's map.
    pub(super) fn facts_under(
        &self,
        prefix: &'static str,
    ) -> Result<Vec<(FactId, Actor, MapReader<'a>)>, DocumentError> {
        let named = |entry: &'_ MapRangeItem<'a>| {
            Some((entry.key.strip_prefix(prefix)?.parse(), entry.clone()))
        };
        self.entries
            .iter()
            .filter_map(named)
            .map(|(id, entry)| {
                let id = id.map_err(|_| DocumentError::Schema(prefix))?;
                let (actor, map) = self.made_by(&entry).ok_or(DocumentError::Schema(prefix))?;
                Ok((id, actor, map))
            })
            .collect()
    }

    /// The same as facts of people, each read by `fact`; nothing corrects them.
    pub(super) fn recorded_under<T>(
        &self,
        prefix: &'static str,
        fact: impl Fn(FactId, &MapReader<'a>) -> Result<T, DocumentError>,
    ) -> Result<Vec<Recorded<T>>, DocumentError> {
        let facts = self.facts_under(prefix)?.into_iter();
        facts
            .map(|(id, actor, map)| {
                Ok(Recorded {
                    fact: fact(id, &map)?,
                    actor,
                    corrected_by: None,
                })
            })
            .collect()
    }

    /// The texts under keys of this map that begin with `prefix`, each with what follows it.
    pub(super) fn texts_under(
        &self,
        prefix: &'static str,
    ) -> Result<Vec<(FactId, String)>, DocumentError> {
        let named = self
            .entries
            .iter()
            .filter_map(|entry| Some((entry.key.strip_prefix(prefix)?, &entry.value)));
        named
            .map(|(id, value)| match (id.parse(), value) {
                (Ok(id), ValueRef::Scalar(ScalarValueRef::Str(text))) => {
                    Ok((id, text.clone().into_owned()))
                }
                _ => Err(DocumentError::Schema(prefix)),
            })
            .collect()
    }
}
