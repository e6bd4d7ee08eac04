//! How the invented commune has worded its report: once in its own words, and then as the program does.

use chungtay_shared::time::Timestamp;
use chungtay_shared::wording::{Version, WordingKind};

use super::Writer;
use crate::store::StoreError;

/// What the officer tried.
const OWN_WORDS: &str = "{co_quan} báo cáo kết quả đợt vận động {ten_dot} như sau:\n\n\
    I. KẾT QUẢ\n\
    Đã thăm {so_ho_duoc_tham}/{so_ho} hộ, còn {so_ho_chua_duoc_tham} hộ chưa thăm; trong đó \
    {so_ho_ngheo_duoc_tham} hộ nghèo.\n\
    Đã trao {tien_da_trao} (bằng chữ: {tien_da_trao_bang_chu}).\n\
    {bang_ho_tro}\n\n\
    II. KIẾN NGHỊ\n\
    ……\n";
const HOUR_MS: i64 = 3_600_000;

impl Writer<'_> {
    /// Two versions, the second of which went back to the standard wording.
    pub(super) fn wording(&self) -> Result<(), StoreError> {
        let texts = [Some(OWN_WORDS.to_owned()), None];
        for (n, text) in (1..).zip(texts) {
            let version = Version {
                n,
                by: self.office.account.person_name.clone(),
                at: self.worded_at(n),
                text,
            };
            self.tx
                .add_wording(self.commune, WordingKind::Own, &version)?;
        }
        Ok(())
    }

    fn worded_at(&self, n: u64) -> Timestamp {
        let hours = i64::try_from(n).unwrap_or_default();
        self.listed_at.plus_ms(hours * HOUR_MS)
    }
}

#[cfg(test)]
mod tests {
    use chungtay_shared::wording::Wording;

    use super::*;

    #[test]
    fn what_the_officer_tried_reads() {
        assert!(Wording::read(OWN_WORDS, WordingKind::Own).is_ok());
    }
}
