//! Paragraphs and tables in `WordprocessingML`. Lengths are in twentieths of a point, sizes of letters
//! in half points, as the format has them. The order of elements inside properties is the schema's:
//! Word refuses another.

use std::fmt::Write as _;

use quick_xml::escape::escape;

/// Millimetres.
pub const fn mm(millimetres: u32) -> u32 {
    millimetres * 1_440 * 10 / 254
}

/// What text can be written on: A4 across less the margins of 30 and 20 mm.
pub const TEXT_WIDTH: u32 = mm(160);

/// Where a paragraph's lines stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// At both margins.
    #[default]
    Both,
    /// At the left margin.
    Left,
    /// In the middle.
    Centre,
    /// At the right margin.
    Right,
}

impl Align {
    const fn code(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Left => "left",
            Self::Centre => "center",
            Self::Right => "right",
        }
    }
}

/// How letters look.
#[must_use]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Face {
    bold: bool,
    italic: bool,
    underlined: bool,
    half_points: u32,
}

impl Face {
    /// Upright letters of this size in points.
    pub const fn of(points: u32) -> Self {
        Self {
            bold: false,
            italic: false,
            underlined: false,
            half_points: points * 2,
        }
    }

    /// The same in bold.
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in italics.
    pub const fn italic(self) -> Self {
        Self {
            italic: true,
            ..self
        }
    }

    /// The same underlined.
    pub const fn underlined(self) -> Self {
        Self {
            underlined: true,
            ..self
        }
    }

    fn write(self, xml: &mut String) {
        xml.push_str("<w:rPr>");
        for (is, element) in [
            (self.bold, "<w:b/>"),
            (self.italic, "<w:i/>"),
            (self.underlined, "<w:u w:val=\"single\"/>"),
        ] {
            // Sizes stand between italics and the line below.
            if element.starts_with("<w:u ") {
                let size = self.half_points;
                let _ = write!(xml, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
            }
            if is {
                xml.push_str(element);
            }
        }
        xml.push_str("</w:rPr>");
    }
}

/// A paragraph.
#[must_use]
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    align: Align,
    first_line: u32,
    indent: u32,
    before: u32,
    after: u32,
    is_rule: bool,
    is_dotted: bool,
    stays_with_next: bool,
    runs: String,
}

impl Paragraph {
    /// Text of one look.
    pub fn new(align: Align, face: Face, text: &str) -> Self {
        Self {
            align,
            ..Self::default()
        }
        .and(face, text)
    }

    /// A thin line, this much shorter than its column at each end.
    pub fn rule(shorter: u32) -> Self {
        Self {
            indent: shorter,
            is_rule: true,
            ..Self::default()
        }
    }

    /// A line of dots to write on, from the first line's indent to the right margin.
    pub fn dotted(first_line: u32) -> Self {
        Self {
            align: Align::Left,
            is_dotted: true,
            runs: "<w:r><w:tab/></w:r>".to_owned(),
            ..Self::default()
        }
        .first_line(first_line)
    }

    /// Text with a line of dots behind it to write on, up to the right margin.
    pub fn to_fill_in(face: Face, text: &str) -> Self {
        let mut paragraph = Self {
            align: Align::Left,
            is_dotted: true,
            ..Self::default()
        }
        .and(face, text);
        paragraph.runs.push_str("<w:r><w:tab/></w:r>");
        paragraph
    }

    /// More text.
    pub fn and(mut self, face: Face, text: &str) -> Self {
        self.runs.push_str("<w:r>");
        face.write(&mut self.runs);
        let _ = write!(
            self.runs,
            "<w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escape(sayable(text))
        );
        self
    }

    /// How much later its first line begins.
    pub const fn first_line(mut self, first_line: u32) -> Self {
        self.first_line = first_line;
        self
    }

    /// The room above and below it.
    pub const fn room(mut self, before: u32, after: u32) -> Self {
        self.before = before;
        self.after = after;
        self
    }

    /// It ends no page.
    pub const fn with_next(mut self) -> Self {
        self.stays_with_next = true;
        self
    }

