pub mod home_;
