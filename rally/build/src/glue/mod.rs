//! Glue: what joins pages to the run-time. Tables and impls; what is to be done is in the crate `rally`.

use askama::Template;

pub(crate) mod app;
pub(crate) mod calls;
pub(crate) mod files;
pub(crate) mod modules;
pub(crate) mod server;

pub(crate) fn print(template: &impl Template) -> String {
    let mut text = template
        .render()
        .expect("the templates call nothing that can fail");
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
