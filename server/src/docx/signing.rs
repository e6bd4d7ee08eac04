//! Places to sign, side by side.

use super::markup::{Align, Body, Cell, Face, Paragraph, TEXT_WIDTH, Table, mm};

/// Room for a signature.
const ROOM_TO_SIGN: u32 = mm(22);

/// Where somebody signs.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    who: &'a str,
    signed: &'a str,
    name: &'a str,
}

impl<'a> Place<'a> {
    /// Who signs, how they have already, and their name; the last two may be empty.
    pub const fn new(who: &'a str, signed: &'a str, name: &'a str) -> Self {
        Self { who, signed, name }
    }

    fn write(&self) -> Vec<Paragraph> {
        let signed = match self.signed {
            "" => "(Ký, ghi rõ họ tên)",
            signed => signed,
        };
        let (title, name) = (Face::of(13).bold(), Face::of(13));
        vec![
            Paragraph::new(Align::Centre, title, self.who),
            Paragraph::new(Align::Centre, Face::of(12).italic(), signed),
            Paragraph::new(Align::Centre, name, self.name).room(ROOM_TO_SIGN, 0),
        ]
    }
}

/// All of them on one page.
pub fn write(body: &mut Body, places: &[Place<'_>]) {
    let columns = u32::try_from(places.len()).unwrap_or(1).max(1);
    let cells = places.iter().map(|place| Cell::new(1, place.write()));
    body.add(&Paragraph::default());
    body.add_table(&Table {
        widths: &vec![TEXT_WIDTH / columns; places.len()],
        outside: 0,
        has_lines: false,
        has_header: false,
        rows: vec![cells.collect()],
    });
    // Nothing but a paragraph ends a document.
    body.add(&Paragraph::default());
}
