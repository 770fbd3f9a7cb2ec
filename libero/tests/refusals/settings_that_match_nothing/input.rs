pub struct ServerContext;
//@ read_only: laod_*
//@ read_only: load
//@ pin: old::Place = new/place
//@ inject: Sesion
//@ types: geo::Point = crate::PointWire

pub struct Session;

pub fn server_loads(cx: &ServerContext) -> Result<u8, ()> {
    Ok(1)
}
