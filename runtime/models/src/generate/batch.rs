//! The keys and values of several generations in the same tensors, so that one call reads a token for each.
//!
//! The exported models want a rectangle: [rows, heads, places, numbers]. Shorter rows fill the end of it, the
//! places before them are masked. The rectangle is only made anew when a row joins or leaves; otherwise the
//! present of one call is the past of the next, as it is for one generation alone. Per-row tensors that are put
//! together at each step were no choice: that is a copy of everything, on top of the one that the model makes.

use ort::value::{DynValue, Tensor};

use crate::generate::cache::{Cache, Table};

/// Some generations that read together.
#[derive(Default)]
pub(crate) struct Batch {
    /// The rectangles, as the last call left them or as the last change made them.
    pub(crate) values: Vec<DynValue>,
    /// How many places each row of a rectangle has.
    pub(crate) width: usize,
    rows: Vec<Row>,
    changed: bool,
}

/// One generation of a batch.
struct Row {
    /// How many tokens it has read.
    length: usize,
    place: Place,
}

/// Where a row's keys and values are.
enum Place {
    /// In this row of the rectangles.
    Inside(usize),
    /// Still in tensors of their own.
    Outside(Vec<DynValue>),
}

impl Batch {
    /// Adds a generation as the last row.
    pub(crate) fn join(&mut self, cache: Cache) {
        self.changed = true;
        self.rows.push(Row {
            length: cache.length,
            place: Place::Outside(cache.values),
        });
    }

    /// Takes a row out.
    pub(crate) fn leave(&mut self, row: usize) {
        self.changed = true;
        self.rows.remove(row);
    }

    /// How many tokens each row has read.
    pub(crate) fn lengths(&self) -> Vec<usize> {
        self.rows.iter().map(|row| row.length).collect()
    }

    /// Notes that every row has read one more token.
    pub(crate) fn grow(&mut self) {
        self.width += 1;
        self.rows.iter_mut().for_each(|row| row.length += 1);
    }

    /// Makes the rectangles anew if rows have joined or left since the last call.
    pub(crate) fn settle(&mut self) -> ort::Result<()> {
        if !std::mem::take(&mut self.changed) {
            return Ok(());
        }
        let width = self.rows.iter().map(|row| row.length).max().unwrap_or(0);
        let only = match &mut self.rows[..] {
            [row] => row.place.take_outside(),
            _ => None,
        };
        self.values = match only {
            // The tensors of a generation alone already are rectangles of one row.
            Some(values) => values,
            None => {
                let tensors = self.rows.iter().map(|row| match &row.place {
                    Place::Outside(values) => values.len(),
                    Place::Inside(_) => self.values.len(),
                });
                let tensors = 0..tensors.max().unwrap_or(0);
                tensors
                    .map(|tensor| self.rectangle(tensor, width))
                    .collect::<ort::Result<_>>()?
            }
        };
        self.width = width;
        for (place, row) in self.rows.iter_mut().enumerate() {
            row.place = Place::Inside(place);
        }
        Ok(())
    }

    /// A copy of what a row holds.
    pub(crate) fn row(&self, row: usize) -> ort::Result<Cache> {
        let length = self.rows[row].length;
        match &self.rows[row].place {
            Place::Inside(inside) => {
                Cache::copied(&self.values, *inside, self.width - length, length)
            }
            Place::Outside(values) => Cache::copied(values, 0, 0, length),
        }
    }

    /// One rectangle with all rows.
    fn rectangle(&self, tensor: usize, width: usize) -> ort::Result<DynValue> {
        let (mut all, mut shape) = (Vec::new(), [0; 4]);
        for row in &self.rows {
            let (values, inside) = match &row.place {
                Place::Inside(inside) => (&self.values, *inside),
                Place::Outside(values) => (values, 0),
            };
            let table = Table::of(&values[tensor])?;
            shape = [self.rows.len(), table.heads, width, table.size];
            all.reserve(shape.iter().product::<usize>() - all.len());
            for head in 0..table.heads {
                all.resize(all.len() + (width - row.length) * table.size, 0.0);
                all.extend_from_slice(table.last_places(inside, head, row.length));
            }
        }
        Ok(Tensor::from_array((shape, all))?.into_dyn())
    }
}

impl Place {
    fn take_outside(&mut self) -> Option<Vec<DynValue>> {
        match self {
            Self::Outside(values) => Some(std::mem::take(values)),
            Self::Inside(_) => None,
        }
    }
}
