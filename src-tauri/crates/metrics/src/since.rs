//! Since when a metric stands as it does.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::diff::{items, number};
use crate::metric::MetricId;
use crate::set::MetricSet;

/// One version of a history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Past<'a, K> {
    /// Its metrics; none if they were not read.
    pub set: Option<&'a MetricSet>,
    /// The same as that of the next newer version if both have the same metrics, which are then not looked at. None if
    /// nothing is known. It may be known of a version that was not read.
    pub key: Option<K>,
}

/// Since when one metric stands as it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Since {
    /// Its id in the newest version.
    pub metric: MetricId,
    /// Its identifier there.
    pub identifier: String,
    /// The index of the oldest version, counted from the newest, from which on it stands exactly so without a break.
    pub version: u32,
    /// Whether the version before that one is known to be different, or not to exist. Otherwise: at least since then.
    pub certain: bool,
}

/// Follows every metric of the newest version back to its last change, one version after another.
#[derive(Debug)]
pub struct Following {
    /// What each metric is, as the comparison knows it.
    keys: Vec<String>,
    found: Vec<Since>,
    /// Those that stand as they do from the version looked at last on.
    open: Vec<usize>,
    /// The index of that version.
    at: usize,
}

impl Following {
    /// Begins at the newest version.
    #[must_use]
    pub fn from(newest: &MetricSet) -> Self {
        let now = items(newest);
        Self {
            found: now
                .iter()
                .map(|item| Since {
                    metric: item.id.clone(),
                    identifier: item.name.to_owned(),
                    version: 0,
                    certain: true,
                })
                .collect(),
            open: (0..now.len()).collect(),
            keys: now.into_iter().map(|item| item.key).collect(),
            at: 0,
        }
    }

    /// True once nothing that is older can tell anything more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.open.is_empty()
    }

    /// The next older version has the same metrics as the one looked at last.
    pub fn same(&mut self) {
        self.at += 1;
    }

    /// Looks at the next older version; none for one that was not read, which ends what is certain.
    pub fn older(&mut self, set: Option<&MetricSet>) {
        let Some(set) = set else {
            let open = std::mem::take(&mut self.open);
            return self.end(&open, false);
        };
        let mut there: HashMap<String, usize> = HashMap::new();
        for item in items(set) {
            *there.entry(item.key).or_insert(0) += 1;
        }
        let keys = &self.keys;
        let stands = |index: &usize| {
            let count = keys.get(*index).and_then(|key| there.get_mut(key));
            count.is_some_and(|count| {
                let one_more = *count > 0;
                *count = count.saturating_sub(1);
                one_more
            })
        };
        let (stay, changed): (Vec<_>, Vec<_>) = std::mem::take(&mut self.open).into_iter().partition(stands);
        self.end(&changed, true);
        self.open = stay;
        self.at += 1;
    }

    /// What was found. `complete` says that nothing is older than the version looked at last.
    #[must_use]
    pub fn finish(mut self, complete: bool) -> Vec<Since> {
        let open = std::mem::take(&mut self.open);
        self.end(&open, complete);
        self.found
    }

    fn end(&mut self, which: &[usize], certain: bool) {
        for index in which {
            if let Some(since) = self.found.get_mut(*index) {
                since.version = number(self.at);
                since.certain = certain;
            }
        }
    }
}

/// Follows every metric of the newest version back to its last change. `versions` come newest first; `complete` says that
/// nothing is older than the last of them. Another identifier is a change, another place is none. Of the newest version
/// itself nothing can be said if it was not read.
///
/// Each version is looked at once.
#[must_use]
pub fn since<K: PartialEq>(versions: &[Past<'_, K>], complete: bool) -> Vec<Since> {
    let Some(newest) = versions.first().and_then(|version| version.set) else {
        return Vec::new();
    };
    let mut following = Following::from(newest);
    for pair in versions.windows(2) {
        let [newer, version] = pair else { break };
        if following.is_over() {
            break;
        }
        if newer.key.is_some() && newer.key == version.key {
            following.same();
        } else {
            following.older(version.set);
        }
    }
    following.finish(complete)
}
