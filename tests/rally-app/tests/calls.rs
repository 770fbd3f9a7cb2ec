//! Requests as a client writes them, through dispatch, to what a client reads.

use std::sync::Arc;

use rally::rpc::Call;
use rally::server::Site;
use rally_app::context::ServerContext;
use rally_app::domain::{Form, Refusal, Team};
use rally_app::generated::public::libero::requests::public::pages::teams;
use rally_app::generated::{admin, public};
use rally_app::public::pages::teams::home_::ServerMore;

async fn call<S, C, T>(cx: &Arc<S::Context>, request: T) -> Result<T::Ok, T::Err>
where
    S: Site,
    T: Call<C>,
{
    let frame = request.encode(7).expect("it can be written");
    let response = S::dispatch(cx, &frame).await;
    let answer = T::decode(&response).expect("it can be read");
    answer.expect("the function is there")
}

fn context() -> Arc<ServerContext> {
    Arc::new(ServerContext::with(&["Ants", "Bees", "Cats"]))
}

#[tokio::test]
async fn handlers_answer() {
    let cx = &context();
    let more = call::<public::server::PublicSite, _, _>(cx, ServerMore { from: 1 }).await;
    let more = more.expect("it never fails");
    assert_eq!(more.items, [Team::new(2, "Bees"), Team::new(3, "Cats")]);
    assert_eq!(more.next, None);
}

#[tokio::test]
async fn handlers_with_plain_parameters_answer() {
    let cx = &context();
    let create = |name: &str| {
        let name = name.to_owned();
        call::<public::server::PublicSite, _, _>(cx, teams::new::ServerCreate { name })
    };
    assert_eq!(create("Dogs").await, Ok(4));
    assert_eq!(create("Dogs").await, Err(Refusal::Taken { by: 4 }));
    assert_eq!(create(&"x".repeat(21)).await, Err(Refusal::TooLong(20)));
    let id = 9;
    let name = String::new();
    let rename = teams::id_::ServerRename { id, name };
    let renamed = call::<public::server::PublicSite, _, _>(cx, rename).await;
    assert_eq!(renamed, Err(Refusal::NoTeam));
}

#[tokio::test]
async fn a_handler_that_cannot_fail_answers() {
    let count = call::<public::server::PublicSite, _, _>(&context(), teams::new::ServerHow).await;
    assert_eq!(count, Ok(3));
}

#[tokio::test]
async fn the_data_of_a_page_can_be_asked_for_and_its_errors_tell_nothing() {
    let cx = &context();
    for (id, expected) in [
        (2, Ok(Team::new(2, "Bees"))),
        (9, Err("not-found")),
        (0, Err("redirect:/teams")),
        (-1, Err("failed")),
    ] {
        let team =
            call::<public::server::PublicSite, _, _>(cx, teams::id_::ServerLoad { id }).await;
        assert_eq!(team, expected.map_err(str::to_owned), "{id}");
    }
    let query = rally_app::public::pages::teams::home_::Query { from: 2 };
    let page =
        call::<public::server::PublicSite, _, _>(cx, teams::home_::ServerLoad { query }).await;
    assert_eq!(page.expect("it never fails").items, [Team::new(3, "Cats")]);
}

#[tokio::test]
async fn another_namespace_carries_the_same_types() {
    use admin::libero::requests::admin::pages::home_::{ServerForm, ServerLoad};

    let cx = &context();
    let teams = call::<admin::server::AdminSite, _, _>(cx, ServerLoad).await;
    assert_eq!(teams.map(|teams| teams.len()), Ok(3));
    let form = |text: &str| ServerForm {
        r#type: text.to_owned(),
    };
    let some: Result<Form<Team>, _> = call::<admin::server::AdminSite, _, _>(cx, form("all")).await;
    assert_eq!(some.map(|form| form.by_month.len()), Ok(3));
    let none = call::<admin::server::AdminSite, _, _>(cx, form("none")).await;
    assert_eq!(none, Err("none".to_owned()));
}

#[test]
fn what_only_reads_says_so() {
    fn read_only<C, T: Call<C>>() -> bool {
        T::ENDPOINT.read_only
    }
    assert!(read_only::<public::libero::Wire, teams::id_::ServerLoad>());
    assert!(!read_only::<public::libero::Wire, teams::new::ServerCreate>());
}
