//! Laws of the machine over random histories.

use debrief_engine::ErrorCode;
use debrief_engine::publish::{Action, Check, Event, Outcome, Phase, Run};
use debrief_engine::views::{LeftBehind, StopReason};
use proptest::prelude::*;

use crate::start::{BASE, OURS, THEIRS, error, facts, reopened, run, version, whole};
use crate::world::{Atoms, Fate, is_write};

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        8 => Just(Fate::Done),
        2 => Just(Fate::LostAfter),
        2 => Just(Fate::LostBefore),
        1 => Just(Fate::Refused),
        2 => Just(Fate::Offline),
        2 => Just(Fate::KilledAfter),
        2 => Just(Fate::KilledBefore),
        1 => Just(Fate::Cancelled),
        1 => Just(Fate::Overtaken),
        1 => Just(Fate::CheckRuns),
        1 => Just(Fate::CheckFails),
    ]
}

fn any_event() -> impl Strategy<Value = Event> {
    let code = prop::sample::select(vec![
        ErrorCode::Offline,
        ErrorCode::CutOff,
        ErrorCode::Conflict,
        ErrorCode::Refused,
        ErrorCode::KeyRefused,
        ErrorCode::NotFound,
        ErrorCode::AtomsProblem,
    ]);
    let read = (
        prop::sample::select(vec![BASE, OURS, THEIRS]),
        any::<bool>(),
        any::<bool>(),
    );
    prop_oneof![
        3 => read.prop_map(|(active, metrics, others)| {
            let mut facts = facts(active);
            facts.metric_differences = if metrics { vec!["dispositionMetrics[0]".into()] } else { Vec::new() };
            facts.other_differences = if others { vec!["prompt".into()] } else { Vec::new() };
            Event::AgentRead(Box::new(facts))
        }),
        1 => Just(Event::DraftMade("d".into())),
        1 => Just(Event::DraftMissing),
        1 => Just(Event::ConfigWritten),
        1 => any::<bool>().prop_map(|equal| Event::DraftCompared { equal }),
        1 => Just(Event::Published(version())),
        1 => Just(Event::VersionMissing),
        1 => Just(Event::CheckRead(Check::Passed)),
        1 => Just(Event::CheckRead(Check::Running)),
        1 => Just(Event::Activated),
        1 => any::<bool>().prop_map(Event::DraftDeleted),
        2 => code.clone().prop_map(|code| Event::Failed(error(code))),
        1 => code.prop_map(|code| Event::Unclear(error(code))),
        1 => Just(Event::CancelAsked),
        1 => Just(Event::Resumed),
    ]
}

/// What the driver did, request by request.
#[derive(Debug)]
struct Step {
    action: Action,
    event: Event,
}

