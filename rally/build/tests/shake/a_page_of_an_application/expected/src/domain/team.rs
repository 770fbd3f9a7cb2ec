

use super::Named;



#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamId(pub i64);

#[derive(Clone)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
}







impl Named for Team {
    fn name(&self) -> &str {
        &self.name
    }
}
