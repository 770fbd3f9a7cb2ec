//! Handlers that give back what they are sent, so that the SDK has calls with each of the types.

// A server that cannot fail still says with what it would.
#![allow(clippy::result_unit_err, clippy::unnecessary_wraps)]

use crate::context::ServerContext;
use crate::{LargeShots, NestedGame, RepeatedRecords, SmallAdmin, TypeMatrix};

/// The settings.
pub fn server_small_admin(value: SmallAdmin, _cx: &ServerContext) -> Result<SmallAdmin, ()> {
    Ok(value)
}

/// One field of each kind.
pub fn server_type_matrix(value: TypeMatrix, _cx: &ServerContext) -> Result<TypeMatrix, ()> {
    Ok(value)
}

/// A page of items.
pub fn server_repeated_records(
    value: RepeatedRecords,
    _cx: &ServerContext,
) -> Result<RepeatedRecords, ()> {
    Ok(value)
}

/// A game.
pub fn server_nested_game(value: NestedGame, _cx: &ServerContext) -> Result<NestedGame, ()> {
    Ok(value)
}

/// The shots of a season.
pub fn server_large_shots(value: LargeShots, _cx: &ServerContext) -> Result<LargeShots, ()> {
    Ok(value)
}
