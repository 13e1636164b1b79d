//! Renames: which of the metrics that are left over ask the same under another name.
//!
//! Two metrics are as alike as the words of their prompts, their types and their choices. A word that seven metrics of a
//! set have counts a seventh: "Did the agent …?" says little about which question it is. A pair is a rename when it is alike
//! enough, and clearly more so than every other pair that one of the two could be in.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Apart;
use super::pairs::Item;
use super::vocabulary::{Vocabulary, folded, name_words};
use crate::equal::value_key;
use crate::metric::{DataType, Metric};
use crate::pairing::Pairs;
use crate::wire::{self, IDENTIFIER};

/// How alike two metrics must be, in thousandths, their identifiers counting a little…
const ALIKE: u32 = 650;
/// …and how much more than any other pair of one of them.
const LEAD: u32 = 100;
/// Words that two prompts must have in common: "Why?" and "Call summary" are asked by chance.
const COMMON_WORDS: u32 = 3;
/// What the parts weigh in a metric's likeness.
const PROMPT_WEIGHT: f64 = 6.0;
const CHOICES_WEIGHT: f64 = 2.0;
const TYPE_WEIGHT: f64 = 1.0;
const NAME_WEIGHT: f64 = 1.0;
/// How much of what is missing to full likeness an identifier makes up for that changed only in its spelling: enough to
/// be a rename by itself, as an identifier that stays is enough.
const SPELLING: f64 = 0.65;
/// Words to look at for comparing every left-over metric with every other; beyond that only those are compared that are
/// equal but for the identifier, or whose identifier changed in its spelling alone.
const MOST_WORK: usize = 20_000_000;

/// A metric that has another identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub before: usize,
    pub after: usize,
    /// Likeness without the identifier; 100 only for what is equal.
    pub percent: u8,
}

/// The renames among what `pairs` leaves over.
pub(super) fn renames(before: &[Item<'_>], after: &[Item<'_>], pairs: &Pairs, apart: &[Apart]) -> Vec<Found> {
    let (old, new) = (pairs.left_before(), pairs.left_after());
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let words = Vocabulary::of(before, after);
    let look = |side: &[Item<'_>], left: &[usize]| -> Vec<Look> {
        let items = left.iter().filter_map(|at| Some((*at, side.get(*at)?)));
        items.map(|(at, item)| Look::at(at, item, &words)).collect()
    };
    let (old, new) = (look(before, &old), look(after, &new));
    // Whichever was first: what is not the same one way is not the same the other way.
    let apart: HashSet<(&str, &str)> = apart
        .iter()
        .flat_map(|pair| [(&*pair.before, &*pair.after), (&*pair.after, &*pair.before)])
        .collect();
    let mut candidates = Vec::new();
    for (from, to) in worth_a_look(&old, &new) {
        if apart.contains(&(&*from.name, &*to.name)) {
            continue;
        }
        if let Some(candidate) = Candidate::of(from, to, &words) {
            candidates.push(candidate);
        }
    }
    clear_ones(candidates)
}

/// What is compared of one metric.
struct Look {
    at: usize,
    name: String,
    spelling: String,
    name_words: BTreeMap<String, u32>,
    prompt: Vec<(u32, u32)>,
    data_type: (Option<DataType>, Option<String>),
    choices: BTreeMap<String, u32>,
    /// The same for entries that are equal but for the identifier.
    body: String,
}

impl Look {
    fn at(at: usize, item: &Item<'_>, words: &Vocabulary) -> Self {
        let Metric {
            identifier,
            data_type,
            unknown_type,
            prompt,
            choices,
            ..
        } = wire::view(item.id, &item.sent);
        let mut body = item.sent.clone();
        if let Some(members) = body.as_object_mut() {
            members.shift_remove(IDENTIFIER);
        }
        let mut counted = BTreeMap::new();
        for choice in choices {
            *counted.entry(choice.trim().to_lowercase()).or_insert(0) += 1;
        }
        Self {
            at,
            spelling: folded(&identifier),
            name_words: name_words(&identifier),
            name: identifier,
            prompt: words.counted(&prompt).into_iter().collect(),
            data_type: (data_type, unknown_type),
            choices: counted,
            body: value_key(&body),
        }
    }
}

