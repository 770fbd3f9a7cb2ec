//! App.
use std::rc::Rc;

use rally::app::Data;
use rally::effect::Effect;
use rally::head::Head;
use rally::page::{Page, Shell, mount};
use rally::prelude::*;
use rally::rt::v1 as wire;

use super::libero::{CONTRACT, Wire};
use super::routes::Route;

/// The application.
#[derive(Debug)]
pub struct App;

impl rally::app::App for App {
    type Route = Route;
    type Context = ();
    const BASE: &'static str = "/";
    const CONTRACT: &'static wire::skew::Contract<'static> = &CONTRACT;

    fn context(_flags: &[u8]) -> Result<(), wire::DecodeError> {
        Ok(())
    }
    fn fetch(_route: &Route) -> Option<rally::app::Fetch> {
        None
    }
    fn page(
        cx: &Rc<()>,
        shell: &Rc<dyn Shell>,
        route: &Route,
        data: &Data,
    ) -> Result<View, wire::DecodeError> {
        match route {
            Route::Home => {
                let data = match data {
                    Data::None => None,
                    Data::Flags(bytes) => Some(wire::etf::from_slice::<Wire, _>(bytes)?),
                    Data::Response(_) => None,
                };
                Ok(mount::<Home>(cx, shell, &(), data))
            }
        }
    }
    fn layout(_cx: &Rc<()>, _route: ReadSignal<Route>, page: View) -> View {
        page
    }
}

struct Home;

impl Page for Home {
    type Context = ();
    type Params = ();
    type Data = crate::public::pages::home_::Data;
    type Model = crate::public::pages::home_::Model;
    type Msg = crate::public::pages::home_::Msg;

    fn init(_cx: &(), _params: &()) -> (Self::Model, Effect<Self::Msg>) {
        unreachable!()
    }
    fn init_loaded(_cx: &(), _params: &(), data: Self::Data) -> (Self::Model, Effect<Self::Msg>) {
        crate::public::pages::home_::init_loaded(data)
    }
    fn update(_cx: &(), model: &mut Self::Model, msg: Self::Msg) -> Effect<Self::Msg> {
        crate::public::pages::home_::update(model, msg)
    }
    fn view(_cx: &(), model: ReadSignal<Self::Model>, send: Dispatch<Self::Msg>) -> View {
        crate::public::pages::home_::view(model, send)
    }
    fn head(_cx: &(), _model: &Self::Model) -> Head {
        Head::title("Home")
    }
}
