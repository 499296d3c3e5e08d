//! F1. The check of what a track's kind asks for: deadlines, calendars, joint tracks, information.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::date;
use crate::pack::calendar::month_day;
use crate::pack::check::Check;
use crate::pack::check::conditions::Scope;
use crate::pack::check::track::TrackCheck;
use crate::pack::raw::*;

/// No deadline counts more working days than this.
const MOST_DAYS: u32 = 1000;

impl Check<'_> {
    pub(super) fn calendar(&mut self) {
        let Some(calendar) = &self.pack.calendar else {
            return;
        };
        let mut days: Vec<(String, &String)> = Vec::new();
        for (i, year) in calendar.years.iter().enumerate() {
            let at = format!("calendar.years[{i}]");
            days.push((format!("{at}.published"), &year.published));
            days.extend(year.off.iter().flatten().map(|day| (format!("{at}.off"), day)));
            days.extend(year.work.iter().map(|day| (format!("{at}.work"), day)));
            if calendar.years.iter().take(i).any(|other| other.year == year.year) {
                self.fault(
                    &at,
                    (&format!("{}年列了两次", year.year), &format!("{} stands twice", year.year)),
                    ("每年一条", "one entry for each year"),
                );
            }
            let elsewhere = |day: &&String| !day.starts_with(&format!("{}-", year.year));
            for day in year.off.iter().flatten().chain(&year.work).filter(elsewhere) {
                self.fault(
                    &at,
                    (
                        &format!("“{day}”不在{}年", year.year),
                        &format!("`{day}` lies outside {}", year.year),
                    ),
                    ("移到所属的年份", "move it to its own year"),
                );
            }
        }
        for (at, day) in days.into_iter().filter(|(_, day)| date::parse(day).is_none()) {
            self.no_date(&at, day);
        }
        for day in calendar.unpublished.off.iter().filter(|day| month_day(day).is_none()) {
            self.fault(
                "calendar.unpublished.off",
                (&format!("“{day}”不是月日"), &format!("`{day}` is no month and day")),
                ("写成 01-01", "write 01-01"),
            );
        }
    }

    pub(super) fn no_date(&mut self, at: &str, day: &str) {
        self.fault(
            at,
            (&format!("“{day}”不是日期"), &format!("`{day}` is no date")),
            ("写成 2026-11-20", "write 2026-11-20"),
        );
    }
}

