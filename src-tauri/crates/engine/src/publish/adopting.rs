//! The end of a publish in the working copy: what is live becomes its base.

use debrief_metrics::{MetricSet, Side, compare, merge};

use super::run::{Outcome, Run};
use crate::error::Result;
use crate::generation::Generation;
use crate::store::{NowLive, Store};

/// What is live becomes the base of the working copy; edits made meanwhile stay on screen.
///
/// What was published to a branch that is not live leaves the working copy as it is: its changes are not live.
pub(super) async fn adopt(store: &Store, run: &Run) -> Result<()> {
    if run.target.is_some() {
        return Ok(());
    }
    let (Some(version), Some(Outcome::Live { read_at, .. })) = (&run.version, &run.outcome) else {
        return Ok(());
    };
    let live = NowLive {
        id: version.id.clone(),
        number: version.number,
        label: run.label.clone(),
        description: (run.sent_in == Some(Generation::Drafts))
            .then(|| run.description.clone().unwrap_or_default()),
        config: run.config.clone(),
        read_at: read_at.clone(),
    };
    let key = (run.connection.clone(), run.agent.clone());
    if run.accepted.is_some() {
        take_theirs_in(store, run).await?;
    }
    store.adopt_published(key, live, run.sent_state.clone()).await
}

/// Metrics of somebody else's draft went live with ours. Each step of the working copy is put on top of them, so that undo
/// does not lead back to before their work. Doing it twice does nothing more.
async fn take_theirs_in(store: &Store, run: &Run) -> Result<()> {
    let key = (run.connection.clone(), run.agent.clone());
    let Some(copy) = store.copy(key.0.clone(), key.1.clone()).await? else {
        return Ok(());
    };
    let (base, sent) = (
        MetricSet::from_state(&copy.base)?,
        MetricSet::from_state(&run.sent_state)?,
    );
    let mut steps = Vec::new();
    for (step, state) in store.steps(key.clone()).await? {
        // What was on screen when it was sent is what is live, with the choices that were made.
        let taken_in = if Some(&state) == run.own_state.as_ref() {
            run.sent_state.clone()
        } else {
            merge(&base, &MetricSet::from_state(&state)?, &sent, &|_| Side::Mine)
                .merged
                .to_state()
        };
        steps.push((step, taken_in));
    }
    let unpublished = compare(&base, &sent).counts().total;
    store
        .rebase_steps(
            key,
            copy.base_version,
            copy.base_number,
            &copy.base,
            steps,
            unpublished,
        )
        .await
}
