import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import type { BatchView } from "../../host";
import { wireError } from "../../test/app";
import { expectAccessible, renderScreen } from "../../test/withQueries";
import { OpenRuns } from "../shell/OpenRuns";
import { useNotices } from "../shell/useNotices";
import { answers, batch, button, dialog, held, install, of } from "./movingBench";

beforeEach(install);

function Sidebar() {
  useNotices();
  return <OpenRuns onFollow={() => undefined} />;
}

test("one that was interrupted goes on only when the person says so", async () => {
  held.batches = [batch("paused", [{ kind: "live", number: 9 }, { kind: "running" }, { kind: "waiting" }])];
  answers.drive_batch = () => {
    held.batches = [batch("going", [{ kind: "live", number: 9 }, { kind: "running" }, { kind: "waiting" }])];
    return new Promise(() => undefined);
  };
  await renderScreen(<Sidebar />);
  await page.getByRole("button", { name: /Publishing 3 agents.*Waits for you, 1 of 3/ }).click();
  await expect.element(page.getByRole("dialog", { name: "Publishing was interrupted" })).toBeVisible();
  expect(of("drive_batch")).toEqual([]);
  await expectAccessible();
  await button("Continue publishing").click();
  expect(of("drive_batch")).toEqual([{ batchId: "b1" }]);
  answers.stop_batch = () => {
    held.batches = [{ ...(held.batches[0] as BatchView), state: "stopping" }];
    return held.batches[0];
  };
  await button("Stop after this one").click();
  await expect.element(page.getByRole("dialog", { name: "Stopping after this one" })).toBeVisible();
});

test("one that came to a halt says why, what is safe and what to do", async () => {
  held.batches = [batch("paused", [{ kind: "live", number: 9 }, { kind: "running" }, { kind: "waiting" }])];
  answers.drive_batch = () => {
    throw wireError("diskFull");
  };
  await renderScreen(<Sidebar />);
  await page.getByRole("button", { name: /Publishing 3 agents/ }).click();
  await button("Continue publishing").click();
  const alert = page.getByRole("alert");
  await expect.element(alert).toHaveTextContent("This computer’s disk is full. Publishing came to a halt.");
  await expect.element(alert).toHaveTextContent("What is live stays live");
  await expect.element(alert).toHaveTextContent("continue publishing: Debrief first looks how far it got");
  // The usual reason for a pause would not be true.
  await expect.element(dialog()).not.toHaveTextContent("Debrief was closed");
  await expectAccessible();
  // Closed and opened again it still stands there, until the batch goes on.
  await button("Keep working").click();
  await expect.element(dialog()).not.toBeInTheDocument();
  await page.getByRole("button", { name: /Publishing 3 agents/ }).click();
  await expect.element(alert).toBeVisible();
  answers.drive_batch = () => new Promise(() => undefined);
  await button("Continue publishing").click();
  await expect.element(alert).not.toBeInTheDocument();
});

test("outcomes stay until they are put away, and lead to the agent that needs one", async () => {
  held.batches = [
    batch("done", [
      { kind: "live", number: 9 },
      {
        kind: "needsYou",
        why: {
          kind: "stopped",
          reason: {
            kind: "openDraft",
            draft: "d",
            author: "Daniel Okafor",
            since: null,
            sections: [],
            joined: false,
            metricsReplaced: false,
          },
        },
      },
      { kind: "skipped", why: "otherChanges" },
    ]),
  ];
  answers.dismiss_batch = () => {
    held.batches = [];
    return null;
  };
  await renderScreen(<Sidebar />, "dark");
  const there = page.getByRole("button", { name: /Publishing 3 agents.*1 needs you/ });
  await there.click();
  await expect.element(dialog()).toHaveTextContent("Daniel Okafor’s draft is in the way.");
  await expect.element(dialog()).toHaveTextContent("Its other changes were not to be published.");
  await expectAccessible();
  await page.getByRole("link", { name: "Open Agent 3" }).click();
  expect(window.location.hash).toBe("#/agent/a3/metrics");
  await there.click();
  await button("Dismiss").click();
  await expect.element(there).not.toBeInTheDocument();
});
