//! Repairs done on a whole set.

use super::{Context, Finding, Linter, Repair, repair};
use crate::metric::{EditError, MetricId};
use crate::set::MetricSet;

/// More rounds than any set needs: each one leaves fewer findings. A rule whose repair brought its own finding back
/// would otherwise go on for ever.
const ROUNDS: usize = 20;

/// Mends one metric; what a repair adds stands right behind it.
///
/// # Errors
/// [`EditError::NoSuchMetric`], or [`EditError::NotEditable`] for a metric of an unknown type.
pub fn mend(set: &mut MetricSet, id: &MetricId, change: &Repair) -> Result<(), EditError> {
    let metric = set.get(id).ok_or(EditError::NoSuchMetric)?;
    let fields = metric.fields().ok_or(EditError::NotEditable)?;
    let repaired = repair(&fields, change);
    set.update(id, &repaired.fields)?;
    let mut behind = id.clone();
    for fields in &repaired.added {
        behind = set.add_behind(&behind, fields)?;
    }
    Ok(())
}

/// Does every repair that is safe and that `allows` does not refuse (given the set before and after it), one per metric
/// and round, since each one moves the words the next one is about. Returns how many it did.
///
/// # Errors
/// Those of [`mend`]; none for repairs that lint gave for this very set.
pub fn mend_all(
    set: &mut MetricSet,
    linter: &mut Linter,
    context: &Context,
    allows: &dyn Fn(&MetricSet, &MetricSet) -> bool,
) -> Result<u32, EditError> {
    let mut done = 0;
    for _ in 0..ROUNDS {
        let metrics = set.metrics();
        let mut first: Vec<Option<Finding>> = vec![None; metrics.len()];
        for finding in linter.lint(&metrics, context) {
            let safe = finding.fix.as_ref().is_some_and(|fix| fix.safe);
            let index = finding.metric.and_then(|index| usize::try_from(index).ok());
            let Some(place) = index.and_then(|index| first.get_mut(index)) else {
                continue;
            };
            if safe && place.is_none() {
                *place = Some(finding);
            }
        }
        let mut changed = false;
        for (metric, finding) in metrics.iter().zip(first) {
            if let Some(fix) = finding.and_then(|finding| finding.fix) {
                let mut mended = set.clone();
                mend(&mut mended, &metric.id, &fix)?;
                if mended != *set && allows(set, &mended) {
                    *set = mended;
                    changed = true;
                    done += 1;
                }
            }
        }
        if !changed {
            break;
        }
    }
    Ok(done)
}
