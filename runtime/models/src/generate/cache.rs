//! The keys and values of one generation.

use ort::value::{DynValue, Tensor};

/// What one generation remembers of the tokens it has read.
pub(crate) struct Cache {
    /// Tensors of the shape [1, heads, places, numbers].
    pub(crate) values: Vec<DynValue>,
    pub(crate) length: usize,
}

impl Cache {
    /// A copy of the first tokens.
    pub(crate) fn first(&self, length: usize) -> ort::Result<Self> {
        Self::copied(&self.values, 0, 0, length)
    }

    /// A copy of some places of one row.
    pub(crate) fn copied(
        values: &[DynValue],
        row: usize,
        start: usize,
        length: usize,
    ) -> ort::Result<Self> {
        let copy = |value: &DynValue| {
            let table = Table::of(value)?;
            let mut copied = Vec::with_capacity(table.heads * length * table.size);
            for head in 0..table.heads {
                copied.extend_from_slice(table.places(row, head, start, length));
            }
            let shape = [1, table.heads, length, table.size];
            Ok(Tensor::from_array((shape, copied))?.into_dyn())
        };
        Ok(Self {
            values: values.iter().map(copy).collect::<ort::Result<_>>()?,
            length,
        })
    }
}

/// The numbers of a tensor of the shape [rows, heads, places, numbers].
pub(crate) struct Table<'a> {
    numbers: &'a [f32],
    pub(crate) heads: usize,
    all_places: usize,
    /// How many numbers there are at each place.
    pub(crate) size: usize,
}

impl<'a> Table<'a> {
    pub(crate) fn of(value: &'a DynValue) -> ort::Result<Self> {
        let (shape, numbers) = value.try_extract_tensor::<f32>()?;
        let &[_, heads, places, size] = &shape[..] else {
            return Err(ort::Error::new("the past has no shape of four numbers"));
        };
        Ok(Self {
            numbers,
            heads: heads as usize,
            all_places: places as usize,
            size: size as usize,
        })
    }

    /// The numbers of some places, of one row and head.
    pub(crate) fn places(&self, row: usize, head: usize, start: usize, length: usize) -> &'a [f32] {
        let begin = ((row * self.heads + head) * self.all_places + start) * self.size;
        &self.numbers[begin..begin + length * self.size]
    }

    /// The same for the last places.
    pub(crate) fn last_places(&self, row: usize, head: usize, length: usize) -> &'a [f32] {
        self.places(row, head, self.all_places - length, length)
    }
}
