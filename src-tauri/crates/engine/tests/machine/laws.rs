//! Laws of the machine over random histories.

use debrief_engine::ErrorCode;
use debrief_engine::publish::{Accepted, Action, Check, DraftMark, Event, Generation, Outcome, Phase, Run};
use debrief_engine::views::{DraftWay, LeftBehind, StopReason};
use proptest::prelude::*;

use crate::start::{BASE, OURS, THEIRS, branch_run, error, facts, reopened, run, version, whole};
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
        1 => Just(Fate::Joined),
        1 => Just(Fate::JoinedMetrics),
        1 => Just(Fate::Discarded),
        1 => Just(Fate::Migrated),
        1 => Just(Fate::MigratedWithDraft),
        1 => Just(Fate::CheckRuns),
        1 => Just(Fate::CheckFails),
    ]
}

fn generation() -> impl Strategy<Value = Generation> {
    prop::sample::select(vec![Generation::Drafts, Generation::Branches])
}

fn start(generation: Generation) -> Run {
    match generation {
        Generation::Drafts => run(),
        Generation::Branches => branch_run(),
    }
}

fn mark(revision: u32) -> DraftMark {
    DraftMark {
        id: "d".into(),
        revision: Some(revision),
    }
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
        1 => Just(Event::DraftMade(mark(1))),
        1 => Just(Event::DraftMissing),
        1 => (0..4_u32).prop_map(|revision| Event::ConfigWritten(mark(revision))),
        1 => prop::option::of(0..4_u32).prop_map(|revision| Event::DraftCompared { equal: revision.map(mark) }),
        1 => Just(Event::Scanning),
        1 => Just(Event::Migrated),
        1 => Just(Event::Withdrawn),
        1 => Just(Event::CheckRead(Check::Failing(None))),
        1 => Just(Event::Published(version())),
        1 => Just(Event::VersionMissing),
        1 => Just(Event::CheckRead(Check::Passed)),
        1 => Just(Event::CheckRead(Check::Running)),
        1 => Just(Event::CheckRead(Check::Idle)),
        1 => Just(Event::CheckRead(Check::DraftGone)),
        1 => Just(Event::Activated),
        1 => any::<bool>().prop_map(Event::DraftDeleted),
        2 => code.clone().prop_map(|code| Event::Failed(error(code))),
        1 => code.prop_map(|code| Event::Unclear(error(code))),
        1 => Just(Event::CancelAsked),
        1 => Just(Event::Resumed),
        1 => Just(Event::LookedAfter),
        1 => Just(Event::DiscardAsked),
    ]
}

/// What the driver did, request by request.
#[derive(Debug)]
struct Step {
    action: Action,
    fate: Fate,
    event: Event,
}

/// A run whose person said yes to the draft that is open.
fn their_draft(way: DraftWay) -> Run {
    let accepted = Accepted {
        way,
        mark: mark(1),
        sections: vec!["workflow_prompt".into()],
        author: Some("Daniel Okafor".into()),
    };
    Run {
        accepted: Some(accepted),
        ..branch_run()
    }
}

fn drive(fates: Vec<Fate>, atoms: &mut Atoms) -> (Run, Vec<Step>) {
    drive_from(start(atoms.generation), fates, atoms)
}

