//! F4. What a human must decide, with the question to ask, and what rests on the applicant's own word.

use crate::document::Block;
use crate::document::compose::{Subheads, Writer};
use crate::engine::assessment::Finding;
use crate::logic::outcome::Status;
use crate::pack::raw::{Reading, Requirement, Text};
use crate::words::{sentences, telling};

impl Writer<'_> {
    /// The matters that need judgement, then those that are self-declared.
    pub(super) fn judgements(&self, heads: &mut Subheads) -> Vec<Block> {
        let mut blocks = vec![heads.next(&self.words.get("doc.judgements"), self.words)];
        let pairs = self.track.requirements.iter().zip(&self.found.requirements).enumerate();
        let judged: Vec<_> = pairs.filter(|(_, (_, f))| f.status == Status::Judge).collect();
        if judged.is_empty() {
            blocks.push(Block::Paragraph(self.words.get("doc.no-judgements")));
        }
        for (at, (place, (requirement, finding))) in judged.into_iter().enumerate() {
            let n = at.saturating_add(1).to_string();
            let clause = self.clause(&requirement.cite);
            let label = self.words.pick(&requirement.label);
            let args = [("n", n.as_str()), ("label", label), ("clause", clause.as_str())];
            blocks.push(Block::Paragraph(self.words.say("doc.judgement", &args)));
            blocks.push(Block::Items(self.judgement(place, requirement, finding)));
        }
        blocks.push(heads.next(&self.words.get("doc.self-declared"), self.words));
        blocks.extend(self.self_declared());
        blocks
    }

    fn judgement(&self, place: usize, requirement: &Requirement, finding: &Finding) -> Vec<String> {
        let mut items = Vec::new();
        let doubt = telling::reasons(&self.reasons(requirement, finding), self.words);
        if !doubt.is_empty() {
            items.push(self.words.say("doc.doubt", &[("text", &doubt)]));
        }
        for at in &finding.readings {
            if let Some(reading) = self.track.readings.get(*at) {
                items.extend(self.reading(place, *at, reading));
            }
        }
        if finding.readings.is_empty() {
            let body = sentences::decider(self.track, self.found, requirement);
            items.push(match body {
                Some(body) => self.words.say("doc.decider", &[("decider", self.words.pick(body))]),
                None => self.words.say("doc.ask", &[("ask", self.words.pick(&self.track.ask))]),
            });
        }
        items
    }

    /// The pack's reasons, those of an exemption in doubt included.
    fn reasons(&self, requirement: &Requirement, finding: &Finding) -> Vec<Text> {
        let mut all = finding.reasons.clone();
        let waivers = self.track.waivers.iter().zip(&self.found.waivers);
        for (_, doubtful) in
            waivers.filter(|(w, f)| w.of == requirement.id && f.status == Status::Judge)
        {
            all.extend(doubtful.reasons.iter().cloned());
        }
        let mut kept: Vec<Text> = Vec::new();
        for text in all {
            if !kept.contains(&text) {
                kept.push(text);
            }
        }
        kept
    }

    /// The readings with the status of the requirement and the verdict under each, the recommended
    /// one, and the question.
    fn reading(&self, requirement: usize, at: usize, reading: &Reading) -> Vec<String> {
        let found = self.found.readings.get(at);
        let under = found.into_iter().flat_map(|f| f.of(requirement).iter().zip(&f.verdicts));
        let mut items = vec![self.words.say(
            "doc.doubt",
            &[("text", &format!("{}{}", self.words.pick(&reading.label), self.gap(&reading.cite)))],
        )];
        let alternatives = reading.alternatives.iter().zip(under).zip(1_usize..);
        items.extend(alternatives.map(|((alternative, (status, verdict)), n)| {
            let status = self.words.get(&format!("status.{}", status.name()));
            let verdict = sentences::verdict(self.track, *verdict, self.words);
            let text = self.words.pick(&alternative.text);
            let n = n.to_string();
            let args =
                [("n", n.as_str()), ("text", text), ("status", &status), ("verdict", &verdict)];
            self.words.say("doc.reading", &args)
        }));
        let place = reading.alternatives.iter().position(|a| a.id == reading.recommended);
        if let Some(place) = place {
            let n = place.saturating_add(1).to_string();
            let because = self.words.pick(&reading.because);
            items.push(self.words.say("doc.recommended", &[("n", &n), ("because", because)]));
        }
        let (ask, question) =
            (self.words.pick(&self.track.ask), self.words.pick(&reading.question));
        items.push(self.words.say("doc.question", &[("ask", ask), ("question", question)]));
        items
    }

    fn self_declared(&self) -> Vec<Block> {
        let pairs = self.track.requirements.iter().zip(&self.found.requirements);
        let items: Vec<String> = pairs
            .filter(|(_, finding)| finding.self_declared)
            .zip(1_usize..)
            .map(|((requirement, _), n)| {
                let text = self.words.pick(&requirement.label);
                let text = format!("{text}{}", self.gap(&requirement.cite));
                self.numbered("doc.item", n, &text, "")
            })
            .collect();
        match items.is_empty() {
            true => vec![Block::Paragraph(self.words.get("doc.no-self-declared"))],
            false => vec![
                Block::Paragraph(self.words.get("doc.self-declared.lead")),
                Block::Items(items),
            ],
        }
    }

    /// A clause to set behind a text of this language.
    fn gap(&self, cite: &[String]) -> String {
        let clause = self.clause(cite);
        match self.words.lang() {
            crate::words::Lang::Zh => clause,
            crate::words::Lang::En => format!(" {clause}"),
        }
    }
}
