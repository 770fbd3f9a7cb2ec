use std::fmt;



pub trait Job {


    const KIND: &'static str;
    type Outcome: fmt::Debug;

    fn label(&self) -> String;









    fn heading(&self) -> String {
        self.decorated(Self::KIND)
    }

    fn decorated(&self, with: &str) -> String {
        format!("{with}: {}", self.label())
    }
}

pub struct Mail;

impl Job for Mail {
    const KIND: &'static str = "mail";
    type Outcome = u8;

    fn label(&self) -> String {
        "letter".to_owned()
    }




}

/// Things with a price, of which some stand in a table.
pub trait Priced {
    fn price(&self) -> i64;




}

impl Priced for Mail {
    fn price(&self) -> i64 {
        5
    }
}

pub trait Named {
    fn named(&self) -> String;
    fn made(&self) -> String;
}

macro_rules! named {
    ($name:ty) => {
        impl Named for $name {
            fn named(&self) -> String {
                stringify!($name).to_owned()
            }

            fn made(&self) -> String {
                "by a macro".to_owned()
            }
        }
    };
}

named!(Mail);

impl Named for u8 {
    fn named(&self) -> String {
        self.to_string()
    }

    fn made(&self) -> String {
        "by hand".to_owned()
    }
}

/// All methods of another crate's trait stay.
impl fmt::Write for Mail {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Ok(())
    }

    fn write_char(&mut self, _: char) -> fmt::Result {
        Ok(())
    }
}

pub trait Ask {
    fn asked(&self) -> bool;



}

impl<F: Fn() -> bool> Ask for F {
    fn asked(&self) -> bool {
        self()
    }
}

fn asks<A: Ask>(ask: &A) -> bool {
    <A as Ask>::asked(ask)
}

pub fn view(job: &Mail, count: u8) -> String {
    let stored = job.price();
    format!("{} {stored} {} {} {}", job.heading(), job.named(), count.named(), asks(&|| true))
}
