//! Alliance Check.