/// The pairs to compare: all of them, or those that cost nothing to find.
fn worth_a_look<'a>(old: &'a [Look], new: &'a [Look]) -> Vec<(&'a Look, &'a Look)> {
    let words = |side: &[Look]| side.iter().map(|look| look.prompt.len() + 1).sum::<usize>();
    let work = old.len().saturating_mul(words(new)) + new.len().saturating_mul(words(old));
    if work <= MOST_WORK {
        let with_all = |from: &'a Look| new.iter().map(move |to| (from, to));
        return old.iter().flat_map(with_all).collect();
    }
    let mut pairs = only_ones(old, new, |look| &look.body);
    pairs.extend(only_ones(old, new, |look| &look.spelling));
    pairs.sort_by_key(|(from, to)| (from.at, to.at));
    pairs.dedup_by_key(|(from, to)| (from.at, to.at));
    pairs
}

/// The pairs of those that alone on their side have a key.
fn only_ones<'a>(
    old: &'a [Look],
    new: &'a [Look],
    key: impl Fn(&'a Look) -> &'a str,
) -> Vec<(&'a Look, &'a Look)> {
    let mut found: HashMap<&str, [Vec<&Look>; 2]> = HashMap::new();
    for (side, looks) in [old, new].into_iter().enumerate() {
        for look in looks {
            found.entry(key(look)).or_default()[side].push(look);
        }
    }
    let alone = found.into_iter().filter(|(key, _)| !key.is_empty());
    let alone = alone.filter_map(|(_, [old, new])| match (old.as_slice(), new.as_slice()) {
        ([from], [to]) => Some((*from, *to)),
        _ => None,
    });
    alone.collect()
}

/// Two metrics that may be one.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    before: usize,
    after: usize,
    /// Likeness with the identifier, in thousandths.
    alike: u32,
    percent: u8,
    equal: bool,
    spelling: bool,
}

impl Candidate {
    /// None where the two are so little alike that they do not even make another pair unclear.
    fn of(from: &Look, to: &Look, words: &Vocabulary) -> Option<Self> {
        let spelling = !from.spelling.is_empty() && from.spelling == to.spelling;
        let prompts = Prompts::of(&from.prompt, &to.prompt, words);
        if !spelling && prompts.common < COMMON_WORDS {
            return None;
        }
        let same_type = from.data_type == to.data_type;
        let mut sum = prompts.alike * PROMPT_WEIGHT + f64::from(u8::from(same_type)) * TYPE_WEIGHT;
        let mut weight = PROMPT_WEIGHT + TYPE_WEIGHT;
        if from.prompt.is_empty() && to.prompt.is_empty() {
            (sum, weight) = (sum - PROMPT_WEIGHT, TYPE_WEIGHT);
        }
        // Two types that differ say of themselves why the choices do.
        if same_type && !(from.choices.is_empty() && to.choices.is_empty()) {
            sum += shared(&from.choices, &to.choices) * CHOICES_WEIGHT;
            weight += CHOICES_WEIGHT;
        }
        let equal = from.body == to.body;
        let percent = if equal {
            100
        } else {
            (thousandths(sum / weight) / 10).min(99)
        };
        let name = if spelling {
            1.0
        } else {
            shared(&from.name_words, &to.name_words)
        };
        let mut alike = (sum + name * NAME_WEIGHT) / (weight + NAME_WEIGHT);
        if spelling {
            alike += (1.0 - alike) * SPELLING;
        }
        let alike = thousandths(alike);
        (alike + LEAD >= ALIKE).then_some(Self {
            before: from.at,
            after: to.at,
            alike,
            percent: u8::try_from(percent).unwrap_or(99),
            equal,
            spelling,
        })
    }

    /// Whether this pair is clearly better than another one with a metric of it.
    fn leads(&self, other: &Self) -> bool {
        self.alike >= other.alike + LEAD || self.equal && !other.equal && !other.spelling
    }
}

/// The two sides of a prompt.
struct Prompts {
    alike: f64,
    common: u32,
}

