//! A crate that runs everywhere.

pub mod case {
    pub trait Shout {
        fn shout(&self) -> String;
    }

    impl Shout for str {
        fn shout(&self) -> String {
            self.to_uppercase()
        }
    }

    pub trait Whisper {
        fn whisper(&self) -> String;
    }

    impl Whisper for str {
        fn whisper(&self) -> String {
            self.to_lowercase()
        }
    }
}

pub fn trim(text: &str) -> &str {
    text.trim()
}