/// Drives a run as the app does, through the journal at every step, until it is finished.
fn drive_from(mut run: Run, fates: Vec<Fate>, atoms: &mut Atoms) -> (Run, Vec<Step>) {
    let mut steps = Vec::new();
    let mut fates = fates.into_iter();
    for _ in 0..400 {
        if run.is_finished() {
            return (run, steps);
        }
        let Some(action) = run.action() else {
            run = reopened(&run).after(Event::Resumed);
            // What can only be discarded is.
            if run.action().is_none() && !run.is_finished() {
                run = run.after(Event::DiscardAsked);
            }
            continue;
        };
        let mut fate = fates.next().unwrap_or(Fate::Done);
        if fate == Fate::Cancelled && !run.can_cancel() {
            fate = Fate::Done;
        }
        let event = atoms.answer(&run, action, fate);
        if fate != Fate::Cancelled {
            steps.push(Step {
                action,
                fate,
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
        generation in generation(),
        activate_ignored in any::<bool>(),
    ) {
        let mut atoms = Atoms::new(generation, activate_ignored);
        let (run, steps) = drive(fates, &mut atoms);
        prop_assert!(atoms.drafts_made <= 1, "{steps:?}");
        prop_assert!(atoms.versions <= 1, "{steps:?}");
        prop_assert!(!atoms.destroyed);
        // Only a colleague who writes in the very moment of the publish is not seen before it.
        let unseen = steps.iter().any(|step| step.action == Action::PublishDraft
                && matches!(step.fate, Fate::Joined | Fate::JoinedMetrics));
        prop_assert!(!atoms.shipped || unseen, "{steps:?}");
        match &run.outcome {
            Some(Outcome::Live { .. }) => {
                prop_assert_eq!((atoms.versions, atoms.written, atoms.shipped), (1, true, false));
                let last = steps.last().map(|step| step.action);
                prop_assert_eq!(last, Some(Action::ReadAgent));
            }
            Some(Outcome::Stopped { reason, left_behind }) => {
                if atoms.draft.is_some_and(|draft| draft.written) && atoms.versions == 0 {
                    prop_assert_eq!(*left_behind, Some(LeftBehind::Draft), "{:?}", &steps);
                }
                if matches!(reason, StopReason::OpenDraft { joined: false, .. }) {
                    let written = steps.iter().any(|step| matches!(step.event, Event::ConfigWritten(_)));
                    prop_assert!(!written || generation == Generation::Drafts, "{:?}", &steps);
                }
                if atoms.versions == 1 && !matches!(reason, StopReason::Differs { .. }) {
                    prop_assert_eq!(*left_behind, Some(LeftBehind::Version), "{:?}", &steps);
                }
                if matches!(reason, StopReason::LiveMoved { before_writing: true, .. }) {
                    prop_assert_eq!(atoms.drafts_made, 0);
                }
            }
            Some(Outcome::Added { .. }) => prop_assert!(false, "nobody answered about a draft"),
            None => prop_assert!(false, "finished without an outcome"),
        }
    }

    #[test]
    fn somebodys_draft_is_shipped_only_as_it_was_read_and_never_removed(
        fates in prop::collection::vec(fate(), 0..30),
        way in prop::sample::select(vec![DraftWay::Add, DraftWay::Everything]),
    ) {
        let mut atoms = Atoms::with_their_draft();
        let (run, steps) = drive_from(their_draft(way), fates, &mut atoms);
        prop_assert!(!steps.iter().any(|step| step.action == Action::DeleteDraft), "{steps:?}");
        prop_assert!(atoms.versions <= u32::from(way == DraftWay::Everything), "{steps:?}");
        let in_the_moment = steps.iter().any(|step| step.action == Action::PublishDraft
                && matches!(step.fate, Fate::Joined | Fate::JoinedMetrics));
        prop_assert!(!atoms.shipped || in_the_moment, "{steps:?}");
        match &run.outcome {
            Some(Outcome::Added { .. }) => {
                let draft = atoms.draft;
                prop_assert!(way == DraftWay::Add && draft.is_some_and(|draft| draft.written && draft.foreign));
            }
            Some(Outcome::Live { .. }) => prop_assert_eq!((way, atoms.versions), (DraftWay::Everything, 1)),
            Some(Outcome::Stopped { left_behind, .. }) => {
                prop_assert_ne!(*left_behind, Some(LeftBehind::Draft), "{:?}", &steps);
            }
            None => prop_assert!(false, "finished without an outcome"),
        }
    }

    #[test]
    fn a_creating_write_is_repeated_only_after_a_read_that_missed_it(
        fates in prop::collection::vec(fate(), 0..30),
        generation in generation(),
        activate_ignored in any::<bool>(),
    ) {
        let (_, steps) = drive(fates, &mut Atoms::new(generation, activate_ignored));
        for creating in [Action::CreateDraft, Action::PublishDraft] {
            let mut open = false;
            for step in &steps {
                if step.action == creating {
                    prop_assert!(!open, "{steps:?}");
                    open = true;
                }
                let missed = match creating {
                    Action::CreateDraft => matches!(step.event, Event::DraftMissing),
                    _ => matches!(step.event, Event::VersionMissing | Event::Migrated),
                };
                // No connection was made: it was never sent.
                let unsent = matches!(&step.event, Event::Failed(error) if error.code == ErrorCode::Offline);
                open = open && !missed && !unsent;
            }
        }
    }

    #[test]
    fn an_unclear_write_is_followed_by_a_read_and_what_puts_something_live_by_a_look_before(
        fates in prop::collection::vec(fate(), 0..30),
        generation in generation(),
        activate_ignored in any::<bool>(),
    ) {
        let (_, steps) = drive(fates, &mut Atoms::new(generation, activate_ignored));
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
    fn any_events_in_any_order_break_no_rule(
        generation in generation(),
        events in prop::collection::vec(any_event(), 0..60),
    ) {
        let mut run = start(generation);
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
            // A look at start writes nothing, whatever it finds.
            if run.looking && let Some(action) = run.action() {
                prop_assert!(!is_write(action), "{:?}", action);
            }
            if run.standing.is_some() && !before.interrupted {
                prop_assert!(run.interrupted && run.action().is_none());
            }
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
