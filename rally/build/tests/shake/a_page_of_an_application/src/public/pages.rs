pub mod teams {
    #[macro_use]
    pub mod form;
    pub mod id_;
}