/// Drives a run as the app does, through the journal at every step, until it is finished.
fn drive(fates: Vec<Fate>, atoms: &mut Atoms) -> (Run, Vec<Step>) {
    let (mut run, mut steps) = (run(), Vec::new());
    let mut fates = fates.into_iter();
    for _ in 0..400 {
        if run.is_finished() {
            return (run, steps);
        }
        let Some(action) = run.action() else {
            run = reopened(&run).after(Event::Resumed);
            continue;
        };
        let mut fate = fates.next().unwrap_or(Fate::Done);
        if fate == Fate::Cancelled && !run.can_cancel() {
            fate = Fate::Done;
        }
        let event = atoms.answer(action, fate);
        if fate != Fate::Cancelled {
            steps.push(Step {
                action,
                event: event.clone(),
            });
        }
        run = reopened(&run).after(event);
    }
    panic!("a run without an end: {steps:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_gets_lost_nothing_is_made_twice_and_the_end_is_told_as_it_is(
        fates in prop::collection::vec(fate(), 0..30),
        activate_ignored in any::<bool>(),
    ) {
        let mut atoms = Atoms::new(activate_ignored);
        let (run, steps) = drive(fates, &mut atoms);
        prop_assert!(atoms.drafts_made <= 1, "{steps:?}");
        prop_assert!(atoms.versions <= 1, "{steps:?}");
        match &run.outcome {
            Some(Outcome::Live { .. }) => {
                prop_assert_eq!((atoms.versions, atoms.written, atoms.draft), (1, true, false));
                let last = steps.last().map(|step| step.action);
                prop_assert_eq!(last, Some(Action::ReadAgent));
            }
            Some(Outcome::Stopped { reason, left_behind }) => {
                if atoms.draft {
                    prop_assert_eq!(*left_behind, Some(LeftBehind::Draft), "{:?}", &steps);
                }
                if atoms.versions == 1 && !matches!(reason, StopReason::Differs { .. }) {
                    prop_assert_eq!(*left_behind, Some(LeftBehind::Version), "{:?}", &steps);
                }
                if matches!(reason, StopReason::LiveMoved { before_writing: true, .. }) {
                    prop_assert_eq!(atoms.drafts_made, 0);
                }
            }
            None => prop_assert!(false, "finished without an outcome"),
        }
    }

    #[test]
    fn a_creating_write_is_repeated_only_after_a_read_that_missed_it(
        fates in prop::collection::vec(fate(), 0..30),
        activate_ignored in any::<bool>(),
    ) {
        let (_, steps) = drive(fates, &mut Atoms::new(activate_ignored));
        for creating in [Action::CreateDraft, Action::PublishDraft] {
            let mut open = false;
            for step in &steps {
                if step.action == creating {
                    prop_assert!(!open, "{steps:?}");
                    open = true;
                }
                let missed = match creating {
                    Action::CreateDraft => matches!(step.event, Event::DraftMissing),
                    _ => matches!(step.event, Event::VersionMissing),
                };
                open = open && !missed;
            }
        }
    }

    #[test]
    fn an_unclear_write_is_followed_by_a_read_and_what_puts_something_live_by_a_look_before(
        fates in prop::collection::vec(fate(), 0..30),
        activate_ignored in any::<bool>(),
    ) {
        let (_, steps) = drive(fates, &mut Atoms::new(activate_ignored));
        for pair in steps.windows(2) {
            let [before, next] = pair else { continue };
            let unknown = matches!(before.event, Event::Unclear(_) | Event::Resumed);
            // Removing our own draft is the one write that may follow: it makes nothing.
            if unknown && is_write(before.action) && before.action != Action::DeleteDraft {
                prop_assert!(!is_write(next.action) || next.action == Action::DeleteDraft, "{steps:?}");
            }
            if matches!(next.action, Action::CreateDraft | Action::PublishDraft | Action::Activate) {
                let base_live = matches!(
                    &before.event,
                    Event::AgentRead(facts) if facts.active_version.as_deref() == Some(BASE)
                );
                prop_assert!(before.action == Action::ReadAgent && base_live, "{steps:?}");
            }
        }
    }

    #[test]
    fn any_events_in_any_order_break_no_rule(events in prop::collection::vec(any_event(), 0..60)) {
        let mut run = run();
        for event in events {
            let (before, ours_is_read) = (run.clone(), match &event {
                Event::AgentRead(facts) => {
                    facts.active_version.as_deref() == Some(OURS)
                        && facts.metric_differences.is_empty()
                        && facts.other_differences.is_empty()
                }
                _ => false,
            });
            let from_journal = reopened(&run).after(event.clone());
            run = run.after(event.clone());
            prop_assert_eq!(whole(&from_journal), whole(&run));
            prop_assert_eq!(run.action().is_none(), run.is_finished() || run.interrupted);
            prop_assert_eq!(run.is_finished() && run.outcome.is_none(), false);
            if before.is_finished() {
                prop_assert_eq!((run.phase, run.action()), (Phase::Finished, None));
            }
            let was_live = matches!(before.outcome, Some(Outcome::Live { .. }));
            if matches!(run.outcome, Some(Outcome::Live { .. })) && !was_live {
                prop_assert!(before.phase == Phase::ReadBack && before.version.is_some() && ours_is_read);
            }
            let past_publish = matches!(
                run.phase,
                Phase::Publish | Phase::SettlePublish | Phase::AwaitCheck | Phase::ReadBack | Phase::GoLive
            );
            prop_assert!(!(past_publish && run.can_cancel()));
            let writes = matches!(before.phase, Phase::MakeDraft | Phase::WriteMetrics | Phase::Publish | Phase::GoLive);
            if writes
                && matches!(event, Event::Unclear(_) | Event::Resumed)
                && let Some(action) = run.action()
            {
                prop_assert!(!is_write(action), "{:?} then {:?}", before.phase, action);
            }
        }
    }
}
