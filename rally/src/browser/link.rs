//! The adapter between the connection's state machine and the browser: a socket, requests over HTTP,
//! a clock and one timer.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, JsString, Reflect, Uint8Array};
use sycamore::prelude::{document, window};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, MessageEvent, Request, RequestInit, Response, WebSocket};

use super::{contract, hooks, life};
use crate::app::App;
use crate::protocol::{Command, Connection, Event, Posted, Status, Timing};
use crate::rpc::Failure;

/// The codes of a close that was told without one, and of one that was not told.
const NO_CODE: u16 = 1005;
const BROKEN: u16 = 1006;

/// What becomes of an answer.
pub(super) type Token = Box<dyn FnOnce(Result<Vec<u8>, Failure>)>;

/// The connection of the application.
pub(super) struct Link {
    base: &'static str,
    connection: RefCell<Connection<Token>>,
    socket: RefCell<Option<WebSocket>>,
    timer: Cell<Option<i32>>,
    handlers: RefCell<Option<Handlers>>,
}

/// They live as long as the application does, and serve one socket after the other: a closure must not
/// be freed while it runs.
struct Handlers {
    open: Closure<dyn FnMut(web_sys::Event)>,
    message: Closure<dyn FnMut(MessageEvent)>,
    close: Closure<dyn FnMut(web_sys::Event)>,
    tick: Closure<dyn FnMut()>,
}

impl Link {
    /// To a server that takes calls of so many bytes.
    pub(super) fn new<A: App>(call_bytes: u32) -> Rc<Self> {
        let connection =
            Connection::new(A::CONTRACT, Timing::default(), contract::read, call_bytes);
        let link = Rc::new(Self {
            base: A::BASE,
            connection: RefCell::new(connection),
            socket: RefCell::default(),
            timer: Cell::default(),
            handlers: RefCell::default(),
        });
        *link.handlers.borrow_mut() = Some(Handlers::of(&link));
        link.listen_to_wakes();
        link
    }

    /// Takes in an event, and does what it leads to.
    pub(super) fn event(self: &Rc<Self>, event: Event<Token>) {
        let commands = {
            let mut connection = self.connection.borrow_mut();
            connection.handle(now(), js_sys::Math::random(), event)
        };
        for command in commands {
            self.execute(command);
        }
        self.set_timer();
    }

    fn execute(self: &Rc<Self>, command: Command<Token>) {
        match command {
            Command::Open(subprotocols) => self.open(&subprotocols),
            Command::Send(frame) => {
                hooks::frame("out", &frame);
                self.with_socket(|socket| socket.send_with_u8_array(&frame));
            }
            Command::SendText(text) => self.with_socket(|socket| socket.send_with_str(text)),
            Command::Close => {
                if let Some(socket) = self.socket.take() {
                    let _ = socket.close();
                }
            }
            Command::Post {
                id,
                frame,
                contract,
            } => self.post(id, &frame, &contract),
            Command::Answer { token, result } => token(result),
            Command::Push(frame) => hooks::frame("push", &frame),
            Command::Status(status) => {
                let name = match status {
                    Status::Connecting => "connecting",
                    Status::Online => "online",
                    Status::Offline => "offline",
                };
                hooks::tell("status", name);
            }
            Command::NewVersion(server) => hooks::tell("version", &server.contract_hash),
            Command::Log(text) => hooks::log(&text),
        }
    }

    fn with_socket(&self, send: impl FnOnce(&WebSocket) -> Result<(), JsValue>) {
        // A socket that cannot send is closing, of which we shall hear.
        if let Some(socket) = &*self.socket.borrow() {
            let _ = send(socket);
        }
    }

    fn is_current(&self, event: &web_sys::Event) -> bool {
        let target = event.target().map(JsValue::from);
        let socket = self.socket.borrow();
        socket.as_ref().map(JsValue::from) == target && target.is_some()
    }

    fn open(self: &Rc<Self>, subprotocols: &[String]) {
        let names: Array = subprotocols
            .iter()
            .map(|name| JsString::from(name.as_str()))
            .collect();
        let url = address(self.base, "ws");
        let url = format!("ws{}", url.strip_prefix("http").unwrap_or_default());
        match WebSocket::new_with_str_sequence(&url, &names) {
            Ok(socket) => {
                socket.set_binary_type(BinaryType::Arraybuffer);
                if let Some(handlers) = &*self.handlers.borrow() {
                    socket.set_onopen(Some(handlers.open.as_ref().unchecked_ref()));
                    socket.set_onmessage(Some(handlers.message.as_ref().unchecked_ref()));
                    socket.set_onclose(Some(handlers.close.as_ref().unchecked_ref()));
                }
                life::owns(&socket);
                *self.socket.borrow_mut() = Some(socket);
            }
            Err(_) => self.event(Event::Closed),
        }
    }

    fn post(self: &Rc<Self>, id: u32, frame: &[u8], contract: &str) {
        hooks::frame("out", frame);
        let link = Rc::clone(self);
        let done = move |outcome| link.event(Event::Posted { id, outcome });
        post(&address(self.base, "rpc"), frame, contract, done);
    }

