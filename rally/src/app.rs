//! The pages of a namespace as one application.

use std::fmt;
use std::rc::Rc;

use libero_wire::error::DecodeError;
use libero_wire::etf;
use sycamore::prelude::*;

use crate::fallback;
use crate::page::{PageError, Shell};
use crate::route::Route;
use crate::rpc::{self, Call, Endpoint};

/// The pages of a namespace. Generated, on both sides alike.
pub trait App: 'static {
    /// Its addresses.
    type Route: Route;
    /// What all its pages know.
    type Context: 'static;
    /// Where it begins: `/`, or `/admin`.
    const BASE: &'static str;
    /// The hashes of its contract, by which clients and servers of different versions agree.
    const CONTRACT: &'static libero_wire::skew::Contract<'static>;

    /// Reads the context as the server wrote it.
    fn context(flags: &[u8]) -> Result<Self::Context, DecodeError>;

    /// The call that fetches the data of a page, where it has a `load`: the frame of the request.
    fn fetch(route: &Self::Route) -> Option<Fetch>;

    /// Shows a page, from its data if there is some.
    fn page(
        cx: &Rc<Self::Context>,
        shell: &Rc<dyn Shell>,
        route: &Self::Route,
        data: &Data,
    ) -> Result<View, DecodeError>;

    /// What stands around every page.
    fn layout(cx: &Rc<Self::Context>, route: ReadSignal<Self::Route>, page: View) -> View;

    /// What a document is called whose page says this of itself.
    fn title(cx: &Self::Context, page: &str) -> String {
        let _ = cx;
        page.to_owned()
    }

    /// What is shown where there is no page. It stands alone, and nothing happens to it.
    fn not_found(cx: &Rc<Self::Context>, path: &str) -> View {
        let _ = cx;
        fallback::not_found(Self::BASE, path)
    }

    /// What is shown where a page failed. It stands alone, and nothing happens to it.
    fn error(cx: &Rc<Self::Context>, error: &PageError) -> View {
        let _ = cx;
        fallback::error(Self::BASE, error)
    }
}

/// A call that fetches the data of a page: its `load`, asked for over the socket.
pub struct Fetch {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The frame, for the number of the request.
    pub encode: rpc::Encoder,
    /// Whether a response holds data.
    pub accepts: fn(&[u8]) -> bool,
    /// Whether a document holds data.
    pub reads: fn(&[u8]) -> Result<(), DecodeError>,
}

impl Fetch {
    /// The call that a request makes.
    pub fn new<C, T: Call<C>>(request: T) -> Self
    where
        T::Ok: etf::Decode<C>,
    {
        Self {
            endpoint: T::ENDPOINT,
            encode: rpc::encoder::<C, T>(request),
            accepts: |response| matches!(T::decode(response), Ok(Ok(Ok(_)))),
            reads: |flags| etf::from_slice::<C, T::Ok>(flags).map(drop),
        }
    }
}

impl fmt::Debug for Fetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fetch({})", self.endpoint.name)
    }
}

/// The data of a page, as it is on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Data {
    /// There is none: the page begins with `init`.
    #[default]
    None,
    /// A value, as the server wrote it into the page.
    Flags(Rc<[u8]>),
    /// A response, as it came over the socket.
    Response(Rc<[u8]>),
}

impl Data {
    /// The value, where there is one. `T` is the call of the page's `load`.
    pub fn read<C, T: Call<C>>(&self) -> Result<Option<T::Ok>, DecodeError>
    where
        T::Ok: etf::Decode<C>,
    {
        match self {
            Self::None => Ok(None),
            Self::Flags(bytes) => etf::from_slice::<C, T::Ok>(bytes).map(Some),
            Self::Response(bytes) => Ok(T::decode(bytes)?.ok().and_then(Result::ok)),
        }
    }
}

/// Where the application is.
#[derive(Clone, Debug)]
pub struct Place<R> {
    /// The page.
    pub route: R,
    /// Its data.
    pub data: Data,
}

/// The whole view of an application: its layout, and in it the page of the place where it is.
pub fn root<A: App>(
    cx: &Rc<A::Context>,
    shell: &Rc<dyn Shell>,
    place: ReadSignal<Place<A::Route>>,
) -> View {
    let route = create_memo(move || place.with(|place| place.route.clone()));
    let page = {
        let (cx, shell) = (Rc::clone(cx), Rc::clone(shell));
        View::from_dynamic(move || {
            place.track();
            // What the page reads while it is made is no reason to make it again.
            // A copy, since no signal can be made while another is borrowed.
            let place = place.get_clone_untracked();
            let page = untrack(|| A::page(&cx, &shell, &place.route, &place.data));
            let page = page.unwrap_or_default();
            shell.made(&page);
            page
        })
    };
    A::layout(cx, route, page)
}
