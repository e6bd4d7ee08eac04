//! The access log: who saw, changed or took what. Each row is sealed with the one before it, so a row
//! that is altered, removed or put in between shows (`docs/access-log.md`).
//!
//! A row names accounts, devices and documents by their ids, and never says what is written in them.

use crate::chain::{Head, with_lengths};
use crate::codes;
use crate::id::{AccountId, DeviceId, ToolId};
use crate::time::Timestamp;

#[cfg(test)]
mod tests;

codes!(
    /// Kinds of acts, as the log's page can be narrowed to them.
    ActGroup {
        /// Something was shown.
        Saw = "saw",
        /// Something was taken as a file.
        Took = "took",
        /// Something was written.
        Changed = "changed",
        /// Somebody was let in or sent away, or was given records to carry.
        Door = "door",
    }
);

codes!(
    /// What was done. The codes stand in rows that are sealed: they are added to and never changed.
    Act {
        /// A household was shown.
        SawHousehold = "saw-household",
        /// A household's personal number was shown whole.
        SawNumber = "saw-number",
        /// Several households were shown by name.
        SawHouseholds = "saw-households",
        /// Visits and handovers were shown.
        SawRecords = "saw-records",
        /// What waits for a person was shown.
        SawWaiting = "saw-waiting",
        /// Who is to be given what was shown.
        SawRounds = "saw-rounds",
        /// Cases of aid that takes time were shown.
        SawSupports = "saw-supports",
        /// The Fund's entries were shown.
        SawFund = "saw-fund",
        /// What people ask of their data was shown.
        SawRequests = "saw-requests",
        /// What has happened to personal data was shown.
        SawIncidents = "saw-incidents",
        /// Phones, links and whose they are were shown.
        SawPhones = "saw-phones",
        /// This log was shown.
        SawAccess = "saw-access",
        /// A program read rows.
        ProgramRead = "program-read",
        /// A table for other programs.
        TookTable = "took-table",
        /// A list as a workbook.
        TookList = "took-list",
        /// A posting list.
        TookPosting = "took-posting",
        /// Minutes of a handover.
        TookMinutes = "took-minutes",
        /// A household's survey form.
        TookSurvey = "took-survey",
        /// All that is kept about a household.
        TookSheet = "took-sheet",
        /// A campaign's or a period's report.
        TookReport = "took-report",
        /// Records that are set aside, whole.
        TookSetAside = "took-set-aside",
        /// A household was put on the list.
        AddedHousehold = "added-household",
        /// A list was imported.
        Imported = "imported",
        /// A phone's file was taken in.
        BroughtFile = "brought-file",
        /// A value of a household's description was chosen.
        ChoseValue = "chose-value",
        /// It was said what became of a household.
        ToldLife = "told-life",
        /// A household's category was decided or taken back.
        ToldStatus = "told-status",
        /// It was noted what a household agrees to.
        ToldConsent = "told-consent",
        /// Two records were merged or parted.
        MergedRecords = "merged-records",
        /// Something that waited was answered.
        Answered = "answered",
        /// A round was issued or changed.
        ChangedRound = "changed-round",
        /// A case of aid was changed.
        ChangedSupport = "changed-support",
        /// The Fund was changed.
        ChangedFund = "changed-fund",
        /// A campaign was changed.
        ChangedCampaign = "changed-campaign",
        /// What was done for publicity was changed.
        ChangedPublicity = "changed-publicity",
        /// Hamlets or organisations were changed.
        ChangedRegister = "changed-register",
        /// Units below were changed.
        ChangedUnits = "changed-units",
        /// A period was closed, sent or urged.
        ChangedPeriod = "changed-period",
        /// A report's wording was changed.
        ChangedWording = "changed-wording",
        /// What somebody asks of their data was noted or answered.
        ChangedRequest = "changed-request",
        /// What has happened to personal data was noted, filed or added to.
        ChangedIncident = "changed-incident",
        /// What was kept about a household was deleted at its request.
        Erased = "erased",
        /// Something was written by the server itself.
        Wrote = "wrote",
        /// A browser was signed in.
        SignedIn = "signed-in",
        /// A browser was signed out.
        SignedOut = "signed-out",
        /// A link was made.
        MadeInvite = "made-invite",
        /// The open link was closed.
        ClosedLink = "closed-link",
        /// A phone came by the open link, and waits.
        CameByLink = "came-by-link",
        /// A phone that came by the open link was refused.
        RefusedPhone = "refused-phone",
        /// A phone was enrolled.
        EnrolledPhone = "enrolled-phone",
        /// A phone or a browser was locked.
        RevokedDevice = "revoked-device",
        /// A phone was said to be lost, and is to remove what is on it.
        LostPhone = "lost-phone",
        /// A lost phone has said that it has removed everything.
        WipedPhone = "wiped-phone",
        /// A program's token was made.
        MadeTool = "made-tool",
        /// A program's token was taken away.
        RevokedTool = "revoked-tool",
        /// A password, or a code, was wrong.
        FailedSignIn = "failed-sign-in",
        /// A password and an authenticator were set up.
        ChangedSignIn = "changed-sign-in",
        /// An account was given another beginning.
        ResetSignIn = "reset-sign-in",
        /// An account was closed.
        ClosedAccount = "closed-account",
        /// Something was asked that is another role's; about what it would have been.
        Refused = "refused",
        /// A phone was given all households of its commune.
        GaveAll = "gave-all",
        /// A phone handed in records and was given what had changed.
        Synced = "synced",
    }
);

