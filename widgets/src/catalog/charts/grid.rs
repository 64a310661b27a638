//! Series side by side: their values at the same places, for what stands on top of each other.

use super::data::{Across, Data};
use super::time;
use crate::{Args, WidgetError, format, thin, words::list_or};

/// How series stand to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stack {
    /// Each for itself.
    No,
    /// On top of each other.
    Yes,
    /// On top of each other, as shares of the whole.
    Shares,
    /// On top of each other, around the middle.
    Center,
}

/// The values of all series at all places. Where a series has none, the value is missing.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) places: Vec<f64>,
    /// By series, then by place.
    pub(crate) values: Vec<Vec<Option<f64>>>,
}

/// From where to where something reaches up.
pub(crate) type Reach = Option<(f64, f64)>;

impl Stack {
    pub(crate) fn read(args: &Args) -> Result<Self, WidgetError> {
        match args
            .value("stack")?
            .map(|value| (value.as_bool(), value.as_str()))
        {
            None | Some((Some(true), _)) => Ok(Self::Yes),
            Some((Some(false), _)) => Ok(Self::No),
            Some((_, Some("normalize"))) => Ok(Self::Shares),
            Some((_, Some("center"))) => Ok(Self::Center),
            Some(_) => Err(args.error(format!(
                "`stack` must be true, false, {}",
                list_or(&["normalize", "center"])
            ))),
        }
    }
}

impl Grid {
    /// The data at all its places, from left to right. Values of one series at one place add up.
    pub(crate) fn new(data: &Data) -> Self {
        let points = || data.series.iter().flat_map(|series| &series.points);
        let mut places: Vec<f64> = points().map(|(place, _)| *place).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        let mut values = vec![vec![None; places.len()]; data.series.len()];
        for (series, values) in data.series.iter().zip(&mut values) {
            for (place, value) in &series.points {
                let index = places.partition_point(|other| other < place);
                if let (Some(value), Some(cell)) = (value, values.get_mut(index)) {
                    *cell = Some(cell.unwrap_or(0.0) + value);
                }
            }
        }
        Self { places, values }
    }

    /// The same with no more places than so many columns of pixels show.
    pub(crate) fn thinned(self, columns: usize) -> Self {
        let total = |index: usize| self.values.iter().filter_map(|values| values[index]).sum();
        let totals = self.places.iter().enumerate();
        let totals: Vec<thin::Point> = totals
            .map(|(index, place)| (*place, Some(total(index))))
            .collect();
        let kept = thin::thinned(&totals, columns);
        let mut kept = kept.iter().map(|(place, _)| *place).peekable();
        let keep: Vec<bool> = self
            .places
            .iter()
            .map(|place| kept.next_if_eq(place).is_some())
            .collect();
        let only = |list: &[Option<f64>]| {
            let pairs = list.iter().zip(&keep);
            pairs
                .filter(|(_, keep)| **keep)
                .map(|(value, _)| *value)
                .collect()
        };
        Self {
            values: self.values.iter().map(|values| only(values)).collect(),
            places: self
                .places
                .iter()
                .zip(&keep)
                .filter(|(_, keep)| **keep)
                .map(|(place, _)| *place)
                .collect(),
        }
    }

    /// The names of the places, for what stands at names rather than along numbers.
    pub(crate) fn names(&self, across: &Across) -> Vec<String> {
        let name = |place: &f64| match across {
            Across::Names(names) => names.get(*place as usize).cloned().unwrap_or_default(),
            Across::Time => time::text(*place),
            Across::Rows | Across::Numbers => format::number(*place, "%.10g").unwrap_or_default(),
        };
        self.places.iter().map(name).collect()
    }

    /// From where to where each value reaches: by series, then by place.
    pub(crate) fn reaches(&self, stack: Stack) -> Vec<Vec<Reach>> {
        let mut reaches = vec![vec![None; self.places.len()]; self.values.len()];
        for place in 0..self.places.len() {
            let sizes = || self.values.iter().filter_map(|values| values[place]);
            let whole: f64 = sizes().map(f64::abs).sum();
            // What is below zero hangs down from there.
            let (mut top, mut bottom) = (0.0, 0.0);
            if stack == Stack::Center {
                (top, bottom) = (-whole / 2.0, -whole / 2.0);
            }
            for (values, reaches) in self.values.iter().zip(&mut reaches) {
                let Some(value) = values[place] else { continue };
                let value = match stack {
                    Stack::Shares if whole > 0.0 => value / whole,
                    _ => value,
                };
                let end = match stack {
                    Stack::No => &mut 0.0,
                    Stack::Center => &mut top,
                    _ if value < 0.0 => &mut bottom,
                    _ => &mut top,
                };
                let start = *end;
                *end += if stack == Stack::Center {
                    value.abs()
                } else {
                    value
                };
                reaches[place] = Some((start, *end));
            }
        }
        reaches
    }
}

/// The lowest and the highest end of some reaches, with zero among them.
pub(crate) fn ends(reaches: &[Vec<Reach>]) -> (f64, f64) {
    let all = reaches.iter().flatten().flatten();
    all.fold((0.0, 0.0), |(low, high): (f64, f64), (start, end)| {
        (low.min(*start).min(*end), high.max(*start).max(*end))
    })
}

#[cfg(test)]
mod tests {
    use super::{Grid, Stack};

    fn grid() -> Grid {
        Grid {
            places: vec![0.0, 1.0],
            values: vec![vec![Some(1.0), Some(-2.0)], vec![Some(3.0), None]],
        }
    }

    #[test]
    fn series_stand_on_top_of_each_other_and_hang_below_zero() {
        assert_eq!(
            grid().reaches(Stack::Yes),
            [
                [Some((0.0, 1.0)), Some((0.0, -2.0))],
                [Some((1.0, 4.0)), None]
            ]
        );
        assert_eq!(grid().reaches(Stack::No)[1], [Some((0.0, 3.0)), None]);
    }

    #[test]
    fn shares_make_a_whole_and_the_center_lies_in_the_middle() {
        assert_eq!(grid().reaches(Stack::Shares)[1][0], Some((0.25, 1.0)));
        assert_eq!(grid().reaches(Stack::Center)[0][0], Some((-2.0, -1.0)));
        assert_eq!(grid().reaches(Stack::Center)[1][0], Some((-1.0, 2.0)));
    }
}
