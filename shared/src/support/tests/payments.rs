//! What is paid of a case, and what rests upon what.

use super::*;

#[test]
fn no_more_is_paid_than_was_approved_unless_it_is_said_why() {
    let mut sau = Sau::surveyed(house());
    assert_eq!(sau.say(2, &approval()), []);
    let first = payment(&sau, Source::OwnFund, "30 tr");
    assert_eq!(sau.pay(20, &first), []);
    let paid = &sau.0.handovers[0].fact;
    assert_eq!(
        (paid.form, paid.source, paid.case),
        (AidForm::BankTransfer, Some(Source::OwnFund), Some(id(1)))
    );
    let more = payment(&sau, Source::OwnFund, "20.000.001");
    assert_eq!(sau.pay(21, &more), problem("note", Problem::OverApproved));
    let why = PaymentDraft {
        note: "Giá thép tăng".into(),
        ..more.clone()
    };
    assert_eq!(sau.pay(21, &why), []);
    let left = left(sau.file().approved(), &sau.0.paid(id(1)));
    let left: Vec<i64> = left.iter().map(|part| part.amount.money_vnd).collect();
    assert_eq!(left, [-1, 20_000_000]);
    let unknown = PaymentDraft {
        source: Some(Source::Budget),
        ..more
    };
    assert_eq!(
        sau.pay(22, &unknown),
        problem("source", Problem::NotApproved)
    );
    // The decision is made anew; less than was paid asks why.
    let less = StepDraft {
        parts: vec![part(Source::OwnFund, "", "40 tr")],
        ..approval()
    };
    assert_eq!(sau.say(3, &less), problem("note", Problem::OverApproved));
    let enough = StepDraft {
        parts: vec![part(Source::OwnFund, "", "60 tr")],
        ..approval()
    };
    assert_eq!(sau.say(3, &enough), []);
    assert_eq!(total(sau.file().approved()).money_vnd, 60_000_000);
}

#[test]
fn nothing_is_paid_before_it_is_approved() {
    let mut sau = Sau::surveyed(house());
    let part = Part {
        source: Source::OwnFund,
        name: String::new(),
        amount: Amount::default(),
    };
    let draft = PaymentDraft {
        form: None,
        ..PaymentDraft::of(&sau.file().case, &part, today())
    };
    let expected = [
        ("source", Problem::NotApproved),
        ("form", Problem::Missing),
        ("money_text", Problem::Missing),
    ];
    let expected = expected.map(|(field, problem)| (field.to_owned(), problem));
    assert_eq!(sau.pay(20, &draft), expected);
}

#[test]
fn what_others_rest_upon_is_not_taken_back() {
    let mut sau = Sau::surveyed(house());
    let check = |sau: &Sau, n: u8| check_taking_back(&sau.0, id(n), "ghi nhầm").map_err(fields);
    assert_eq!(check(&sau, 1), Ok("ghi nhầm".to_owned()));
    assert_eq!(sau.say(2, &approval()), []);
    let in_use = Err(problem("fact", Problem::InUse));
    assert_eq!(check(&sau, 1), in_use);
    assert_eq!(check(&sau, 2), Ok("ghi nhầm".to_owned()));
    let paid = payment(&sau, Source::Direct, "20 tr");
    assert_eq!(sau.pay(20, &paid), []);
    assert_eq!(check(&sau, 2), in_use);
    assert_eq!(check(&sau, 20), Ok("ghi nhầm".to_owned()));
    assert_eq!(check(&sau, 77), Err(problem("fact", Problem::Unknown)));
    assert_eq!(sau.say(3, &step("building")), []);
    assert_eq!(check(&sau, 3), Ok("ghi nhầm".to_owned()));
    assert_eq!(sau.say(4, &handed_over()), []);
    assert_eq!(check(&sau, 3), in_use);
}

#[test]
fn a_scholarship_has_two_steps_and_its_form_is_filled_in() {
    let item = AidItem {
        name: "Học bổng".into(),
        form: AidForm::Cash,
        steps: Preset::Other.plan(str::to_owned),
        ..house()
    };
    let mut sau = Sau::surveyed(item);
    let received = StepDraft {
        parts: vec![PartDraft {
            goods_value_text: "200.000".into(),
            ..part(Source::Budget, "Huyện", "1 tr")
        }],
        ..step("received")
    };
    assert_eq!(sau.say(2, &received), []);
    assert!(sau.file().standing().ended);
    let part = sau.file().approved()[0].clone();
    let filled = PaymentDraft::of(&sau.file().case, &part, today());
    assert_eq!(filled.form, Some(AidForm::CashAndGoods));
    assert_eq!(sau.pay(20, &filled), []);
    let paid = &sau.0.handovers[0].fact;
    assert_eq!(
        (paid.value_vnd(), paid.unit.as_str()),
        (1_200_000, "Học bổng")
    );
    assert_eq!(sau.0.paid(id(1)), [part]);
}
