//! What is special about a branch: one draft for everybody, no activation, a check before the revision.

use debrief_engine::ErrorCode;
use debrief_engine::publish::{
    Action, BranchFacts, Check, DraftFacts, DraftMark, Event, Generation, Outcome, Phase, Run, Target,
};
use debrief_engine::views::{LeftBehind, StopReason};

use crate::start::{BASE, BRANCH, OURS, THEIRS, branch_run, error, facts, run, version};

fn mark(revision: u32) -> DraftMark {
    DraftMark {
        id: "d".into(),
        revision: Some(revision),
    }
}

fn draft(revision: u32, sections: &[&str]) -> DraftFacts {
    DraftFacts {
        mark: mark(revision),
        author: Some("Daniel Okafor".into()),
        since: Some("2026-08-01T09:51:00.000Z".into()),
        sections: sections.iter().map(|&section| section.to_owned()).collect(),
        others_wrote: false,
        unseen: false,
        others_changed_metrics: false,
    }
}

fn looked(active: &str, head: &str, draft: Option<DraftFacts>) -> Event {
    let mut facts = facts(active);
    facts.branch = Some(BranchFacts {
        id: BRANCH.into(),
        head: Some(head.into()),
        draft,
    });
    Event::AgentRead(Box::new(facts))
}

/// A run that has written and is about to publish.
fn written() -> Run {
    let run = branch_run()
        .after(looked(BASE, BASE, None))
        .after(Event::ConfigWritten(mark(1)));
    assert_eq!((run.phase, run.then), (Phase::LookBefore, Phase::Publish));
    run
}

fn asked() -> Run {
    written()
        .after(looked(BASE, BASE, Some(draft(1, &[]))))
        .after(Event::Scanning)
}

fn stopped(run: &Run) -> (&StopReason, Option<LeftBehind>) {
    match &run.outcome {
        Some(Outcome::Stopped { reason, left_behind }) => (reason, *left_behind),
        other => panic!("not stopped: {other:?}"),
    }
}

#[test]
fn a_publish_is_one_write_one_publish_and_looks_around_both() {
    let mut run = branch_run();
    let mut actions = Vec::new();
    let answers = [
        looked(BASE, BASE, None),
        Event::ConfigWritten(mark(1)),
        looked(BASE, BASE, Some(draft(1, &[]))),
        Event::Scanning,
        Event::CheckRead(Check::Running),
        Event::Published(version()),
        Event::AgentRead(Box::new(facts(OURS))),
    ];
    for event in answers {
        actions.push(run.action().unwrap());
        run = run.after(event);
    }
    assert_eq!(
        actions,
        [
            Action::ReadAgent,
            Action::WriteConfig,
            Action::ReadAgent,
            Action::PublishDraft,
            Action::ReadCheck,
            Action::ReadCheck,
            Action::ReadAgent
        ]
    );
    assert!(matches!(run.outcome, Some(Outcome::Live { .. })));
    assert_eq!(run.branch.as_deref(), Some(BRANCH));
}

#[test]
fn a_publish_without_a_check_is_read_back_at_once() {
    let run = written()
        .after(looked(BASE, BASE, Some(draft(1, &[]))))
        .after(Event::Published(version()));
    assert_eq!(run.phase, Phase::ReadBack);
}

#[test]
fn somebody_elses_draft_stops_before_anything_is_written() {
    for open in [draft(3, &["workflow_prompt"]), draft(3, &[])] {
        let run = branch_run().after(looked(BASE, BASE, Some(open.clone())));
        let (reason, left) = stopped(&run);
        let StopReason::OpenDraft {
            author,
            sections,
            joined,
            since,
            ..
        } = reason
        else {
            panic!("{reason:?}")
        };
        assert_eq!(
            (author, sections, since),
            (&open.author, &open.sections, &open.since)
        );
        assert_eq!((*joined, left, run.is_finished()), (false, None, true));
    }
}

#[test]
fn the_draft_of_an_earlier_run_is_ours_only_with_its_last_write() {
    let earlier = |revision| Run {
        draft_id: Some("d".into()),
        draft_revision: Some(revision),
        ..branch_run()
    };
    let open = |sections: &[&str]| looked(BASE, BASE, Some(draft(2, sections)));
    assert_eq!(earlier(2).after(open(&[])).phase, Phase::WriteMetrics);
    for stopped in [earlier(1).after(open(&[])), earlier(2).after(open(&["voice"]))] {
        assert!(stopped.is_finished(), "{:?}", stopped.outcome);
    }
    // It was published or discarded since: the next write opens another one.
    let gone = earlier(2).after(looked(BASE, BASE, None));
    assert_eq!((gone.phase, gone.draft_revision), (Phase::WriteMetrics, None));
}

