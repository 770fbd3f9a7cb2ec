use std::time::Duration;

pub struct Team {
    pub wait: Duration,
}

pub struct Player;
