pub struct ServerContext;

pub mod pages {
    mod home {
        pub fn server_load(cx: &crate::ServerContext) -> Result<u8, ()> {
            Ok(1)
        }
    }
}
