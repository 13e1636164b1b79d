"""Drives a sandbox with the vendor's SDK. Every answer has to satisfy the SDK's own models, strictly.

Arguments: the API address, the other API's server, and the key. Prints one line per part, `ok NAME`.
"""

import sys

import httpx
from smallestai import SmallestAI
from smallestai.atoms.errors import ConflictError
from smallestai.atoms.helpers.versioning import (
    DraftConflictError,
    MigrationRequiredError,
    Versioning,
    _discriminate_conflict,
)
from smallestai.atoms.types.disposition_metric import DispositionMetric
from smallestai.atoms.types.post_call_analytics_config import PostCallAnalyticsConfig
from smallestai.atoms.webhooks.types.create_webhooks_request_events_item import CreateWebhooksRequestEventsItem
from smallestai.environment import SmallestAIEnvironment

ATOMS, WAVES, KEY = sys.argv[1:4]
bodies = []


def keep(response):
    response.read()
    if response.is_success:
        bodies.append(response.json())


environment = SmallestAIEnvironment(atoms=ATOMS, waves=WAVES, waves_ws=WAVES, payment=WAVES)
http = httpx.Client(timeout=20, trust_env=False, event_hooks={"response": [keep]})
client = SmallestAI(environment=environment, api_key=KEY, httpx_client=http, max_retries=0)
atoms = client.atoms
versioning = Versioning(client)


def strict(call, **arguments):
    """Calls, and holds the bare answer against the model that the SDK has for it; the SDK itself would let it pass."""
    answer = call(**arguments)
    type(answer).model_validate(bodies[-1])
    return answer


def metric(identifier, kind="BOOLEAN", **more):
    return DispositionMetric(
        identifier=identifier,
        disposition_metric_prompt="Did the agent repeat the agreed next step before the call ended?",
        disposition_metric_type=kind,
        **more,
    )


def agents():
    return {agent.name: agent for agent in strict(atoms.agents.list_agents, offset=50).data.agents}


def read(agent):
    """The bare agent: the SDK has no member for the resolved configuration."""
    strict(atoms.agents.get_agent, id=agent)
    return bodies[-1]["data"]


def refused(call, **arguments):
    try:
        call(**arguments)
    except ConflictError as error:
        return error
    raise AssertionError(f"{call} was not refused")


def who_and_what():
    user = strict(atoms.user.get_user_details).data
    assert user.user_email and user.organization_id
    strict(atoms.account.get_account_details)
    found = agents()
    assert len(found) >= 8, list(found)
    templates = strict(atoms.disposition_metric_templates.list_disposition_metric_templates).data
    assert len(templates) == 5 and all(template.identifier for template in templates)


def drafts_and_versions():
    agent = agents()["Returns Desk"].id
    before = read(agent)
    listed = strict(atoms.agent_versioning_versions.list_published_versions, id=agent, limit=5).data
    assert listed.total == 7 and listed.versions[0].id == before["activeVersionId"]
    draft = strict(
        atoms.agent_versioning_drafts.create_draft,
        id=agent,
        source_version_id=before["activeVersionId"],
        draft_name="From the SDK",
    ).data
    config = PostCallAnalyticsConfig(
        disposition_metrics=[metric("next_step_repeated"), metric("mood", "ENUM", choices=["calm", "upset", "not_heard"])]
    )
    strict(
        atoms.agent_versioning_drafts.update_draft_config,
        id=agent,
        draft_id=draft.draft_id,
        post_call_analytics_config=config,
    )
    strict(atoms.agent_versioning_drafts.get_draft_detail, id=agent, draft_id=draft.draft_id)
    drafts = strict(atoms.agent_versioning_drafts.list_active_drafts, id=agent).data
    assert [row.draft_name for row in drafts] == ["From the SDK"], drafts
    strict(atoms.agent_versioning_drafts.get_draft_diff, id=agent, draft_id=draft.draft_id)
    assert bodies[-1]["data"]["hasChanges"] is True
    version = strict(
        atoms.agent_versioning_drafts.publish_draft,
        id=agent,
        draft_id=draft.draft_id,
        label="From the SDK",
        description="Two metrics",
    ).data
    wait_for_check(agent, version.id)
    strict(atoms.agent_versioning_versions.activate_version, id=agent, version_id=version.id)
    after = read(agent)
    assert after["activeVersionId"] == version.id
    metrics = after["_resolvedConfig"]["postCallAnalyticsConfig"]["dispositionMetrics"]
    assert [row["identifier"] for row in metrics] == ["next_step_repeated", "mood"], metrics
    strict(
        atoms.agent_versioning_versions.diff_two_versions,
        id=agent,
        version_a=before["activeVersionId"],
        version_b=version.id,
    )
    strict(atoms.agent_versioning_versions.update_version_metadata, id=agent, version_id=version.id, is_pinned=True)


