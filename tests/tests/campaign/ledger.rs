//! The Fund's list of income and outlay, as a file. Goal: every entry that counts stands on it once, in
//! the order of days, its sums are the page's to the đồng, and what is promised or voided is not on it.
//! Method: the invented commune over the real router, the workbook read by another library.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Data, DataType as _, Reader as _, Xlsx};
use chungtay_shared::api::fund::{FundPage, VoidEntry};
use chungtay_shared::api::path;
use chungtay_shared::fund::{Entered, EntryKind};
use chungtay_shared::money::vnd_in_words;
use chungtay_tests::http::HttpServer;

/// The row with the columns' names.
const HEADER_ROW: usize = 5;

async fn rows(server: &HttpServer, query: &str, cookie: &str) -> Vec<Vec<Data>> {
    let address = format!("{}{query}", path::FUND_LEDGER);
    let reply = server.get(&address, cookie).await;
    assert_eq!(reply.status, StatusCode::OK);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(reply.body())).unwrap();
    let range = book.worksheet_range("Thu chi Quỹ").unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn amount(row: &[Data], column: usize) -> i64 {
    row[column].as_i64().unwrap_or(0)
}

fn sum(rows: &[Vec<Data>], column: usize) -> i64 {
    rows.iter().map(|row| amount(row, column)).sum()
}

#[tokio::test]
async fn every_entry_that_counts_stands_on_the_list_once_and_the_sums_are_the_pages() {
    let (server, demo) = HttpServer::demo(300);
    let cookie = server.office_cookie(&demo.commune);
    let page: FundPage = server.get(path::FUND, &cookie).await.json();
    let is_money = |e: &&Entered| e.entry.amount.money_vnd > 0;
    let receipt = page
        .entries
        .iter()
        .filter(is_money)
        .find(|e| e.entry.kind == EntryKind::Receipt);
    let voided = &receipt.unwrap().entry;
    let void = VoidEntry {
        reason: "Nhập nhầm".into(),
    };
    let address = path::FUND_VOID.replace("{id}", &voided.id.to_string());
    server.post_json(&address, &void, &cookie).await;

    let page: FundPage = server.get(path::FUND, &cookie).await.json();
    let list = rows(&server, "", &cookie).await;
    let total = list.iter().position(|row| row[0] == "Cộng").unwrap();
    let lines = &list[HEADER_ROW + 1..total];
    let moves = |kind: EntryKind| !matches!(kind, EntryKind::Pledge | EntryKind::Decision);
    let counted = page
        .entries
        .iter()
        .filter(|e| e.void.is_none() && moves(e.entry.kind));
    // And one line for all that was handed over.
    assert_eq!(lines.len(), counted.count() + 1);
    assert!(lines.iter().all(|row| row[2] != voided.voucher.as_str()));
    let account = page.account;
    let came = account.received.money_vnd + account.transferred_in.money_vnd;
    let went = [account.transferred_out, account.spent, account.given];
    let went: i64 = went.iter().map(|amount| amount.money_vnd).sum();
    assert_eq!((sum(lines, 5), sum(lines, 6)), (came, went));
    assert_eq!(
        (amount(&list[total], 5), amount(&list[total], 6)),
        (came, went)
    );
    let goods = account.received.goods_value_vnd;
    assert_eq!(sum(lines, 7), goods);
    assert!(goods > 0 && account.given.money_vnd > 0);

    let left = account.left();
    assert_eq!(list[total + 1][0], "Còn lại");
    assert_eq!(amount(&list[total + 1], 5), left.money_vnd);
    assert_eq!(amount(&list[total + 1], 7), left.goods_value_vnd);
    let in_words = list[total + 2][0].to_string();
    assert!(
        in_words.contains(&vnd_in_words(left.money_vnd.abs())),
        "{in_words}"
    );
    let days: Vec<String> = lines.iter().map(|row| row[1].to_string()).collect();
    let mut by_day = days.clone();
    by_day.sort_by_key(|day| day.split('/').rev().map(str::to_owned).collect::<Vec<_>>());
    // The line of what was handed over has no day and stands last.
    by_day.rotate_left(1);
    assert_eq!(days, by_day);
}

#[tokio::test]
async fn before_anything_was_entered_the_list_says_that_nothing_is_left() {
    let (server, demo) = HttpServer::demo(120);
    let cookie = server.office_cookie(&demo.commune);
    let list = rows(&server, "?day=2020-01-01", &cookie).await;
    let total = list.iter().position(|row| row[0] == "Cộng").unwrap();
    assert_eq!(total, HEADER_ROW + 2, "one line, of what was handed over");
    assert_eq!(amount(&list[total], 5), 0);
    let in_words = list[total + 2][0].to_string();
    assert!(in_words.contains("Không đồng"), "{in_words}");
}
