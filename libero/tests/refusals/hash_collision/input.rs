//@ seeds: Case197452, Case1746804
pub struct Case197452;

pub struct Case1746804;
