//! Who saw, changed or took what: the unit's own log, and whether it holds together.

use chungtay_shared::access::{Act, ActGroup};
use chungtay_shared::api::access::{AccessLine, AccessPage};
use chungtay_shared::api::lists::Export;
use chungtay_shared::api::path;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use super::erased::Erased;
use crate::components::{Banner, Choice, ChoiceChips, Field, Kind, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::if_may::IfMay;
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// Short codes that stand in rows in the place of a document.
const ABOUT: [&str; 21] = [
    "incident",
    "behind",
    "erasures",
    "links",
    "lookalikes",
    "import",
    "conflicts",
    "set-aside",
    "period",
    "households",
    "visits",
    "handovers",
    "fund",
    "receipts",
    "campaign",
    "access",
    "sealed",
    "recover",
    "password",
    "again",
    "accounts",
];

/// What is shown of the log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Shown {
    group: Option<ActGroup>,
    day: Option<LocalDate>,
    /// Where each page behind the first one begins.
    pages: Vec<u64>,
}

impl Shown {
    fn address(&self) -> String {
        let group = self.group.map(|group| format!("group={}", group.code()));
        let day = self.day.map(|day| format!("day={day}"));
        let before = self.pages.last().map(|before| format!("before={before}"));
        let parts: Vec<String> = [group, day, before].into_iter().flatten().collect();
        if parts.is_empty() {
            path::ACCESS.to_owned()
        } else {
            format!("{}?{}", path::ACCESS, parts.join("&"))
        }
    }
}

/// The unit's own log.
#[component]
pub(crate) fn Access() -> Html {
    let t = use_translator();
    let shown = use_state_eq(Shown::default);
    let page = use_remote::<AccessPage>(shown.address());
    html! {
        <>
            <h1>{ t.text("office.access.heading") }</h1>
            <p class="lead">{ t.text("office.access.what") }</p>
            <Filters shown={shown.clone()} />
            { data_view(&t, &page, |page| html! {
                <>
                    { whole(&t, page) }
                    if page.lines.is_empty() {
                        <p class="empty">{ t.text("office.access.none") }</p>
                    } else {
                        { table(&t, &page.lines) }
                    }
                    { pager(&t, &shown, page) }
                </>
            }) }
            <IfMay get={path::ERASURES}>
                <Erased />
            </IfMay>
            <IfMay get={path::EXPORT}>
                <p>
                    <a
                        class="button" href={path::EXPORT.replace("{id}", Export::Access.code())}
                        download="" data-testid="take-access"
                    >
                        { t.choice("office.papers.export", Export::Access.code()) }
                    </a>
                </p>
            </IfMay>
        </>
    }
}

/// Whether the log holds together.
fn whole(t: &Translator, page: &AccessPage) -> Html {
    match page.broken_at {
        None => html! {
            <p role="status" data-testid="access-whole">
                { words::counted(t, "office.access.whole", page.rows) }
            </p>
        },
        Some(row) => html! {
            <Banner tone={Tone::Problem} testid="access-broken">
                <p>{ words::counted(t, "office.access.broken", row) }</p>
            </Banner>
        },
    }
}

/// What the log is narrowed to.
#[derive(PartialEq, Properties)]
struct FiltersProps {
    shown: UseStateHandle<Shown>,
}

#[component]
fn Filters(props: &FiltersProps) -> Html {
    let t = use_translator();
    let shown = &props.shown;
    let groups = ActGroup::ALL.iter();
    let groups = groups.map(|g| Choice::new(g.code(), t.choice("office.access.group", g.code())));
    let choices = std::iter::once(Choice::new("", t.text("office.all"))).chain(groups);
    let on_group = {
        let shown = shown.clone();
        Callback::from(move |code: AttrValue| {
            shown.set(Shown {
                group: ActGroup::from_code(&code),
                day: shown.day,
                pages: Vec::new(),
            });
        })
    };
    let on_day = {
        let shown = shown.clone();
        Callback::from(move |typed: String| {
            shown.set(Shown {
                group: shown.group,
                day: typed.parse().ok(),
                pages: Vec::new(),
            });
        })
    };
    let day = shown.day.map_or_else(String::new, |day| day.to_string());
    html! {
        <div class="filters">
            <ChoiceChips
                name="access-group" legend={t.text("office.access.filter")}
                choices={choices.collect::<Vec<_>>()}
                chosen={vec![AttrValue::Static(shown.group.map_or("", ActGroup::code))]}
                on_choose={on_group}
            />
            <Field
                name="access-day" label={t.text("office.access.day")} kind={Kind::Date}
                value={day} optional=true on_input={on_day}
            />
        </div>
    }
}

