#[macro_use]
mod macros;
mod numbers;

const GREETING: &str = "hello";
const WIDTH: usize = 8;
const UNUSED: &str = "nothing captures this";

pub struct Team(String);
pub struct Player(String);
pub struct Ledger(String);

named!(Team);
named!(Player);
stored!(Team);

impl Team {
    pub fn called_through_a_macro(&self) -> usize {
        self.0.len()
    }

    pub fn only_in_tables(&self) -> usize {
        2
    }
}

thread_local! {
    static COUNT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

thread_local! {
    static SERVER_COUNT: std::cell::RefCell<String> = std::cell::RefCell::new("of the server".to_owned());
}

pub fn view(name: &str) -> String {
    COUNT.with(|count| count.set(count.get() + 1));
    let team = Team(name.to_owned());
    let count = numbers::count!();
    let size = ask!(team, called_through_a_macro);
    format!("{GREETING:>WIDTH$} {} {count} {size}", team.name())
}

pub fn server() -> String {
    SERVER_COUNT.with(|text| text.borrow().clone()) + &Player(only_on_the_server!().to_owned()).name()
}
