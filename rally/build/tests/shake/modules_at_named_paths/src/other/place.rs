mod beside;
#[path = "deep/er.rs"]
mod deeper;

pub fn view() -> u8 {
    beside::VALUE + deeper::VALUE + crate::folder::VALUE
}