#[test]
fn a_colleague_in_our_draft_stops_the_publish_and_the_draft_stays() {
    for open in [draft(2, &[]), draft(1, &["llm"])] {
        let run = written().after(looked(BASE, BASE, Some(open)));
        let (reason, left) = stopped(&run);
        assert!(matches!(reason, StopReason::OpenDraft { joined: true, .. }));
        assert_eq!(
            (left, run.action()),
            (Some(LeftBehind::Draft), None),
            "nothing is deleted"
        );
    }
    let run = written().after(looked(BASE, BASE, None));
    assert!(matches!(stopped(&run), (StopReason::DraftGone, None)));
}

#[test]
fn a_write_of_somebody_else_under_ours_stops_the_publish_also_if_it_is_about_metrics() {
    let mut open = draft(1, &[]);
    (open.others_wrote, open.others_changed_metrics) = (true, true);
    let run = written().after(looked(BASE, BASE, Some(open.clone())));
    let replaced = matches!(
        stopped(&run).0,
        StopReason::OpenDraft {
            joined: true,
            metrics_replaced: true,
            ..
        }
    );
    assert!(replaced && run.action().is_none(), "{:?}", run.outcome);
    assert!(!run.owns(&open));
    // Nor does a later publish take it for its own.
    let next = Run {
        draft_id: run.draft_id,
        draft_revision: run.draft_revision,
        own_revisions: run.own_revisions,
        ..branch_run()
    };
    assert!(next.after(looked(BASE, BASE, Some(open))).is_finished());
}

#[test]
fn a_draft_kept_by_an_earlier_run_is_not_removed_by_one_that_wrote_nothing() {
    let earlier = || Run {
        draft_id: Some("d".into()),
        draft_revision: Some(2),
        own_revisions: vec![1, 2],
        ..branch_run()
    };
    for end in [
        Event::CancelAsked,
        looked(THEIRS, THEIRS, Some(draft(2, &[]))),
        Event::Failed(error(ErrorCode::Forbidden)),
    ] {
        let run = earlier().after(end);
        assert_eq!((stopped(&run).1, run.action()), (Some(LeftBehind::Draft), None));
    }
    let cancelled = earlier()
        .after(looked(BASE, BASE, Some(draft(2, &[]))))
        .after(Event::CancelAsked);
    assert_eq!(cancelled.action(), None);
}

#[test]
fn an_unanswered_publish_is_looked_for_several_times_and_its_draft_is_left_alone() {
    let mut run = written()
        .after(looked(BASE, BASE, Some(draft(1, &[]))))
        .after(Event::Unclear(error(ErrorCode::TimedOut)));
    let mut looks = 0;
    while !run.is_finished() {
        assert_eq!(run.action(), Some(Action::FindVersion));
        run = run.after(Event::VersionMissing);
        looks += 1;
    }
    assert_eq!(looks, 4);
    assert!(matches!(
        stopped(&run),
        (StopReason::Failed { .. }, Some(LeftBehind::Draft))
    ));
}

#[test]
fn a_failed_check_of_a_publish_that_still_counts_as_running_is_believed_in_the_end() {
    let failing = || Event::CheckRead(Check::Failing(Some("card numbers".into())));
    let once = asked().after(failing()).after(Event::CheckRead(Check::Running));
    assert_eq!(once.phase, Phase::AwaitCheck, "it was an older one");
    let mut run = once;
    for _ in 0..4 {
        run = run.after(failing());
    }
    assert!(matches!(
        stopped(&run),
        (
            StopReason::CheckFailed { reason: Some(_) },
            Some(LeftBehind::Draft)
        )
    ));
}

#[test]
fn a_server_that_takes_its_branches_back_is_published_to_in_drafts() {
    let run = branch_run().after(Event::Withdrawn);
    assert_eq!(
        (run.generation, run.action()),
        (Generation::Drafts, Some(Action::ReadAgent))
    );
    let run = run.after(Event::AgentRead(Box::new(facts(BASE))));
    assert_eq!(run.action(), Some(Action::CreateDraft));
    // Once something was written on a branch, nothing else is taken for the same.
    let written = written().after(Event::Withdrawn);
    assert_eq!(written.generation, Generation::Branches);
}

