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
        self.same_requirements(&at, joint);
        if joint.parts.len() < 2 {
            self.check.fault(
                at,
                ("组成部分少于两个", "fewer than two parts"),
                ("至少列出两个事项", "list at least two tracks"),
            );
        }
    }

    /// Requirements of one id are one requirement: the parts may not word them differently.
    fn same_requirements(&mut self, at: &str, joint: &Joint) {
        let plain = self.check.pack.tracks.iter().filter(|track| track.joint.is_none());
        let parts = plain.filter(|track| joint.parts.iter().any(|part| part.track == track.id));
        let mut known: BTreeMap<&String, &Requirement> = BTreeMap::new();
        let mut differing = BTreeSet::new();
        for requirement in parts.flat_map(|track| &track.requirements) {
            if *known.entry(&requirement.id).or_insert(requirement) != requirement {
                differing.insert(&requirement.id);
            }
        }
        for id in differing {
            self.check.fault(
                at,
                (&format!("各部分的“{id}”不一致"), &format!("the parts differ in `{id}`")),
                ("同名的条件须完全相同", "a requirement of one id must be the same in all parts"),
            );
        }
    }
}