impl<'a> TrackCheck<'a, '_> {
    /// What the kind of the track asks for.
    pub(super) fn kind(&mut self) {
        let track = self.track;
        let at = self.at.clone();
        match track.kind {
            TrackKind::Admission | TrackKind::Deadlines if track.requirements.is_empty() => {
                self.check.fault(
                    format!("{at}.requirements"),
                    ("没有任何条件", "no requirement"),
                    ("空的规则不能发布", "an empty rule cannot be published"),
                );
            }
            TrackKind::Deadlines if track.deadlines.is_empty() => self.check.fault(
                format!("{at}.deadlines"),
                ("期限类事项没有写明期限", "a track of kind deadlines has none"),
                ("写出期限，或改为 admission", "add one, or make it an admission"),
            ),
            TrackKind::Information => self.information(),
            TrackKind::Admission if track.form.is_none() => self.check.fault(
                format!("{at}.form"),
                ("没有申请表", "no form"),
                ("写出导出文件的内容", "say what the exported document holds"),
            ),
            _ => {}
        }
    }

    fn information(&mut self) {
        let track = self.track;
        let asks = !track.requirements.is_empty()
            || crate::pack::track_facts(track).next().is_some()
            || !track.materials.is_empty()
            || !track.deadlines.is_empty()
            || track.form.is_some()
            || track.joint.is_some();
        if asks {
            self.check.fault(
                format!("{}.kind", self.at),
                ("信息页不能有条件、问题、材料、期限或表格", "an information page asks nothing"),
                (
                    "移去这些内容，或改为 admission",
                    "take requirements, questions, materials, deadlines and form away, or make it \
                     an admission",
                ),
            );
        }
        if track.notes.is_empty() {
            self.check.fault(
                format!("{}.notes", self.at),
                ("信息页没有内容", "an information page without notes"),
                ("写出条文说了什么、没说什么", "say what the text says and what it does not"),
            );
        }
    }

    pub(super) fn deadlines(&mut self) {
        let track = self.track;
        let ids = track.deadlines.iter().map(|d| d.id.as_str());
        self.check.unique(&format!("{}.deadlines", self.at), ids);
        for (i, deadline) in track.deadlines.iter().enumerate() {
            let at = format!("{}.deadlines[{i}]({})", self.at, deadline.id);
            self.check.cited(&at, &deadline.cite, true);
            self.kind_of(&at, &deadline.base, Scope::Facts, "date");
            if let Against::Fact(fact) = &deadline.against {
                self.kind_of(&at, fact, Scope::Facts, "date");
            }
            match deadline.shift {
                Shift::WorkingDays(_) if self.check.pack.calendar.is_none() => self.check.fault(
                    at,
                    ("按工作日计算，却没有日历", "counts working days without a calendar"),
                    ("在规则文件里写出 calendar", "add a `calendar` to the pack"),
                ),
                Shift::WorkingDays(days) if days > MOST_DAYS => self.check.fault(
                    at,
                    ("工作日数过大", "too many working days"),
                    ("最多1000个工作日", "1000 at most"),
                ),
                _ => {}
            }
        }
    }

    pub(super) fn deadline_test(&mut self, at: &str, test: &DeadlineTest, scope: Scope<'a>) {
        if matches!(scope, Scope::Fields(_)) {
            self.check.fault(
                at,
                ("记录规则里不能用期限", "no deadline within a rule over records"),
                ("把期限写成单独的条件", "give the deadline a requirement of its own"),
            );
        }
        let track = self.track;
        if !track.deadlines.iter().any(|d| d.id == test.id) {
            let known = track.deadlines.iter().map(|d| d.id.as_str());
            self.check.unknown(at, ("期限", "deadline"), &test.id, known);
        }
        if test.is.is_empty() {
            self.check.fault(
                at,
                ("没有写明在期限之前、当日还是之后", "before, on or after is missing"),
                ("至少写一个", "name at least one"),
            );
        }
    }

    pub(super) fn joint(&mut self) {
        let Some(joint) = &self.track.joint else {
            return;
        };
        let at = format!("{}.joint", self.at);
        let told = self.check.faults.len();
        let pack = self.check.pack;
        self.check.cited(&at, &joint.cite, true);
        self.kind_of(&at, &joint.fact, Scope::Facts, "choices");
        let options = pack.facts.iter().find(|fact| fact.id == joint.fact).map(|fact| &fact.kind);
        for part in &joint.parts {
            match pack.tracks.iter().find(|track| track.id == part.track) {
                None => {
                    let known = pack.tracks.iter().map(|track| track.id.as_str());
                    self.check.unknown(&at, ("事项", "track"), &part.track, known);
                }
                Some(track) if track.joint.is_some() || track.id == self.track.id => {
                    self.check.fault(
                        &at,
                        ("组成部分不能又是合并事项", "a part may not be a joint track"),
                        ("直接列出各个事项", "list the tracks themselves"),
                    );
                }
                Some(_) => {}
            }
            if let Some(Kind::Choices(choice)) = options
                && !choice.options.iter().any(|option| option.id == part.option)
            {
                let known = choice.options.iter().map(|option| option.id.as_str());
                self.check.unknown(&at, ("选项", "option"), &part.option, known);
            }
        }
        self.same_nodes(&at, joint);
        if joint.parts.len() < 2 {
            self.check.fault(
                &at,
                ("组成部分少于两个", "fewer than two parts"),
                ("至少列出两个事项", "list at least two tracks"),
            );
        }
        if self.check.faults.len() == told {
            self.every_option(joint);
        }
    }

    /// Whoever names something names a part.
    fn every_option(&mut self, joint: &Joint) {
        let fact = self.check.pack.facts.iter().find(|fact| fact.id == joint.fact);
        let options = match fact.map(|fact| &fact.kind) {
            Some(Kind::Choices(choice)) => choice.options.as_slice(),
            _ => &[],
        };
        for option in options.iter().filter(|o| !joint.parts.iter().any(|p| p.option == o.id)) {
            let id = &option.id;
            self.check.fault(
                format!("{}.joint", self.at),
                (&format!("选项“{id}”不属于任何组成部分"), &format!("option `{id}` is of no part")),
                ("为它列出一个事项，或去掉它", "list a track for it, or take it away"),
            );
        }
    }

    /// What has one id is one thing: the parts may not word it differently, nor lift a requirement
    /// that they share in different ways.
    fn same_nodes(&mut self, at: &str, joint: &Joint) {
        let plain = self.check.pack.tracks.iter().filter(|track| track.joint.is_none());
        let parts = plain.filter(|track| joint.parts.iter().any(|part| part.track == track.id));
        let parts: Vec<&Track> = parts.collect();
        let mut differing = BTreeSet::new();
        differing.extend(differ(&parts, |t| &t.requirements, |r| &r.id));
        differing.extend(differ(&parts, |t| &t.waivers, |w| &w.id));
        differing.extend(differ(&parts, |t| &t.preferences, |p| &p.id));
        differing.extend(differ(&parts, |t| &t.readings, |r| &r.id));
        differing.extend(differ(&parts, |t| &t.conflicts, |c| &c.id));
        differing.extend(differ(&parts, |t| &t.materials, |m| &m.id));
        differing.extend(differ(&parts, |t| &t.missing_documents, |m| &m.id));
        differing.extend(differ(&parts, |t| &t.deadlines, |d| &d.id));
        for waiver in parts.iter().flat_map(|part| &part.waivers) {
            let shares = |part: &&&Track| part.requirements.iter().any(|r| r.id == waiver.of);
            let lifts = |part: &&Track| part.waivers.iter().any(|w| w.id == waiver.id);
            if !parts.iter().filter(shares).all(lifts) {
                differing.insert(&waiver.id);
            }
        }
        for id in differing {
            self.check.fault(
                at,
                (&format!("各部分的“{id}”不一致"), &format!("the parts differ in `{id}`")),
                ("同名的内容须完全相同", "what has one id must be the same in all parts"),
            );
        }
    }

    /// Two counts of working days share one calendar: a rule that looks at both would have to know
    /// what the calendar makes of them together.
    pub(super) fn one_count(&mut self, at: &str, conditions: &[&Condition]) {
        let mut tests = Vec::new();
        conditions.iter().for_each(|condition| deadline_tests(condition, &mut tests));
        let tested = |d: &&Deadline| {
            tests.contains(&d.id.as_str()) && matches!(d.shift, Shift::WorkingDays(_))
        };
        let mut counts = self.track.deadlines.iter().filter(tested).map(|d| (&d.base, d.shift));
        let first = counts.next();
        if counts.any(|count| Some(count) != first) {
            self.check.fault(
                at,
                ("同一条件里有两种工作日计算", "two counts of working days in one rule"),
                ("拆成两个条件", "split it in two"),
            );
        }
    }
}

/// The nodes of one id that are not the same in all tracks.
fn differ<'a, T: PartialEq + 'a>(
    tracks: &[&'a Track],
    list: fn(&Track) -> &Vec<T>,
    id: fn(&T) -> &String,
) -> BTreeSet<&'a String> {
    let mut known: BTreeMap<&String, &T> = BTreeMap::new();
    let mut differing = BTreeSet::new();
    for node in tracks.iter().flat_map(|track| list(track)) {
        if *known.entry(id(node)).or_insert(node) != node {
            differing.insert(id(node));
        }
    }
    differing
}

/// The deadlines that a condition looks at.
fn deadline_tests<'a>(condition: &'a Condition, found: &mut Vec<&'a str>) {
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            list.iter().for_each(|inner| deadline_tests(inner, found));
        }
        Condition::Not(inner) => deadline_tests(inner, found),
        Condition::Deadline(test) => found.push(&test.id),
        _ => {}
    }
}
