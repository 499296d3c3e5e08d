//! Working days: the examples of domain.md Part 6 on the calendar of the real pack, and counts
//! against a walk over the days, in every arrangement of the years that are not published.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests fail by panicking"
)]

#[path = "laws/days.rs"]
mod days;

use std::collections::BTreeSet;

use alliance_check::logic::date::{Date, parse};
use alliance_check::logic::working_days::{Due, WorkingDays};
use alliance_check::pack::RulePack;
use alliance_check::pack::raw::{Calendar, Shift};
use chrono::Days;
use days::counted_days;

fn day(text: &str) -> Date {
    parse(text).unwrap()
}

fn pack_with(change: &dyn Fn(&mut Calendar)) -> RulePack {
    let path = "static/packs/shanghai-cleaner-production.json";
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    let mut json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut calendar: Calendar = serde_json::from_value(json["calendar"].take()).unwrap();
    change(&mut calendar);
    json["calendar"] = serde_json::to_value(calendar).unwrap();
    RulePack::read(&json.to_string()).unwrap()
}

fn pack() -> RulePack {
    pack_with(&|_| {})
}

/// Every day on which a count can end, by walking the days in every arrangement.
fn walked(pack: &RulePack, from: Date, count: u32) -> BTreeSet<Date> {
    let calendar = pack.raw().calendar.as_ref().unwrap();
    counted_days(calendar, &[(from, count)]).into_iter().flatten().collect()
}

/// The days found are the ends of what the walk finds, and what lies in between.
fn agrees(pack: &RulePack, calendar: &WorkingDays, from: Date, count: u32) {
    let due = calendar.after(from, count);
    let walked = walked(pack, from, count);
    let at = format!("{count} working days after {from}");
    assert_eq!(Some(&due.earliest), walked.first(), "{at}");
    assert_eq!(Some(&due.latest), walked.last(), "{at}");
    assert_eq!(calendar.possible(due).into_iter().collect::<BTreeSet<_>>(), walked, "{at}");
    assert!(walked.contains(&due.stated), "{at}");
    assert_eq!(due.provisional(), walked.len() > 1, "{at}");
}

/// domain.md Part 6: 2026-09-10 → 2026-10-14, 2026-02-10 → 2026-03-16.
#[test]
fn the_examples_of_the_domain() {
    let pack = pack();
    for (from, due) in [("2026-09-10", "2026-10-14"), ("2026-02-10", "2026-03-16")] {
        assert_eq!(pack.calendar().after(day(from), 20), Due::firm(day(due)), "{from}");
        assert_eq!(walked(&pack, day(from), 20), BTreeSet::from([day(due)]), "{from}");
    }
}

/// Holidays, weekend days that are worked, and the day of the event, which does not count.
#[test]
fn around_the_holidays_of_2026() {
    let rows = [
        ("2026-01-01", 1, "2026-01-04"),
        ("2026-01-02", 1, "2026-01-04"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-02-27", 1, "2026-02-28"),
        ("2026-02-28", 1, "2026-03-02"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-24", 1, "2026-09-28"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-10-10", 1, "2026-10-12"),
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-21", 0, "2026-11-21"),
    ];
    let pack = pack();
    for (from, count, due) in rows {
        assert_eq!(pack.calendar().after(day(from), count), Due::firm(day(due)), "{from}+{count}");
    }
}

/// Every day of 2026 and every count up to 40, against the walk over the days, as far as the
/// count stays in the year; the rest is provisional.
#[test]
fn all_of_2026_against_a_walk() {
    let pack = pack();
    let calendar = pack.raw().calendar.as_ref().unwrap();
    let mut worked = Vec::new();
    for at in 0..365 {
        let today = day("2026-01-01") + Days::new(at);
        if walked(&pack, today - Days::new(1), 1) == BTreeSet::from([today]) && at > 0 {
            worked.push(today);
        }
    }
    // 248 working days in the notice of 2026: 261 weekdays, 19 of them off, 6 weekend days worked.
    assert_eq!(worked.len(), 248);
    assert_eq!(calendar.years.len(), 1);
    for at in 0..365 {
        let from = day("2026-01-01") + Days::new(at);
        let after: Vec<&Date> = worked.iter().filter(|d| **d > from).collect();
        for count in 1..=40u32 {
            let due = pack.calendar().after(from, count);
            match after.get(usize::try_from(count).unwrap() - 1) {
                Some(day) => assert_eq!(due, Due::firm(**day), "{count} after {from}"),
                None => {
                    assert!(due.earliest >= self::day("2027-01-02"), "{count} after {from}");
                    assert!(due.earliest <= due.stated && due.stated <= due.latest);
                    assert!(due.provisional(), "{count} after {from}");
                }
            }
        }
    }
}

/// An event near the end of 2026: the day is provisional, the sides on which every arrangement
/// agrees are firm.
#[test]
fn the_end_of_2026_is_provisional() {
    let pack = pack();
    let calendar = pack.calendar();
    let due = calendar.after(day("2026-12-10"), 20);
    // 15 working days are left in 2026; five more in 2027, without New Year's Day.
    assert_eq!(due.stated, day("2027-01-08"));
    // With ten weekend days worked: 2, 3, 4, 5 and 6 January.
    assert_eq!(due.earliest, day("2027-01-06"));
    // With twenty more weekdays off: four weeks later.
    assert_eq!(due.latest, day("2027-02-05"));
    assert!(due.provisional());
    assert!(!calendar.possible(due).contains(&day("2027-01-01")));
    agrees(&pack, calendar, day("2026-12-10"), 20);
    // The last count that stays in the year is firm.
    assert!(!calendar.after(day("2026-12-10"), 15).provisional());
    assert!(calendar.after(day("2026-12-10"), 16).provisional());
}

/// In years that are not published the earliest and the latest day are those of some arrangement,
/// no arrangement gives another, and every day in between that can be worked is given by one.
#[test]
fn no_arrangement_gives_a_day_outside() {
    for (most_off, most_work) in [(0, 0), (1, 0), (0, 1), (2, 1), (1, 2), (3, 3)] {
        for off in [vec![], vec!["01-01".to_owned(), "01-02".to_owned()]] {
            let pack = pack_with(&|calendar| {
                calendar.unpublished.most_off = most_off;
                calendar.unpublished.most_work = most_work;
                calendar.unpublished.off = off.clone();
            });
            for from in ["2025-12-24", "2025-12-31", "2026-12-25", "2027-12-27", "2028-02-26"] {
                for count in 0..=9 {
                    agrees(&pack, pack.calendar(), day(from), count);
                }
            }
        }
    }
}

/// Months and days are firm: the day of that number, or the last that the month has.
#[test]
fn months_end_with_the_month() {
    let rows = [
        ("2026-05-31", -3, "2026-02-28"),
        ("2028-05-31", -3, "2028-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2024-02-29", 36, "2027-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-31", 2, "2027-02-28"),
    ];
    let pack = pack();
    for (from, by, due) in rows {
        assert_eq!(days::months(day(from), by), day(due), "{from} {by}");
        assert_eq!(alliance_check::logic::date::add_months(day(from), by), day(due), "{from} {by}");
        let vectors = days::due(&pack, &[(day(from), Shift::Months(by))]);
        assert_eq!(vectors, BTreeSet::from([vec![day(due)]]));
    }
    assert_eq!(days::days(day("2026-03-01"), -1), day("2026-02-28"));
    let place = days::place(day("2026-03-01"), day("2026-03-01"));
    assert_eq!(place, alliance_check::pack::raw::Place::OnDay);
}
