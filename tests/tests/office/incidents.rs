//! Incidents with personal data. Goal: what has happened is noted as far as it is known, told within 72 hours by
//! a paper that says all that form 08 asks for, and stays as it was filed. Method: the invented commune over the
//! real router, its clock set on; the paper is opened again and read.

use axum::http::StatusCode;
use chungtay_server::state::Clock as _;
use chungtay_shared::api::incidents::{IncidentLine, IncidentsPage};
use chungtay_shared::api::{ErrorBody, path};
use chungtay_shared::field::Problem;
use chungtay_shared::incident::{Channel, Clock, Data, Draft, Known};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::texts::Texts;
use chungtay_tests::ward::COMMUNE;

const HOUR_MS: i64 = 3_600_000;

struct Desk {
    server: HttpServer,
    cookie: String,
}

impl Desk {
    fn new() -> Self {
        let (server, _) = HttpServer::demo(60);
        let cookie = server.office_cookie(COMMUNE);
        Self { server, cookie }
    }

    async fn say(&self, draft: &Draft) -> Reply {
        let server = &self.server;
        server.post_json(path::INCIDENTS, draft, &self.cookie).await
    }

    async fn first(&self) -> IncidentLine {
        let reply = self.server.get(path::INCIDENTS, &self.cookie).await;
        reply.json::<IncidentsPage>().lines.remove(0)
    }

    async fn notice(&self) -> Texts {
        let at = path::INCIDENT_NOTICE.replace("{id}", "1");
        let reply = self.server.get(&at, &self.cookie).await;
        assert_eq!(reply.status, StatusCode::OK);
        Texts::read(reply.body())
    }

    fn filed(&self) -> Draft {
        Draft::Filed {
            incident: 1,
            filed: self.server.clock.now(),
            channel: Some(Channel::Portal),
            number: "BN-12/2026".into(),
        }
    }

    fn known(&self) -> Known {
        Known {
            found: self.server.clock.now(),
            found_how: "Anh Tú báo về văn phòng".into(),
            happened: "chiều hôm trước".into(),
            place: "bến đò Kinh Ngang".into(),
            what: "Quên máy trên ghe\nGhe đã rời bến".into(),
            parties: "chủ ghe".into(),
            data: vec![Data::Names, Data::Private],
            people: "48 hộ".into(),
            records: "213 lần thăm".into(),
            consequences: "có thể bị đọc nếu biết mã PIN".into(),
            measures: "đã báo mất máy và gửi lệnh xóa".into(),
            told: "đã báo trưởng ấp".into(),
            contact_name: "Cô Lan Phụ Trách".into(),
            contact_post: "Phó Chủ tịch".into(),
            contact_at: "0100000055".into(),
            papers: "Biên bản ngày 20\nNhật ký máy chủ".into(),
        }
    }
}

fn fields(reply: &Reply) -> Vec<(String, Problem)> {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body: ErrorBody = reply.json();
    let named = body.fields.into_iter().map(|e| (e.field, e.problem));
    named.collect()
}

#[tokio::test]
async fn a_lost_phone_is_drafted_filed_in_time_and_added_to() {
    let desk = Desk::new();
    let begun = Known {
        found: desk.server.clock.now(),
        what: "Quên máy trên ghe".into(),
        ..Known::default()
    };
    let draft = |incident, known| Draft::Drafted {
        incident,
        known: Box::new(known),
    };
    desk.say(&draft(None, begun)).await;
    let missing = fields(&desk.say(&desk.filed()).await);
    assert_eq!(missing.len(), 10, "{missing:?}");
    assert!(
        missing
            .iter()
            .all(|(_, problem)| *problem == Problem::Missing)
    );
    let known = desk.known();
    desk.say(&draft(Some(1), known.clone())).await;
    let line = desk.first().await;
    assert_eq!((line.n, line.drafts), (1, 2));
    assert_eq!(line.clock, Clock::Left { minutes: 72 * 60 });

    desk.server.clock.pass_ms(30 * HOUR_MS);
    assert_eq!(desk.first().await.clock, Clock::Left { minutes: 42 * 60 });
    assert_eq!(desk.say(&desk.filed()).await.status, StatusCode::OK);
    let frozen = fields(
        &desk
            .say(&draft(
                Some(1),
                Known {
                    place: "nơi khác".into(),
                    ..known
                },
            ))
            .await,
    );
    assert_eq!(frozen, [("incident".to_owned(), Problem::InUse)]);
    let added = Draft::Added {
        incident: 1,
        text: "Đã tìm lại được máy".into(),
    };
    desk.say(&added).await;
    desk.server.clock.pass_ms(100 * HOUR_MS);
    let line = desk.first().await;
    assert_eq!(line.clock, Clock::InTime);
    assert_eq!(line.known.place, "bến đò Kinh Ngang");
    assert_eq!(line.added[0].text, "Đã tìm lại được máy");
}

#[tokio::test]
async fn the_notice_says_all_that_the_form_asks_for_and_leaves_the_rest_to_the_pen() {
    let desk = Desk::new();
    let draft = Draft::Drafted {
        incident: None,
        known: Box::new(desk.known()),
    };
    desk.say(&draft).await;
    let known = desk.known();
    let text = desk.notice().await.all();
    let said = [
        &known.found_how,
        &known.happened,
        &known.place,
        &known.parties,
        &known.people,
        &known.records,
        &known.consequences,
        &known.measures,
        &known.told,
        &known.contact_name,
        &known.contact_post,
        &known.contact_at,
    ];
    for words in said {
        assert!(text.contains(words.as_str()), "{words} in {text}");
    }
    for words in [
        "THÔNG BÁO",
        "Kính gửi: Cơ quan chuyên trách bảo vệ dữ liệu cá nhân, Bộ Công an.",
        "1. Thông tin về tổ chức",
        "2. Mô tả hành vi vi phạm",
        "3. Tài liệu kèm theo",
        "4. Cam kết",
        "Quên máy trên ghe",
        "Ghe đã rời bến",
        "họ tên, năm sinh, địa chỉ, nhân khẩu; nhu cầu, ghi chú về sức khỏe, đời sống riêng tư (dữ liệu nhạy cảm)",
        "- Biên bản ngày 20",
        "- Nhật ký máy chủ",
        "Địa chỉ trụ sở: ",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("Đã gửi lúc"), "nothing was filed yet");
    desk.say(&desk.filed()).await;
    let added = Draft::Added {
        incident: 1,
        text: "Máy chưa bị mở".into(),
    };
    desk.say(&added).await;
    let text = desk.notice().await.all();
    assert!(
        text.contains("số BN-12/2026.") && text.contains(": Máy chưa bị mở"),
        "{text}"
    );
}

#[tokio::test]
async fn there_is_no_notice_of_an_incident_that_nobody_noted() {
    let desk = Desk::new();
    for n in ["1", "0", "x"] {
        let at = path::INCIDENT_NOTICE.replace("{id}", n);
        let reply = desk.server.get(&at, &desk.cookie).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
}
