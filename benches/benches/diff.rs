//! What changes from one page to the next.

use std::{hint::black_box, sync::Arc, time::Duration};

use criterion::{BenchmarkId, Criterion, Throughput};
use mirror_runtime::diff::diff;
use mirror_widgets::{Element, Id, Props};

fn main() {
    let mut criterion = Criterion::default()
        .measurement_time(Duration::from_secs(2))
        .warm_up_time(Duration::from_millis(500))
        .configure_from_args();
    for count in [1_000, 10_000] {
        let shown = page(count);
        // As after a rerun: the same page, made anew.
        compare(
            &mut criterion,
            "nothing_changes",
            count,
            &shown,
            &page(count),
        );
        let mut one = page(count);
        let changed = Arc::make_mut(&mut one.children[count / 2].props);
        changed.insert("body".into(), "another text".into());
        compare(&mut criterion, "one_changes", count, &shown, &one);
        let mut reversed = page(count);
        reversed.children.reverse();
        compare(&mut criterion, "all_move", count, &shown, &reversed);
    }
    criterion.final_summary();
}

fn compare(criterion: &mut Criterion, what: &str, count: usize, shown: &Element, next: &Element) {
    let mut group = criterion.benchmark_group(format!("diff/{what}"));
    group.throughput(Throughput::Elements(count as u64));
    group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
        bencher.iter(|| black_box(diff(black_box(shown), black_box(next))));
    });
}

fn page(count: usize) -> Element {
    let mut root = Element::new(Id::ROOT, "page", Props::new());
    root.children = (0..count)
        .map(|index| {
            let mut props = Props::new();
            props.insert("body".into(), format!("the text of line {index}").into());
            props.insert("help".into(), "what it is".into());
            Element::new(Id(1_000_000 + index as u64), "text", props)
        })
        .collect();
    root
}
