//! Worker entry: one export job in, one reply out.

fn main() {}
