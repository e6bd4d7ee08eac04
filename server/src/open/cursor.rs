//! Where a program goes on reading a list that it was given a page of.

use chungtay_shared::id::{from_hex, to_hex};
use chungtay_shared::limits::TOOL_ROWS_MAX;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::error::ApiError;

/// Which page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// `next` of the page before; left out for the first one.
    pub cursor: Option<String>,
    /// Rows of a page at most, 1 to 1000; 500 when it is left out.
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
}

const ROWS: u32 = 500;

impl PageQuery {
    /// Rows at most.
    pub fn rows(&self) -> Result<u32, ApiError> {
        let rows = self.limit.unwrap_or(ROWS);
        if (1..=TOOL_ROWS_MAX).contains(&rows) {
            Ok(rows)
        } else {
            Err(ApiError::Malformed("limit is a number from 1 to 1000"))
        }
    }

    /// Behind which row of the list it begins; none for the first page.
    pub fn after<const IDS: usize>(
        &self,
        list: Cursor,
    ) -> Result<Option<[[u8; 16]; IDS]>, ApiError> {
        let cursor = self.cursor.as_deref();
        cursor.map(|text| list.read(text)).transpose()
    }
}

/// The list that a cursor goes on in: no other list takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cursor {
    /// Of households.
    Households,
    /// Of visits.
    Visits,
    /// Of handovers.
    Handovers,
    /// Of the Fund's entries.
    Fund,
}

impl Cursor {
    const fn mark(self) -> &'static str {
        match self {
            Self::Households => "h",
            Self::Visits => "v",
            Self::Handovers => "t",
            Self::Fund => "f",
        }
    }

    /// The cursor behind the row with these ids.
    pub fn behind(self, ids: &[&[u8; 16]]) -> String {
        let ids = ids.iter().map(|id| to_hex(&id[..]));
        std::iter::once(self.mark().to_owned()).chain(ids).collect()
    }

    fn read<const IDS: usize>(self, text: &str) -> Result<[[u8; 16]; IDS], ApiError> {
        let bytes = text.strip_prefix(self.mark()).and_then(from_hex);
        let bytes = bytes.ok_or(ApiError::UnknownCursor)?;
        let (ids, rest) = bytes.as_chunks::<16>();
        match <[[u8; 16]; IDS]>::try_from(ids) {
            Ok(ids) if rest.is_empty() => Ok(ids),
            Ok(_) | Err(_) => Err(ApiError::UnknownCursor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(cursor: &str) -> PageQuery {
        PageQuery {
            cursor: Some(cursor.to_owned()),
            limit: None,
        }
    }

    #[test]
    fn a_cursor_goes_on_in_its_own_list_and_in_no_other() {
        let (doc, fact) = ([1; 16], [2; 16]);
        let cursor = Cursor::Visits.behind(&[&doc, &fact]);
        let after = asking(&cursor).after::<2>(Cursor::Visits);
        assert_eq!(after.unwrap(), Some([doc, fact]));
        assert!(asking(&cursor).after::<2>(Cursor::Handovers).is_err());
        assert!(asking(&cursor).after::<1>(Cursor::Visits).is_err());
        for wrong in ["", "v", "v12", "không", &cursor[..cursor.len() - 1]] {
            assert!(asking(wrong).after::<2>(Cursor::Visits).is_err(), "{wrong}");
        }
        assert_eq!(
            PageQuery::default().after::<2>(Cursor::Visits).unwrap(),
            None
        );
    }
}
