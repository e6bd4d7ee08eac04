//! The handover form.

use chungtay_shared::campaign::{AidItem, Campaign};
use chungtay_shared::field::FieldError;
use chungtay_shared::handover::{AidForm, Handover, HandoverDraft, Receiver};
use chungtay_shared::id::{FactId, from_hex, to_hex};
use chungtay_shared::money::{format_quantity, format_vnd};
use chungtay_shared::proposal::Proposal;
use chungtay_shared::round::HeldRights;
use chungtay_shared::signature::Signature;
use chungtay_shared::time::Timestamp;

use super::kept::{text, yes};
use super::{Kept, Text, WhenForm, problem};

/// What the handover form holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HandoverForm {
    /// When; it replaces the draft's own `at`.
    pub(crate) when: WhenForm,
    /// Whether the item is none of the campaign's and is typed.
    pub(crate) is_free_item: bool,
    /// The rest.
    pub(crate) draft: HandoverDraft,
}

impl HandoverForm {
    /// An empty form for something handed over now, in the campaign if there is one.
    pub(crate) fn new(now: Timestamp, campaign: Option<&Campaign>) -> Self {
        let mut form = Self {
            when: WhenForm::at(now),
            draft: HandoverDraft {
                receiver: Some(Receiver::Head),
                ..HandoverDraft::default()
            },
            ..Self::default()
        };
        form.choose_campaign(campaign);
        form
    }

    /// The form that would make this handover again.
    pub(crate) fn of(handover: &Handover, campaigns: &[Campaign]) -> Self {
        let campaign = campaigns.iter().find(|c| Some(c.id) == handover.campaign);
        let is_known = campaign.is_some_and(|c| c.items.iter().any(|i| i.name == handover.item));
        Self {
            when: WhenForm::at(handover.at),
            is_free_item: !is_known,
            draft: handover.to_draft(),
        }
    }

    /// The draft to save, or every field's problem.
    pub(crate) fn read(&self, now: Timestamp) -> Result<HandoverDraft, Vec<FieldError>> {
        let when = self.when.read();
        let draft = HandoverDraft {
            at: when.unwrap_or(now),
            ..self.draft.clone()
        };
        let mut errors = when
            .err()
            .map(|p| problem("at", p))
            .into_iter()
            .collect::<Vec<_>>();
        // The id is only there to run the rules: the store makes the real one.
        if let Err(more) = Handover::from_draft(&draft, FactId::from_bytes([0; 16]), now) {
            // The amount is asked for when it is known whether there is one.
            let is_asked = |e: &FieldError| draft.form.is_some() || e.field != "money_text";
            errors.extend(more.into_iter().filter(is_asked));
        }
        if errors.is_empty() {
            Ok(draft)
        } else {
            Err(errors)
        }
    }

    /// The proposal to save, or every field's problem.
    pub(crate) fn read_proposal(&self, now: Timestamp) -> Result<HandoverDraft, Vec<FieldError>> {
        let draft = self.draft.clone();
        Proposal::from_draft(&draft, FactId::from_bytes([0; 16]), now).map(|_| draft)
    }

    /// Whether it can only be proposed: the campaign has rounds, and no right of one is chosen.
    pub(crate) fn is_proposal(&self, campaigns: &[Campaign]) -> bool {
        let mut chosen = campaigns
            .iter()
            .filter(|campaign| Some(campaign.id) == self.draft.campaign);
        self.draft.round.is_none() && chosen.any(|campaign| campaign.has_rounds)
    }

    /// Chooses a right: what is given stands in its round.
    pub(crate) fn choose_right(&mut self, right: &HeldRights) {
        self.choose_item(&right.item);
        self.draft.campaign = Some(right.campaign);
        self.draft.campaign_name.clone_from(&right.campaign_name);
        self.draft.round = Some(right.round);
    }

    /// Chooses a campaign, or none. An item of another campaign is not carried over.
    pub(crate) fn choose_campaign(&mut self, campaign: Option<&Campaign>) {
        self.draft.round = None;
        self.draft.campaign = campaign.map(|c| c.id);
        self.draft.campaign_name = campaign.map(|c| c.name.clone()).unwrap_or_default();
        let has_items = campaign.is_some_and(|c| !c.items.is_empty());
        if !has_items {
            self.is_free_item = true;
        } else if !self.is_free_item || self.draft.item.is_empty() {
            self.is_free_item = false;
            self.draft.item.clear();
        }
    }

