//! A visit: what the form holds, the rules, and the fact that comes of it.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::id::FactId;
use crate::life::ChangeSeen;
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::time::Timestamp;

codes!(
    /// Why somebody came.
    Purpose {
        /// Thăm hỏi.
        Visit = "visit",
        /// Trao quà, hỗ trợ.
        Gift = "gift",
        /// Khảo sát nhu cầu.
        Survey = "survey",
        /// Kiểm tra, theo dõi sau hỗ trợ.
        Check = "check",
    }
);

codes!(
    /// Who was met.
    Met {
        /// The head of the household.
        Head = "head",
        /// Another member of the household.
        Member = "member",
        /// A neighbour or relative.
        Neighbour = "neighbour",
        /// Nobody was home.
        Nobody = "nobody",
    }
);

codes!(
    /// The twelve indicators of the multidimensional standard (Decree 07/2021/NĐ-CP), noted as
    /// needs seen. A note of a volunteer, never a classification.
    Need {
        /// Việc làm.
        Job = "job",
        /// Người phụ thuộc.
        Dependants = "dependants",
        /// Dinh dưỡng.
        Nutrition = "nutrition",
        /// Bảo hiểm y tế.
        HealthInsurance = "health_insurance",
        /// Trình độ giáo dục người lớn.
        AdultEducation = "adult_education",
        /// Tình trạng đi học của trẻ em.
        Schooling = "schooling",
        /// Chất lượng nhà ở.
        HousingQuality = "housing_quality",
        /// Diện tích nhà ở.
        HousingArea = "housing_area",
        /// Nguồn nước sinh hoạt.
        Water = "water",
        /// Nhà tiêu hợp vệ sinh.
        Latrine = "latrine",
        /// Dịch vụ viễn thông.
        Telecom = "telecom",
        /// Phương tiện tiếp cận thông tin.
        InformationDevice = "information_device",
    }
);

/// A place, rounded to three decimals (about 100 m): enough to find a canal, too little to stalk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Latitude in thousandths of a degree.
    pub lat_milli_degrees: i32,
    /// Longitude in thousandths of a degree.
    pub lon_milli_degrees: i32,
}

impl Place {
    /// From degrees; `None` off the globe.
    pub fn from_degrees(lat: f64, lon: f64) -> Option<Self> {
        let valid = lat.is_finite() && lon.is_finite() && lat.abs() <= 90.0 && lon.abs() <= 180.0;
        #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
        valid.then(|| Self {
            lat_milli_degrees: (lat * 1_000.0).round() as i32,
            lon_milli_degrees: (lon * 1_000.0).round() as i32,
        })
    }
}

/// What the visit form holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitDraft {
    /// When the visit took place; the form offers the present.
    pub at: Timestamp,
    /// Why.
    pub purpose: Option<Purpose>,
    /// Who was met.
    pub met: Option<Met>,
    /// Their name, if worth noting.
    pub met_name: String,
    /// Needs seen.
    pub needs: Vec<Need>,
    /// Anything else.
    pub note: String,
    /// Where, if the volunteer chose to say.
    pub place: Option<Place>,
    /// What has become of the household, if they saw or heard that something has.
    pub change_seen: Option<ChangeSeen>,
}

impl Default for VisitDraft {
    fn default() -> Self {
        Self {
            at: Timestamp::default(),
            purpose: Some(Purpose::Visit),
            met: None,
            met_name: String::new(),
            needs: Vec::new(),
            note: String::new(),
            place: None,
            change_seen: None,
        }
    }
}

/// A visit that took place. Never edited: a mistake is corrected by another fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// This fact.
    pub id: FactId,
    /// When it took place.
    pub at: Timestamp,
    /// Why.
    pub purpose: Purpose,
    /// Who was met.
    pub met: Met,
    /// Their name, empty when not noted.
    pub met_name: String,
    /// Needs seen, in the standard's order.
    pub needs: Vec<Need>,
    /// Free note.
    pub note: String,
    /// Where, if the volunteer chose to say.
    pub place: Option<Place>,
    /// What has become of the household, if something was noticed.
    pub change_seen: Option<ChangeSeen>,
    /// When it was recorded, by the device's clock.
    pub recorded_at: Timestamp,
}

impl Visit {
    /// The fact, or every field's problem. `now` is the device's clock; a visit is not in the
    /// future (a quarter of an hour is forgiven).
    pub fn from_draft(
        draft: &VisitDraft,
        id: FactId,
        now: Timestamp,
    ) -> Result<Self, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        if draft.at > now.plus_ms(15 * 60_000) {
            errors.add("at", Problem::InFuture);
        }
        if draft.purpose.is_none() {
            errors.add("purpose", Problem::Missing);
        }
        if draft.met.is_none() {
            errors.add("met", Problem::Missing);
        }
        let mut needs = draft.needs.clone();
        needs.sort_unstable();
        needs.dedup();
        let visit = Self {
            id,
            at: draft.at,
            purpose: draft.purpose.unwrap_or(Purpose::Visit),
            met: draft.met.unwrap_or(Met::Nobody),
            met_name: errors.text("met_name", &draft.met_name, LINE_CHARS_MAX),
            needs,
            note: errors.text("note", &draft.note, NOTE_CHARS_MAX),
            place: draft.place,
            change_seen: draft.change_seen,
            recorded_at: now,
        };
        errors.finish(visit)
    }

    /// The draft that would make this fact again, to begin a correction with.
    pub fn to_draft(&self) -> VisitDraft {
        VisitDraft {
            at: self.at,
            purpose: Some(self.purpose),
            met: Some(self.met),
            met_name: self.met_name.clone(),
            needs: self.needs.clone(),
            note: self.note.clone(),
            place: self.place,
            change_seen: self.change_seen,
        }
    }
}
