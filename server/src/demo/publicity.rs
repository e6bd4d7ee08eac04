//! What the invented commune's campaign rests on and aims at, and what its people noted that was done so
//! that others hear of it.

use chungtay_shared::campaign::{Eligibility, GoverningDraft, Indicator, MandateDraft};
use chungtay_shared::document::Document;
use chungtay_shared::household::Category;
use chungtay_shared::id::DocId;
use chungtay_shared::publicity::{ActivityDraft, Channel};

use super::{Writer, broken};
use crate::store::StoreError;

const TARGETS: [(Indicator, &str); 3] = [
    (Indicator::Visited, "130"),
    (Indicator::Aided, "60"),
    (Indicator::Given, "300 tr"),
];

/// Day after the list was written, channel, topic, where, who did it, people reached.
type Line = (
    i64,
    Channel,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const LINES: [Line; 5] = [
    (
        7,
        Channel::Loudspeaker,
        "Phát động Tháng cao điểm",
        "Toàn xã",
        "Đài truyền thanh xã",
        "",
    ),
    (
        8,
        Channel::Meeting,
        "Vận động ủng hộ Quỹ",
        "",
        "Hội Liên hiệp Phụ nữ xã",
        "85",
    ),
    (
        10,
        Channel::Print,
        "Băng rôn ở chợ và bến đò",
        "",
        "Mặt trận xã",
        "",
    ),
    (
        14,
        Channel::DoorToDoor,
        "Giải thích tiêu chí hộ nghèo",
        "",
        "Hội Nông dân xã",
        "42",
    ),
    (
        20,
        Channel::Social,
        "Gương thoát nghèo",
        "",
        "Đoàn Thanh niên xã",
        "1.200",
    ),
];

impl Writer<'_> {
    /// Gives the campaign its documents and targets, and notes what was done: by the volunteers in turn,
    /// each in a hamlet of the commune.
    pub(super) fn publicity(&mut self, hamlets: &[String]) -> Result<(), StoreError> {
        let Some(campaign) = self.campaign else {
            return Ok(());
        };
        let stored = self.tx.document(campaign)?.ok_or_else(broken)?;
        let mut document = Document::load(&stored.bytes)?;
        self.mandate(campaign, &mut document)?;
        for (number, (day, channel, topic, place, organisation, reach)) in LINES.iter().enumerate()
        {
            let at = self.listed_at.plus_ms(day * 86_400_000);
            let hamlet = hamlets.get(number * 3 % hamlets.len().max(1));
            let draft = ActivityDraft {
                channel: Some(*channel),
                topic: (*topic).into(),
                place: match (*place, hamlet) {
                    ("", Some(hamlet)) => hamlet.clone(),
                    (place, _) => place.into(),
                },
                organisation: (*organisation).into(),
                reach_text: (*reach).into(),
                ..ActivityDraft::empty(at.local_date())
            };
            if at > self.state.clock.now() {
                continue;
            }
            let activity = draft.read(self.fact_id(at), at).map_err(|_| broken())?;
            let by = number % self.volunteers.len();
            let author = self.author(by, at)?;
            let written = document.note_activity(author, &activity)?;
            self.append(campaign, &document, written, author, by)?;
        }
        Ok(())
    }

    fn mandate(&self, campaign: DocId, document: &mut Document) -> Result<(), StoreError> {
        let at = self.listed_at;
        let signed = at.plus_ms(-3 * 86_400_000).local_date().display();
        let order = |number: &str, issuer: &str, title: &str| GoverningDraft {
            id: None,
            number: number.into(),
            on_text: signed.clone(),
            issuer: issuer.into(),
            title: title.into(),
        };
        let draft = MandateDraft {
            documents: vec![
                order(
                    "01/KH-MTTQ",
                    "Ban Thường trực Ủy ban MTTQ Việt Nam xã",
                    "Kế hoạch Tháng cao điểm",
                ),
                order("12-CV/ĐU", "Đảng ủy xã", "Hưởng ứng Tháng cao điểm"),
            ],
            targets: TARGETS.map(|(of, text)| (of, text.to_owned())).into(),
        };
        let mut mandate = draft.read(|| self.fact_id(at)).map_err(|_| broken())?;
        let items = document.campaign()?.items;
        let first = items.first().ok_or_else(broken)?;
        let meant_for = Eligibility {
            categories: [Category::Poor, Category::NearPoor].into(),
            on: Some(at.local_date()),
            ..Eligibility::default()
        };
        mandate.meant_for.insert(first.id, meant_for);
        let author = self.office_author(at)?;
        let written = document.set_mandate(author, &mandate)?;
        self.append_as(&self.office, 0, campaign, document, written, author)
    }
}
