//! What a campaign rests on and aims at, in its form: what stands in the fields, and what is wrong with it.

use chungtay_shared::campaign::{GoverningDraft, Indicator, Mandate, MandateDraft};
use chungtay_shared::field::FieldErrors;
use chungtay_shared::id::FactId;
use chungtay_shared::money::format_vnd;

/// A text field of a governing document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GoverningField {
    /// Its number and sign.
    Number,
    /// The day it was signed.
    On,
    /// Who issued it.
    Issuer,
    /// What it is about.
    Title,
}

impl GoverningField {
    /// The field's name, as in [`GoverningDraft`].
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::On => "on_text",
            Self::Issuer => "issuer",
            Self::Title => "title",
        }
    }

    /// What stands in it.
    pub(crate) fn of(self, document: &GoverningDraft) -> &str {
        match self {
            Self::Number => &document.number,
            Self::On => &document.on_text,
            Self::Issuer => &document.issuer,
            Self::Title => &document.title,
        }
    }

    /// The same, to be written.
    pub(super) const fn of_mut(self, document: &mut GoverningDraft) -> &mut String {
        match self {
            Self::Number => &mut document.number,
            Self::On => &mut document.on_text,
            Self::Issuer => &mut document.issuer,
            Self::Title => &mut document.title,
        }
    }
}

/// The name a field of the document at this place has among the problems.
pub(crate) fn governing_field(place: usize, field: GoverningField) -> String {
    format!("documents.{place}.{}", field.code())
}

/// The name a target has among the problems.
pub(crate) fn target_field(indicator: Indicator) -> String {
    format!("targets.{}", indicator.code())
}

/// A mandate that exists, as it would have been typed.
pub(super) fn of_mandate(mandate: &Mandate) -> MandateDraft {
    let targets = mandate.targets.iter();
    MandateDraft {
        documents: mandate.documents.iter().map(GoverningDraft::of).collect(),
        targets: targets
            .map(|(indicator, target)| (*indicator, format_vnd(*target)))
            .collect(),
    }
}

/// Notes what is wrong with the mandate.
pub(super) fn check(errors: &mut FieldErrors, mandate: &MandateDraft) {
    // It is the server that gives ids; what is read here is only looked at.
    let read = mandate.read(|| FactId::from_bytes([0; 16]));
    for error in read.err().unwrap_or_default() {
        errors.add(&error.field, error.problem);
    }
}