def wait_for_check(agent, version):
    import time

    for _ in range(100):
        strict(atoms.agent_versioning_versions.get_version_detail, id=agent, version_id=version)
        if bodies[-1]["data"]["version"]["securityCheck"]["status"] == "passed":
            return
        time.sleep(0.05)
    raise AssertionError("the check does not end")


def branches_and_revisions():
    agent = agents()["Order Support"].id
    before = read(agent)
    listed = strict(atoms.agent_versioning_branches.list, id=agent).data.branches
    live = next(row for row in listed if row.is_live)
    branch = live.branch.id
    assert live.branch.head_revision_id == before["activeVersionId"] and not live.has_open_draft
    strict(atoms.agent_versioning_branches.get, id=agent, branch_id=branch)
    # This version of the SDK has no parameter for the metrics on a branch; a body can be added to.
    metrics = {"dispositionMetrics": [metric("next_step_repeated").dict(by_alias=True, exclude_unset=True)]}
    more = {"additional_body_parameters": {"postCallAnalyticsConfig": metrics}}
    versioning.update_draft(agent, branch, request_options=more)
    draft = strict(atoms.agent_versioning_branches.get_draft, id=agent, branch_id=branch).data
    strict(atoms.agent_versioning_revisions.diff, id=agent, a=before["activeVersionId"], b=f"{branch}:draft")
    assert [row["section"] for row in bodies[-1]["data"]["diffs"]] == ["analytics"], bodies[-1]
    published = versioning.publish_and_wait(agent, branch, label="From the SDK", poll_interval=0.1, timeout=20)
    assert published.status == "published" and draft is not None
    after = read(agent)
    assert after["activeVersionId"] == published.id
    metrics = after["_resolvedConfig"]["postCallAnalyticsConfig"]["dispositionMetrics"]
    assert [row["identifier"] for row in metrics] == ["next_step_repeated"], metrics
    rows = strict(atoms.agent_versioning_revisions.list, id=agent, branch_id=branch, limit=3).data
    assert rows.revisions[0].label == "From the SDK" and rows.total == 13, rows
    strict(atoms.agent_versioning_revisions.get, id=agent, branch_id=branch, revision_id=published.id)
    strict(atoms.agent_versioning_revisions.get_history, id=agent, branch_id=branch, revision_id=published.id)
    strict(
        atoms.agent_versioning_revisions.restore,
        id=agent,
        branch_id=branch,
        revision_id=before["activeVersionId"],
    )
    restored = versioning.wait_for_commit(
        agent, branch, timeout=20, poll_interval=0.1, after_revision_id=published.id
    )
    assert restored.restored_from_revision_id == before["activeVersionId"]
    assert read(agent)["_resolvedConfig"] == before["_resolvedConfig"]


def two_writers_of_one_draft():
    agent = agents()["Showroom Bookings"].id
    branch = next(row for row in atoms.agent_versioning_branches.list(id=agent).data.branches if row.is_live).branch.id
    versioning.update_draft(agent, branch, first_message="Hello.")
    first = bodies[-1]["data"]["draftRevision"]
    versioning.update_draft(agent, branch, first_message="Good day.", expected_revision=first)
    try:
        versioning.update_draft(agent, branch, first_message="Hi.", expected_revision=first)
    except DraftConflictError as conflict:
        assert conflict.expected_revision == first and conflict.latest_revision > first, vars(conflict)
    else:
        raise AssertionError("a stale write went through")
    strict(atoms.agent_versioning_branches.discard_draft, id=agent, branch_id=branch)
    fork = strict(
        atoms.agent_versioning_branches.create_branch, id=agent, name="trial", source_branch_id=branch
    ).data
    strict(atoms.agent_versioning_branches.rename, id=agent, branch_id=fork.id, name="trial two")
    again = refused(atoms.agent_versioning_branches.rename, id=agent, branch_id=fork.id, name="Main")
    assert again.body["error_type"] == "branch_name_exists", again.body
    strict(atoms.agent_versioning_branches.archive, id=agent, branch_id=fork.id)


