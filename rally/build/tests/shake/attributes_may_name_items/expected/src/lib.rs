#[must_use = "crate::words_of_an_attribute"]
pub fn view() -> Settings {
    Settings { name: names::Name }
}

#[derive(Clone, Debug)]
#[deprecated(note = "defaults::fallback")]
pub struct Settings {
    pub name: names::Name,
}

mod names {
    #[derive(Clone, Debug, Default)]
    pub struct Name;
}

mod defaults {
    pub fn fallback() -> &'static str {
        "named by the text of an attribute"
    }




}

fn words_of_an_attribute() {}
