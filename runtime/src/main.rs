//! The mirror command line.
fn main() {}