    fn write(&self, xml: &mut String) {
        xml.push_str("<w:p><w:pPr>");
        if self.stays_with_next {
            xml.push_str("<w:keepNext/>");
        }
        if self.is_rule {
            xml.push_str(
                "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/></w:pBdr>",
            );
        }
        if self.is_dotted {
            let _ = write!(
                xml,
                "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{TEXT_WIDTH}\"/></w:tabs>"
            );
        }
        let (before, after) = (self.before, self.after);
        let _ = write!(xml, "<w:spacing w:before=\"{before}\" w:after=\"{after}\"");
        if self.is_rule {
            xml.push_str(" w:line=\"60\" w:lineRule=\"exact\"");
        }
        let (indent, first_line) = (self.indent, self.first_line);
        let align = self.align.code();
        let _ = write!(
            xml,
            "/><w:ind w:left=\"{indent}\" w:right=\"{indent}\" w:firstLine=\"{first_line}\"/>\
             <w:jc w:val=\"{align}\"/></w:pPr>{}</w:p>",
            self.runs
        );
    }
}

/// Texts hold what people typed; XML allows no control characters.
fn sayable(text: &str) -> String {
    let is_control = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace(is_control, " ")
}

/// What stands in a table's cell.
#[derive(Debug, Clone)]
pub struct Cell {
    columns: usize,
    paragraphs: Vec<Paragraph>,
}

impl Cell {
    /// Of these paragraphs, over so many columns.
    pub const fn new(columns: usize, paragraphs: Vec<Paragraph>) -> Self {
        Self {
            columns,
            paragraphs,
        }
    }

    /// It ends no page: its row stands with the one below.
    pub fn stay_with_next(&mut self) {
        for paragraph in &mut self.paragraphs {
            paragraph.stays_with_next = true;
        }
    }
}

/// A table.
#[derive(Debug)]
pub struct Table<'a> {
    /// Widths of its columns.
    pub widths: &'a [u32],
    /// How far it begins to the left of the text.
    pub outside: u32,
    /// Whether lines stand around its cells; without them the cells have no margins either.
    pub has_lines: bool,
    /// Whether the first row stands on each page again.
    pub has_header: bool,
    /// Its rows; none is parted by a page's end.
    pub rows: Vec<Vec<Cell>>,
}

impl Table<'_> {
    fn write(&self, xml: &mut String) {
        let width: u32 = self.widths.iter().sum();
        let _ = write!(
            xml,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/>\
             <w:tblInd w:w=\"-{}\" w:type=\"dxa\"/>",
            self.outside
        );
        if self.has_lines {
            xml.push_str("<w:tblBorders>");
            for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                let _ = write!(
                    xml,
                    "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
                );
            }
            xml.push_str("</w:tblBorders>");
        }
        let margin = if self.has_lines { mm(1) } else { 0 };
        let _ = write!(
            xml,
            "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"{margin}\" w:type=\"dxa\"/>\
             <w:right w:w=\"{margin}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
        );
        for width in self.widths {
            let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        xml.push_str("</w:tblGrid>");
        for (place, row) in self.rows.iter().enumerate() {
            self.write_row(xml, row, place == 0 && self.has_header);
        }
        xml.push_str("</w:tbl>");
    }

    fn write_row(&self, xml: &mut String, row: &[Cell], is_header: bool) {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if is_header {
            xml.push_str("<w:tblHeader/>");
        }
        xml.push_str("</w:trPr>");
        let mut left = self.widths.iter();
        for cell in row {
            let width: u32 = left.by_ref().take(cell.columns).sum();
            let _ = write!(
                xml,
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>\
                 <w:gridSpan w:val=\"{}\"/>",
                cell.columns
            );
            if self.has_lines {
                xml.push_str("<w:vAlign w:val=\"center\"/>");
            }
            xml.push_str("</w:tcPr>");
            for paragraph in &cell.paragraphs {
                paragraph.write(xml);
            }
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
    }
}

/// What stands in a document, from top to bottom.
#[derive(Debug, Default)]
pub struct Body {
    xml: String,
}

impl Body {
    /// Adds a paragraph.
    pub fn add(&mut self, paragraph: &Paragraph) {
        paragraph.write(&mut self.xml);
    }

    /// Adds a table.
    pub fn add_table(&mut self, table: &Table<'_>) {
        table.write(&mut self.xml);
    }

    /// All of it.
    pub fn finish(self) -> String {
        self.xml
    }
}
