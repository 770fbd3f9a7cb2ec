pub enum Route {
    Home,
}

pub fn href(_: &Route) -> String {
    "/".to_owned()
}
