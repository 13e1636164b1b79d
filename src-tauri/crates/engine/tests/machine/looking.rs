//! The look at an interrupted publish when the app starts again.

use debrief_engine::publish::{Action, Check, Event, Outcome, Phase, Run};
use debrief_engine::views::{LeftBehind, Standing, StopReason};

use crate::start::{BASE, OURS, THEIRS, branch_run, facts, reopened, run, run_at, version};
use crate::world::is_write;

fn read(active: &str) -> Event {
    Event::AgentRead(Box::new(facts(active)))
}

/// The next start, which finds this in the journal.
fn next_start(run: &Run) -> Run {
    let looks = reopened(run).after(Event::LookedAfter);
    assert!(
        looks.action().is_none_or(|action| !is_write(action)),
        "{:?}",
        looks.phase
    );
    looks
}

#[test]
fn nothing_begun_is_safe_to_continue_after_one_look() {
    for begun in [
        run(),
        Run {
            phase: Phase::MakeDraft,
            ..run()
        },
    ] {
        let mut looks = next_start(&begun);
        if looks.action() == Some(Action::FindDraft) {
            looks = looks.after(Event::DraftMissing);
        }
        assert_eq!(looks.action(), Some(Action::ReadAgent));
        let found = looks.after(read(BASE));
        assert_eq!(
            (found.standing, found.interrupted),
            (Some(Standing::Continue), true)
        );
        // Going on asks once more, and sends then.
        let on = reopened(&found).after(Event::Resumed);
        assert_eq!(on.action(), Some(Action::FindDraft));
        let sends = on.after(Event::DraftMissing).after(read(BASE));
        assert_eq!(sends.action(), Some(Action::CreateDraft));
    }
}

#[test]
fn a_draft_whose_answer_was_lost_is_found_and_kept_for_the_person_to_decide() {
    let begun = Run {
        phase: Phase::MakeDraft,
        ..run()
    };
    let mark = debrief_engine::publish::DraftMark {
        id: "d".into(),
        revision: Some(1),
    };
    let found = next_start(&begun).after(Event::DraftMade(mark)).after(read(BASE));
    assert_eq!(
        (found.phase, found.standing),
        (Phase::WriteMetrics, Some(Standing::Continue))
    );
    let discards = found.after(Event::DiscardAsked);
    assert_eq!(discards.action(), Some(Action::DeleteDraft));
    let gone = discards.after(Event::DraftDeleted(true));
    assert!(matches!(
        gone.outcome,
        Some(Outcome::Stopped {
            reason: StopReason::Cancelled,
            left_behind: None
        })
    ));
}

#[test]
fn a_colleague_who_published_meanwhile_leaves_nothing_but_to_discard() {
    let begun = Run {
        then: Phase::Publish,
        version: None,
        ..run_at(Phase::LookBefore)
    };
    let found = next_start(&begun).after(read(THEIRS));
    assert_eq!((found.standing, found.action()), (Some(Standing::Discard), None));
    // There is no going on with it.
    assert!(!found.clone().after(Event::Resumed).is_finished());
    assert_eq!(found.clone().after(Event::Resumed).action(), None);
    assert_eq!(
        found.after(Event::DiscardAsked).action(),
        Some(Action::DeleteDraft)
    );
}

#[test]
fn what_was_published_in_the_meantime_is_seen_as_live_without_a_write() {
    let begun = Run {
        version: None,
        ..run_at(Phase::Publish)
    };
    let done = next_start(&begun)
        .after(Event::Published(version()))
        .after(Event::CheckRead(Check::Passed))
        .after(read(OURS));
    assert!(
        matches!(done.outcome, Some(Outcome::Live { .. })),
        "{:?}",
        done.outcome
    );
    assert!(done.looking);
}

#[test]
fn a_check_that_still_runs_is_waited_for_and_going_live_is_the_persons_to_say() {
    let mut run = next_start(&run_at(Phase::AwaitCheck));
    for _ in 0..20 {
        run = reopened(&run).after(Event::CheckRead(Check::Running));
        assert_eq!(run.action(), Some(Action::ReadCheck));
    }
    let passed = run.after(Event::CheckRead(Check::Passed)).after(read(BASE));
    assert_eq!(
        (passed.phase, passed.standing),
        (Phase::GoLive, Some(Standing::Continue))
    );
    let stops = passed.clone().after(Event::DiscardAsked);
    assert!(matches!(
        stops.outcome,
        Some(Outcome::Stopped {
            left_behind: Some(LeftBehind::Version),
            ..
        })
    ));
    let on = passed.after(Event::Resumed).after(read(BASE));
    assert_eq!(on.action(), Some(Action::Activate));
}

#[test]
fn a_look_that_fails_decides_nothing() {
    use debrief_engine::ErrorCode;
    for begun in [run(), branch_run(), run_at(Phase::SettlePublish)] {
        let mut looks = next_start(&begun);
        for _ in 0..4 {
            looks = looks.after(Event::Failed(crate::start::error(ErrorCode::AtomsProblem)));
        }
        assert!(looks.interrupted && looks.standing.is_none() && looks.outcome.is_none());
        let refused = next_start(&begun).after(Event::Failed(crate::start::error(ErrorCode::KeyRefused)));
        assert!(
            refused.interrupted && refused.outcome.is_none(),
            "{:?}",
            refused.phase
        );
    }
}

/// Found unsent at the look, and discarded hours later: what was sent may have been carried out since.
#[test]
fn a_publish_that_was_sent_is_looked_for_once_more_before_it_is_discarded() {
    let begun = Run {
        version: None,
        sent_in: Some(debrief_engine::publish::Generation::Drafts),
        ..run_at(Phase::Publish)
    };
    let mut looks = next_start(&begun);
    while looks.action() == Some(Action::FindVersion) {
        looks = looks.after(Event::VersionMissing);
    }
    let found = looks.after(read(BASE));
    assert_eq!(
        (found.phase, found.standing),
        (Phase::Publish, Some(Standing::Continue))
    );
    let discards = reopened(&found.after(Event::DiscardAsked));
    assert_eq!(discards.action(), Some(Action::FindVersion));
    // Whoever continues after all does not discard.
    let on = discards
        .clone()
        .waiting(crate::start::error(debrief_engine::ErrorCode::CutOff));
    assert!(!on.after(Event::Resumed).discarding);

    // It was carried out, and is not live: it is told, and not put live.
    let late = discards
        .clone()
        .after(Event::Published(version()))
        .after(Event::CheckRead(Check::Passed))
        .after(read(BASE));
    assert!(matches!(
        late.outcome,
        Some(Outcome::Stopped {
            left_behind: Some(LeftBehind::Version),
            ..
        })
    ));
    // It is live: nothing is said of having stopped it in time.
    let live = discards
        .clone()
        .after(Event::Published(version()))
        .after(Event::CheckRead(Check::Passed))
        .after(read(OURS));
    assert!(matches!(live.outcome, Some(Outcome::Live { .. })));
    // It was not: the draft goes.
    let mut gone = discards;
    while gone.action() == Some(Action::FindVersion) {
        gone = gone.after(Event::VersionMissing);
    }
    assert_eq!(gone.action(), Some(Action::DeleteDraft));
}

#[test]
fn a_draft_that_was_not_there_after_a_kill_may_still_come() {
    let begun = Run {
        phase: Phase::MakeDraft,
        ..run()
    };
    let found = next_start(&begun).after(Event::DraftMissing).after(read(BASE));
    let ended = found.after(Event::DiscardAsked);
    assert!(ended.is_finished() && ended.unsure, "{:?}", ended.phase);
}
