//! F1. The check of rules and conditions: each fits the kind of the fact it speaks of.

use crate::logic::value::{Amount, Unit};
use crate::pack::check::kind_name;
use crate::pack::check::track::TrackCheck;
use crate::pack::raw::*;

/// A decision diagram has at most 64 leaves; a rule and its waiver share them.
const MOST_CASES: usize = 20;

/// The names that a condition may use: facts of the pack, or fields of a record.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    Facts,
    Fields(&'a Records),
}

impl<'a> TrackCheck<'a, '_> {
    pub(super) fn rule(&mut self, at: &str, rule: &Rule) {
        match rule {
            Rule::MetWhen(condition) => self.condition(at, condition, Scope::Facts, false),
            Rule::Cases(cases) => self.cases(at, cases, Scope::Facts),
            Rule::Deferred(_) | Rule::Agreement => {}
            Rule::Records(rule) => match self.find_records(at, &rule.fact) {
                None => {}
                Some(records) => {
                    if rule.kinds.is_empty() {
                        self.check.fault(
                            at,
                            ("没有写明记录种类", "no kind of record"),
                            ("至少写一种", "name at least one"),
                        );
                    }
                    for kind in
                        rule.kinds.iter().filter(|k| !records.kinds.iter().any(|r| r.id == **k))
                    {
                        let known = records.kinds.iter().map(|k| k.id.as_str());
                        self.check.unknown(at, ("记录种类", "record kind"), kind, known);
                    }
                    self.cases(at, &rule.each, Scope::Fields(records));
                }
            },
        }
    }

    fn find_records(&mut self, at: &str, fact: &str) -> Option<&'a Records> {
        self.asked(at, fact);
        match self.check.pack.facts.iter().find(|f| f.id == fact).map(|f| &f.kind) {
            Some(Kind::Records(records)) => Some(records),
            _ => {
                self.misfit(at, fact, "records");
                None
            }
        }
    }

    fn cases(&mut self, at: &str, cases: &Cases, scope: Scope<'a>) {
        if cases.cases.is_empty() {
            self.check.fault(at, ("没有情形", "no case"), ("至少写一个情形", "write at least one"));
        }
        if cases.cases.len() > MOST_CASES {
            self.check.fault(
                at,
                ("情形多于 20 个", "more than 20 cases"),
                ("合并情形，或拆成两个条件", "merge some, or split the requirement"),
            );
        }
        for (i, case) in cases.cases.iter().enumerate() {
            self.condition(&format!("{at}.cases[{i}]"), &case.when, scope, false);
        }
    }

    pub(super) fn condition(
        &mut self,
        at: &str,
        condition: &Condition,
        scope: Scope<'a>,
        conflict: bool,
    ) {
        match condition {
            Condition::All(list) | Condition::Any(list) => {
                if list.is_empty() {
                    self.check.fault(
                        at,
                        ("空的条件组", "empty group"),
                        ("写出其中的条件", "fill it"),
                    );
                }
                for inner in list {
                    self.condition(at, inner, scope, conflict);
                }
            }
            Condition::Not(inner) => self.condition(at, inner, scope, conflict),
            Condition::Yes(fact) => self.kind_of(at, fact, scope, "yes-no"),
            Condition::Is(is) => self.options(at, is, scope),
            Condition::AtLeast(bound) | Condition::Above(bound) => self.bound(at, bound, scope),
            Condition::Lasted(period) | Condition::Within(period) => {
                self.kind_of(at, &period.fact, scope, "date");
            }
            Condition::NotBefore(moment) => self.kind_of(at, &moment.fact, scope, "date"),
            Condition::Reading(taken) if matches!(scope, Scope::Facts) => self.taken(at, taken),
            Condition::Reading(_) => self.check.fault(
                at,
                ("记录规则里不能用理解", "no reading within a rule over records"),
                ("把歧义写成一个 judge 情形", "write the doubt as a case that is to be judged"),
            ),
            Condition::Deadline(test) => self.deadline_test(at, test, scope),
            Condition::Given(fact) if conflict => {
                self.check.known_fact(at, fact);
            }
            Condition::StartsWith(prefix) if conflict => {
                self.check.known_fact(at, &prefix.fact);
            }
            Condition::Greater(pair) if conflict => {
                self.kind_of(at, &pair.fact, scope, "amount");
                self.kind_of(at, &pair.than, scope, "amount");
            }
            Condition::Earlier(pair) if conflict => {
                self.kind_of(at, &pair.fact, scope, "date");
                self.kind_of(at, &pair.than, scope, "date");
            }
            Condition::Given(_)
            | Condition::StartsWith(_)
            | Condition::Greater(_)
            | Condition::Earlier(_) => self.check.fault(
                at,
                ("这种比较只能用于矛盾提示", "this comparison belongs in a conflict"),
                ("条件须能逐项编译：改用门槛、选项或日期", "use a bound, an option or a date"),
            ),
        }
    }

    fn kind_in(&self, name: &str, scope: Scope<'a>) -> Option<&'a Kind> {
        match scope {
            Scope::Facts => self.check.pack.facts.iter().find(|f| f.id == name).map(|f| &f.kind),
            Scope::Fields(records) => records.fields.iter().find(|f| f.id == name).map(|f| &f.kind),
        }
    }

    fn asked(&mut self, at: &str, fact: &str) {
        let asked = crate::pack::track_facts(self.track).any(|id| id == fact);
        if self.check.known_fact(at, fact) && !asked {
            self.check.fault(
                at,
                (
                    &format!("规则用到“{fact}”，却从未询问"),
                    &format!("`{fact}` decides but is never asked"),
                ),
                ("把它列入某一节", "put it into a section"),
            );
        }
    }

    pub(super) fn kind_of(&mut self, at: &str, name: &str, scope: Scope<'a>, wanted: &str) {
        match scope {
            Scope::Facts => self.asked(at, name),
            Scope::Fields(records) if !records.fields.iter().any(|f| f.id == name) => {
                let known = records.fields.iter().map(|f| f.id.as_str());
                self.check.unknown(at, ("记录字段", "record field"), name, known);
                return;
            }
            Scope::Fields(_) => {}
        }
        let fits = self.kind_in(name, scope).is_none_or(|kind| kind_name(kind) == wanted);
        if !fits {
            self.misfit(at, name, wanted);
        }
    }

    fn misfit(&mut self, at: &str, name: &str, wanted: &str) {
        self.check.fault(
            at,
            (&format!("“{name}”不是 {wanted} 类型"), &format!("`{name}` is not of kind {wanted}")),
            ("换一种条件，或改事实的类型", "use another condition, or change the fact's kind"),
        );
    }

    fn options(&mut self, at: &str, is: &Is, scope: Scope<'a>) {
        if matches!(scope, Scope::Facts) {
            self.asked(at, &is.fact);
        }
        let kind = match scope {
            Scope::Fields(records) if is.fact == "kind" => Some(records.kind_field().1),
            _ => self.kind_in(&is.fact, scope).cloned(),
        };
        let Some(Kind::Choice(choice) | Kind::Choices(choice)) = kind else {
            return self.misfit(at, &is.fact, "choice");
        };
        if is.any_of.is_empty() {
            self.check.fault(
                at,
                ("没有写明选项", "no option"),
                ("至少写一个", "name at least one"),
            );
        }
        for option in is.any_of.iter().filter(|id| !choice.options.iter().any(|o| o.id == **id)) {
            self.check.unknown(
                at,
                ("选项", "option"),
                option,
                choice.options.iter().map(|o| o.id.as_str()),
            );
        }
    }

    fn bound(&mut self, at: &str, bound: &Bound, scope: Scope<'a>) {
        self.kind_of(at, &bound.fact, scope, "amount");
        let unit = Unit::named(&bound.unit);
        if Amount::parse(&bound.value, &unit).is_err() {
            self.check.fault(
                at,
                (
                    &format!("门槛“{}”不是数", bound.value),
                    &format!("`{}` is no number", bound.value),
                ),
                ("写成十进制数，如 9999.99", "write a decimal number, such as 9999.99"),
            );
        }
        if let Some(Kind::Amount(kind)) = self.kind_in(&bound.fact, scope)
            && !unit.converts_to(&Unit::named(&kind.unit))
        {
            self.check.fault(
                at,
                (
                    &format!("单位“{}”与“{}”不能换算", bound.unit, kind.unit),
                    &format!("`{}` does not convert to `{}`", bound.unit, kind.unit),
                ),
                ("用同一类单位", "use a unit of the same family"),
            );
        }
    }

    fn taken(&mut self, at: &str, taken: &Taken) {
        let track = self.track;
        match track.readings.iter().find(|r| r.id == taken.reading) {
            None => {
                let known = track.readings.iter().map(|r| r.id.as_str());
                self.check.unknown(at, ("理解", "reading"), &taken.reading, known);
            }
            Some(reading) if !reading.alternatives.iter().any(|a| a.id == taken.takes) => {
                let known = reading.alternatives.iter().map(|a| a.id.as_str());
                self.check.unknown(at, ("理解", "alternative"), &taken.takes, known);
            }
            Some(_) => {}
        }
    }
}
