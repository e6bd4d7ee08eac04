//! The visit form.

use chungtay_shared::field::FieldError;
use chungtay_shared::id::FactId;
use chungtay_shared::life::ChangeSeen;
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Met, Need, Place, Purpose, Visit, VisitDraft};

use super::kept::text;
use super::{Kept, Text, WhenForm, problem};

/// What the visit form holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct VisitForm {
    /// When; it replaces the draft's own `at`.
    pub(crate) when: WhenForm,
    /// The rest.
    pub(crate) draft: VisitDraft,
}

/// The twelve indicators by the service they belong to: key of the service, its indicators.
pub(crate) const NEEDS_BY_SERVICE: [(&str, [Need; 2]); 6] = [
    ("service.work", [Need::Job, Need::Dependants]),
    ("service.health", [Need::Nutrition, Need::HealthInsurance]),
    ("service.education", [Need::AdultEducation, Need::Schooling]),
    ("service.housing", [Need::HousingQuality, Need::HousingArea]),
    ("service.water", [Need::Water, Need::Latrine]),
    (
        "service.information",
        [Need::Telecom, Need::InformationDevice],
    ),
];

impl VisitForm {
    /// An empty form for a visit that takes place now.
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            when: WhenForm::at(now),
            draft: VisitDraft::default(),
        }
    }

    /// The form that would make this visit again.
    pub(crate) fn of(visit: &Visit) -> Self {
        Self {
            when: WhenForm::at(visit.at),
            draft: visit.to_draft(),
        }
    }

    /// The draft to save, or every field's problem.
    pub(crate) fn read(&self, now: Timestamp) -> Result<VisitDraft, Vec<FieldError>> {
        let when = self.when.read();
        let draft = VisitDraft {
            at: when.unwrap_or(now),
            ..self.draft.clone()
        };
        let mut errors = when
            .err()
            .map(|p| problem("at", p))
            .into_iter()
            .collect::<Vec<_>>();
        // The id is only there to run the rules: the store makes the real one.
        if let Err(more) = Visit::from_draft(&draft, FactId::from_bytes([0; 16]), now) {
            errors.extend(more);
        }
        if errors.is_empty() {
            Ok(draft)
        } else {
            Err(errors)
        }
    }

    /// Adds a need, or takes it away.
    pub(crate) fn toggle_need(&mut self, code: &str) {
        let Some(need) = Need::from_code(code) else {
            return;
        };
        let needs = &mut self.draft.needs;
        match needs.iter().position(|known| *known == need) {
            Some(place) => {
                needs.remove(place);
            }
            None => needs.push(need),
        }
    }
}

impl Kept for VisitForm {
    fn texts(&self) -> Vec<Text> {
        let draft = &self.draft;
        let needs: Vec<&str> = draft.needs.iter().map(|need| need.code()).collect();
        let place = draft
            .place
            .map(|place| format!("{} {}", place.lat_milli_degrees, place.lon_milli_degrees));
        vec![
            text("date", self.when.date.as_str()),
            text("time", self.when.time.as_str()),
            text("purpose", draft.purpose.map_or("", Purpose::code)),
            text("met", draft.met.map_or("", Met::code)),
            text("met_name", draft.met_name.as_str()),
            text("needs", needs.join(" ")),
            text("note", draft.note.as_str()),
            text("place", place.unwrap_or_default()),
            text(
                "change_seen",
                draft.change_seen.map_or("", ChangeSeen::code),
            ),
        ]
    }

    fn put(&mut self, name: &str, text: &str) {
        let draft = &mut self.draft;
        match name {
            "purpose" => draft.purpose = Purpose::from_code(text),
            "met" => draft.met = Met::from_code(text),
            "met_name" => text.clone_into(&mut draft.met_name),
            "needs" => draft.needs = text.split(' ').filter_map(Need::from_code).collect(),
            "note" => text.clone_into(&mut draft.note),
            "place" => draft.place = place_of(text),
            "change_seen" => draft.change_seen = ChangeSeen::from_code(text),
            _ => self.when.put(name, text),
        }
    }
}

fn place_of(text: &str) -> Option<Place> {
    let (lat, lon) = text.split_once(' ')?;
    Some(Place {
        lat_milli_degrees: lat.parse().ok()?,
        lon_milli_degrees: lon.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::field::Problem;
    use chungtay_shared::visit::Met;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

    #[test]
    fn all_problems_are_told_at_once() {
        let mut form = VisitForm::new(NOW);
        form.when.time.clear();
        let errors = form.read(NOW).unwrap_err();
        assert_eq!(
            errors,
            [
                problem("at", Problem::Missing),
                problem("met", Problem::Missing)
            ]
        );
    }

    #[test]
    fn a_filled_in_form_gives_its_draft_with_the_time_typed() {
        let mut form = VisitForm::new(NOW);
        form.draft.met = Some(Met::Head);
        form.when.time = "07:05".into();
        form.toggle_need("water");
        form.toggle_need("job");
        form.toggle_need("water");
        let draft = form.read(NOW).unwrap();
        assert_eq!(draft.at.local_hour_minute(), (7, 5));
        assert_eq!(draft.needs, [Need::Job]);
    }

    #[test]
    fn a_form_kept_as_a_draft_comes_back_as_it_was() {
        let mut form = VisitForm::new(NOW);
        form.draft.met = Some(Met::Neighbour);
        form.draft.met_name = "Bảy".into();
        form.draft.note = "Nhà đi vắng\nmái dột".into();
        form.draft.place = Place::from_degrees(10.034, -105.78);
        form.draft.change_seen = Some(ChangeSeen::MovedAway);
        form.toggle_need("latrine");
        form.toggle_need("job");
        form.when.time.clear();
        let mut opened_later = VisitForm::new(NOW.plus_ms(3_600_000));
        opened_later.restore(&form.texts());
        assert_eq!(opened_later, form);
    }

    #[test]
    fn what_another_version_kept_does_no_harm() {
        let mut form = VisitForm::new(NOW);
        form.restore(&[
            text("mood", "good"),
            text("needs", "job flying"),
            text("place", "north"),
        ]);
        assert_eq!(
            (form.draft.needs.as_slice(), form.draft.place),
            (&[Need::Job][..], None)
        );
    }

    #[test]
    fn every_indicator_stands_under_one_service() {
        let mut shown: Vec<Need> = NEEDS_BY_SERVICE
            .iter()
            .flat_map(|(_, needs)| *needs)
            .collect();
        shown.sort_unstable();
        assert_eq!(shown, Need::ALL);
    }
}
