//! Fewer points that look the same: of each pixel column the first, the lowest, the highest and
//! the last.

/// A point of a line; without a height it is a gap.
pub(crate) type Point = (f64, Option<f64>);

/// The points that show in so many columns of pixels. Points must go from left to right;
/// few enough points stay as they are.
pub(crate) fn thinned(points: &[Point], columns: usize) -> Vec<Point> {
    let (Some((left, _)), Some((right, _))) = (points.first(), points.last()) else {
        return Vec::new();
    };
    if points.len() <= columns * 4 || right <= left {
        return points.to_vec();
    }
    let column = |x: f64| ((x - left) / (right - left) * columns as f64) as usize;
    let mut kept = Vec::with_capacity(columns * 4);
    for chunk in points.chunk_by(|a, b| column(a.0) == column(b.0)) {
        keep_outline(chunk, &mut kept);
    }
    kept
}

/// The outline of one column: in order, and each point once.
fn keep_outline(chunk: &[Point], kept: &mut Vec<Point>) {
    let heights = || {
        let known = chunk.iter().enumerate();
        known.filter_map(|(index, (_, y))| y.map(|y| (index, y)))
    };
    let lowest = heights().min_by(|a, b| a.1.total_cmp(&b.1));
    let highest = heights().max_by(|a, b| a.1.total_cmp(&b.1));
    let gap = chunk.iter().position(|(_, y)| y.is_none());
    let mut indexes = vec![0, chunk.len() - 1];
    indexes.extend(lowest.map(|(index, _)| index));
    indexes.extend(highest.map(|(index, _)| index));
    indexes.extend(gap);
    indexes.sort_unstable();
    indexes.dedup();
    kept.extend(indexes.into_iter().map(|index| chunk[index]));
}

#[cfg(test)]
mod tests {
    use super::{Point, thinned};

    #[test]
    fn few_points_stay_as_they_are() {
        let points: Vec<Point> = (0..100).map(|x| (f64::from(x), Some(1.0))).collect();
        assert_eq!(thinned(&points, 25), points);
        assert_eq!(thinned(&[], 25), []);
    }

    #[test]
    fn the_one_spike_among_many_points_is_kept() {
        let mut points: Vec<Point> = (0..100_000).map(|x| (f64::from(x), Some(0.0))).collect();
        points[54_321].1 = Some(9.0);
        points[77_777].1 = None;
        let kept = thinned(&points, 500);
        assert!(kept.len() < 2_100, "{}", kept.len());
        assert!(kept.contains(&(54_321.0, Some(9.0))));
        assert!(kept.contains(&(77_777.0, None)));
        assert!(kept.is_sorted_by(|a, b| a.0 < b.0));
    }
}
