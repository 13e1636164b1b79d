//! The table of steps is complete: a publish sends these requests, in this order, and no others.

use crate::faults::forbidden;
use crate::raw;
use crate::recover;
use crate::rig::{ADDED, Stage};
use crate::steps::{Speech, Step, Way, fits, steps, turned_away};
use crate::world::World;
use debrief_engine::Policy;

/// Requests that are sent as often as the check takes, and one more time.
const POLLS: [&str; 3] = ["check", "head", "our revision"];

#[tokio::test]
async fn a_publish_sends_the_requests_of_the_table_and_no_others() {
    for speech in [Speech::Drafts, Speech::Branches] {
        for way in [Way::Live, Way::TurnedAway] {
            let mut stage = Stage::new(speech).await;
            let agent = stage.agent().unwrap();
            let rig = stage.rig(&agent, Policy::immediate());
            rig.edit(ADDED, true).await;
            let before = World::read(&stage.sandbox, &agent).await;
            let branch = before.branch.as_deref();
            if way == Way::TurnedAway {
                let turn = turned_away(speech);
                rig.arm(vec![(rig.path(turn, branch), turn, forbidden(), Some(1))]);
            }
            let from = stage.sandbox.requests().len();
            recover::publish(&rig.engine, &agent).await.unwrap();
            recover::at_rest(&rig.engine, &agent).await;

            let mut table = steps(speech).iter().filter(|step| step.way == way).peekable();
            let mut counts: Vec<(&Step, usize)> = steps(speech).iter().map(|step| (step, 0)).collect();
            for request in raw::sent(&stage.sandbox, &agent, from) {
                let here = |step: &Step| {
                    request.method == step.method && fits(&rig.path(step, branch), &request.path)
                };
                for (_, count) in counts.iter_mut().filter(|(step, _)| here(step)) {
                    *count += 1;
                }
                let number = |step: &Step| {
                    let counted = counts.iter().find(|(other, _)| std::ptr::eq(*other, step));
                    counted.map_or(0, |(_, count)| *count)
                };
                let polled = |step: &Step| POLLS.contains(&step.name);
                let next = table.next_if(|step| here(step) && (number(step) == step.nth || polled(step)));
                let polled = steps(speech).iter().any(|step| polled(step) && here(step));
                let on_the_way = way == Way::TurnedAway
                    && steps(speech)
                        .iter()
                        .any(|step| step.way == Way::Live && here(step));
                assert!(
                    next.is_some() || polled || on_the_way,
                    "{speech}: {} {}",
                    request.method,
                    request.path
                );
            }
            let missing = table.next().map(|step| step.name);
            assert_eq!(missing, None, "{speech}, {way:?}");
        }
    }
}
