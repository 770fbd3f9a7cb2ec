pub trait Shout {
    fn shout(&self) -> String;
}

impl Shout for str {
    fn shout(&self) -> String {
        self.to_uppercase()
    }
}

pub trait Stars {
    const STAR: char = '*';

    fn stars(self) -> String;
}

impl Stars for usize {
    fn stars(self) -> String {
        (0..self).map(|_| Self::STAR).collect()
    }
}

pub trait Twice {
    fn twice(&self) -> String;
}

impl<T: Named> Twice for T {
    fn twice(&self) -> String {
        self.name().repeat(2)
    }
}

pub trait Named {
    fn name(&self) -> String;
}

pub struct Team;

impl Named for Team {
    fn name(&self) -> String {
        "team".to_owned()
    }
}
