//! F4. The remarks that go with an assessment.

use serde::Serialize;

use crate::engine::Assessment;
use crate::engine::facts::Value;
use crate::logic::working_days::Due;
use crate::pack::RulePack;
use crate::pack::raw::{Deadline, Kind, Text, Track};
use crate::words::{Words, telling};

/// A remark that goes with an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// `force`, `invalid-value`, `unusual`, `conflict`, `boundary`, `provisional`, `shared-record`
    /// or `missing-document`.
    pub kind: &'static str,
    /// In both languages.
    pub text: Text,
    /// The fact it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

/// The words of both languages.
#[derive(Debug, Clone, Copy)]
pub struct Both<'a> {
    /// Chinese.
    pub zh: &'a Words,
    /// English.
    pub en: &'a Words,
}

impl Both<'_> {
    /// A message in both languages; the arguments are written in each.
    pub(super) fn say(
        self,
        key: &str,
        args: &dyn Fn(&Words) -> Vec<(&'static str, String)>,
    ) -> Text {
        let one = |words: &Words| {
            let args = args(words);
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            words.say(key, &args)
        };
        Text { zh: one(self.zh), en: one(self.en) }
    }
}

/// Every remark that goes with an assessment: legal force first, then what was typed, then edges.
pub fn notices(pack: &RulePack, track: &Track, found: &Assessment, words: Both<'_>) -> Vec<Notice> {
    let named = |fact: &str, w: &Words| {
        pack.fact(fact).map_or_else(|| fact.to_owned(), |f| w.pick(&f.label).to_owned())
    };
    let force = pack.source().map(|source| found.force.notice(source).clone());
    let unofficial = pack.is_own().then(|| words.say("own.notice", &|_| Vec::new()));
    let told = |kind: &'static str| move |text: Text| Notice { kind, text, fact: None };
    let mut all: Vec<Notice> = unofficial.into_iter().map(told("unofficial")).collect();
    all.extend(force.into_iter().map(told("force")));
    all.extend(found.faults.iter().map(|fault| Notice {
        kind: if fault.problem.is_warning() { "unusual" } else { "invalid-value" },
        text: words.say(fault.problem.key(), &|w| {
            vec![("fact", named(&fault.fact, w)), ("within", fault.within.clone())]
        }),
        fact: Some(fault.fact.clone()),
    }));
    let conflicts = found.conflicts.iter().filter_map(|at| track.conflicts.get(*at));
    all.extend(conflicts.map(|conflict| Notice {
        kind: "conflict",
        text: conflict.text.clone(),
        fact: conflict.facts.first().cloned(),
    }));
    for boundary in &found.boundaries {
        let told = |w: &Words| telling::boundary(boundary, pack, track, w);
        let text = Text { zh: told(words.zh), en: told(words.en) };
        let fact = Some(boundary.fact.clone());
        let notice = Notice { kind: "boundary", text, fact };
        // Several requirements may rest on one answer.
        if !all.contains(&notice) {
            all.push(notice);
        }
    }
    let deadlines = telling::deadlines(track, found).into_iter();
    all.extend(deadlines.filter_map(|(deadline, finding)| {
        let due = finding.due.filter(Due::provisional)?;
        Some(provisional(deadline, due, words))
    }));
    all.extend(shared_records(pack, track, found, words));
    all.extend(track.missing_documents.iter().map(|missing| Notice {
        kind: "missing-document",
        text: words.say("notice.missing-document", &|w| {
            let said = |text: &Text| w.pick(text).to_owned();
            vec![("title", said(&missing.title)), ("role", said(&missing.role))]
        }),
        fact: None,
    }));
    all
}

/// A day that rests on a year whose days off are not published is never given as firm.
fn provisional(deadline: &Deadline, due: Due, words: Both<'_>) -> Notice {
    let text = words.say("notice.provisional", &|w| {
        vec![
            ("deadline", w.pick(&deadline.label).to_owned()),
            ("day", w.date(due.stated)),
            ("earliest", w.date(due.earliest)),
            ("latest", w.date(due.latest)),
        ]
    });
    Notice { kind: "provisional", text, fact: Some(deadline.base.clone()) }
}

/// Records of kinds that no rule of the track counts, and that may also be of a kind that is
/// counted: never failed silently, and never passed over.
fn shared_records(
    pack: &RulePack,
    track: &Track,
    found: &Assessment,
    words: Both<'_>,
) -> Vec<Notice> {
    let mut all = Vec::new();
    for id in crate::pack::track_facts(track) {
        let (Some(Kind::Records(records)), Some(Value::Records(lists))) =
            (pack.fact(id).map(|fact| &fact.kind), found.sheet.get(id))
        else {
            continue;
        };
        let counted = crate::pack::counted_kinds(track, id, records);
        let given =
            records.kinds.iter().filter(|k| lists.get(&k.id).is_some_and(|l| !l.is_empty()));
        for kind in given.filter(|kind| !counted.iter().any(|c| c.id == kind.id)) {
            let also = counted.iter().filter(|c| kind.may_also.contains(&c.id));
            let also: Vec<&Text> = also.map(|c| &c.label).collect();
            if also.is_empty() {
                continue;
            }
            let text = words.say("notice.shared-record", &|w| {
                let labels: Vec<String> = also.iter().map(|l| w.pick(l).to_owned()).collect();
                vec![("kind", w.pick(&kind.label).to_owned()), ("also", w.list(&labels))]
            });
            all.push(Notice { kind: "shared-record", text, fact: Some(id.clone()) });
        }
    }
    all
}
