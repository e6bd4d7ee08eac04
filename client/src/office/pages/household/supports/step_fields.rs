//! The fields of a step.

use chungtay_shared::fund::Source;
use chungtay_shared::limits::PARTS_MAX;
use chungtay_shared::support::{PartDraft, StepDraft};
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::Translator;
use crate::office::answer::Answer;
use crate::office::campaign_form::has_source_name;
use crate::office::held::{Held, on};
use crate::office::words;

/// What they are drawn from.
pub(super) struct Fields<'a> {
    /// Words.
    pub(super) t: &'a Translator,
    /// What every id begins with: several such forms stand on a page.
    pub(super) id: &'a str,
    /// What was typed.
    pub(super) form: &'a UseReducerHandle<Held<StepDraft>>,
    /// What the server said of it.
    pub(super) answer: &'a Answer,
}

/// A field's place in the draft.
type Place = fn(&mut StepDraft) -> &mut String;

impl Fields<'_> {
    /// The decision: its number, its day, who signed it.
    pub(super) fn decision(&self) -> Html {
        let day = self.form.0.decision.on;
        html! {
            <div class="form-row">
                { self.text("number", "office.support.number", Kind::Line, |d| &mut d.decision.number) }
                <Field
                    name={self.name("decided_on")} label={self.t.text("office.support.decided_on")}
                    kind={Kind::Date} value={day.map_or_else(String::new, |day| day.to_string())}
                    error={self.error("decided_on")}
                    on_input={on(self.form, |d: &mut StepDraft, text: String| {
                        d.decision.on = text.parse().ok();
                    })}
                />
                { self.text(
                    "signed_by", "office.support.signed_by", Kind::Line, |d| &mut d.decision.signed_by,
                ) }
            </div>
        }
    }

    /// Who pays how much, and the household's own share.
    pub(super) fn amounts(&self) -> Html {
        let draft = &self.form.0;
        let add = on(self.form, |d: &mut StepDraft, _: MouseEvent| {
            d.parts.push(PartDraft::default());
        });
        html! {
            <>
                { for draft.parts.iter().enumerate().map(|(place, part)| self.part(place, part)) }
                if let Some(error) = self.error("parts") {
                    <p class="error" role="alert">{ error }</p>
                }
                if draft.parts.len() < PARTS_MAX {
                    <p class="actions">
                        <button
                            type="button" class="button" onclick={add} data-testid="support-add-part"
                        >
                            { self.t.text("office.support.add_part") }
                        </button>
                    </p>
                }
                <div class="form-row">
                    { self.amount("own_money_text", "office.support.own_money", |d| &mut d.own_money_text) }
                    { self.amount(
                        "own_goods_value_text", "office.support.own_goods",
                        |d| &mut d.own_goods_value_text,
                    ) }
                </div>
            </>
        }
    }

    fn part(&self, place: usize, part: &PartDraft) -> Html {
        let t = self.t;
        let number = (place + 1).to_string();
        let field = |name: &str| format!("parts.{place}.{name}");
        let text =
            |name: &str, label: AttrValue, kind, value: &str, set: fn(&mut PartDraft, String)| {
                let name = field(name);
                let echo = words::money_echo(t, value).filter(|_| kind == Kind::Amount);
                html! {
                    <Field
                        error={self.error(&name)} name={self.name(&name)} {label} {kind}
                        value={value.to_owned()} {echo}
                        optional={kind == Kind::Amount}
                        on_input={on(self.form, move |d: &mut StepDraft, text: String| {
                            if let Some(part) = d.parts.get_mut(place) {
                                set(part, text);
                            }
                        })}
                    />
                }
            };
        let remove = on(self.form, move |d: &mut StepDraft, _: MouseEvent| {
            if place < d.parts.len() {
                d.parts.remove(place);
            }
        });
        html! {
            <fieldset class="card" key={place} data-testid="support-part-fields">
                <legend>{ t.fill("office.support.part", &[("number", &number)]) }</legend>
                { self.source(place, part) }
                if let Some(source) = part.source.filter(|source| has_source_name(Some(*source))) {
                    { text(
                        "name", t.choice("office.campaign.source_name", source.code()).into(),
                        Kind::Line, &part.name, |part, text| part.name = text,
                    ) }
                }
                <div class="form-row">
                    { text(
                        "money_text", t.text("office.support.money").into(), Kind::Amount,
                        &part.money_text, |part, text| part.money_text = text,
                    ) }
                    { text(
                        "goods_value_text", t.text("office.support.goods").into(), Kind::Amount,
                        &part.goods_value_text, |part, text| part.goods_value_text = text,
                    ) }
                    if self.form.0.parts.len() > 1 {
                        <button
                            type="button" class="button button-quiet push-right" onclick={remove}
                            data-testid="support-remove-part"
                        >
                            { t.fill("office.support.remove_part", &[("number", &number)]) }
                        </button>
                    }
                </div>
            </fieldset>
        }
    }

    /// Who pays a part.
    fn source(&self, place: usize, part: &PartDraft) -> Html {
        let t = self.t;
        let sources = Source::ALL.iter();
        let choices: Vec<Choice> = sources
            .map(|source| Choice::new(source.code(), t.choice("office.source", source.code())))
            .collect();
        let chosen = part.source.map(|source| AttrValue::Static(source.code()));
        let field = format!("parts.{place}.source");
        html! {
            <ChoiceChips
                error={self.error(&field)} name={self.name(&field)}
                legend={t.text("office.support.source")} {choices}
                chosen={chosen.into_iter().collect::<Vec<_>>()}
                on_choose={on(self.form, move |d: &mut StepDraft, code: AttrValue| {
                    if let Some(part) = d.parts.get_mut(place) {
                        part.source = Source::from_code(&code);
                    }
                })}
            />
        }
    }

    /// What was built.
    pub(super) fn building(&self) -> Html {
        let t = self.t;
        let built = &self.form.0.building;
        let hard = [
            ("floor", built.hard_floor),
            ("frame", built.hard_frame),
            ("roof", built.hard_roof),
        ];
        let choices =
            hard.map(|(code, _)| Choice::new(code, t.choice("office.support.hard", code)));
        let chosen = hard.into_iter().filter(|(_, is_hard)| *is_hard);
        let chosen: Vec<AttrValue> = chosen.map(|(code, _)| AttrValue::Static(code)).collect();
        html! {
            <div class="form-row">
                { self.text(
                    "area_text", "office.support.area_m2", Kind::Amount, |d| &mut d.building.area_text,
                ) }
                <ChoiceChips
                    name={self.name("hard")} legend={t.text("office.support.hard")}
                    choices={choices.to_vec()} {chosen} multiple=true optional=true
                    on_choose={on(self.form, |d: &mut StepDraft, code: AttrValue| {
                        let hard = match code.as_str() {
                            "floor" => &mut d.building.hard_floor,
                            "frame" => &mut d.building.hard_frame,
                            _ => &mut d.building.hard_roof,
                        };
                        *hard = !*hard;
                    })}
                />
            </div>
        }
    }

    /// The day.
    pub(super) fn day(&self) -> Html {
        html! {
            <Field
                name={self.name("on")} label={self.t.text("office.support.on")} kind={Kind::Date}
                value={self.form.0.on.to_string()} error={self.error("on")}
                on_input={on(self.form, |d: &mut StepDraft, text: String| {
                    if let Ok(day) = text.parse() {
                        d.on = day;
                    }
                })}
            />
        }
    }

    /// A note, or the reason.
    pub(super) fn note(&self, is_reason: bool) -> Html {
        let label = if is_reason {
            "office.support.reason"
        } else {
            "office.support.note"
        };
        html! {
            <Field
                name={self.name("note")} label={self.t.text(label)} kind={Kind::Note}
                optional={!is_reason} value={self.form.0.note.clone()} error={self.error("note")}
                on_input={on(self.form, |d: &mut StepDraft, text| d.note = text)}
            />
        }
    }

    fn text(&self, name: &str, label: &'static str, kind: Kind, place: Place) -> Html {
        let value = place(&mut self.form.0.clone()).clone();
        html! {
            <Field
                name={self.name(name)} label={self.t.text(label)} {kind} {value}
                error={self.error(name)}
                on_input={on(self.form, move |d: &mut StepDraft, text| *place(d) = text)}
            />
        }
    }

    fn amount(&self, name: &str, label: &'static str, place: Place) -> Html {
        let value = place(&mut self.form.0.clone()).clone();
        html! {
            <Field
                name={self.name(name)} label={self.t.text(label)} kind={Kind::Amount} optional=true
                echo={words::money_echo(self.t, &value)} {value}
                error={self.error(name)}
                on_input={on(self.form, move |d: &mut StepDraft, text| *place(d) = text)}
            />
        }
    }

    fn name(&self, field: &str) -> String {
        format!("{}-{field}", self.id)
    }

    fn error(&self, field: &str) -> Option<AttrValue> {
        self.answer.error(self.t, field)
    }
}
