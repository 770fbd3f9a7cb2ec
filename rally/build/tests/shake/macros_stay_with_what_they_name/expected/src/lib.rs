#[macro_use]
mod macros;
mod numbers;

const GREETING: &str = "hello";
const WIDTH: usize = 8;


pub struct Team(String);



named!(Team);



impl Team {
    pub fn called_through_a_macro(&self) -> usize {
        self.0.len()
    }




}

thread_local! {
    static COUNT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}





pub fn view(name: &str) -> String {
    COUNT.with(|count| count.set(count.get() + 1));
    let team = Team(name.to_owned());
    let count = numbers::count!();
    let size = ask!(team, called_through_a_macro);
    format!("{GREETING:>WIDTH$} {} {count} {size}", team.name())
}