impl Act {
    /// The kind it is of.
    pub const fn group(self) -> ActGroup {
        match self {
            Self::SawHousehold
            | Self::SawNumber
            | Self::SawHouseholds
            | Self::SawRecords
            | Self::SawWaiting
            | Self::SawRounds
            | Self::SawSupports
            | Self::SawFund
            | Self::SawPhones
            | Self::SawRequests
            | Self::SawIncidents
            | Self::SawAccess
            | Self::ProgramRead => ActGroup::Saw,
            Self::TookTable
            | Self::TookList
            | Self::TookPosting
            | Self::TookMinutes
            | Self::TookSurvey
            | Self::TookSheet
            | Self::TookReport
            | Self::TookSetAside => ActGroup::Took,
            Self::AddedHousehold
            | Self::Imported
            | Self::BroughtFile
            | Self::ChoseValue
            | Self::ToldLife
            | Self::ToldStatus
            | Self::ToldConsent
            | Self::MergedRecords
            | Self::Answered
            | Self::ChangedRound
            | Self::ChangedSupport
            | Self::ChangedFund
            | Self::ChangedCampaign
            | Self::ChangedPublicity
            | Self::ChangedRegister
            | Self::ChangedUnits
            | Self::ChangedPeriod
            | Self::ChangedWording
            | Self::ChangedRequest
            | Self::ChangedIncident
            | Self::Erased
            | Self::Wrote => ActGroup::Changed,
            Self::SignedIn
            | Self::SignedOut
            | Self::MadeInvite
            | Self::ClosedLink
            | Self::CameByLink
            | Self::RefusedPhone
            | Self::EnrolledPhone
            | Self::RevokedDevice
            | Self::LostPhone
            | Self::WipedPhone
            | Self::MadeTool
            | Self::RevokedTool
            | Self::FailedSignIn
            | Self::ChangedSignIn
            | Self::ResetSignIn
            | Self::ClosedAccount
            | Self::Refused
            | Self::GaveAll
            | Self::Synced => ActGroup::Door,
        }
    }
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// A person, on a phone or in an office's browser.
    Person(AccountId, DeviceId),
    /// A program, by a token of its own.
    Program(ToolId),
}

/// A row before it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Code of the commune whose log it stands in.
    pub commune: String,
    /// Its number there: 1, 2, 3...
    pub n: u64,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Who.
    pub by: By,
    /// The code of an [`Act`]; as it is stored, also where no act has it.
    pub act: String,
    /// A document's id or a short code; empty where there is nothing to say. Never what is written there.
    pub about: String,
}

/// What is sealed of a row beside its fields: another form of rows would have another word.
const FORM: &[u8] = b"chungtay-access-1";

impl Entry {
    /// The bytes that are sealed; numbers in eight bytes, big end first.
    pub fn canonical(&self) -> Vec<u8> {
        let (kind, account, device): (u8, &[u8], &[u8; 16]) = match &self.by {
            By::Person(account, device) => (1, account.as_bytes(), device.as_bytes()),
            By::Program(tool) => (2, &[], tool.as_bytes()),
        };
        with_lengths(&[
            FORM,
            self.commune.as_bytes(),
            &self.n.to_be_bytes(),
            &self.at.ms().to_be_bytes(),
            &[kind],
            account,
            device,
            self.act.as_bytes(),
            self.about.as_bytes(),
        ])
    }
}

/// A row as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The row.
    pub entry: Entry,
    /// Its hash, which the next one is sealed with.
    pub hash: [u8; 32],
}

impl Head {
    /// Seals what is done next.
    pub fn seal(&self, commune: &str, at: Timestamp, by: By, act: Act, about: &str) -> Sealed {
        let entry = Entry {
            commune: commune.to_owned(),
            n: self.n + 1,
            at,
            by,
            act: act.code().to_owned(),
            about: about.to_owned(),
        };
        Sealed {
            hash: self.after(&entry.canonical()).hash,
            entry,
        }
    }

    /// Goes on by a row; the number at which the chain is broken when it does not fit.
    pub fn follow(&mut self, row: &Sealed) -> Result<(), u64> {
        let said = Self {
            n: row.entry.n,
            hash: row.hash,
        };
        self.goes_on(&row.entry.canonical(), said)
    }
}

/// Characters of what a row is about at most: a hash in hexadecimal.
const ABOUT_CHARS_MAX: usize = 64;

/// Whether this may stand in a row: an id or a code, nothing that a person has typed.
pub fn is_code(about: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
    about.len() <= ABOUT_CHARS_MAX && about.bytes().all(is_sign)
}
