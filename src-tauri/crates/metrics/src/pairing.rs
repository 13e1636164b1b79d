//! Which of two lists' elements belong together, and what that says of their order.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use serde_json::Value;

use crate::metric::MetricId;
use crate::wire;

pub(crate) type Raw<'a> = (&'a MetricId, &'a Value);

/// Pairs between an earlier and a later list, by index. Each element is in one pair at most.
#[derive(Debug, Clone)]
pub(crate) struct Pairs {
    /// For every element of the earlier list, its counterpart in the later one.
    pub of_before: Vec<Option<usize>>,
    /// The reverse.
    pub of_after: Vec<Option<usize>>,
}

/// One line of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    Added(usize),
    Removed(usize),
    Both { before: usize, after: usize },
}

impl Pairs {
    pub(crate) fn none(before: usize, after: usize) -> Self {
        Self {
            of_before: vec![None; before],
            of_after: vec![None; after],
        }
    }

    /// Pairs what is left over and has equal keys, the first with the first. What has no key stays alone.
    pub(crate) fn by_key<K: Eq + Hash>(
        &mut self,
        before: impl Fn(usize) -> Option<K>,
        after: impl Fn(usize) -> Option<K>,
    ) {
        let mut free: HashMap<K, VecDeque<usize>> = HashMap::new();
        for index in self.left_after() {
            if let Some(key) = after(index) {
                free.entry(key).or_default().push_back(index);
            }
        }
        for index in self.left_before() {
            let found = before(index)
                .and_then(|key| free.get_mut(&key))
                .and_then(VecDeque::pop_front);
            if let Some(found) = found {
                self.join(index, found);
            }
        }
    }

    pub(crate) fn join(&mut self, before: usize, after: usize) {
        if let (Some(old), Some(new)) = (self.of_before.get_mut(before), self.of_after.get_mut(after)) {
            *old = Some(after);
            *new = Some(before);
        }
    }

    pub(crate) fn left_before(&self) -> Vec<usize> {
        left(&self.of_before)
    }

    pub(crate) fn left_after(&self) -> Vec<usize> {
        left(&self.of_after)
    }

    /// Every element once, in the order of the later list; what was removed stands behind its old neighbour.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let mut removed: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut neighbour = None;
        for (index, found) in self.of_before.iter().enumerate() {
            if found.is_some() {
                neighbour = Some(index);
            } else {
                removed.entry(neighbour).or_default().push(index);
            }
        }
        let mut behind = |neighbour| {
            let gone = removed.remove(&neighbour).unwrap_or_default();
            gone.into_iter().map(Line::Removed)
        };
        let mut lines: Vec<Line> = behind(None).collect();
        for (after, found) in self.of_after.iter().enumerate() {
            match *found {
                None => lines.push(Line::Added(after)),
                Some(before) => {
                    lines.push(Line::Both { before, after });
                    lines.extend(behind(Some(before)));
                }
            }
        }
        lines
    }

    /// What is in both lists, by index in the later one: in the order of the earlier list.
    pub(crate) fn old_order(&self) -> Vec<usize> {
        self.of_before.iter().copied().flatten().collect()
    }

    /// What has to move to get from the old order to the new one, and nothing that can stay: by index in the later
    /// list, in its order.
    pub(crate) fn moved(&self) -> Vec<usize> {
        let old: Vec<(usize, usize)> = self
            .of_after
            .iter()
            .enumerate()
            .filter_map(|(after, before)| before.map(|before| (before, after)))
            .collect();
        let stays = longest_rising(&old);
        let mut stays = stays.into_iter().peekable();
        old.into_iter()
            .map(|(_, after)| after)
            .filter(|after| stays.next_if_eq(after).is_none())
            .collect()
    }
}

fn left(found: &[Option<usize>]) -> Vec<usize> {
    let free = found.iter().enumerate().filter(|(_, found)| found.is_none());
    free.map(|(index, _)| index).collect()
}

/// The longest part of the list whose first numbers rise, as its second numbers.
fn longest_rising(list: &[(usize, usize)]) -> Vec<usize> {
    // For every length, the end of a rising part of that length that ends lowest; and what stands before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::new();
    let first = |at: &usize| list.get(*at).map(|pair| pair.0);
    for at in 0..list.len() {
        let length = ends.partition_point(|end| first(end) < first(&at));
        previous.push(length.checked_sub(1).and_then(|before| ends.get(before).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut part = Vec::new();
    let mut at = ends.last().copied();
    while let Some(found) = at {
        part.extend(list.get(found).map(|pair| pair.1));
        at = previous.get(found).copied().flatten();
    }
    part.reverse();
    part
}

/// The pairs of two sets that share their ids: by identifier, then what is left over by id.
pub(crate) fn partners<'a>(before: &[Raw<'a>], after: &[Raw<'a>]) -> Pairs {
    let mut pairs = Pairs::none(before.len(), after.len());
    // Of several equal identifiers, an untouched metric must not be paired with its copy.
    let both = |side: &[Raw<'a>], at| name(side, at).zip(id(side, at));
    pairs.by_key(|at| both(before, at), |at| both(after, at));
    pairs.by_key(|at| name(before, at), |at| name(after, at));
    pairs.by_key(|at| id(before, at), |at| id(after, at));
    pairs
}

fn name<'a>(side: &[Raw<'a>], at: usize) -> Option<&'a str> {
    side.get(at).map(|(_, raw)| wire::identifier(raw))
}

fn id<'a>(side: &[Raw<'a>], at: usize) -> Option<&'a MetricId> {
    side.get(at).map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(&[], &[])]
    #[case(&[0, 1, 2, 3], &[])]
    #[case(&[1, 2, 3, 0], &[3])]
    #[case(&[3, 0, 1, 2], &[0])]
    #[case(&[0, 3, 1, 2, 4], &[1])]
    #[case(&[2, 3, 0, 1], &[0, 1])]
    fn only_what_must_move_moved(#[case] later: &[usize], #[case] moved: &[usize]) {
        let mut pairs = Pairs::none(later.len(), later.len());
        for (after, before) in later.iter().enumerate() {
            pairs.join(*before, after);
        }
        assert_eq!(pairs.moved(), moved);
    }
}
