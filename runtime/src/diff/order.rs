//! The arithmetic of few moves.

/// The indices of a longest increasing subsequence.
pub(super) fn longest_increasing(places: impl Iterator<Item = usize> + Clone) -> Vec<usize> {
    // `tails[n]` is the index and place of the smallest end of an increasing run of n + 1.
    let mut tails: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (index, place) in places.enumerate() {
        let length = tails.partition_point(|(_, tail)| *tail < place);
        before.push(length.checked_sub(1).map(|shorter| tails[shorter].0));
        match tails.get_mut(length) {
            Some(tail) => *tail = (index, place),
            None => tails.push((index, place)),
        }
    }
    let mut run: Vec<usize> =
        std::iter::successors(tails.last().map(|(index, _)| *index), |index| {
            before[*index]
        })
        .collect();
    run.reverse();
    run
}

/// Counts by place, with quick sums (a Fenwick tree).
pub(super) struct Tally(Vec<isize>);

impl Tally {
    pub(super) fn new(places: usize) -> Self {
        Self(vec![0; places + 1])
    }

    pub(super) fn add(&mut self, place: usize, count: isize) {
        let mut at = place + 1;
        while at < self.0.len() {
            self.0[at] += count;
            at += at & at.wrapping_neg();
        }
    }

    /// How many are counted at places below this one.
    pub(super) fn below(&self, place: usize) -> usize {
        let (mut at, mut sum) = (place, 0);
        while at > 0 {
            sum += self.0[at];
            at -= at & at.wrapping_neg();
        }
        sum.unsigned_abs()
    }
}
