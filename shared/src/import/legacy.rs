//! Text of before Unicode: TCVN3 (fonts .Vn…) and VNI (fonts VNI-…), whose letters stand in a file
//! as Latin ones: `NguyÔn` and `Nguyeãn` for Nguyễn.

use std::sync::LazyLock;

use super::sheet::{Cell, Sheet};

/// An encoding of before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Legacy {
    Tcvn3,
    Vni,
}

impl Legacy {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
        }
    }

    fn convert(self, text: &str) -> String {
        match self {
            Self::Tcvn3 => from_tcvn3(text),
            Self::Vni => from_vni(text),
        }
    }
}

/// The sheet in Unicode, if its text shows that it is not.
pub(super) fn to_unicode(sheet: &Sheet) -> Option<(Sheet, Legacy)> {
    let texts = || {
        sheet.rows.iter().flatten().filter_map(|cell| match cell {
            Cell::Text(text) if may_be_legacy(text) => Some(text.as_str()),
            Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) => None,
        })
    };
    let evidence =
        |legacy: Legacy| -> usize { texts().map(|text| known_words(&legacy.convert(text))).sum() };
    let as_it_stands: usize = texts().map(known_words).sum();
    let (tcvn3, vni) = (evidence(Legacy::Tcvn3), evidence(Legacy::Vni));
    let legacy = if tcvn3 >= vni {
        Legacy::Tcvn3
    } else {
        Legacy::Vni
    };
    let found = tcvn3.max(vni);
    if found < EVIDENCE_MIN || found <= as_it_stands * 2 {
        return None;
    }
    let convert = |cell: &Cell| match cell {
        Cell::Text(text) if may_be_legacy(text) => {
            let converted = legacy.convert(text);
            let keeps = known_words(text) > known_words(&converted);
            Cell::Text(if keeps { text.clone() } else { converted })
        }
        Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) => {
            cell.clone()
        }
    };
    let rows = sheet
        .rows
        .iter()
        .map(|row| row.iter().map(convert).collect())
        .collect();
    Some((
        Sheet {
            rows,
            ..sheet.clone()
        },
        legacy,
    ))
}

/// Words recognised before a sheet is taken for legacy text.
const EVIDENCE_MIN: usize = 3;

/// Words that stand in every list, as they are in Unicode; none is plain ASCII.
const WORDS: &[&str] = &[
    "nguyễn",
    "trần",
    "lê",
    "phạm",
    "huỳnh",
    "võ",
    "đặng",
    "bùi",
    "đỗ",
    "hồ",
    "ngô",
    "dương",
    "lý",
    "trương",
    "đoàn",
    "văn",
    "thị",
    "họ",
    "và",
    "tên",
    "hộ",
    "chủ",
    "năm",
    "ấp",
    "số",
    "nghèo",
    "cận",
    "khẩu",
    "nhân",
    "địa",
    "chỉ",
    "ghi",
    "chú",
    "nữ",
    "giới",
    "tính",
    "xã",
    "phường",
    "danh",
    "sách",
    "cộng",
    "tổng",
    "đối",
    "tượng",
    "diện",
    "khó",
    "khăn",
    "thới",
    "hòa",
    "điện",
    "thoại",
];

fn known_words(text: &str) -> usize {
    text.to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_ascii() && WORDS.contains(word))
        .count()
}

/// Only Latin-1 letters, some of them not ASCII: true of legacy text, and of little in Unicode.
fn may_be_legacy(text: &str) -> bool {
    let is_latin = |c: char| u32::from(c) < 0x100 || WINDOWS_1252_EXTRA.contains(c);
    !text.is_ascii() && text.chars().all(is_latin)
}

/// What Windows shows for the bytes 80-9F.
const WINDOWS_1252_EXTRA: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// The letters of TCVN 5712:1993 VN3 from A1 to FE, a space where it has none.
const TCVN3: &str = concat!(
    "ĂÂÊÔƠƯĐăâêôơưđ ",  // A1-AF
    "     àảãáạ ằẳẵắ ", // B0-BF
    "      ặầẩẫấậè ẻẽ", // C0-CF
    "éẹềểễếệìỉ   ĩíịò", // D0-DF
    " ỏõóọồổỗốộờởỡớợù", // E0-EF
    " ủũúụừửữứựỳỷỹýỵ",  // F0-FE
);

fn from_tcvn3(text: &str) -> String {
    let letters: Vec<char> = TCVN3.chars().collect();
    text.chars()
        .map(|c| {
            let place = usize::try_from(u32::from(c))
                .ok()
                .and_then(|code| code.checked_sub(0xa1));
            match place.and_then(|place| letters.get(place)) {
                Some(' ') | None => c,
                Some(letter) => *letter,
            }
        })
        .collect()
}

/// VNI marks: the letter before them, the mark as it stands, and the letter both make.
const VNI_PAIRS: &str = "\
aøà aùá aûả aõã aïạ aââ aàầ aáấ aåẩ aãẫ aäậ aêă aèằ aéắ aúẳ aüẵ aëặ \
eøè eùé eûẻ eõẽ eïẹ eâê eàề eáế eåể eãễ eäệ \
oøò oùó oûỏ oõõ oïọ oâô oàồ oáố oåổ oãỗ oäộ ôøờ ôùớ ôûở ôõỡ ôïợ \
uøù uùú uûủ uõũ uïụ öøừ öùứ öûử öõữ öïự yøỳ yùý yûỷ yõỹ";
/// VNI letters of one sign.
const VNI_SINGLES: &str = "ôơ öư ñđ æỉ óĩ òị îỵ ìì íí";

