//! F2. Defects in words, for whoever wrote the pack.

use crate::engine::proof::{Defect, What};
use crate::logic::outcome::Verdict;
use crate::pack::diagnostic::Diagnostic;

impl Defect {
    /// What is wrong and what to do, in both languages.
    pub fn diagnostic(&self) -> Diagnostic {
        let (message, hint) = words(&self.what);
        Diagnostic::new(&self.place, (&message.0, &message.1), hint)
    }
}

type Told = ((String, String), (&'static str, &'static str));

fn words(what: &What) -> Told {
    let told = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match what {
        What::NeverMet => (
            told("没有人能满足这一条件", "nobody can meet this requirement"),
            (
                "条件自相矛盾：核对各情形的先后和门槛",
                "it contradicts itself: compare the cases and their order",
            ),
        ),
        What::NoDecider => (
            told(
                "最好也只能人工判断，却没有写由谁判断",
                "it ends in judgement at best, and nobody is named who judges",
            ),
            (
                "写上 decider，或补上能满足的情形",
                "name the `decider`, or add a case in which it is met",
            ),
        ),
        What::NeverFails => (
            told("人人都满足这一条件", "everybody meets this requirement"),
            (
                "空的条件：写出不满足的情形，或删去",
                "it is empty: write when it is not met, or remove it",
            ),
        ),
        What::NeverApplies => (
            told("这一条件对谁都不适用", "this requirement applies to nobody"),
            ("核对 applies", "compare `applies`"),
        ),
        What::AlwaysHolds => (
            told("这一条件式人人成立", "this condition holds for everybody"),
            ("删去它，或改正", "remove it, or correct it"),
        ),
        What::TakenCase => (
            told(
                "没有人走到这一情形：前面的情形已经包住它",
                "nobody reaches this case: earlier cases take everyone it is written for",
            ),
            ("移到前面，或删去", "move it up, or remove it"),
        ),
        What::EmptyCase => (
            told(
                "没有人符合这一情形：它自相矛盾",
                "nobody fulfils this case: it contradicts itself",
            ),
            ("核对其中的门槛、选项和日期", "compare its bounds, options and dates"),
        ),
        What::NoOtherwise => (
            told(
                "各情形已经包住所有人，otherwise 永远轮不到",
                "the cases leave nobody for `otherwise`",
            ),
            (
                "删去最后一个情形，把它的结果和说明写进 otherwise",
                "remove the last case and let `otherwise` say what it says",
            ),
        ),
        What::IdlePart(part) => (
            (
                format!("“{part}”这一部分去掉以后，什么也不会改变"),
                format!("the part `{part}` can be left out and nothing changes"),
            ),
            ("删去它，或改正条件", "remove it, or correct the condition"),
        ),
        What::UnaskedField { kind, field } => (
            (
                format!("规则要看“{field}”，但“{kind}”类记录不问这一项"),
                format!(
                    "the rule looks at `{field}`, which is not asked for records of kind `{kind}`"
                ),
            ),
            (
                "在该种类的 fields 中列出，或改规则",
                "list it in the `fields` of that kind, or change the rule",
            ),
        ),
        What::Unreachable { verdict, excluding } => {
            let (ids, name) = (excluding.join(", "), verdict.name());
            let (zh, en) = match excluding.is_empty() {
                true => (String::new(), String::new()),
                false => (format!("：{ids}"), format!(": {ids}")),
            };
            (
                (
                    format!("没有人能得到“{}”，而各条件单独看都允许{zh}", verdict_zh(*verdict)),
                    format!(
                        "nobody comes to `{name}`, although each requirement alone allows it{en}"
                    ),
                ),
                (
                    "条件之间互相矛盾：核对用到同一事实的条件",
                    "requirements contradict each other: compare those that use the same fact",
                ),
            )
        }
        What::IdleQuestion(fact) => (
            (
                format!("“{fact}”怎么答都不会改变任何结果"),
                format!("no answer to `{fact}` changes anything"),
            ),
            (
                "用在某条规则里，移到填表事项，或不问",
                "use it in a rule, move it to the particulars, or do not ask it",
            ),
        ),
        What::NeverLifts => (
            told("没有人能得到这一豁免", "nobody gets this exemption"),
            ("核对豁免的情形，和它所免的条件", "compare its cases, and the requirement it lifts"),
        ),
        What::Hurts(fact) => (
            (
                format!("“{fact}”变大，结果反而变差"),
                format!("more of `{fact}` makes the result worse"),
            ),
            (
                "核对门槛的方向，或去掉 more_never_hurts",
                "compare the direction of the bounds, or remove `more_never_hurts`",
            ),
        ),
        What::NeverNeeded => (
            told("没有人需要这份材料", "nobody needs this material"),
            ("核对 when 和 proves", "compare `when` and `proves`"),
        ),
        What::NeverClaimed => (
            told("没有人符合这一优先条件", "nobody has this advantage"),
            ("核对 when", "compare `when`"),
        ),
        What::AlwaysClaimed => (
            told("人人都符合这一优先条件", "everybody has this advantage"),
            ("核对 when", "compare `when`"),
        ),
        What::IdleReading => (
            told("采哪一种理解，结果都一样", "no result turns on this reading"),
            ("在规则里用到它，或改写为说明", "use it in a rule, or make it a note"),
        ),
        What::SameReadings(one, other) => (
            (
                format!("理解“{one}”与“{other}”的结果处处相同"),
                format!("the alternatives `{one}` and `{other}` give the same results everywhere"),
            ),
            ("合并两种理解，或改正规则", "merge them, or correct the rules"),
        ),
        What::NeverConflicts => (
            told("没有答案会引出这一矛盾提示", "no answers can contradict each other in this way"),
            ("核对 when", "compare `when`"),
        ),
        What::ExampleAnswer(fact) => (
            (
                format!("例子里“{fact}”的答案不能用"),
                format!("the example's answer to `{fact}` cannot be used"),
            ),
            ("按事实的类型写答案", "write it as the kind of the fact asks"),
        ),
        What::ExampleVerdict { expected, found } => (
            (
                format!("例子写的结论是“{expected}”，评估得“{found}”"),
                format!("the example says `{expected}`, the assessment `{found}`"),
            ),
            (
                "先弄清谁对，再改例子或规则",
                "find out which is right, then correct the example or the rules",
            ),
        ),
        What::ExampleStatus { requirement, expected, found } => (
            (
                format!("例子写“{requirement}”为“{expected}”，评估得“{found}”"),
                format!(
                    "the example says `{requirement}` is `{expected}`, the assessment `{found}`"
                ),
            ),
            (
                "先弄清谁对，再改例子或规则",
                "find out which is right, then correct the example or the rules",
            ),
        ),
        What::Unproven => (
            told(
                "证明所举的人，按评估却不是这样：这是程序的错误",
                "the assessment of the witness does not show what was proven: a fault of this program",
            ),
            ("请连同下面的事实表报告", "report it with the fact file below"),
        ),
    }
}

fn verdict_zh(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "自评符合",
        Verdict::NotEligible => "目前不符合",
        Verdict::Undetermined => "暂无法判定",
        Verdict::NeedsJudgement => "需人工判断",
    }
}
