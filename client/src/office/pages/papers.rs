//! Lists that the office takes as files, for paper and for other programs.

mod exports;
mod posting_list;
mod tools;
mod visit_list;

use std::rc::Rc;

use chungtay_shared::api::rounds::RoundsPage;
use chungtay_shared::api::{Summary, path};
use chungtay_shared::campaign::Campaign;
use yew::prelude::*;

use crate::components::Choice;
use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::if_may::IfMay;
use crate::office::percent::encode;
use crate::office::receipt_list::ReceiptListForm;
use crate::office::remote::{use_remote, use_shell};
use exports::exports;
use posting_list::PostingListForm;
use tools::Tools;
use visit_list::VisitListForm;

/// Every list that can be taken. A unit that only keeps other units has no lists of its own; its programs
/// read those of the units below.
#[component]
pub(crate) fn Papers() -> Html {
    let t = use_translator();
    if use_shell().keeps_units() {
        return html! { <><h1>{ t.text("office.papers.heading_city") }</h1><Tools /></> };
    }
    html! { <Lists /> }
}

#[component]
fn Lists() -> Html {
    let t = use_translator();
    // Whoever sees visits takes this list from beside them.
    let has_facts = use_shell().may("GET", path::FACTS);
    html! {
        <>
            <h1>{ t.text("office.papers.heading") }</h1>
            <p class="lead">{ t.text("office.papers.what") }</p>
            <IfMay get={path::VISIT_LIST}><Visits /></IfMay>
            if !has_facts {
                <IfMay get={path::RECEIPT_LIST}><ReceiptListForm hamlet="" /></IfMay>
            }
            <IfMay get={path::POSTING_LIST}><Postings /></IfMay>
            <IfMay get={path::EXPORT}>{ exports(&t) }</IfMay>
            <IfMay get={path::TOOLS}><Tools /></IfMay>
        </>
    }
}

/// Whom to visit.
#[component]
fn Visits() -> Html {
    let t = use_translator();
    let summary = use_remote::<Summary>(path::SUMMARY.to_owned());
    let rounds = use_remote::<RoundsPage>(path::ROUNDS.to_owned());
    data_view(&t, &summary, |summary| {
        data_view(&t, &rounds, |rounds| {
            html! {
                <VisitListForm hamlets={hamlets(&t, summary)} phones={rounds.phones.clone()} />
            }
        })
    })
}

/// What a campaign gave, to be posted.
#[component]
fn Postings() -> Html {
    let t = use_translator();
    let campaigns = use_remote::<Vec<Campaign>>(path::CAMPAIGNS.to_owned());
    data_view(&t, &campaigns, |_| {
        html! {
            { for campaigns.data.iter().map(|campaigns| html! {
                <PostingListForm campaigns={Rc::clone(campaigns)} />
            }) }
        }
    })
}

/// All hamlets, and each.
fn hamlets(t: &Translator, summary: &Summary) -> Vec<Choice> {
    let each = summary.by_hamlet.iter();
    let each = each.map(|hamlet| Choice::new(hamlet.name.clone(), hamlet.name.clone()));
    let all = Choice::new("", t.text("office.all_hamlets"));
    std::iter::once(all).chain(each).collect()
}

/// A file's address with what it is narrowed to; what is empty is left out.
fn address(path: &str, narrowed: &[(&str, &str)]) -> String {
    let said = narrowed.iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if said.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", said.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_only_what_was_chosen() {
        let path = path::VISIT_LIST;
        assert_eq!(address(path, &[("hamlet", "")]), path);
        let narrowed = [("hamlet", "Ấp 3"), ("holder", ""), ("day", "2026-10-17")];
        assert_eq!(
            address(path, &narrowed),
            "/api/office/visit-list.xlsx?hamlet=%E1%BA%A4p%203&day=2026-10-17"
        );
    }
}
