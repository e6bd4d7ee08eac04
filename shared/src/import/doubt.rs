//! Doubts about a row, and notes about a file: what an importer must say instead of guessing.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::identity::national_id::IdWarning;
use crate::identity::phone::PhoneWarning;

codes!(
    /// Why something that was read is not certain (`doubt.<code>` in the catalogues).
    DoubtKind {
        /// No heading row was found: nothing of the sheet was read.
        HeaderNotFound = "header_not_found",
        /// Two columns have one meaning; the first was taken.
        ColumnRepeated = "column_repeated",
        /// A line between the households that is no heading we know.
        HeadingUnclear = "heading_unclear",
        /// A row that is neither household nor heading nor total.
        RowUnclear = "row_unclear",
        /// A total that differs from the rows above it.
        TotalDiffers = "total_differs",
        /// Ditto marks with nothing above them.
        DittoWithoutAbove = "ditto_without_above",
        /// No name: the row is no household.
        NameMissing = "name_missing",
        /// A name with figures in it, or of one word.
        NameUnclear = "name_unclear",
        /// A member of a household before any head.
        HeadMissing = "head_missing",
        /// The relation to the head is not given.
        RelationMissing = "relation_missing",
        /// No hamlet anywhere.
        HamletMissing = "hamlet_missing",
        /// The hamlet cell is empty; the hamlet above was taken.
        HamletFromAbove = "hamlet_from_above",
        /// The row names another hamlet than the heading above it; the row's was taken.
        HamletDiffers = "hamlet_differs",
        /// One letter away from a hamlet many others live in.
        HamletMisspelt = "hamlet_misspelt",
        /// A name two hamlets of different kinds have, or only a number.
        HamletUnclear = "hamlet_unclear",
        /// The list has categories, but none for this row.
        CategoryMissing = "category_missing",
        /// Several categories; the more severe was taken.
        CategorySeveral = "category_several",
        /// A category that is not known.
        CategoryUnclear = "category_unclear",
        /// Something else than a mark in a category's column.
        MarkUnclear = "mark_unclear",
        /// Neither male nor female.
        GenderUnclear = "gender_unclear",
        /// No date.
        BirthUnreadable = "birth_unreadable",
        /// Two different births in one row.
        BirthSeveral = "birth_several",
        /// Two digits of a year.
        BirthCentury = "birth_century",
        /// Month before day.
        BirthMonthFirst = "birth_month_first",
        /// After today.
        BirthInFuture = "birth_in_future",
        /// The zeros in front of a personal number were put back.
        IdLeadingZero = "id_leading_zero",
        /// A personal number of neither 12 nor 9 digits.
        IdWrongLength = "id_wrong_length",
        /// No personal number, or its digits are lost.
        IdUnreadable = "id_unreadable",
        /// Several personal numbers.
        IdSeveral = "id_several",
        /// No province has this number.
        IdUnknownProvince = "id_unknown_province",
        /// The personal number says another sex.
        IdSexDiffers = "id_sex_differs",
        /// The personal number says another year of birth.
        IdYearDiffers = "id_year_differs",
        /// The zero in front of a telephone number was put back.
        PhoneLeadingZero = "phone_leading_zero",
        /// A number of before 2018.
        PhoneOldPrefix = "phone_old_prefix",
        /// Several telephone numbers.
        PhoneSeveral = "phone_several",
        /// No number that can be called.
        PhoneUnreadable = "phone_unreadable",
        /// No number of people.
        MemberCountUnreadable = "member_count_unreadable",
        /// The number of people differs from the rows of members.
        MemberCountDiffers = "member_count_differs",
        /// Longer than fits; it was cut.
        TextTooLong = "text_too_long",
        /// A remark says that they died or moved away.
        MovedOrDead = "moved_or_dead",
        /// The text was in an encoding of before Unicode and was converted.
        LegacyText = "legacy_text",
        /// Same name and hamlet as another row. Told apart by birth or number when something is
        /// assumed, else a person is asked.
        SameNameInFile = "same_name_in_file",
        /// The same, as a household the commune has.
        SameNameOnList = "same_name_on_list",
        /// Another household has this personal number; a person is asked.
        IdRepeated = "id_repeated",
        /// The household with this personal number has another name.
        NameDiffers = "name_differs",
    }
);

impl From<IdWarning> for DoubtKind {
    fn from(warning: IdWarning) -> Self {
        match warning {
            IdWarning::LeadingZeroRestored => Self::IdLeadingZero,
            IdWarning::WrongLength => Self::IdWrongLength,
            IdWarning::Unreadable => Self::IdUnreadable,
            IdWarning::Several => Self::IdSeveral,
            IdWarning::UnknownProvince => Self::IdUnknownProvince,
            IdWarning::SexDiffers => Self::IdSexDiffers,
            IdWarning::YearDiffers => Self::IdYearDiffers,
        }
    }
}

impl From<PhoneWarning> for DoubtKind {
    fn from(warning: PhoneWarning) -> Self {
        match warning {
            PhoneWarning::LeadingZeroRestored => Self::PhoneLeadingZero,
            PhoneWarning::OldPrefixConverted => Self::PhoneOldPrefix,
            PhoneWarning::Several => Self::PhoneSeveral,
            PhoneWarning::Unreadable => Self::PhoneUnreadable,
        }
    }
}

/// Something that was read and is not certain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet shows it, from 1.
    pub row: u32,
    /// Letter and heading of the column, such as `E Số CCCD`; empty for the whole row.
    pub column: String,
    /// What stands there.
    pub read: String,
    /// Why it is doubted.
    pub kind: DoubtKind,
    /// What was taken for it; empty when nothing was.
    pub assumed: String,
}

codes!(
    /// What is worth knowing about a whole sheet or file (`import_note.<code>`).
    NoteKind {
        /// A hidden sheet was left out.
        HiddenSheet = "hidden_sheet",
        /// A sheet with no list of households.
        SheetWithoutList = "sheet_without_list",
        /// A column that says more of people than this work needs (ethnicity, religion, health,
        /// bank account) was not read.
        SensitiveColumn = "sensitive_column",
        /// A column that is not imported.
        ColumnNotImported = "column_not_imported",
        /// Ditto marks were read from the row above; how many.
        DittoRead = "ditto_read",
        /// The category of all rows comes from the title or the sheet's name.
        CategoryFromTitle = "category_from_title",
        /// The hamlet of all rows comes from the title or the sheet's name.
        HamletFromTitle = "hamlet_from_title",
        /// How many households have no category, in a list with no columns of categories.
        NoCategories = "no_categories",
        /// How many households come without a number of people.
        MembersUnknown = "members_unknown",
        /// How many personal numbers are invented ones (province 000).
        SyntheticNumbers = "synthetic_numbers",
        /// The text was converted from TCVN3 or VNI.
        LegacyText = "legacy_text",
    }
);

/// Something worth knowing about a sheet; it needs no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Name of the sheet; empty for the whole file.
    pub sheet: String,
    /// What.
    pub kind: NoteKind,
    /// Which column, how many, from what.
    pub detail: String,
}
