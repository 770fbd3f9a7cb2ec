pub fn view() -> String {
    use crate::traits::{Team, Twice};
    Team.twice()
}