#[test]
fn a_run_that_moved_before_its_publish_arrived_writes_anew_on_the_branch() {
    let mut killed = run()
        .after(Event::AgentRead(Box::new(facts(BASE))))
        .after(Event::DraftMade(mark(1)))
        .after(Event::ConfigWritten(mark(2)))
        .after(Event::AgentRead(Box::new(facts(BASE))))
        .after(Event::Resumed)
        .after(Event::Migrated);
    for _ in 0..4 {
        killed = killed.after(Event::VersionMissing);
    }
    let taken_along = killed.after(looked(BASE, BASE, Some(draft(2, &[]))));
    assert_eq!(taken_along.action(), Some(Action::WriteConfig));
}

#[test]
fn giving_up_ends_a_run_that_cannot_go_on_and_sends_nothing() {
    let waiting = asked().after(Event::Failed(error(ErrorCode::Forbidden)));
    assert!(waiting.interrupted && waiting.can_give_up());
    let ended = waiting.given_up();
    assert!(matches!(
        stopped(&ended),
        (StopReason::GivenUp { error: Some(_) }, Some(LeftBehind::Draft))
    ));
    assert_eq!(ended.action(), None);
    // One that was only interrupted is continued first.
    let mut interrupted = asked();
    interrupted.interrupted = true;
    assert!(!interrupted.can_give_up());
}

#[test]
fn a_head_that_moved_or_another_live_branch_stops() {
    for event in [
        looked(THEIRS, THEIRS, Some(draft(1, &[]))),
        looked(BASE, THEIRS, Some(draft(1, &[]))),
    ] {
        let run = written().after(event);
        assert!(matches!(
            stopped(&run).0,
            StopReason::LiveMoved {
                before_writing: false,
                ..
            }
        ));
        assert_eq!(run.action(), Some(Action::DeleteDraft));
    }
    let mut elsewhere = written();
    elsewhere.branch = Some("another".into());
    let run = elsewhere.after(looked(BASE, BASE, Some(draft(1, &[]))));
    assert!(matches!(stopped(&run).0, StopReason::LiveMoved { .. }));
}

#[test]
fn a_refused_write_looks_again_and_not_without_end() {
    let mut run = branch_run();
    let mut writes = 0;
    while !run.is_finished() {
        run = match run.action() {
            Some(Action::ReadAgent) => run.after(looked(BASE, BASE, None)),
            Some(Action::WriteConfig) => {
                writes += 1;
                run.after(Event::Failed(error(ErrorCode::Conflict)))
            }
            other => panic!("{other:?}"),
        };
    }
    assert!(writes <= 4, "{writes}");
    assert!(matches!(stopped(&run), (StopReason::Failed { .. }, None)));
}

#[test]
fn a_failed_check_keeps_the_draft_as_ours() {
    let run = asked().after(Event::CheckRead(Check::Failed(Some("card numbers".into()))));
    let (reason, left) = stopped(&run);
    assert!(matches!(reason, StopReason::CheckFailed { reason: Some(words) } if words == "card numbers"));
    assert_eq!((left, run.action()), (Some(LeftBehind::Draft), None));
    assert_eq!(
        (run.draft_id.as_deref(), run.draft_revision),
        (Some("d"), Some(1))
    );
}

#[test]
fn a_check_that_does_not_end_waits_for_the_person_and_goes_on() {
    let mut run = asked();
    let mut looks = 0;
    while !run.interrupted {
        run = run.after(Event::CheckRead(Check::Running));
        looks += 1;
        assert!(looks < 1000);
        assert_eq!(run.check_is_slow(), (48..240).contains(&looks), "{looks}");
    }
    assert_eq!(looks, 240);
    let resumed = run.after(Event::Resumed);
    assert_eq!(
        (resumed.phase, resumed.action()),
        (Phase::AwaitCheck, Some(Action::ReadCheck))
    );
}