type Rows = Vec<Vec<char>>;
static VNI: LazyLock<(Rows, Rows)> = LazyLock::new(|| {
    let rows = |table: &str| table.split(' ').map(|row| row.chars().collect()).collect();
    (rows(VNI_PAIRS), rows(VNI_SINGLES))
});

fn from_vni(text: &str) -> String {
    let (pairs, singles) = &*VNI;
    let mut converted = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let small = in_small(c);
        let next = chars.peek().map(|next| in_small(*next));
        let pair = next.and_then(|next| pairs.iter().find(|p| p[0] == small && p[1] == next));
        let letter = match pair {
            Some(pair) => {
                chars.next();
                pair[2]
            }
            None => singles
                .iter()
                .find(|one| one[0] == small)
                .map_or(small, |one| one[1]),
        };
        if c.is_uppercase() {
            converted.extend(letter.to_uppercase());
        } else {
            converted.push(letter);
        }
    }
    converted
}

fn in_small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(texts: &[&str]) -> Sheet {
        let rows = texts
            .iter()
            .map(|text| vec![Cell::Text((*text).into())])
            .collect();
        Sheet {
            rows,
            ..Sheet::default()
        }
    }

    fn converted(texts: &[&str]) -> Option<(Legacy, Vec<String>)> {
        to_unicode(&sheet(texts)).map(|(sheet, legacy)| {
            (
                legacy,
                sheet
                    .rows
                    .iter()
                    .map(|row| row[0].text().into_owned())
                    .collect(),
            )
        })
    }

    #[test]
    fn a_list_typed_in_tcvn3_is_read() {
        let (legacy, texts) = converted(&[
            "Hä vµ tªn chñ hé",
            "NguyÔn V¨n §øc",
            "TrÇn ThÞ BÐ",
            "Êp Thíi Hßa",
            "Sè CCCD",
        ])
        .unwrap();
        assert_eq!(legacy, Legacy::Tcvn3);
        assert_eq!(
            texts,
            [
                "Họ và tên chủ hộ",
                "Nguyễn Văn Đức",
                "Trần Thị Bé",
                "ấp Thới Hòa",
                "Số CCCD"
            ]
        );
    }

    #[test]
    fn a_list_typed_in_vni_is_read() {
        let (legacy, texts) = converted(&[
            "Hoï vaø teân chuû hoä",
            "Nguyeãn Vaên Ñöùc",
            "TRAÀN THÒ BEÙ",
            "AÁp Thôùi Hoøa",
            "Hoä caän ngheøo",
        ])
        .unwrap();
        assert_eq!(legacy, Legacy::Vni);
        assert_eq!(
            texts,
            [
                "Họ và tên chủ hộ",
                "Nguyễn Văn Đức",
                "TRẦN THỊ BÉ",
                "Ấp Thới Hòa",
                "Hộ cận nghèo"
            ]
        );
    }

    #[test]
    fn text_in_unicode_is_left_alone() {
        for texts in [
            &["Họ và tên", "Bà Lê", "Nguyễn Văn Đức", "Hồ Thị Lê"][..],
            &["Lê Và", "Võ Lê", "Hồ Lê Và", "Lê"][..],
            &["Ho va ten", "Nguyen Van A"][..],
            &[][..],
        ] {
            assert_eq!(converted(texts), None);
        }
    }

    #[test]
    fn every_letter_of_tcvn3_has_its_place() {
        let place = |letter: char| TCVN3.chars().position(|c| c == letter).map(|p| p + 0xa1);
        for (letter, code) in [
            ('Ă', 0xa1),
            ('Đ', 0xa7),
            ('ă', 0xa8),
            ('đ', 0xae),
            ('à', 0xb5),
            ('á', 0xb8),
            ('ạ', 0xb9),
            ('ằ', 0xbb),
            ('ắ', 0xbe),
            ('ặ', 0xc6),
            ('ậ', 0xcb),
            ('è', 0xcc),
            ('ẻ', 0xce),
            ('ẹ', 0xd1),
            ('ề', 0xd2),
            ('ễ', 0xd4),
            ('ệ', 0xd6),
            ('ì', 0xd7),
            ('ỉ', 0xd8),
            ('ĩ', 0xdc),
            ('ị', 0xde),
            ('ò', 0xdf),
            ('ỏ', 0xe1),
            ('ọ', 0xe4),
            ('ộ', 0xe9),
            ('ờ', 0xea),
            ('ợ', 0xee),
            ('ù', 0xef),
            ('ủ', 0xf1),
            ('ụ', 0xf4),
            ('ừ', 0xf5),
            ('ự', 0xf9),
            ('ỳ', 0xfa),
            ('ỵ', 0xfe),
        ] {
            assert_eq!(place(letter), Some(code), "{letter}");
        }
    }
}
