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
    let now = items(newest);
    let mut found: Vec<Since> = now
        .iter()
        .map(|item| Since {
            metric: item.id.clone(),
            identifier: item.name.to_owned(),
            version: 0,
            certain: true,
        })
        .collect();
    let mut following: Vec<usize> = (0..now.len()).collect();
    for (at, pair) in versions.windows(2).enumerate() {
        let [newer, version] = pair else { break };
        if following.is_empty() {
            return found;
        }
        if newer.key.is_some() && newer.key == version.key {
            continue;
        }
        let Some(set) = version.set else {
            end(&mut found, &following, at, false);
            return found;
        };
        let mut there: HashMap<String, usize> = HashMap::new();
        for item in items(set) {
            *there.entry(item.key).or_insert(0) += 1;
        }
        let stands = |index: &usize| {
            let count = now.get(*index).and_then(|item| there.get_mut(&item.key));
            count.is_some_and(|count| {
                let one_more = *count > 0;
                *count = count.saturating_sub(1);
                one_more
            })
        };
        let (stay, changed): (Vec<_>, Vec<_>) = following.into_iter().partition(stands);
        end(&mut found, &changed, at, true);
        following = stay;
    }
    end(&mut found, &following, versions.len() - 1, complete);
    found
}

fn end(found: &mut [Since], which: &[usize], version: usize, certain: bool) {
    for index in which {
        if let Some(since) = found.get_mut(*index) {
            since.version = number(version);
            since.certain = certain;
        }
    }
}