    /// Chooses an item of the campaign: its norms fill in form, amounts and quantity.
    pub(crate) fn choose_item(&mut self, item: &AidItem) {
        let amount = |vnd: i64| {
            if vnd == 0 {
                String::new()
            } else {
                format_vnd(vnd)
            }
        };
        self.is_free_item = false;
        let draft = &mut self.draft;
        draft.item.clone_from(&item.name);
        draft.form = Some(item.form);
        draft.money_text = amount(item.money_vnd);
        draft.goods_value_text = amount(item.goods_value_vnd);
        draft.unit.clone_from(&item.unit);
        draft.quantity_text = if item.quantity_milli == 0 {
            String::new()
        } else {
            format_quantity(item.quantity_milli)
        };
    }

    /// Chooses to type the item.
    pub(crate) fn choose_free_item(&mut self) {
        if !self.is_free_item {
            self.is_free_item = true;
            self.draft.item.clear();
        }
    }
}

impl Kept for HandoverForm {
    fn texts(&self) -> Vec<Text> {
        let draft = &self.draft;
        let signature = draft
            .signature
            .as_ref()
            .map(|signature| to_hex(&signature.to_bytes()));
        let campaign = draft.campaign.map(|campaign| campaign.to_string());
        vec![
            text("date", self.when.date.as_str()),
            text("time", self.when.time.as_str()),
            text("is_free_item", yes(self.is_free_item)),
            text("campaign", campaign.unwrap_or_default()),
            text("campaign_name", draft.campaign_name.as_str()),
            text(
                "round",
                draft.round.map(|id| id.to_string()).unwrap_or_default(),
            ),
            text("item", draft.item.as_str()),
            text("form", draft.form.map_or("", AidForm::code)),
            text("money_text", draft.money_text.as_str()),
            text("quantity_text", draft.quantity_text.as_str()),
            text("unit", draft.unit.as_str()),
            text("goods_value_text", draft.goods_value_text.as_str()),
            text("receiver", draft.receiver.map_or("", Receiver::code)),
            text("receiver_name", draft.receiver_name.as_str()),
            text("relation", draft.relation.as_str()),
            text("signature", signature.unwrap_or_default()),
            text("donor", draft.source_name.as_str()),
            text("note", draft.note.as_str()),
        ]
    }

    fn put(&mut self, name: &str, text: &str) {
        let draft = &mut self.draft;
        match name {
            "is_free_item" => self.is_free_item = !text.is_empty(),
            "campaign" => draft.campaign = text.parse().ok(),
            "campaign_name" => text.clone_into(&mut draft.campaign_name),
            "round" => draft.round = text.parse().ok(),
            "item" => text.clone_into(&mut draft.item),
            "form" => draft.form = AidForm::from_code(text),
            "money_text" => text.clone_into(&mut draft.money_text),
            "quantity_text" => text.clone_into(&mut draft.quantity_text),
            "unit" => text.clone_into(&mut draft.unit),
            "goods_value_text" => text.clone_into(&mut draft.goods_value_text),
            "receiver" => draft.receiver = Receiver::from_code(text),
            "receiver_name" => text.clone_into(&mut draft.receiver_name),
            "relation" => text.clone_into(&mut draft.relation),
            "signature" => {
                let bytes = from_hex(text).filter(|bytes| !bytes.is_empty());
                draft.signature = bytes.and_then(|bytes| Signature::from_bytes(&bytes).ok());
            }
            "donor" => text.clone_into(&mut draft.source_name),
            "note" => text.clone_into(&mut draft.note),
            _ => self.when.put(name, text),
        }
    }
}

/// What an item is called, with its norm.
pub(crate) fn item_label(item: &AidItem) -> String {
    match amounts(item.money_vnd, item.quantity_milli, &item.unit) {
        norm if norm.is_empty() => item.name.clone(),
        norm => format!("{}: {norm}", item.name),
    }
}

