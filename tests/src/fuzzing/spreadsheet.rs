//! A file offered for import: read within the limits or refused, understood and compared.

use chungtay_server::spreadsheet;
use chungtay_shared::import::{plan, read};
use chungtay_shared::synthetic::{DEMO_SEED, ward};

use super::base::NOW;
use crate::spreadsheets::{CareList, HamletStyle};

/// The file.
pub(super) fn play(input: &[u8]) {
    let Ok(sheets) = spreadsheet::read(input, "danh-sach.csv") else {
        return;
    };
    let reading = read(&sheets, NOW.local_date());
    let again = read(&sheets, NOW.local_date());
    assert_eq!(reading, again, "the same file is the same list");
    let rows: usize = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    assert!(reading.households.len() <= rows);
    let plan = plan::plan(&reading, &[]);
    assert_eq!(plan.items.len(), reading.households.len());
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let ward = ward(DEMO_SEED, 12, NOW.local_date());
    let lists =
        [HamletStyle::Headings, HamletStyle::Column].map(|style| CareList::new(&ward, style, 1));
    let legacy = b"STT;H\xe4 v\xb5 t\xaan;\xcap\n1;Nguy\xd4n V\xa8n A;3\n";
    let mut seeds = vec![legacy.to_vec(), b"PK\x03\x04".to_vec()];
    for list in &lists {
        seeds.push(list.csv(';'));
        seeds.push(list.csv(','));
        seeds.push(list.xlsx().expect("a workbook"));
    }
    seeds
}
