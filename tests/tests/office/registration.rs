//! A household that the office puts on the list by hand. Goal: it is on every phone's list like any other,
//! whoever writes one down again is warned, and a form with a gap says so. Method: the real router over
//! the invented commune.

use axum::http::StatusCode;
use chungtay_shared::api::register_household::{
    Lookalikes, RegisterHousehold, Registered, SimilarHousehold,
};
use chungtay_shared::api::{HouseholdDetail, HouseholdLine, path};
use chungtay_shared::duplicate::Reason;
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_tests::http::HttpServer;

fn nguyen_thi_nen() -> Profile {
    Profile::default()
        .with(ProfileField::HeadName, "Nguyễn Thị Nên")
        .with(ProfileField::Hamlet, "Ấp 3")
        .with(ProfileField::Birth, "1951")
        .with(ProfileField::Phone, "0909000001")
}

async fn similar(
    server: &HttpServer,
    cookie: &str,
    profile: Profile,
    except: Option<chungtay_shared::id::DocId>,
) -> Vec<SimilarHousehold> {
    let asked = Lookalikes { profile, except };
    let reply = server.post_json(path::LOOKALIKES, &asked, cookie).await;
    assert_eq!(reply.status, StatusCode::OK);
    reply.json()
}

#[tokio::test]
async fn a_household_is_put_on_the_list_by_hand_and_whoever_writes_it_down_again_is_warned() {
    let (server, demo) = HttpServer::demo(60);
    let cookie = server.office_cookie(&demo.commune);
    assert!(
        similar(&server, &cookie, nguyen_thi_nen(), None)
            .await
            .is_empty()
    );

    let nameless = RegisterHousehold {
        profile: Profile::default().with(ProfileField::Hamlet, "Ấp 3"),
    };
    let reply = server.post_json(path::HOUSEHOLDS, &nameless, &cookie).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wanted = RegisterHousehold {
        profile: nguyen_thi_nen(),
    };
    let Registered { id } = server
        .post_json(path::HOUSEHOLDS, &wanted, &cookie)
        .await
        .json();
    let listed: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, &cookie).await.json();
    assert!(listed.iter().any(|line| line.id == id));
    let one = path::HOUSEHOLD.replace("{id}", &id.to_string());
    let detail: HouseholdDetail = server.get(&one, &cookie).await.json();
    let kept = &detail.household.profile;
    assert_eq!(kept.get(ProfileField::Phone), "0909000001");

    // Somebody types her again without marks.
    let again = Profile::default()
        .with(ProfileField::HeadName, "NGUYEN THI NEN")
        .with(ProfileField::Hamlet, "ấp 3");
    let found = similar(&server, &cookie, again.clone(), None).await;
    let who: Vec<_> = found
        .iter()
        .map(|one| (one.id, one.reasons.clone()))
        .collect();
    assert_eq!(who, [(id, vec![Reason::SameName])]);
    // The household she was part of is another one.
    assert!(similar(&server, &cookie, again, Some(id)).await.is_empty());
}

#[tokio::test]
async fn nobody_without_an_account_puts_anything_on_a_list_or_looks_into_it() {
    let (server, _) = HttpServer::demo(60);
    let wanted = RegisterHousehold {
        profile: nguyen_thi_nen(),
    };
    let asked = Lookalikes {
        profile: nguyen_thi_nen(),
        except: None,
    };
    for reply in [
        server.post_json(path::HOUSEHOLDS, &wanted, "").await,
        server.post_json(path::LOOKALIKES, &asked, "").await,
    ] {
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    }
}
