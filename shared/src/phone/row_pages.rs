//! How rows lie in a phone's store: many to a page, so that a start opens tens of seals and not thousands.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use super::storage::{Batch, Table, Write, from_bytes, key, to_bytes};
use crate::id::DocId;
use crate::row;

/// The form of stored rows: that of a row, and that of a page.
pub const FORM: [u8; 2] = [row::FORM[0], 1];

/// With 2,000 households a page is 2.4 KB: little to seal anew for one visit, and few to open at a start.
const PAGES: u8 = 128;

/// A row on its page.
#[derive(Encode, Decode)]
struct Line {
    #[n(0)]
    doc: DocId,
    #[n(1)]
    row: ByteVec,
}

/// A page, and where it lies.
struct Page {
    at: String,
    lines: Vec<Line>,
}

/// Keys of the pages that must be known before a batch is written.
pub fn pages_needed(batch: &Batch) -> Vec<String> {
    let mut pages = Vec::new();
    for at in batch.iter().filter_map(doc_of).map(page_of) {
        if !pages.contains(&at) {
            pages.push(at);
        }
    }
    pages
}

/// The batch with its writes of rows as writes of pages. `held` are the pages of [`pages_needed`] as they are
/// stored, empty where there is none yet. Where one cannot be read, all rows are made anew at the next start.
pub fn paged(batch: Batch, held: Vec<(String, Option<Vec<u8>>)>) -> Batch {
    let mut writes = Batch::new();
    let mut pages = Vec::with_capacity(held.len());
    for (at, bytes) in held {
        let lines = bytes.map(|bytes| from_bytes(&bytes));
        if let Some(None) = lines {
            writes.push(Write::Delete(Table::Meta, key::ROW_FORM.to_owned()));
        }
        let lines = lines.flatten().unwrap_or_default();
        pages.push(Page { at, lines });
    }
    for write in batch {
        let Some(doc) = doc_of(&write) else {
            if write == Write::Clear(Table::Row) {
                for page in &mut pages {
                    page.lines.clear();
                }
            }
            writes.push(write);
            continue;
        };
        let at = page_of(doc);
        if let Some(page) = pages.iter_mut().find(|page| page.at == at) {
            page.lines.retain(|line| line.doc != doc);
            if let Write::Put(_, _, row) = write {
                let row = row.into();
                page.lines.push(Line { doc, row });
            }
        }
        // An app from before there were pages may have left it there.
        writes.push(Write::Delete(Table::Row, doc.to_string()));
    }
    writes.extend(pages.into_iter().map(|Page { at, lines }| {
        if lines.is_empty() {
            Write::Delete(Table::Row, at)
        } else {
            Write::Put(Table::Row, at, to_bytes(&lines))
        }
    }));
    writes
}

/// The rows of a stored value; an empty one where it could not be opened. An app from before there were pages has left
/// each row by itself.
pub fn rows_of(value: Vec<u8>) -> Vec<Vec<u8>> {
    match from_bytes::<Vec<Line>>(&value) {
        Some(lines) => lines.into_iter().map(|line| line.row.into()).collect(),
        None => vec![value],
    }
}

/// Whose row a write sets or removes.
fn doc_of(write: &Write) -> Option<DocId> {
    match write {
        Write::Put(Table::Row, at, _) | Write::Delete(Table::Row, at) => at.parse().ok(),
        Write::Put(..)
        | Write::Add(..)
        | Write::Delete(..)
        | Write::ClearUnder(..)
        | Write::Clear(_) => None,
    }
}

