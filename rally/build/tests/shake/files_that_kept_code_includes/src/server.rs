pub const SCHEMA: &str = include_str!("../text/schema.sql");
