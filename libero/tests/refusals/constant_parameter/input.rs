//@ seeds: Board
pub struct Grid<const N: usize> {
    pub cells: [u8; N],
}

pub struct Board {
    pub grid: Grid<3>,
}
