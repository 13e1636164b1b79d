//! Every phase against every event.

use debrief_engine::ErrorCode;
use debrief_engine::publish::{Action, Check, DraftMark, Event, Outcome, Phase, Run};
use debrief_engine::views::{LeftBehind, StopReason};

use crate::start::{BASE, OURS, THEIRS, error, facts, reopened, run, run_at, version, whole};

const PHASES: [Phase; 12] = [
    Phase::LookBefore,
    Phase::MakeDraft,
    Phase::SettleDraft,
    Phase::WriteMetrics,
    Phase::SettleWrite,
    Phase::Publish,
    Phase::SettlePublish,
    Phase::AwaitCheck,
    Phase::ReadBack,
    Phase::GoLive,
    Phase::CleanUp,
    Phase::Finished,
];

fn mark() -> DraftMark {
    DraftMark {
        id: "d".into(),
        revision: Some(2),
    }
}

fn events() -> Vec<(&'static str, Event)> {
    let mut differing = facts(OURS);
    differing.metric_differences = vec!["dispositionMetrics[0]".into()];
    let mut others_differ = facts(OURS);
    others_differ.other_differences = vec!["prompt".into()];
    vec![
        ("base is live", Event::AgentRead(Box::new(facts(BASE)))),
        ("ours is live", Event::AgentRead(Box::new(facts(OURS)))),
        ("ours differs", Event::AgentRead(Box::new(differing))),
        (
            "ours, other section differs",
            Event::AgentRead(Box::new(others_differ)),
        ),
        ("theirs is live", Event::AgentRead(Box::new(facts(THEIRS)))),
        ("draft made", Event::DraftMade(mark())),
        ("draft missing", Event::DraftMissing),
        ("config written", Event::ConfigWritten(mark())),
        ("draft equal", Event::DraftCompared { equal: Some(mark()) }),
        ("draft unequal", Event::DraftCompared { equal: None }),
        ("published", Event::Published(version())),
        ("version missing", Event::VersionMissing),
        ("check runs", Event::CheckRead(Check::Running)),
        ("check passed", Event::CheckRead(Check::Passed)),
        ("check failed", Event::CheckRead(Check::Failed(None))),
        ("activated", Event::Activated),
        ("deleted", Event::DraftDeleted(true)),
        ("not deleted", Event::DraftDeleted(false)),
        ("refused", Event::Failed(error(ErrorCode::Refused))),
        ("offline", Event::Failed(error(ErrorCode::Offline))),
        ("unclear", Event::Unclear(error(ErrorCode::CutOff))),
        ("migrated", Event::Migrated),
        ("withdrawn", Event::Withdrawn),
        ("check failing", Event::CheckRead(Check::Failing(None))),
        ("cancel", Event::CancelAsked),
        ("resumed", Event::Resumed),
    ]
}

