//! Why a call to the server gave no answer to use.

use chungtay_shared::api::ErrorBody;
use chungtay_shared::field::{FieldError, Problem};

/// What became of a call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No answer at all: the server stands still or the network is gone.
    Unreachable,
    /// The server refused, with its reason; it wrote nothing.
    Refused {
        /// HTTP status, 400 to 499.
        status: u16,
        /// The reason.
        body: ErrorBody,
    },
    /// The server failed; what it could not finish it did not write.
    ServerFault,
    /// An answer this page does not understand: page and server are of different versions.
    Unreadable,
}

impl Failure {
    /// Reads a reply whose status is no success.
    pub(crate) fn of_reply(status: u16, body: &str) -> Self {
        if !(400..500).contains(&status) {
            return Self::ServerFault;
        }
        let body = serde_json::from_str(body).unwrap_or_else(|_| ErrorBody {
            code: code_of_status(status).to_owned(),
            message: String::new(),
            fields: Vec::new(),
        });
        Self::Refused { status, body }
    }

    /// Whether nobody is signed in (any more), or this browser was revoked.
    pub(crate) fn is_signed_out(&self) -> bool {
        match self {
            Self::Refused { status, body } => *status == 401 || body.code == "device_revoked",
            Self::Unreachable | Self::ServerFault | Self::Unreadable => false,
        }
    }

    /// Whether somebody has to prove again who they are.
    pub(crate) fn is_locked(&self) -> bool {
        self.is_refusal("locked")
    }

    /// Whether a link has been opened, and no more.
    pub(crate) fn is_half_signed_in(&self) -> bool {
        self.is_refusal("set_up_first") || self.is_refusal("prove_first")
    }

    fn is_refusal(&self, code: &str) -> bool {
        matches!(self, Self::Refused { body, .. } if body.code == code)
    }

    /// Whether waiting and asking again can help by itself.
    pub(crate) fn is_unreachable(&self) -> bool {
        *self == Self::Unreachable
    }

    /// The problems of the form's fields, if the server named any.
    pub(crate) fn fields(&self) -> &[FieldError] {
        match self {
            Self::Refused { body, .. } => &body.fields,
            Self::Unreachable | Self::ServerFault | Self::Unreadable => &[],
        }
    }

    /// What is wrong with the form's field of this name.
    pub(crate) fn problem_of(&self, field: &str) -> Option<Problem> {
        problem_of(self.fields(), field)
    }
}

/// What is wrong with the field of this name.
pub(crate) fn problem_of(errors: &[FieldError], field: &str) -> Option<Problem> {
    errors
        .iter()
        .find(|error| error.field == field)
        .map(|error| error.problem)
}

/// For a refusal that came from in front of the application, with no body of ours.
fn code_of_status(status: u16) -> &'static str {
    match status {
        401 => "signed_out",
        403 => "forbidden",
        404 => "not_found",
        413 => "too_large",
        429 => "too_many",
        _ => "bad_request",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_the_servers_reason_and_its_fields() {
        let failure = Failure::of_reply(
            422,
            r#"{"code":"invalid","message":"No.","fields":[{"field":"name","problem":"Missing"}]}"#,
        );
        assert_eq!(failure.problem_of("name"), Some(Problem::Missing));
        assert_eq!(failure.problem_of("from"), None);
        assert!(!failure.is_signed_out());
    }

    #[test]
    fn a_bare_status_still_says_what_it_can() {
        let Failure::Refused { body, .. } = Failure::of_reply(413, "length limit exceeded") else {
            panic!("413 is a refusal");
        };
        assert_eq!(body.code, "too_large");
        assert!(Failure::of_reply(401, "").is_signed_out());
        assert_eq!(Failure::of_reply(502, "<html>"), Failure::ServerFault);
    }
}
