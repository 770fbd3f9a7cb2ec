//! Items of a list whose number is not known.

use std::mem::MaybeUninit;
use std::ptr;

/// At most `N` items, on the stack, which wait for their place in a vector.
pub(crate) struct Stage<T, const N: usize> {
    items: [MaybeUninit<T>; N],
    /// So many of the first items are there.
    len: usize,
}

impl<T, const N: usize> Stage<T, N> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self {
            items: [const { MaybeUninit::uninit() }; N],
            len: 0,
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.len == N
    }

    /// Takes one more item. There must be room for it.
    #[inline]
    pub(crate) fn push(&mut self, item: T) {
        self.items[self.len].write(item);
        self.len += 1;
    }

    /// Moves all items to the end of a vector.
    #[inline]
    pub(crate) fn move_to(&mut self, all: &mut Vec<T>) {
        let len = self.len;
        if all.capacity() - all.len() < len {
            all.reserve_exact(len);
        }
        // From here on nothing can panic, and the items here are no longer ours.
        self.len = 0;
        // SAFETY: the first `len` items are there, and there is room for them behind those of `all`,
        // in an allocation of its own. Since `len` is 0 now, nobody drops them here.
        unsafe {
            let end = all.as_mut_ptr().add(all.len());
            ptr::copy_nonoverlapping(self.items.as_ptr().cast::<T>(), end, len);
            all.set_len(all.len() + len);
        }
    }
}

impl<T, const N: usize> Drop for Stage<T, N> {
    fn drop(&mut self) {
        for item in &mut self.items[..self.len] {
            // SAFETY: the first `len` items are there, and nobody sees them after this.
            unsafe { item.assume_init_drop() }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::Stage;

    #[test]
    fn items_are_moved_or_dropped_once() {
        let item = Rc::new(());
        let mut all = Vec::new();
        for staged in [0, 1, 2, 3, 3] {
            let mut stage = Stage::<Rc<()>, 3>::new();
            for _ in 0..staged {
                stage.push(item.clone());
            }
            assert_eq!(stage.is_full(), staged == 3);
            stage.move_to(&mut all);
            assert_eq!(stage.len(), 0);
            for _ in 0..staged {
                stage.push(item.clone());
            }
        }
        assert_eq!(all.len(), 9);
        assert_eq!(Rc::strong_count(&item), 10);
        drop(all);
        assert_eq!(Rc::strong_count(&item), 1);
    }

    #[test]
    #[should_panic(expected = "index out of bounds")]
    fn no_item_is_put_where_no_room_is() {
        let mut stage = Stage::<String, 1>::new();
        stage.push("a".to_owned());
        stage.push("b".to_owned());
    }
}
