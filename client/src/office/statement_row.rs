//! A row of a table of statements: what was said, who said it, and how it is taken back.

use chungtay_shared::time::Timestamp;
use serde::Serialize;
use yew::prelude::*;

use super::take_back::{Opener, TakeBack, Texts};
use super::words;
use crate::i18n::Translator;

/// A statement as its row shows it.
pub(crate) struct Shown<'a> {
    /// Its place among what was said.
    pub(crate) n: u64,
    /// What was said, in words.
    pub(crate) what: &'a str,
    /// Who said it.
    pub(crate) by: &'a str,
    /// When.
    pub(crate) at: Timestamp,
    /// Why it was struck out, if it was.
    pub(crate) struck: Option<&'a str>,
    /// Stable name for tests.
    pub(crate) testid: &'static str,
}

/// How a statement is struck out.
pub(crate) struct Striking<R: PartialEq + 'static> {
    /// HTML id of what the button shows.
    pub(crate) id: String,
    /// Stable name for tests.
    pub(crate) testid: &'static str,
    /// What becomes of it.
    pub(crate) what: &'static str,
    /// Where the request goes.
    pub(crate) path: &'static str,
    /// The request that gives this reason.
    pub(crate) request: Callback<String, R>,
    /// Gets what to say once it is done.
    pub(crate) on_said: Callback<String>,
}

/// The row; with a way to strike it out where there is one.
pub(crate) fn statement_row<R: Serialize + PartialEq + 'static>(
    t: &Translator,
    shown: &Shown<'_>,
    striking: Option<Striking<R>>,
) -> Html {
    html! {
        <tr
            key={shown.n} data-testid={shown.testid}
            class={classes!(shown.struck.is_some().then_some("corrected"))}
        >
            <td>
                <span class="said">{ shown.what }</span>
                if let Some(reason) = shown.struck {
                    <span class="below note">
                        { t.fill("office.register.struck_why", &[("reason", reason)]) }
                    </span>
                }
                if let Some(striking) = striking {
                    <div class="no-print">{ strike(t, shown.what, striking) }</div>
                }
            </td>
            <td>
                { shown.by }
                <span class="below">{ words::moment(t, shown.at) }</span>
            </td>
        </tr>
    }
}

fn strike<R: Serialize + PartialEq + 'static>(
    t: &Translator,
    what: &str,
    striking: Striking<R>,
) -> Html {
    let texts = Texts {
        what: striking.what,
        why: t.text("office.register.strike_why"),
        now: t.text("office.register.strike_now"),
        gone: t.text("office.register.strike_gone"),
        in_use: None,
    };
    let opener = Opener {
        label: t.text("office.register.strike"),
        spoken: t.fill("office.register.strike_of", &[("what", what)]),
    };
    html! {
        <TakeBack<R>
            id={striking.id} testid={striking.testid} {texts} {opener} field="n"
            request={striking.request} path={striking.path}
            done={t.fill("office.register.strike_done", &[("what", what)])}
            on_said={striking.on_said}
        />
    }
}
