//! Command line over rule packs.

fn main() {}
