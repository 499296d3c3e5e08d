//! F0. Civil dates: reading what people type, and calendar-year arithmetic.
//!
//! Years are calendar years. The corresponding day of a period is the same month and day; where
//! it does not exist (29 February) it is the last day of the month (Civil Code arts. 201–202, used
//! by general drafting convention).

use chrono::{Datelike, Months, NaiveDate};

/// A civil date, without time or zone.
pub type Date = NaiveDate;

/// Reads `2026-11-20`, `2026/11/20`, `2026.11.20`, `20261120` or `2026年11月20日`, full-width digits
/// included. Nothing else, and only days that exist.
pub fn parse(text: &str) -> Option<Date> {
    let plain: String =
        text.trim().chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    if plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_digit()) {
        let number: i32 = plain.parse().ok()?;
        return build(number / 10000, number / 100 % 100, number % 100);
    }
    let body = plain.strip_suffix('日').unwrap_or(&plain);
    let mut parts = body.split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse().ok()).flatten();
    build(digits(year)?, digits(month)?, digits(day)?)
}

/// The first day that can be typed.
pub const FIRST: Date = NaiveDate::from_ymd_opt(1800, 1, 1).expect("a day");

/// The last day that can be typed.
pub const LAST: Date = NaiveDate::from_ymd_opt(2999, 12, 31).expect("a day");

fn build(year: i32, month: i32, day: i32) -> Option<Date> {
    NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)
        .filter(|day| (FIRST..=LAST).contains(day))
}

/// Half-width form of a full-width digit, letter, sign or separator.
pub fn half_width(c: char) -> char {
    match c {
        '－' | '−' | '–' => '-',
        '。' => '.',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// `YYYY-MM-DD`.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// The number of the day: of two days the later has the greater.
pub fn number(date: Date) -> i64 {
    i64::from(date.num_days_from_ce())
}

/// The day of a number.
pub fn of_number(number: i64) -> Option<Date> {
    NaiveDate::from_num_days_from_ce_opt(number.try_into().ok()?)
}

/// Year, month and day.
pub fn parts(date: Date) -> (i32, u32, u32) {
    (date.year(), date.month(), date.day())
}

/// The corresponding day `years` later.
pub fn add_years(date: Date, years: u32) -> Date {
    date.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(Date::MAX)
}

/// The corresponding day `years` earlier.
pub fn sub_years(date: Date, years: u32) -> Date {
    date.checked_sub_months(Months::new(years.saturating_mul(12))).unwrap_or(Date::MIN)
}

/// The corresponding day so many months later, or (negative) earlier; the last day of the month
/// where it does not exist.
pub fn add_months(date: Date, months: i32) -> Date {
    let count = Months::new(months.unsigned_abs());
    match months < 0 {
        true => date.checked_sub_months(count).unwrap_or(Date::MIN),
        false => date.checked_add_months(count).unwrap_or(Date::MAX),
    }
}

/// The day so many days later, or (negative) earlier.
pub fn add_days(date: Date, days: i32) -> Date {
    let end = if days < 0 { Date::MIN } else { Date::MAX };
    date.checked_add_signed(chrono::TimeDelta::days(days.into())).unwrap_or(end)
}

/// The days from one to another, both included.
pub fn days(first: Date, last: Date) -> Vec<Date> {
    first.iter_days().take_while(|day| *day <= last).collect()
}

/// The first day that can be typed of which something holds that holds of all later ones, or the
/// last.
pub fn first(holds: impl Fn(Date) -> bool) -> Date {
    let (mut from, mut until) = (FIRST.num_days_from_ce(), LAST.num_days_from_ce());
    let day = |number| Date::from_num_days_from_ce_opt(number).unwrap_or(LAST);
    while from < until {
        let middle = from + (until - from) / 2;
        match holds(day(middle)) {
            true => until = middle,
            false => from = middle + 1,
        }
    }
    day(from)
}

/// The next day.
pub fn next_day(date: Date) -> Date {
    date.succ_opt().unwrap_or(Date::MAX)
}

/// The last start from which a period of `years` has ended on `clock`:
/// the greatest `d` with `add_years(d, years) <= clock`.
pub fn last_start(years: u32, clock: Date) -> Date {
    let mut day = sub_years(clock, years);
    // At most one step: 29 February is clamped to the same anniversary as 28 February.
    while day < clock && add_years(next_day(day), years) <= clock {
        day = next_day(day);
    }
    day
}

/// The first event that still lies in a look-back of `years` on `clock`:
/// the least `d` with `add_years(d, years) >= clock`.
pub fn first_within(years: u32, clock: Date) -> Date {
    let mut first = sub_years(clock, years);
    while add_years(first, years) < clock {
        first = next_day(first);
    }
    while let Some(before) = first.pred_opt() {
        if add_years(before, years) < clock {
            break;
        }
        first = before;
    }
    first
}
