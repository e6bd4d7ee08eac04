//! Reading scalars and maps of a document, each named so that an error says what is wrong.

use automerge::{Automerge, ObjId, ObjType, ReadDoc as _, ScalarValue, Value};

use super::{DocumentError, actor_of};
use crate::id::Actor;
use crate::time::Timestamp;

/// A map inside a document.
pub(super) struct MapReader<'a> {
    pub(super) doc: &'a Automerge,
    pub(super) map: ObjId,
}

impl<'a> MapReader<'a> {
    pub(super) const fn root(doc: &'a Automerge) -> Self {
        Self {
            doc,
            map: automerge::ROOT,
        }
    }

    pub(super) fn scalar(&self, key: &'static str) -> Result<ScalarValue, DocumentError> {
        match self.doc.get(&self.map, key) {
            Ok(Some((Value::Scalar(scalar), _))) => Ok(scalar.into_owned()),
            _ => Err(DocumentError::Schema(key)),
        }
    }

    /// A text; empty when absent.
    pub(super) fn text(&self, key: &'static str) -> Result<String, DocumentError> {
        match self.doc.get(&self.map, key) {
            Ok(None) => Ok(String::new()),
            Ok(Some((Value::Scalar(scalar), _))) => scalar
                .as_str()
                .map(str::to_owned)
                .ok_or(DocumentError::Schema(key)),
            Ok(Some((Value::Object(_), _))) | Err(_) => Err(DocumentError::Schema(key)),
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
        match self.doc.get(&self.map, key) {
            Ok(None) => Ok(None),
            Ok(Some((Value::Scalar(scalar), _))) => {
                scalar.as_i64().map(Some).ok_or(DocumentError::Schema(key))
            }
            Ok(Some((Value::Object(_), _))) | Err(_) => Err(DocumentError::Schema(key)),
        }
    }

    pub(super) fn timestamp(&self, key: &'static str) -> Result<Timestamp, DocumentError> {
        let ScalarValue::Timestamp(ms) = self.scalar(key)? else {
            return Err(DocumentError::Schema(key));
        };
        Ok(Timestamp::from_ms(ms))
    }

    pub(super) fn bytes_if_any(&self, key: &'static str) -> Result<Option<Vec<u8>>, DocumentError> {
        match self.doc.get(&self.map, key) {
            Ok(None) => Ok(None),
            Ok(Some((Value::Scalar(scalar), _))) => scalar
                .as_bytes()
                .map(|b| Some(b.to_vec()))
                .ok_or(DocumentError::Schema(key)),
            Ok(Some((Value::Object(_), _))) | Err(_) => Err(DocumentError::Schema(key)),
        }
    }

    pub(super) fn child(&self, key: &'static str) -> Result<MapReader<'a>, DocumentError> {
        match self.doc.get(&self.map, key) {
            Ok(Some((Value::Object(ObjType::Map), map))) => Ok(MapReader { doc: self.doc, map }),
            _ => Err(DocumentError::Schema(key)),
        }
    }

    /// The maps under this one: key, actor that made it, and the map itself.
    pub(super) fn children(
        &self,
        name: &'static str,
    ) -> Result<Vec<(String, Actor, MapReader<'a>)>, DocumentError> {
        self.doc
            .keys(&self.map)
            .map(|key| match self.doc.get(&self.map, key.as_str()) {
                Ok(Some((Value::Object(ObjType::Map), map))) => {
                    let actor = match &map {
                        ObjId::Id(_, actor, _) => actor_of(actor),
                        ObjId::Root => None,
                    };
                    let actor = actor.ok_or(DocumentError::Schema(name))?;
                    Ok((key, actor, MapReader { doc: self.doc, map }))
                }
                _ => Err(DocumentError::Schema(name)),
            })
            .collect()
    }
}