#[test]
fn a_publish_that_others_called_off_or_whose_draft_is_gone_ends() {
    let after = |check: Check| {
        let mut run = asked();
        for _ in 0..10 {
            run = run.after(Event::CheckRead(check.clone()));
        }
        run
    };
    let idle = after(Check::Idle);
    assert!(matches!(
        stopped(&idle),
        (StopReason::CalledOff, Some(LeftBehind::Draft))
    ));
    assert!(idle.is_finished(), "the draft is kept");
    let gone = after(Check::DraftGone);
    assert!(matches!(stopped(&gone), (StopReason::DraftGone, None)));
    assert!(gone.is_finished());
}

#[test]
fn a_head_of_somebody_else_after_our_publish_is_told_by_the_agent() {
    let run = asked().after(Event::CheckRead(Check::Passed));
    assert_eq!(run.phase, Phase::ReadBack);
    let run = run.after(Event::AgentRead(Box::new(facts(THEIRS))));
    assert!(matches!(stopped(&run).0, StopReason::LiveMoved { .. }));
}

#[test]
fn a_revision_that_the_agent_never_shows_claims_nothing() {
    let mut run = asked().after(Event::Published(version()));
    for _ in 0..4 {
        run = run.after(Event::AgentRead(Box::new(facts(BASE))));
    }
    assert!(run.interrupted, "it is made, so it waits for the person");
    let run = run
        .after(Event::Resumed)
        .after(Event::AgentRead(Box::new(facts(OURS))));
    assert!(matches!(run.outcome, Some(Outcome::Live { .. })));
}

#[test]
fn an_agent_that_migrates_in_the_middle_is_published_on_its_branch() {
    let drafts = run().after(Event::AgentRead(Box::new(facts(BASE))));
    assert_eq!(drafts.action(), Some(Action::CreateDraft));
    let moved = drafts.after(Event::Migrated);
    assert_eq!(
        (moved.generation, moved.action()),
        (Generation::Branches, Some(Action::ReadAgent))
    );
    let moved = moved.after(looked(BASE, BASE, None));
    assert_eq!(moved.action(), Some(Action::WriteConfig));

    // Made and written before: Atoms may have taken our draft along to the branch.
    let written = run()
        .after(Event::AgentRead(Box::new(facts(BASE))))
        .after(Event::DraftMade(mark(1)))
        .after(Event::ConfigWritten(mark(2)))
        .after(Event::AgentRead(Box::new(facts(BASE))))
        .after(Event::Migrated);
    let taken_along = written.clone().after(looked(BASE, BASE, Some(draft(2, &[]))));
    assert_eq!(taken_along.action(), Some(Action::WriteConfig));
    let theirs = written.after(looked(BASE, BASE, Some(draft(5, &[]))));
    assert!(matches!(stopped(&theirs).0, StopReason::OpenDraft { .. }));
}

#[test]
fn a_shared_draft_is_known_before_a_cancel_may_remove_it() {
    let settling = branch_run()
        .after(looked(BASE, BASE, None))
        .after(Event::Unclear(error(ErrorCode::CutOff)));
    assert_eq!(settling.phase, Phase::SettleWrite);
    assert!(!settling.can_cancel());
    let settled = settling.after(Event::DraftCompared { equal: Some(mark(1)) });
    assert!(settled.can_cancel());
    let cancelled = settled.after(Event::CancelAsked);
    assert_eq!(cancelled.action(), Some(Action::DeleteDraft));
}

#[test]
fn a_branch_that_goes_live_before_either_write_stops_it() {
    let target = Target {
        branch: BRANCH.into(),
        name: "Experiment".into(),
        is_live: false,
    };
    let begun = Run {
        branch: Some(BRANCH.into()),
        target: Some(target.clone()),
        ..branch_run()
    };
    let went_live = |draft| {
        let Event::AgentRead(mut facts) = looked(BASE, BASE, draft) else {
            panic!("a look")
        };
        facts.target_is_live = true;
        Event::AgentRead(facts)
    };
    let run = begun.clone().after(went_live(None));
    assert!(matches!(stopped(&run), (StopReason::TargetLive, None)));
    assert_eq!(run.phase, Phase::Finished);

    let run = begun
        .after(looked(BASE, BASE, None))
        .after(Event::ConfigWritten(mark(1)))
        .after(went_live(Some(draft(1, &[]))));
    assert!(matches!(
        stopped(&run),
        (StopReason::TargetLive, Some(LeftBehind::Draft))
    ));
    assert_eq!(
        run.action(),
        Some(Action::DeleteDraft),
        "callers get nothing of it"
    );
    assert!(run.target.as_ref().is_some_and(|target| target.is_live));
}