/// Where `event` leads from `phase`, for a run of `run_at`; a pair that is not named leaves the run where it is.
fn leads_to(phase: Phase, event: &str) -> Phase {
    use Phase as P;
    match (phase, event) {
        (P::LookBefore, "base is live") => P::MakeDraft,
        (
            P::LookBefore,
            "ours is live" | "ours differs" | "ours, other section differs" | "theirs is live",
        ) => P::Finished,
        (P::Finished, "migrated") => P::Finished,
        (P::SettlePublish | P::AwaitCheck | P::ReadBack, "migrated") => phase,
        (P::GoLive | P::CleanUp, "migrated") => P::Finished,
        (_, "migrated") => P::LookBefore,
        (P::MakeDraft | P::SettleDraft, "draft made") => P::WriteMetrics,
        (P::MakeDraft, "unclear" | "resumed") => P::SettleDraft,
        (P::SettleDraft, "draft missing") => P::LookBefore,
        (P::WriteMetrics, "config written") => P::LookBefore,
        (P::WriteMetrics, "unclear" | "resumed") => P::SettleWrite,
        (P::SettleWrite, "draft equal" | "draft unequal") => P::LookBefore,
        (P::Publish | P::SettlePublish | P::AwaitCheck, "published") => P::AwaitCheck,
        (P::Publish, "unclear" | "resumed") => P::SettlePublish,
        (P::AwaitCheck | P::SettlePublish, "check passed") | (P::AwaitCheck, "refused") => P::ReadBack,
        (P::AwaitCheck | P::SettlePublish, "check failed") => P::Finished,
        (P::ReadBack, "base is live") => P::GoLive,
        (P::ReadBack, "ours is live" | "ours differs" | "ours, other section differs" | "theirs is live") => {
            P::Finished
        }
        (P::GoLive, "activated" | "unclear" | "resumed" | "offline") => P::ReadBack,
        (P::GoLive, "refused") => P::AwaitCheck,
        (P::CleanUp, "deleted" | "not deleted" | "refused" | "offline") => P::Finished,
        // Read again, or left waiting for the person.
        (P::LookBefore | P::SettleDraft | P::SettleWrite | P::SettlePublish, "offline") => phase,
        (P::AwaitCheck | P::ReadBack, "offline") => phase,
        // It never left: one more look, once there is a connection.
        (P::MakeDraft | P::WriteMetrics | P::Publish, "offline") => P::LookBefore,
        (P::SettlePublish | P::ReadBack, "refused") => phase,
        // A version is there, so nothing is cleaned up.
        (_, "refused" | "offline") if phase != P::Finished => P::Finished,
        (P::LookBefore | P::MakeDraft | P::SettleDraft | P::WriteMetrics | P::SettleWrite, "cancel") => {
            P::Finished
        }
        _ => phase,
    }
}

fn action_of(phase: Phase) -> Option<Action> {
    match phase {
        Phase::LookBefore | Phase::ReadBack => Some(Action::ReadAgent),
        Phase::MakeDraft => Some(Action::CreateDraft),
        Phase::SettleDraft => Some(Action::FindDraft),
        Phase::WriteMetrics => Some(Action::WriteConfig),
        Phase::SettleWrite => Some(Action::ReadDraft),
        Phase::Publish => Some(Action::PublishDraft),
        Phase::SettlePublish => Some(Action::FindVersion),
        Phase::AwaitCheck => Some(Action::ReadCheck),
        Phase::GoLive => Some(Action::Activate),
        Phase::CleanUp => Some(Action::DeleteDraft),
        Phase::Finished => None,
    }
}

#[test]
fn every_event_leads_from_every_phase_where_the_table_says() {
    for phase in PHASES {
        for (name, event) in events() {
            let after = run_at(phase).after(event);
            assert_eq!(after.phase, leads_to(phase, name), "{phase:?} and {name}");
            let waits = matches!((phase, name), (Phase::SettlePublish | Phase::ReadBack, "refused"));
            assert_eq!(after.interrupted, waits, "{phase:?} and {name}");
            let action = if waits { None } else { action_of(after.phase) };
            assert_eq!(after.action(), action, "{phase:?} and {name}");
            let live = matches!(after.outcome, Some(Outcome::Live { .. }));
            assert_eq!(
                live,
                (phase, name) == (Phase::ReadBack, "ours is live"),
                "{phase:?} and {name}"
            );
        }
    }
}

#[test]
fn what_is_finished_stays_as_it_is() {
    for (name, event) in events() {
        let finished = Run {
            failed_reads: 0,
            ..run_at(Phase::Finished)
        };
        let before = whole(&finished);
        let after = finished.after(event);
        assert_eq!(whole(&after), before, "{name}");
        assert_eq!(after.action(), None, "{name}");
    }
}

#[test]
fn the_journal_loses_nothing() {
    for phase in PHASES {
        for (name, event) in events() {
            let run = run_at(phase);
            let kept = reopened(&run).after(event.clone());
            assert_eq!(whole(&kept), whole(&run.after(event)), "{phase:?} and {name}");
        }
    }
}

