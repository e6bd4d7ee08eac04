//! Personal numbers at the office: by their last digits wherever a household is shown, and whole when an
//! officer asks for them, which the access log notes each time.

use chungtay_shared::api::{HouseholdDetail, NumberOf};
use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::id::DocId;
use chungtay_shared::identity::national_id::mask_national_id;

use crate::kept;
use crate::store::{StoreError, Tx};

const NUMBER: ProfileField = ProfileField::NationalId;

/// Hides all but the last digits in what is shown of a household: its description, its second records, two
/// values that wait for a choice, and values that were chosen.
pub fn mask(detail: &mut HouseholdDetail) {
    for record in std::iter::once(&mut detail.household).chain(&mut detail.merged) {
        let masked = mask_national_id(record.profile.get(NUMBER));
        record.profile.set(NUMBER, masked);
        let conflicts = record.conflicts.iter_mut();
        for conflict in conflicts.filter(|conflict| conflict.field == NUMBER) {
            for rival in &mut conflict.values {
                rival.value = mask_national_id(&rival.value);
            }
        }
    }
    let choices = detail.choices.iter_mut().map(|choice| &mut choice.fact);
    for chosen in choices.filter(|chosen| chosen.field == NUMBER) {
        chosen.value = mask_national_id(&chosen.value);
    }
}

/// The numbers of a household's records, whole; none where there is no such household.
pub fn whole(tx: &dyn Tx, commune: &str, doc: DocId) -> Result<Option<Vec<NumberOf>>, StoreError> {
    let Some(kept) = kept::one(tx, commune, doc)? else {
        return Ok(None);
    };
    let of = |record: &Household| NumberOf {
        record: record.id,
        number: record.profile.get(NUMBER).to_owned(),
    };
    let records = std::iter::once(&kept.household).chain(&kept.second);
    Ok(Some(records.map(of).collect()))
}