/// Money and goods in short, such as `500.000 đ` or `10 kg`; empty when there is neither.
pub(crate) fn amounts(money_vnd: i64, quantity_milli: i64, unit: &str) -> String {
    let money = (money_vnd > 0).then(|| format!("{}\u{a0}đ", format_vnd(money_vnd)));
    let goods =
        (quantity_milli > 0).then(|| format!("{}\u{a0}{unit}", format_quantity(quantity_milli)));
    [money, goods]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" + ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::field::Problem;
    use chungtay_shared::handover::AidForm;
    use chungtay_shared::id::DocId;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

    fn rice() -> AidItem {
        AidItem {
            id: FactId::from_bytes([1; 16]),
            name: "Gạo".into(),
            form: AidForm::InKind,
            money_vnd: 0,
            quantity_milli: 10_000,
            unit: "kg".into(),
            goods_value_vnd: 180_000,
            source: None,
            source_name: String::new(),
            steps: Vec::new(),
        }
    }

    fn peak_month() -> Campaign {
        Campaign {
            has_rounds: false,
            id: DocId::from_bytes([2; 16]),
            commune: "99001".into(),
            name: "Tháng cao điểm".into(),
            from: "2026-10-17".parse().unwrap(),
            to: "2026-11-18".parse().unwrap(),
            items: vec![rice()],
        }
    }

    #[test]
    fn ten_kilos_of_rice_are_two_taps() {
        let mut form = HandoverForm::new(NOW, Some(&peak_month()));
        form.choose_item(&rice());
        let draft = form.read(NOW).unwrap();
        assert_eq!(
            (draft.quantity_text.as_str(), draft.unit.as_str()),
            ("10", "kg")
        );
        assert_eq!(draft.goods_value_text, "180.000");
        assert_eq!(draft.campaign_name, "Tháng cao điểm");
        assert_eq!(
            amounts(0, rice().quantity_milli, &rice().unit),
            "10\u{a0}kg"
        );
    }

    #[test]
    fn a_right_fills_in_what_is_given_and_without_one_it_is_a_proposal() {
        let mut campaign = peak_month();
        campaign.has_rounds = true;
        let right = HeldRights {
            campaign: campaign.id,
            campaign_name: campaign.name.clone(),
            round: FactId::from_bytes([5; 16]),
            round_name: "Đợt 1".into(),
            item: rice(),
            households: Vec::new(),
            gifts: None,
        };
        let campaigns = [campaign.clone()];
        let mut form = HandoverForm::new(NOW, Some(&campaign));
        assert!(form.is_proposal(&campaigns));
        form.choose_right(&right);
        assert!(!form.is_proposal(&campaigns));
        let draft = form.read(NOW).unwrap();
        assert_eq!(
            (draft.item.as_str(), draft.round),
            ("Gạo", Some(right.round))
        );

        form.choose_campaign(Some(&campaign));
        form.choose_item(&rice());
        let problems = form.read_proposal(NOW).unwrap_err();
        assert_eq!(problems, [problem("note", Problem::Missing)]);
        form.draft.note = "Nhà vừa bị ngập".into();
        assert_eq!(form.read_proposal(NOW).unwrap().round, None);
        form.choose_campaign(None);
        assert!(!form.is_proposal(&campaigns));
    }

    #[test]
    fn outside_a_campaign_the_item_is_typed() {
        let form = HandoverForm::new(NOW, None);
        assert!(form.is_free_item);
        let fields: Vec<String> = form
            .read(NOW)
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(fields, ["form", "item"]);
    }

    #[test]
    fn an_item_of_one_campaign_is_not_carried_into_another() {
        let mut form = HandoverForm::new(NOW, Some(&peak_month()));
        form.choose_item(&rice());
        form.choose_campaign(Some(&peak_month()));
        assert_eq!(form.draft.item, "");
        form.choose_free_item();
        form.draft.item = "Xe lăn".into();
        form.choose_campaign(Some(&peak_month()));
        assert_eq!(form.draft.item, "Xe lăn");
    }

    #[test]
    fn a_form_kept_as_a_draft_comes_back_with_its_signature() {
        let mut form = HandoverForm::new(NOW, Some(&peak_month()));
        form.choose_item(&rice());
        form.draft.receiver = Some(Receiver::Other);
        form.draft.receiver_name = "Trần Văn Tám".into();
        form.draft.relation = "con trai".into();
        form.draft.money_text = "1,5 tr".into();
        form.draft.note = "trao tận nhà".into();
        form.draft.signature = Some(Signature {
            strokes: vec![vec![(1, 2), (255, 0)], vec![(9, 9)]],
        });
        let mut opened_later = HandoverForm::new(NOW.plus_ms(3_600_000), None);
        opened_later.restore(&form.texts());
        assert_eq!(opened_later, form);
    }

    #[test]
    fn a_wrong_handover_opens_as_it_was_recorded() {
        let mut form = HandoverForm::new(NOW, Some(&peak_month()));
        form.choose_item(&rice());
        let draft = form.read(NOW).unwrap();
        let handover = Handover::from_draft(&draft, FactId::from_bytes([3; 16]), NOW).unwrap();
        assert_eq!(
            HandoverForm::of(&handover, &[peak_month()]).read(NOW),
            Ok(draft)
        );
        assert!(HandoverForm::of(&handover, &[]).is_free_item);
        assert_eq!(handover.quantity_milli, 10_000);
    }
}