def closed_for_agents_that_moved():
    agent = agents()["Order Support"].id
    version = read(agent)["activeVersionId"]
    for call, arguments in [
        (atoms.agent_versioning_drafts.create_draft, {"source_version_id": version}),
        (atoms.agent_versioning_drafts.list_active_drafts, {}),
        (atoms.agent_versioning_versions.list_published_versions, {}),
        (atoms.agent_versioning_versions.activate_version, {"version_id": version}),
    ]:
        error = refused(call, id=agent, **arguments)
        assert isinstance(_discriminate_conflict(error), MigrationRequiredError), error.body
        assert error.headers["deprecation"] == "true", error.headers
    strict(atoms.agent_versioning_versions.get_version_detail, id=agent, version_id=version)


def calls():
    agent = agents()["Warranty Claims"].id
    listed = strict(atoms.calls.list, agent_ids=agent, status_filter="completed", limit=100).data
    assert len(listed.logs) == 100 and listed.pagination.has_more
    measured = [log for log in listed.logs if log.post_call_analytics]
    assert measured and len(measured) < len(listed.logs), "some results are thrown away"
    log = measured[0]
    assert {row.identifier for row in log.agent_disposition_config} == {
        row.identifier for row in log.post_call_analytics.disposition_metrics
    }
    detail = strict(atoms.calls.get, id=log.call_id).data
    assert detail.transcript and detail.agent.id == agent
    found = strict(atoms.calls.search, call_ids=[log.call_id, "CALL-1737000000000-abc123"]).data
    assert (found.total, found.requested_count) == (1, 2)
    strict(atoms.conversations.list_retry_attempts, call_id=log.call_id)
    made = strict(atoms.calls.start_outbound_call, agent_id=agent, phone_number="+441632960999")
    strict(atoms.calls.get, id=made.data.conversation_id)
    version = read(agent)["activeVersionId"]
    strict(atoms.agent_versioning_versions.test_call_with_version_config, id=agent, version_id=version)
    strict(atoms.agents.get_agent_call_logs, id=agent)
    tried = strict(
        client.waves.post_call_analysis.analyze,
        transcript="User: I want a refund. Agent: I issued a full refund of $80.",
        disposition_metrics=[
            {
                "identifier": "refund_issued",
                "dispositionMetricPrompt": "Was a full refund issued?",
                "dispositionMetricType": "BOOLEAN",
            }
        ],
    )
    assert tried.disposition_metrics[0].value == "true"


def webhooks():
    agent = agents()["Order Support"].id
    made = strict(
        atoms.webhooks.create,
        endpoint="https://hooks.larkfield.example/sdk",
        description="From the SDK",
        events=[CreateWebhooksRequestEventsItem(agent_id=agent, event_type="analytics-completed")],
    ).data
    strict(atoms.webhooks.get_webhooks)
    strict(atoms.webhooks.get_webhooks, webhook_id=made)
    strict(atoms.webhooks.update, id=made, description="Changed")
    strict(
        atoms.webhooks.replace_webhook_subscriptions_for_an_agent,
        agent_id=agent,
        webhook_id=made,
        event_types=["post-conversation"],
    )
    strict(atoms.webhooks.get_webhook_subscriptions_for_an_agent, agent_id=agent)
    assert [row["eventType"] for row in bodies[-1]["data"]] == ["post-conversation"]
    strict(atoms.webhooks.delete_webhook_subscriptions_for_an_agent, agent_id=agent)
    strict(atoms.webhooks.delete, id=made)


for part in [
    who_and_what,
    drafts_and_versions,
    branches_and_revisions,
    two_writers_of_one_draft,
    closed_for_agents_that_moved,
    calls,
    webhooks,
]:
    part()
    print("ok", part.__name__, flush=True)
