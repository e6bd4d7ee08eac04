//! The way to say what became of a household.

use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::browser;
use crate::office::disclosure::Disclosure;
use crate::office::life_form::LifeForm;

/// Of whom it is told.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The household.
    pub(super) household: DocId,
    /// Where it lives.
    pub(super) hamlet: AttrValue,
}

/// Where the telling stands.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// The form is not shown.
    Shut,
    /// The form is shown.
    Open,
    /// It was told just now.
    Told,
}

/// A button that shows the form; the form closes once it was told.
#[component]
pub(super) fn TellLife(props: &Props) -> Html {
    let t = use_translator();
    let stage = use_state_eq(|| Stage::Shut);
    let on_toggle = {
        let (now, stage) = (*stage, stage.setter());
        Callback::from(move |()| {
            stage.set(if now == Stage::Open {
                Stage::Shut
            } else {
                Stage::Open
            });
        })
    };
    let on_told = {
        let stage = stage.setter();
        Callback::from(move |()| stage.set(Stage::Told))
    };
    html! {
        <div class="stack">
            <p role="status" data-testid="life-told">
                if *stage == Stage::Told { { t.text("office.household.told") } }
            </p>
            <Disclosure
                id="tell-life" label={t.text("office.household.tell_life")} testid="tell-life"
                open={*stage == Stage::Open} {on_toggle}
            >
                <LifeForm
                    id="life-form" household={props.household} hamlet={props.hamlet.clone()}
                    day={browser::now().local_date()}
                    {on_told}
                />
            </Disclosure>
        </div>
    }
}