    fn set_timer(&self) {
        if let Some(timer) = self.timer.take() {
            window().clear_timeout_with_handle(timer);
        }
        let due = self.connection.borrow().wake_at();
        let handlers = self.handlers.borrow();
        if let (Some(due), Some(handlers)) = (due, &*handlers) {
            let delay = i32::try_from(due.saturating_sub(now())).unwrap_or(i32::MAX);
            let tick = handlers.tick.as_ref().unchecked_ref();
            let timer = window().set_timeout_with_callback_and_timeout_and_arguments_0(tick, delay);
            self.timer.set(timer.ok());
        }
    }

    /// A tab that is visible again, and a network that is back, are no time to wait.
    fn listen_to_wakes(self: &Rc<Self>) {
        let link = Rc::clone(self);
        let wake = Closure::<dyn FnMut()>::new(move || {
            if !document().hidden() {
                link.event(Event::Wake);
            }
        });
        let listener = wake.as_ref().unchecked_ref();
        life::listen(&document(), "visibilitychange", listener);
        life::listen(&window(), "online", listener);
        life::listen(&window(), "pageshow", listener);
        wake.forget();
    }
}

impl Handlers {
    fn of(link: &Rc<Link>) -> Self {
        let on = |react: fn(&Rc<Link>, &web_sys::Event)| {
            let link = Rc::clone(link);
            Closure::new(move |event: web_sys::Event| {
                if !life::is_over() && link.is_current(&event) {
                    react(&link, &event);
                }
            })
        };
        let (for_message, for_tick) = (Rc::clone(link), Rc::clone(link));
        Self {
            open: on(|link, _| {
                let protocol = link.socket.borrow().as_ref().map(WebSocket::protocol);
                let subprotocol = protocol.unwrap_or_default();
                link.event(Event::Opened { subprotocol });
            }),
            close: on(|link, event| {
                log_close(event);
                link.socket.take();
                link.event(Event::Closed);
            }),
            message: Closure::new(move |event: MessageEvent| {
                if !life::is_over() && for_message.is_current(&event) {
                    message(&for_message, &event.data());
                }
            }),
            tick: Closure::new(move || {
                if !life::is_over() {
                    for_tick.event(Event::Tick);
                }
            }),
        }
    }
}

/// Says why a socket was closed, unless it broke, or nothing is wrong.
fn log_close(event: &web_sys::Event) {
    let field = |name: &str| Reflect::get(event, &name.into()).unwrap_or_default();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a browser's own
    let code = field("code").as_f64().unwrap_or_default() as u16;
    if !matches!(code, 1000 | 1001 | NO_CODE | BROKEN) {
        let reason = field("reason").as_string().unwrap_or_default();
        hooks::log(&format!("the server closed the socket: {reason} ({code})"));
    }
}

fn message(link: &Rc<Link>, data: &JsValue) {
    if let Some(text) = data.as_string() {
        link.event(Event::Text(text));
    } else if let Some(buffer) = data.dyn_ref::<ArrayBuffer>() {
        let bytes = Uint8Array::new(buffer).to_vec();
        hooks::frame("in", &bytes);
        link.event(Event::Binary(bytes));
    }
}

/// Milliseconds since the document was opened.
fn now() -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not for 285,000 years
    window().performance().map_or(0, |clock| clock.now() as u64)
}

/// The address of something below the application's base.
fn address(base: &str, name: &str) -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!("{origin}{}/{name}", base.trim_end_matches('/'))
}

fn post(url: &str, frame: &[u8], contract: &str, done: impl FnOnce(Posted) + 'static) {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&Uint8Array::from(frame));
    let request = Request::new_with_str_and_init(url, &init).and_then(|request| {
        let headers = request.headers();
        headers.set("content-type", libero_wire::Codec::Etf.content_type())?;
        headers.set(libero_wire::skew::HEADER, contract)?;
        Ok(request)
    });
    let Ok(request) = request else {
        return done(Posted::Failed);
    };
    let done = Rc::new(Cell::new(Some(done)));
    let finish = {
        let done = Rc::clone(&done);
        move |outcome| {
            if let Some(done) = done.take() {
                done(outcome);
            }
        }
    };
    let failed = {
        let finish = finish.clone();
        Closure::once_into_js(move |_: JsValue| finish(Posted::Failed))
    };
    let failed_body = failed.clone();
    let read = Closure::once_into_js(move |response: JsValue| {
        let response: Response = response.unchecked_into();
        let status = response.status();
        let body = Closure::once_into_js(move |body: JsValue| {
            let body = Uint8Array::new(&body).to_vec();
            finish(match status {
                200 => Posted::Response(body),
                libero_wire::skew::STATUS => Posted::OtherContract(body),
                _ => Posted::Failed,
            });
        });
        if let Ok(buffer) = response.array_buffer() {
            let _ = then(&buffer, &body, &failed_body);
        }
    });
    let _ = then(&window().fetch_with_request(&request), &read, &failed);
}

/// `promise.then(fulfilled, rejected)`, by name: the typed bindings want closures that are kept.
fn then(promise: &JsValue, fulfilled: &JsValue, rejected: &JsValue) -> Result<JsValue, JsValue> {
    let method = Reflect::get(promise, &"then".into())?;
    method
        .unchecked_ref::<js_sys::Function>()
        .call2(promise, fulfilled, rejected)
}
