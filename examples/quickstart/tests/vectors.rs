//! The vectors that `libero vectors` writes for the board hold for its generated codecs.

use libero_values::Model;
use libero_values::vectors::{Vectors, unhex};
use quickstart::generated::libero::{etf, json, requests};
use quickstart::{account, board, problem};
use serde_json::Value;

/// Both forms of a value, written again after each was read.
type Again = fn(&[u8], &[u8]) -> Result<[Vec<u8>; 4], String>;
/// Whether bytes, or else text, are read.
type Reads = fn(Option<&[u8]>, &[u8]) -> bool;

macro_rules! types {
    ($($name:literal => $ty:ty,)+) => {
        const TYPES: &[(&str, Again, Reads)] = &[$((
            $name,
            |term, text| {
                let of_term = etf::from_slice::<$ty>(term).map_err(|error| error.to_string())?;
                let of_text = json::from_slice::<$ty>(text).map_err(|error| error.to_string())?;
                let error = |error: libero_wire::EncodeError| error.to_string();
                Ok([
                    etf::to_vec(&of_term).map_err(error)?,
                    json::to_vec(&of_term).map_err(error)?,
                    etf::to_vec(&of_text).map_err(error)?,
                    json::to_vec(&of_text).map_err(error)?,
                ])
            },
            |term, text| match term {
                Some(term) => etf::from_slice::<$ty>(term).is_ok(),
                None => json::from_slice::<$ty>(text).is_ok(),
            },
        )),+];
    };
}

types! {
    "account.AccountError" => account::AccountError,
    "account.Limits" => account::Limits,
    "account.Person" => account::Person,
    "account.Role" => account::Role,
    "account.ServerAddPerson" => requests::account::ServerAddPerson,
    "board/attachments.Attachment" => board::attachments::Attachment,
    "board/attachments.Download" => board::attachments::Download,
    "board/attachments.ServerAttach" => board::attachments::ServerAttach,
    "board/changes.ServerCreateTask" => board::changes::ServerCreateTask,
    "board/changes.ServerMoveTask" => requests::board::changes::ServerMoveTask,
    "board/changes.TaskChange" => board::changes::TaskChange,
    "board/comments.Comment" => board::comments::Comment,
    "board/errors.TaskError" => board::errors::TaskError,
    "board/events.BoardEvent" => board::events::BoardEvent,
    "board/model.Blocker" => board::model::Blocker,
    "board/model.Status" => board::model::Status,
    "board/model.Task" => board::model::Task,
    "board/stats.Stats" => board::stats::Stats,
    "board/tasks.TaskDetails" => board::tasks::TaskDetails,
    "board/tasks.TaskFilter" => board::tasks::TaskFilter,
    "problem.Problem" => problem::Problem,
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect("text")
}

#[test]
fn generated_codecs_write_the_bytes_of_the_vectors_and_refuse_what_they_say() {
    let contract = include_str!("../generated/contract.json");
    let contract = contract_schema::document::from_json(contract).expect("a contract");
    let model = Model::new(&contract).expect("sound");
    let vectors = Vectors::new(&model);
    for (name, again, reads) in TYPES {
        let mut defs = contract.types.iter();
        let def = defs.find(|def| def.full_name() == *name).expect("a type");
        let part = vectors.of_type(def);
        let values = part["values"].as_array().expect("values");
        assert!(!values.is_empty(), "{name}");
        for vector in values {
            let term = unhex(text(vector, "etf")).expect("digits");
            let json = text(vector, "json").as_bytes();
            let written = again(&term, json);
            let [a, b, c, d] = written.unwrap_or_else(|error| panic!("{name} {vector}: {error}"));
            assert!(a == term && c == term, "{name}: {vector}");
            assert!(b == json && d == json, "{name}: {vector}");
        }
        for entry in part["refused"].as_array().expect("refusals") {
            let term = entry
                .get("etf")
                .map(|_| unhex(text(entry, "etf")).expect("digits"));
            let json = entry["json"].as_str().unwrap_or_default().as_bytes();
            assert!(!reads(term.as_deref(), json), "{name} takes {entry}");
        }
    }
}