impl Prompts {
    fn of(from: &[(u32, u32)], to: &[(u32, u32)], words: &Vocabulary) -> Self {
        let (mut both, mut all, mut common) = (0.0, 0.0, 0);
        let (mut old, mut new) = (from.iter().peekable(), to.iter().peekable());
        loop {
            let (a, b) = (old.peek().copied(), new.peek().copied());
            let next = match (a, b) {
                (None, None) => break,
                (Some(a), Some(b)) => a.0.min(b.0),
                (Some(one), None) | (None, Some(one)) => one.0,
            };
            let count = |side: &mut std::iter::Peekable<std::slice::Iter<'_, (u32, u32)>>| {
                side.next_if(|(word, _)| *word == next)
                    .map_or(0, |(_, count)| *count)
            };
            let (a, b) = (count(&mut old), count(&mut new));
            let weight = words.weight(next);
            common += a.min(b);
            both += weight * f64::from(a.min(b));
            all += weight * f64::from(a + b);
        }
        Self {
            alike: if all > 0.0 { 2.0 * both / all } else { 1.0 },
            common,
        }
    }
}

/// How many of the texts on both sides are shared, from 0 to 1.
fn shared(from: &BTreeMap<String, u32>, to: &BTreeMap<String, u32>) -> f64 {
    let both: u32 = from
        .iter()
        .filter_map(|(text, count)| to.get(text).map(|other| *count.min(other)))
        .sum();
    let all: u32 = from.values().chain(to.values()).sum();
    if all == 0 {
        0.0
    } else {
        2.0 * f64::from(both) / f64::from(all)
    }
}

fn thousandths(part: f64) -> u32 {
    // Between 0 and 1000.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    let whole = (part * 1000.0).round() as u32;
    whole
}

/// Takes the pairs that lead clearly for both of their metrics; without those, others may lead clearly. Ends when
/// none does. The result does not depend on the order of the candidates.
fn clear_ones(mut candidates: Vec<Candidate>) -> Vec<Found> {
    let mut found = Vec::new();
    loop {
        let olds = leaders(&candidates, |pair| pair.before);
        let news = leaders(&candidates, |pair| pair.after);
        let leads = |side: &HashMap<usize, (usize, usize)>, at: usize, pair: &Candidate| {
            side.get(&at) == Some(&(pair.before, pair.after))
        };
        let clear = |pair: &Candidate| {
            pair.alike >= ALIKE && leads(&olds, pair.before, pair) && leads(&news, pair.after, pair)
        };
        let (clear, rest): (Vec<_>, Vec<_>) = candidates.into_iter().partition(clear);
        if clear.is_empty() {
            return found;
        }
        let taken_old: HashSet<usize> = clear.iter().map(|pair| pair.before).collect();
        let taken_new: HashSet<usize> = clear.iter().map(|pair| pair.after).collect();
        let free = |pair: &Candidate| !taken_old.contains(&pair.before) && !taken_new.contains(&pair.after);
        candidates = rest.into_iter().filter(free).collect();
        found.extend(clear.into_iter().map(|pair| Found {
            before: pair.before,
            after: pair.after,
            percent: pair.percent,
        }));
    }
}

/// For every metric of one side, the pair that leads all others it could be in, if there is one.
fn leaders(candidates: &[Candidate], side: impl Fn(&Candidate) -> usize) -> HashMap<usize, (usize, usize)> {
    let mut groups: HashMap<usize, Vec<&Candidate>> = HashMap::new();
    for candidate in candidates {
        groups.entry(side(candidate)).or_default().push(candidate);
    }
    let leader = |group: Vec<&Candidate>| {
        // No other pair than these two can lead.
        let most_alike = group.iter().max_by_key(|pair| pair.alike);
        let equal = group.iter().find(|pair| pair.equal);
        let leads = |pair: &&&Candidate| {
            let at = (pair.before, pair.after);
            let mut others = group.iter().filter(|other| (other.before, other.after) != at);
            others.all(|other| pair.leads(other))
        };
        let leader = most_alike.into_iter().chain(equal).find(leads)?;
        Some((leader.before, leader.after))
    };
    let found = groups.into_iter().map(|(at, group)| (at, leader(group)));
    found.filter_map(|(at, pair)| Some((at, pair?))).collect()
}
