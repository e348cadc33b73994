//! The `hindsight` command line.
fn main() {}
