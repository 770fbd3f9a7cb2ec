//! `libero-values`, which knows a contract at run time alone, against the generated codecs.

mod codecs;
mod contracts;
mod frames;
mod plain_forms;
mod samples;
mod vectors;
