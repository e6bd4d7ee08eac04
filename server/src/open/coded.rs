//! What stands in answers as a code or as a moment.

use chungtay_shared::campaign::Indicator;
use chungtay_shared::fund::EntryKind;
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::Category;
use chungtay_shared::life::LifeKind;
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Met, Purpose};
use utoipa::openapi::schema::{Object, ObjectBuilder, SchemaType, Type};

/// "2026-10-17T08:05:30+07:00".
pub(super) fn moment(at: Timestamp) -> String {
    let (hour, minute) = at.local_hour_minute();
    let second = at.ms().div_euclid(1_000).rem_euclid(60);
    format!(
        "{}T{hour:02}:{minute:02}:{second:02}+07:00",
        at.local_date()
    )
}

/// Choices that have codes.
pub(super) trait Coded {
    fn codes() -> Vec<&'static str>;
}

macro_rules! coded {
    ($($of:ty),+) => {
        $(impl Coded for $of {
            fn codes() -> Vec<&'static str> {
                Self::ALL.iter().map(|one| one.code()).collect()
            }
        })+
    };
}

coded!(
    AidForm, Category, EntryKind, Indicator, LifeKind, Met, Purpose
);

/// A text that is one of the codes.
pub(super) fn codes<Of: Coded>() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(Of::codes()))
        .build()
}

/// The same, or none.
pub(super) fn codes_or_none<Of: Coded>() -> Object {
    let codes = Of::codes().into_iter().map(Some).chain([None]);
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(codes))
        .build()
}