/// By the last byte, which is random: ids begin with the time.
fn page_of(doc: DocId) -> String {
    let [.., last] = *doc.as_bytes();
    format!("{:03}", last % PAGES)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn doc(id: u8) -> DocId {
        let mut bytes = [7; 16];
        bytes[15] = id;
        DocId::from_bytes(bytes)
    }

    fn put(id: u8, row: &str) -> Write {
        Write::Put(Table::Row, doc(id).to_string(), row.as_bytes().to_vec())
    }

    /// The table as a phone has it: values by key.
    #[derive(Default)]
    struct Drawer(BTreeMap<String, Vec<u8>>);

    impl Drawer {
        /// What is written beside rows.
        fn write(&mut self, batch: Batch) -> Batch {
            let needed = pages_needed(&batch).into_iter();
            let held = needed.map(|at| (at.clone(), self.0.get(&at).cloned()));
            let held = held.collect();
            let mut beside = Batch::new();
            for write in paged(batch, held) {
                if let Write::Put(Table::Row, at, value) = write {
                    self.0.insert(at, value);
                } else if let Write::Delete(Table::Row, at) = &write {
                    self.0.remove(at);
                } else if write == Write::Clear(Table::Row) {
                    self.0.clear();
                } else {
                    beside.push(write);
                }
            }
            beside
        }

        fn rows(&self) -> Vec<String> {
            let rows = self.0.values().cloned().flat_map(rows_of);
            let mut rows: Vec<_> = rows.map(|row| String::from_utf8(row).unwrap()).collect();
            rows.sort();
            rows
        }
    }

    #[test]
    fn neighbours_on_a_page_keep_their_rows_when_one_is_written_or_removed() {
        let mut drawer = Drawer::default();
        drawer.write(vec![put(1, "Đẹt"), put(129, "Út"), put(2, "Tám")]);
        assert_eq!(drawer.0.len(), 2, "1 and 129 share a page");
        drawer.write(vec![put(129, "Út, được thăm")]);
        assert_eq!(drawer.rows(), ["Tám", "Út, được thăm", "Đẹt"]);
        drawer.write(vec![Write::Delete(Table::Row, doc(1).to_string())]);
        drawer.write(vec![Write::Delete(Table::Row, doc(2).to_string())]);
        assert_eq!(drawer.rows(), ["Út, được thăm"]);
        assert_eq!(drawer.0.len(), 1, "nothing is left of an empty page");
    }

    #[test]
    fn what_is_written_after_everything_was_cleared_is_all_there_is() {
        let mut drawer = Drawer::default();
        drawer.write(vec![put(1, "Đẹt"), put(129, "Út")]);
        drawer.write(vec![Write::Clear(Table::Row), put(200, "Tám")]);
        assert_eq!(drawer.rows(), ["Tám"]);
    }

    #[test]
    fn a_row_of_an_app_from_before_there_were_pages_is_read_until_it_is_written() {
        let mut drawer = Drawer::default();
        // What a row begins with is no line of a page.
        let row = to_bytes(&(doc(1), "Đẹt"));
        drawer.0.insert(doc(1).to_string(), row.clone());
        drawer.0.insert(doc(2).to_string(), row.clone());
        let read: Vec<_> = drawer.0.values().cloned().flat_map(rows_of).collect();
        assert_eq!(read, [row.clone(), row]);
        drawer.write(vec![
            put(1, "Đẹt"),
            Write::Delete(Table::Row, doc(2).to_string()),
        ]);
        assert_eq!(drawer.rows(), ["Đẹt"]);
    }

    #[test]
    fn a_page_that_cannot_be_read_is_begun_anew_and_all_rows_are_at_the_next_start() {
        let mut drawer = Drawer::default();
        drawer.write(vec![put(1, "Đẹt"), put(129, "Út")]);
        // What does not open under the seal comes as nothing.
        drawer.0.insert(page_of(doc(1)), Vec::new());
        let beside = drawer.write(vec![put(1, "Đẹt, được thăm")]);
        let no_form = Write::Delete(Table::Meta, key::ROW_FORM.to_owned());
        assert_eq!(beside, [no_form]);
        assert_eq!(drawer.rows(), ["Đẹt, được thăm"]);

        drawer.0.insert(page_of(doc(1)), Vec::new());
        let form = Write::Put(Table::Meta, key::ROW_FORM.to_owned(), FORM.to_vec());
        let anew = vec![form.clone(), put(1, "Đẹt"), put(129, "Út")];
        assert_eq!(
            drawer.write(anew).last(),
            Some(&form),
            "all are there again"
        );
        assert_eq!(drawer.rows(), ["Út", "Đẹt"]);
    }

    #[test]
    fn other_writes_pass_as_they_are() {
        let visit = Write::Put(Table::Household, doc(1).to_string(), vec![1]);
        let page = Write::Put(Table::Row, "001".to_owned(), vec![2]);
        let batch = vec![visit, page];
        assert!(pages_needed(&batch).is_empty());
        assert_eq!(paged(batch.clone(), Vec::new()), batch);
    }
}
