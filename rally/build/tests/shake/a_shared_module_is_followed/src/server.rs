pub fn pay() -> String {
    crate::shared::money::tax().to_owned()
}
