//! A frame as text.

use std::{hint::black_box, time::Duration};

use criterion::{Criterion, Throughput};
use mirror_benches::runner::{Runner, on_script_thread};
use mirror_runtime::{
    diff::diff,
    protocol::{ClientMessage, Frame, Patch, ServerMessage},
    session::board::empty_page,
};

fn main() {
    on_script_thread(|| {
        let mut criterion = Criterion::default()
            .measurement_time(Duration::from_secs(2))
            .warm_up_time(Duration::from_millis(500))
            .configure_from_args();
        let mut runner = Runner::open("elements");
        let whole = diff(&empty_page().root, runner.page());
        write(&mut criterion, "a_whole_page_of_1000", whole);
        let cause = runner.change("N", 7);
        let (before, after) = runner.rerun(cause);
        let one = diff(&before, after);
        write(&mut criterion, "one_change", one);
        let event = r#"{"type":"event","id":"a1b2c3d4e5","value":500,"seq":1000}"#;
        criterion.bench_function("protocol/read_an_event", |bencher| {
            bencher.iter(|| {
                serde_json::from_str::<ClientMessage>(black_box(event)).expect("it is an event")
            });
        });
        criterion.final_summary();
    });
}

fn write(criterion: &mut Criterion, what: &str, patches: Vec<Patch>) {
    let frame = Frame {
        frame: 7,
        run: 7,
        ack: 7,
        running: false,
        reset: false,
        stale: Vec::new(),
        patches,
    };
    let message = ServerMessage::Frame(frame);
    let text = || serde_json::to_string(black_box(&message)).expect("a frame is JSON");
    let mut group = criterion.benchmark_group("protocol");
    group.throughput(Throughput::Bytes(text().len() as u64));
    group.bench_function(format!("write_{what}"), |bencher| bencher.iter(text));
}