fn table(t: &Translator, lines: &[AccessLine]) -> Html {
    html! {
        <div
            class="table-scroll" tabindex="0" role="group"
            aria-label={t.text("office.access.heading")}
        >
            <table class="table" data-testid="access-table">
                <caption class="visually-hidden">{ t.text("office.access.heading") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.access.at") }</th>
                        <th scope="col">{ t.text("office.access.who") }</th>
                        <th scope="col">{ t.text("office.access.act") }</th>
                        <th scope="col">{ t.text("office.access.about") }</th>
                        <th scope="col" class="number">{ t.text("office.access.n") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(|line| row(t, line)) }</tbody>
            </table>
        </div>
    }
}

fn row(t: &Translator, line: &AccessLine) -> Html {
    let device = if line.is_program {
        t.text("office.access.program")
    } else {
        line.device.as_str()
    };
    html! {
        <tr key={line.n} data-testid="access-row">
            <td class="moment">{ words::moment(t, line.at) }</td>
            <td>
                { words::name(t, &line.who) }
                <span class="below">{ device }</span>
            </td>
            <td>
                { t.choice("office.access.act", &line.act) }
                if line.act == Act::Refused.code() {
                    <span class="below">{ t.choice("office.access.act", &line.about) }</span>
                }
            </td>
            <td>{ about(t, line) }</td>
            <td class="number">{ t.number(line.n) }</td>
        </tr>
    }
}

/// The household, which its name leads to; else what its code says.
fn about(t: &Translator, line: &AccessLine) -> Html {
    if let Some(id) = line.household {
        return html! {
            <RouteLink to={Route::Household { id }}>{ &line.head_name }</RouteLink>
        };
    }
    let (code, unit) = match line.about.rsplit_once('-') {
        Some((code, unit)) if line.is_program => (code, unit.to_owned()),
        // As it stands on each page of the list.
        Some((code @ "receipts", mark)) => (code, mark.to_uppercase()),
        _ => (line.about.as_str(), String::new()),
    };
    if ABOUT.contains(&code) {
        words::joined(&[t.choice("office.access.about", code), &unit]).into()
    } else {
        Html::default()
    }
}

fn pager(t: &Translator, shown: &UseStateHandle<Shown>, page: &AccessPage) -> Html {
    if shown.pages.is_empty() && page.next.is_none() {
        return Html::default();
    }
    let to = |pages: Vec<u64>| {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| {
            shown.set(Shown {
                pages: pages.clone(),
                ..(*shown).clone()
            });
        })
    };
    let newer = shown.pages.split_last().map(|(_, before)| before.to_vec());
    let older = page.next.map(|next| [&shown.pages[..], &[next]].concat());
    html! {
        <nav class="pager" aria-label={t.text("office.pages")}>
            <button
                type="button" class="button" disabled={newer.is_none()}
                onclick={to(newer.unwrap_or_default())}
            >
                { t.text("office.access.newer") }
            </button>
            <button
                type="button" class="button" disabled={older.is_none()} data-testid="access-older"
                onclick={to(older.unwrap_or_default())}
            >
                { t.text("office.access.older") }
            </button>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use chungtay_shared::access::Act;

    use super::*;
    use crate::i18n::{COMMON, Language, OFFICE};

    #[test]
    fn every_act_kind_and_code_has_words_of_its_own() {
        for language in Language::ALL {
            let t = Translator::new(language, &[&COMMON, &OFFICE], Callback::noop());
            let other = t.choice("office.access.act", "unknown");
            for act in Act::ALL {
                assert_ne!(t.choice("office.access.act", act.code()), other, "{act:?}");
            }
            for group in ActGroup::ALL {
                let said = t.choice("office.access.group", group.code());
                assert!(!said.is_empty() && said != t.choice("office.access.group", "unknown"));
            }
            for code in ABOUT {
                assert_ne!(
                    t.choice("office.access.about", code),
                    t.choice("office.access.about", "?")
                );
            }
        }
    }

    #[test]
    fn what_is_narrowed_and_which_page_stand_in_the_address() {
        assert_eq!(Shown::default().address(), path::ACCESS);
        let shown = Shown {
            group: Some(ActGroup::Took),
            day: LocalDate::new(2026, 10, 20),
            pages: vec![90, 40],
        };
        let address = format!("{}?group=took&day=2026-10-20&before=40", path::ACCESS);
        assert_eq!(shown.address(), address);
    }
}