#[test]
fn only_before_the_publish_can_it_be_cancelled() {
    let can = PHASES.map(|phase| run_at(phase).can_cancel());
    assert_eq!(
        can,
        [
            true, true, true, true, true, false, false, false, false, false, false, false
        ]
    );
}

fn stopped(run: &Run) -> (&StopReason, Option<LeftBehind>) {
    match &run.outcome {
        Some(Outcome::Stopped { reason, left_behind }) => (reason, *left_behind),
        other => panic!("not stopped: {other:?}"),
    }
}

#[test]
fn a_colleague_seen_after_the_first_write_is_not_told_as_before_it() {
    let early = run().after(Event::AgentRead(Box::new(facts(THEIRS))));
    assert!(matches!(
        stopped(&early),
        (
            StopReason::LiveMoved {
                before_writing: true,
                ..
            },
            None
        )
    ));
    assert!(early.is_finished());

    let late = Run {
        draft_id: Some("d".into()),
        wrote: true,
        then: Phase::Publish,
        ..run()
    };
    let late = late.after(Event::AgentRead(Box::new(facts(THEIRS))));
    assert!(matches!(
        stopped(&late),
        (
            StopReason::LiveMoved {
                before_writing: false,
                ..
            },
            Some(LeftBehind::Draft)
        )
    ));
    assert_eq!(late.action(), Some(Action::DeleteDraft));
    let late = late.after(Event::DraftDeleted(true));
    assert!(matches!(
        stopped(&late),
        (
            StopReason::LiveMoved {
                before_writing: false,
                ..
            },
            None
        )
    ));
}

#[test]
fn a_draft_that_may_be_there_is_looked_for_and_told() {
    for event in [Event::Failed(error(ErrorCode::Forbidden)), Event::CancelAsked] {
        let run = Run {
            phase: Phase::SettleDraft,
            ..run()
        }
        .after(event);
        assert_eq!(
            (run.action(), stopped(&run).1),
            (Some(Action::DeleteDraft), Some(LeftBehind::Draft))
        );
        assert_eq!(
            stopped(&run.clone().after(Event::DraftDeleted(false))).1,
            Some(LeftBehind::Draft)
        );
        assert_eq!(stopped(&run.after(Event::DraftDeleted(true))).1, None);
    }
}

#[test]
fn an_activation_that_does_nothing_ends_and_claims_nothing() {
    let mut run = run_at(Phase::ReadBack);
    let mut activations = 0;
    while !run.is_finished() {
        run = match run.action() {
            Some(Action::ReadAgent) => run.after(Event::AgentRead(Box::new(facts(BASE)))),
            Some(Action::Activate) => {
                activations += 1;
                run.after(Event::Activated)
            }
            other => panic!("{other:?}"),
        };
    }
    assert_eq!(activations, 3);
    assert!(matches!(
        stopped(&run),
        (StopReason::Failed { .. }, Some(LeftBehind::Version))
    ));
}

#[test]
fn reads_that_fail_end_in_waiting_and_going_on_reads_again() {
    for phase in [
        Phase::SettleDraft,
        Phase::SettleWrite,
        Phase::SettlePublish,
        Phase::AwaitCheck,
        Phase::ReadBack,
    ] {
        let mut run = run_at(phase);
        for _ in 0..3 {
            run = run.after(Event::Failed(error(ErrorCode::CutOff)));
            assert!(!run.interrupted, "{phase:?}");
        }
        run = run.after(Event::Failed(error(ErrorCode::CutOff)));
        assert!(run.interrupted && run.action().is_none(), "{phase:?}");
        let resumed = reopened(&run).after(Event::Resumed);
        assert_eq!((resumed.phase, resumed.action()), (phase, action_of(phase)));
    }
}

