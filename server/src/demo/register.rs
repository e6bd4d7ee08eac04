//! What the invented commune says of its hamlets, and of the organisations it works with.

use chungtay_shared::register::{HamletChange, Known, OrganisationRole, SaidDraft, Statement};
use chungtay_shared::time::LocalDate;

use super::{Writer, broken};
use crate::store::StoreError;

const ORGANISATIONS: [(&str, OrganisationRole); 6] = [
    ("Ban Thường trực Mặt trận xã", OrganisationRole::Front),
    ("Hội Liên hiệp Phụ nữ xã", OrganisationRole::Union),
    ("Hội Nông dân xã", OrganisationRole::Union),
    ("Đài truyền thanh xã", OrganisationRole::Agency),
    (
        "Công ty TNHH Thử Nghiệm Sông Hậu",
        OrganisationRole::Business,
    ),
    ("Nhóm thiện nguyện Thử Nghiệm", OrganisationRole::Charity),
];
/// A hamlet that was united with the first of today's before there was a list.
const FORMER: &str = "Ấp Thử Nghiệm Cũ";
/// When the commune came to be.
const SINCE: (i32, u8, u8) = (2025, 7, 1);

impl Writer<'_> {
    /// Says it, on the day the list was written.
    pub(super) fn register(&self, hamlets: &[String]) -> Result<(), StoreError> {
        let (year, month, day) = SINCE;
        let since = LocalDate::new(year, month, day).ok_or_else(broken)?;
        let mut drafts = vec![SaidDraft::HamletFrom {
            name: FORMER.into(),
            from: since,
            document: String::new(),
        }];
        if let Some(into) = hamlets.first() {
            drafts.push(SaidDraft::HamletMoved(HamletChange {
                hamlet: FORMER.into(),
                into: into.clone(),
                from: LocalDate::from_days(since.days() + 184),
                document: "99/NQ-HĐND".into(),
                ends: true,
                households: None,
            }));
        }
        let named = ORGANISATIONS.map(|(name, role)| SaidDraft::Organisation {
            name: name.into(),
            role: Some(role),
            from: since,
        });
        drafts.extend(named);
        let mut statements: Vec<Statement> = Vec::new();
        for (n, draft) in (1..).zip(&drafts) {
            let known = Known {
                statements: &statements,
                in_use: &hamlets.iter().cloned().collect(),
                today: self.listed_at.local_date(),
            };
            let statement = Statement {
                n,
                by: self.office.account.person_name.clone(),
                at: self.listed_at,
                said: draft.read(known).map_err(|_| broken())?,
            };
            self.tx.say(self.commune, &statement)?;
            statements.push(statement);
        }
        Ok(())
    }
}
