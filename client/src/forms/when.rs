//! When something took place, as two inputs hold it.

use chungtay_shared::field::Problem;
use chungtay_shared::time::{LocalDate, Timestamp};

/// A date and a time of day as the browser's inputs give them: `2026-10-17` and `08:30`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct WhenForm {
    /// `YYYY-MM-DD`, empty when it was cleared.
    pub(crate) date: String,
    /// `HH:MM`, empty when it was cleared.
    pub(crate) time: String,
}

impl WhenForm {
    /// This moment on a Vietnamese clock.
    pub(crate) fn at(at: Timestamp) -> Self {
        let (hour, minute) = at.local_hour_minute();
        Self {
            date: at.local_date().to_string(),
            time: format!("{hour:02}:{minute:02}"),
        }
    }

    /// Puts a kept text into the field of this name.
    pub(super) fn put(&mut self, name: &str, text: &str) {
        match name {
            "date" => text.clone_into(&mut self.date),
            "time" => text.clone_into(&mut self.time),
            _ => {}
        }
    }

    /// The moment, or what is wrong with it.
    pub(crate) fn read(&self) -> Result<Timestamp, Problem> {
        if self.date.is_empty() || self.time.is_empty() {
            return Err(Problem::Missing);
        }
        let date: LocalDate = self.date.parse().map_err(|_| Problem::Unreadable)?;
        let mut parts = self.time.split(':');
        let mut part = |below: u8| {
            let value: u8 = parts.next()?.parse().ok()?;
            (value < below).then_some(value)
        };
        let (hour, minute) = part(24).zip(part(60)).ok_or(Problem::Unreadable)?;
        Ok(Timestamp::from_local(date, hour, minute))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_the_form_was_opened_comes_back_to_the_minute() {
        let at = Timestamp::from_ms(1_792_200_600_000);
        assert_eq!(WhenForm::at(at).read(), Ok(at));
    }

    #[test]
    fn what_was_cleared_or_mistyped_is_a_problem_and_not_midnight() {
        for (date, time, problem) in [
            ("", "08:30", Problem::Missing),
            ("2026-10-17", "", Problem::Missing),
            ("2026-02-30", "08:30", Problem::Unreadable),
            ("2026-10-17", "24:00", Problem::Unreadable),
            ("2026-10-17", "8h", Problem::Unreadable),
        ] {
            let form = WhenForm {
                date: date.into(),
                time: time.into(),
            };
            assert_eq!(form.read(), Err(problem), "{date} {time}");
        }
    }
}