#[test]
fn after_an_unanswered_write_the_person_decides_and_after_a_restart_it_goes_on() {
    let unanswered = run()
        .after(Event::AgentRead(Box::new(facts(BASE))))
        .after(Event::Unclear(error(ErrorCode::TimedOut)));
    let stops = unanswered.clone().after(Event::DraftMissing);
    assert!(
        matches!(stopped(&stops), (StopReason::Failed { error }, _) if error.code == ErrorCode::TimedOut)
    );

    let resumed = reopened(&unanswered)
        .after(Event::Resumed)
        .after(Event::DraftMissing);
    assert_eq!(resumed.action(), Some(Action::ReadAgent));
    let again = resumed.after(Event::AgentRead(Box::new(facts(BASE))));
    assert_eq!(again.action(), Some(Action::CreateDraft));
}

#[test]
fn without_a_network_it_waits_for_one_and_goes_on_by_itself() {
    for mut run in [run(), run_at(Phase::AwaitCheck), run_at(Phase::ReadBack)] {
        let phase = run.phase;
        for _ in 0..100 {
            run = reopened(&run).after(Event::Failed(error(ErrorCode::Offline)));
            assert!(run.waits_for_network() && run.action().is_some(), "{phase:?}");
        }
        let next = match phase {
            Phase::LookBefore => run.clone().after(Event::AgentRead(Box::new(facts(BASE)))),
            _ => run.clone().after(Event::CheckRead(Check::Passed)),
        };
        assert!(phase == Phase::ReadBack || !next.waits_for_network(), "{phase:?}");
        // Not for ever: a laptop that sleeps for a day does not publish at night.
        for _ in 0..400 {
            run = run.after(Event::Failed(error(ErrorCode::Offline)));
        }
        assert!(run.interrupted && !run.waits_for_network(), "{phase:?}");
    }
}

#[test]
fn a_network_that_comes_back_unwell_does_not_end_what_waited_for_it() {
    let mut waits = run();
    for _ in 0..10 {
        waits = waits.after(Event::Failed(error(ErrorCode::Offline)));
    }
    let unwell = waits.after(Event::Failed(error(ErrorCode::TimedOut)));
    assert!(unwell.outcome.is_none() && !unwell.interrupted);
    let on = unwell.after(Event::AgentRead(Box::new(facts(BASE))));
    assert_eq!(
        (on.action(), on.waits_for_network()),
        (Some(Action::CreateDraft), false)
    );
}

#[test]
fn a_write_that_never_left_waits_for_a_network_behind_a_look() {
    for phase in [Phase::MakeDraft, Phase::WriteMetrics, Phase::Publish] {
        let begun = Run {
            version: None,
            ..run_at(phase)
        };
        let waits = begun
            .after(Event::Failed(error(ErrorCode::Offline)))
            .after(Event::Failed(error(ErrorCode::Offline)));
        assert!(waits.waits_for_network(), "{phase:?}");
        let on = reopened(&waits).after(Event::AgentRead(Box::new(facts(BASE))));
        assert_eq!(on.action(), action_of(phase), "{phase:?}");
        // Where every look succeeds and no write leaves, it does not go round for ever.
        let mut round = on;
        for _ in 0..20 {
            if round.is_finished() || round.phase == Phase::CleanUp {
                break;
            }
            round = round
                .after(Event::Failed(error(ErrorCode::Offline)))
                .after(Event::AgentRead(Box::new(facts(BASE))));
        }
        assert!(round.outcome.is_some(), "{phase:?}");
    }
}

#[test]
fn waiting_for_a_network_before_anything_was_written_can_be_cancelled() {
    let waits = run().after(Event::Failed(error(ErrorCode::Offline)));
    assert!(waits.can_cancel());
    let stops = waits.after(Event::CancelAsked);
    assert!(matches!(stopped(&stops), (StopReason::Cancelled, None)));
}
