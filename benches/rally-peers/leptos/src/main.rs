//! The page with Leptos: its data is fetched by a resource, waited for, and written into the document for
//! the browser, as a page that is hydrated needs it.

use axum::Router;
use axum::routing::get;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use serde::{Deserialize, Serialize};
use standings::{FOOTER, MENU, TITLE};

#[derive(Clone, Serialize, Deserialize)]
struct Team {
    rank: u32,
    name: String,
    won: u32,
    drawn: u32,
    lost: u32,
    points: u32,
}

impl From<standings::Team> for Team {
    fn from(team: standings::Team) -> Self {
        let standings::Team {
            rank,
            name,
            won,
            drawn,
            lost,
            points,
        } = team;
        Self {
            rank,
            name,
            won,
            drawn,
            lost,
            points,
        }
    }
}

fn shell(options: &LeptosOptions) -> impl IntoView + use<> {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <HydrationScripts options=options.clone()/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

#[component]
fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title text=TITLE/>
        <header>
            <nav>
                {MENU.map(|(href, name)| view! { <a href=href>{name}</a> }).collect_view()}
            </nav>
        </header>
        <main>
            <Standings/>
        </main>
        <footer><p>{FOOTER}</p></footer>
    }
}

#[component]
fn Standings() -> impl IntoView {
    let load = || async { standings::standings().into_iter().map(Team::from).collect() };
    let teams = Resource::new(|| (), move |()| load());
    let rows = move || {
        Suspend::new(async move {
            let teams: Vec<Team> = teams.await;
            view! { <For each=move || teams.clone() key=|team| team.rank children=row/> }
        })
    };
    view! {
        <h1>{TITLE}</h1>
        <table>
            <thead>
                <tr>
                    <th>"Place"</th>
                    <th>"Team"</th>
                    <th>"Won"</th>
                    <th>"Drawn"</th>
                    <th>"Lost"</th>
                    <th>"Points"</th>
                </tr>
            </thead>
            <tbody>
                <Suspense>{rows}</Suspense>
            </tbody>
        </table>
    }
}

fn row(team: Team) -> impl IntoView {
    view! {
        <tr class="team">
            <td>{team.rank}</td>
            <td>{team.name}</td>
            <td>{team.won}</td>
            <td>{team.drawn}</td>
            <td>{team.lost}</td>
            <td>{team.points}</td>
        </tr>
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    // What its list of routes would do, of which there is none here.
    let _ = any_spawner::Executor::init_tokio();
    let options = LeptosOptions::builder().output_name("page").build();
    let page = leptos_axum::render_app_async(move || shell(&options));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!(r#"{{"address":"{}"}}"#, listener.local_addr()?);
    axum::serve(listener, Router::new().route("/", get(page))).await
}
