//! Every refusal of the server, and the only place where errors become HTTP.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::ErrorBody;
use chungtay_shared::escape::{ContentsError, EscapeError};
use chungtay_shared::field::FieldError;
use chungtay_shared::id::to_hex;
use chungtay_shared::password::Weak;
use chungtay_shared::sync::proof;
use chungtay_shared::sync::wire::WireError;

use crate::spreadsheet::SpreadsheetError;
use crate::store::{StoreError, WipeCode};

/// Why a request was refused. Nothing was written in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The body is not what it should be.
    #[error("The request cannot be read: {0}.")]
    Malformed(&'static str),
    /// A sync body breaks the protocol.
    #[error(
        "The sync request cannot be read: {0}. Nothing was stored; the records stay safe on the phone."
    )]
    Wire(#[from] WireError),
    /// The body is longer than allowed.
    #[error("The request is longer than {max_bytes} bytes.")]
    TooLarge {
        /// The limit.
        max_bytes: usize,
    },
    /// A form has problems.
    #[error("Some fields need another look.")]
    Invalid(Vec<FieldError>),
    /// Nobody is signed in here.
    #[error("Nobody is signed in. Open an office link; `chungtay invite --role office` makes one.")]
    NotSignedIn,
    /// The token belongs to no device.
    #[error(
        "This phone is not known here. Ask the office for a new link; records stay on the phone."
    )]
    UnknownToken,
    /// The device was revoked.
    #[error("The office has revoked this phone. Its records stay on it; talk to the office.")]
    DeviceRevoked,
    /// The device has come by an open link, and the office has not admitted it.
    #[error(
        "The office has not admitted this phone yet. Its records stay on it and are sent once it is; talk to the office."
    )]
    AwaitsAdmission,
    /// The device has a key, and did not show that it asks itself.
    #[error(
        "This phone has not shown that it asks itself. If that goes on, ask the office for a new link; records stay on the phone."
    )]
    ProofWanted {
        /// So far its requests are counted.
        count: u64,
    },
    /// The device is lost; all that it had is here.
    #[error(
        "This phone is lost. What it had recorded is kept here; what is on it is to be removed."
    )]
    DeviceLost {
        /// What it says when it has done so.
        code: WipeCode,
    },
    /// The token belongs to no program.
    #[error("This token is not known here. The office of the unit makes one.")]
    UnknownTool,
    /// The office has revoked the program's token.
    #[error("The office has revoked this token. It makes another one.")]
    ToolRevoked,
    /// The token does not reach this unit.
    #[error("This token reaches its own unit and those below it, and this unit is none of them.")]
    OutOfScope,
    /// The cursor is of no page of this list.
    #[error("This list has given out no such cursor. Begin again without one.")]
    UnknownCursor,
    /// The device or the program asks too often.
    #[error("That was asked too often. Nothing is lost: ask again in {retry_after_s} s.")]
    TooOften {
        /// When it may ask again.
        retry_after_s: i64,
    },
    /// A page of another server asked in an officer's name.
    #[error(
        "Another site's page asked for this. Open the office at its own address; behind a proxy, `--public-url` says which."
    )]
    ForeignPage,
    /// The body came more slowly than any network.
    #[error("The request came too slowly. Nothing was stored; try again.")]
    TooSlow,
    /// The account may not do this.
    #[error("This account may not do that.")]
    NotPermitted,
    /// A password and an authenticator have to be set up first.
    #[error("Choose a password and set up an authenticator app first. Nothing was changed.")]
    SetUpFirst,
    /// Who they are has to be proved first.
    #[error("Show your password and a code of your authenticator app first. Nothing was changed.")]
    ProveFirst,
    /// The browser was not used for a while, or it was proved too long ago who is there.
    #[error("Show your password or a code of your authenticator app again. Nothing was changed.")]
    Locked,
    /// No such account, or a wrong password or code; nobody is told which.
    #[error(
        "That is not right: unit, name, role, password or code. A code works once; wait for the next one."
    )]
    WrongProof,
    /// The authenticator's code is another.
    #[error(
        "The code is not the app's. See whether the phone's clock is right, and type the next one."
    )]
    WrongCode,
    /// The password is one that everybody tries.
    #[error("This password is too short, too long or too common. Choose another.")]
    WeakPassword(Weak),
    /// Nobody does this to the account they are signed in with.
    #[error("Nobody does that to their own account. Ask another officer.")]
    OwnAccount,
    /// It is for another role of the office.
    #[error(
        "Another role of this office does that. Ask the officer in charge; nothing was changed."
    )]
    OtherRole,
    /// No such link.
    #[error("Nobody made this link. Ask the office for a new one.")]
    LinkUnknown,
    /// The link was used.
    #[error("This link was used before; each works once. Ask the office for a new one.")]
    LinkUsed,
    /// The link's time is over.
    #[error("This link has expired. Ask the office for a new one.")]
    LinkExpired,
    /// As many phones wait to be admitted as may.
    #[error(
        "Too many phones wait to be admitted. Ask the office to admit some, then open the link again."
    )]
    LinkFull,
    /// The link is for another person than the records on the phone.
    #[error(
        "This link is for another person than this phone's records. Ask the office for a link in the same name."
    )]
    LinkOfAnother,
    /// The server has begun already.
    #[error("This server has begun already. Sign in with an office link.")]
    AlreadyBegun,
    /// Only from the server's own machine.
    #[error("This can only be done in a browser on the server's own machine.")]
    NotHere,
    /// The commune's code is in no table and no name was given.
    #[error("No commune has this code. Give its name as well.")]
    UnknownCommune,
    /// No such thing here.
    #[error("There is no such thing here.")]
    NotFound,
    /// A preview's hour is over or the server was restarted.
    #[error("This preview is too old. Choose the file again; nothing was written.")]
    PreviewGone,
    /// An invented list in a real commune.
    #[error(
        "This list is invented (numbers that begin with 000): it may not be mixed with real people. Nothing was written."
    )]
    InventedList,
    /// The spreadsheet cannot be read.
    #[error(transparent)]
    Spreadsheet(#[from] SpreadsheetError),
    /// The escape file cannot be taken.
    #[error(
        "This file cannot be taken in: {0}. Nothing was written; the records stay on their phone."
    )]
    Escape(#[from] EscapeError),
    /// No phone known here has made the escape file.
    #[error(
        "No phone known here has made this file. Nothing was written; ask its owner for a new file."
    )]
    EscapeOfNobody,
    /// The database failed.
    #[error("The server could not do this. Nothing was changed; try again in a minute.")]
    Store(#[source] StoreError),
    /// Something broke inside.
    #[error("The server could not do this. Nothing was changed; try again in a minute.")]
    Internal(&'static str),
}

impl ApiError {
    /// A device that is to wait.
    pub const fn too_often(wait_ms: i64) -> Self {
        Self::TooOften {
            retry_after_s: (wait_ms + 999) / 1_000,
        }
    }

    /// What a client is told beside the body.
    fn header(&self) -> Option<(&'static str, String)> {
        if let Self::TooOften { retry_after_s } = self {
            Some((header::RETRY_AFTER.as_str(), retry_after_s.to_string()))
        } else if let Self::ProofWanted { count } = self {
            Some((proof::COUNT_HEADER, count.to_string()))
        } else if let Self::DeviceLost { code } = self {
            Some((proof::WIPE_HEADER, to_hex(code)))
        } else {
            None
        }
    }

    /// The status and the code a client is told.
    pub fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed"),
            Self::Wire(error) => wire(error),
            Self::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not_signed_in"),
            Self::UnknownToken => (StatusCode::UNAUTHORIZED, "unknown_token"),
            Self::DeviceRevoked => (StatusCode::FORBIDDEN, "device_revoked"),
            Self::AwaitsAdmission => (StatusCode::FORBIDDEN, "awaits_admission"),
            Self::ProofWanted { .. } => (StatusCode::UNAUTHORIZED, "proof_wanted"),
            Self::DeviceLost { .. } => (StatusCode::GONE, "device_lost"),
            Self::UnknownTool => (StatusCode::UNAUTHORIZED, "unknown_tool"),
            Self::ToolRevoked => (StatusCode::FORBIDDEN, "tool_revoked"),
            Self::OutOfScope => (StatusCode::FORBIDDEN, "out_of_scope"),
            Self::UnknownCursor => (StatusCode::BAD_REQUEST, "unknown_cursor"),
            Self::TooOften { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_often"),
            Self::ForeignPage => (StatusCode::FORBIDDEN, "foreign_page"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too_slow"),
            Self::NotPermitted => (StatusCode::FORBIDDEN, "not_permitted"),
            Self::SetUpFirst => (StatusCode::FORBIDDEN, "set_up_first"),
            Self::ProveFirst => (StatusCode::FORBIDDEN, "prove_first"),
            Self::Locked => (StatusCode::FORBIDDEN, "locked"),
            Self::WrongProof => (StatusCode::UNPROCESSABLE_ENTITY, "sign_in_wrong"),
            Self::WrongCode => (StatusCode::UNPROCESSABLE_ENTITY, "code_wrong"),
            Self::WeakPassword(Weak::Short) => (StatusCode::UNPROCESSABLE_ENTITY, "password_short"),
            Self::WeakPassword(Weak::Long) => (StatusCode::UNPROCESSABLE_ENTITY, "password_long"),
            Self::WeakPassword(Weak::Common) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "password_common")
            }
            Self::OwnAccount => (StatusCode::FORBIDDEN, "own_account"),
            Self::OtherRole => (StatusCode::FORBIDDEN, "other_role"),
            Self::LinkUnknown => (StatusCode::NOT_FOUND, "link_unknown"),
            Self::LinkUsed => (StatusCode::GONE, "link_used"),
            Self::LinkExpired => (StatusCode::GONE, "link_expired"),
            Self::LinkFull => (StatusCode::CONFLICT, "link_full"),
            Self::LinkOfAnother => (StatusCode::CONFLICT, "link_of_another"),
            Self::AlreadyBegun => (StatusCode::CONFLICT, "already_begun"),
            Self::NotHere => (StatusCode::FORBIDDEN, "not_here"),
            Self::UnknownCommune => (StatusCode::UNPROCESSABLE_ENTITY, "unknown_commune"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::PreviewGone => (StatusCode::GONE, "preview_gone"),
            Self::InventedList => (StatusCode::UNPROCESSABLE_ENTITY, "invented_list"),
            Self::Spreadsheet(error) => (StatusCode::UNPROCESSABLE_ENTITY, error.code()),
            Self::Escape(error) => escape(error),
            Self::EscapeOfNobody => (StatusCode::UNPROCESSABLE_ENTITY, "escape_of_nobody"),
            Self::Store(_) | Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }
}

fn wire(error: &WireError) -> (StatusCode, &'static str) {
    match error {
        WireError::TooLong { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        WireError::Malformed => (StatusCode::BAD_REQUEST, "malformed"),
        WireError::Damaged => (StatusCode::BAD_REQUEST, "damaged"),
        WireError::Protocol(_) => (StatusCode::UPGRADE_REQUIRED, "protocol_unsupported"),
        WireError::OverLimit(_) => (StatusCode::UNPROCESSABLE_ENTITY, "over_limit"),
    }
}

const fn escape(error: &EscapeError) -> (StatusCode, &'static str) {
    match error {
        EscapeError::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        EscapeError::NotOne => (StatusCode::UNPROCESSABLE_ENTITY, "escape_not_one"),
        EscapeError::Damaged => (StatusCode::UNPROCESSABLE_ENTITY, "escape_damaged"),
        EscapeError::Version(_) => (StatusCode::UNPROCESSABLE_ENTITY, "escape_newer"),
        EscapeError::OtherServer => (StatusCode::UNPROCESSABLE_ENTITY, "escape_other_server"),
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        if let Self::Store(error) = &self {
            let source = std::error::Error::source(error).map(ToString::to_string);
            tracing::error!(%error, source, "the store failed");
        }
        if let Self::Internal(what) = &self {
            tracing::error!(what, "something broke");
        }
        let message = self.to_string();
        let told = self.header();
        let fields = if let Self::Invalid(fields) = self {
            fields
        } else {
            Vec::new()
        };
        let body = ErrorBody {
            code: code.to_owned(),
            message,
            fields,
        };
        let no_store = [(header::CACHE_CONTROL, "no-store")];
        (status, no_store, told.map(|told| [told]), Json(body)).into_response()
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        // Another request of the phone was quicker: it counts on and asks once more.
        if let StoreError::CountedBefore { count } = error {
            Self::ProofWanted { count }
        } else {
            Self::Store(error)
        }
    }
}

impl From<Weak> for ApiError {
    fn from(weak: Weak) -> Self {
        Self::WeakPassword(weak)
    }
}

impl From<ContentsError> for ApiError {
    fn from(error: ContentsError) -> Self {
        match error {
            ContentsError::File(error) => Self::Escape(error),
            ContentsError::Request(error) => Self::Wire(error),
        }
    }
}

impl From<tokio::task::JoinError> for ApiError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Internal("a task panicked")
    }
}
