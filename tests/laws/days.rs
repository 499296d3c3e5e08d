//! Deadlines by brute force: months and working days counted by walking the days. A year without a
//! published calendar is walked in every arrangement that its bounds leave.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use alliance_check::pack::RulePack;
use alliance_check::pack::raw::{Calendar, Place, Shift};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Where a day lies as seen from the day on which something is due.
pub fn place(day: NaiveDate, due: NaiveDate) -> Place {
    match day.cmp(&due) {
        std::cmp::Ordering::Less => Place::Before,
        std::cmp::Ordering::Equal => Place::OnDay,
        std::cmp::Ordering::Greater => Place::After,
    }
}

/// So many months later or earlier: the day of that number, or the last that the month has.
pub fn months(from: NaiveDate, by: i32) -> NaiveDate {
    let all = from.year() * 12 + i32::try_from(from.month0()).unwrap() + by;
    let (year, month) = (all.div_euclid(12), u32::try_from(all.rem_euclid(12)).unwrap() + 1);
    (1..=from.day()).rev().find_map(|d| NaiveDate::from_ymd_opt(year, month, d)).unwrap()
}

/// So many days later or earlier.
pub fn days(from: NaiveDate, by: i32) -> NaiveDate {
    let count = Days::new(u64::from(by.unsigned_abs()));
    if by < 0 { from - count } else { from + count }
}

/// The days on which events can be due together: one vector for each arrangement of the years, in
/// the order of the events.
pub fn due(pack: &RulePack, events: &[(NaiveDate, Shift)]) -> BTreeSet<Vec<NaiveDate>> {
    type Key = (String, Vec<(NaiveDate, u32)>);
    thread_local! {
        static KNOWN: RefCell<BTreeMap<Key, BTreeSet<Vec<NaiveDate>>>> = RefCell::default();
    }
    let counted: Vec<(NaiveDate, u32)> = events
        .iter()
        .filter_map(|(day, shift)| match shift {
            Shift::WorkingDays(count) => Some((*day, *count)),
            _ => None,
        })
        .collect();
    let counted = if counted.is_empty() {
        BTreeSet::from([Vec::new()])
    } else {
        let calendar = pack.raw().calendar.as_ref().expect("a calendar");
        let key = (pack.hash().to_owned(), counted.clone());
        let known = KNOWN.with_borrow(|known| known.get(&key).cloned());
        known.unwrap_or_else(|| {
            let found = counted_days(calendar, &counted);
            KNOWN.with_borrow_mut(|known| known.insert(key, found.clone()));
            found
        })
    };
    let vector = |counted: &Vec<NaiveDate>| {
        let mut counted = counted.iter();
        let one = |(day, shift): &(NaiveDate, Shift)| match shift {
            Shift::Months(by) => months(*day, *by),
            Shift::Days(by) => days(*day, *by),
            Shift::WorkingDays(_) => *counted.next().unwrap(),
        };
        events.iter().map(one).collect()
    };
    counted.iter().map(vector).collect()
}

/// What is left to count of an event, or the day on which it is due.
type Count = Result<NaiveDate, u32>;

/// Walks the days from the first event on. A state is what an arrangement has used up of the year,
/// and how far each event is counted.
pub fn counted_days(calendar: &Calendar, events: &[(NaiveDate, u32)]) -> BTreeSet<Vec<NaiveDate>> {
    let begin = |(day, count): &(NaiveDate, u32)| if *count == 0 { Ok(*day) } else { Err(*count) };
    let start: Vec<Count> = events.iter().map(begin).collect();
    let mut states = BTreeSet::from([(0u32, 0u32, start)]);
    let mut done = BTreeSet::new();
    let mut day = events.iter().map(|(day, _)| *day).min().unwrap();
    while !states.is_empty() {
        let (finished, going): (BTreeSet<_>, BTreeSet<_>) =
            states.into_iter().partition(|(_, _, counts)| counts.iter().all(Result::is_ok));
        done.extend(
            finished.into_iter().map(|(_, _, c)| c.into_iter().map(Result::unwrap).collect()),
        );
        day = day + Days::new(1);
        states = BTreeSet::new();
        for (off, work, counts) in going {
            let (off, work) = if day.ordinal() == 1 { (0, 0) } else { (off, work) };
            for (worked, off, work) in ways(calendar, day, off, work) {
                let step = |(count, (event, _)): (&Count, &(NaiveDate, u32))| match count {
                    Err(left) if worked && day > *event && *left == 1 => Ok(day),
                    Err(left) if worked && day > *event => Err(left - 1),
                    other => *other,
                };
                states.insert((off, work, counts.iter().zip(events).map(step).collect()));
            }
        }
    }
    done
}

/// Whether a day is worked, in every way that is left: with what is used up of the year after it.
fn ways(calendar: &Calendar, day: NaiveDate, off: u32, work: u32) -> Vec<(bool, u32, u32)> {
    let weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let text = day.to_string();
    if let Some(year) = calendar.years.iter().find(|y| y.year == day.year()) {
        let free = year.off.iter().any(|[first, last]| *first <= text && text <= *last);
        return vec![(year.work.contains(&text) || (weekday && !free), off, work)];
    }
    let bounds = &calendar.unpublished;
    if bounds.off.iter().any(|always| text.ends_with(&format!("-{always}"))) {
        return vec![(false, off, work)];
    }
    let mut ways = vec![(weekday, off, work)];
    if weekday && off < bounds.most_off {
        ways.push((false, off + 1, work));
    }
    if !weekday && work < bounds.most_work {
        ways.push((true, off, work + 1));
    }
    ways
}
