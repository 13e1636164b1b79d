import { expect, test } from "vitest";
import type { AgentView } from "../../host";
import { openApp, wireError } from "../../test/app";
import { agentView, versionRow } from "../../test/sample";
import { compareText } from "../../text/compare";

const clean: AgentView = {
  ...agentView,
  changes: { added: 0, removed: 0, changed: 0, reordered: false, flags: 0, total: 0 },
};

/** All metrics of the live version. */
async function open(sinceWhen: () => unknown) {
  window.location.hash = "#/agent/a1/history";
  const app = await openApp({
    list_versions: () => ({
      versions: [versionRow(12), versionRow(11)],
      total: 2,
      readAt: "2026-11-22T10:00:00Z",
    }),
    open_agent: () => clean,
    open_version: () => ({
      version: versionRow(12),
      metrics: agentView.metrics,
      settings: agentView.settings,
    }),
    since_when: sinceWhen,
  });
  await app.screen.getByRole("radio", { name: "All its metrics" }).click();
  return app;
}

test("a version that need not have made it so names nobody and no day", () => {
  const version = { ...versionRow(11), author: "Mei Tanaka", publishedAt: "2026-11-10T10:00:00Z" };
  const now = new Date("2026-11-22T10:00:00Z");
  const words = (certain: boolean) =>
    compareText.since({ identifier: "contact_reason", version, certain }, now);
  expect(words(false)).toBe("As it is since Version 11 or longer");
  expect(words(true)).toBe("As it is since Version 11, by Mei Tanaka, Tuesday 10 November");
});

test("since when the metrics stand is asked again as more of the history is read", async () => {
  let certain = false;
  const { screen, notice } = await open(() => [
    { identifier: "contact_reason", version: versionRow(11), certain },
  ]);
  await expect.element(screen.getByText("As it is since Version 11 or longer")).toBeVisible();
  await expect.element(screen.getByText(compareText.sinceNote)).toBeVisible();
  certain = true;
  await notice({ kind: "historyRead", agentId: "a1" });
  await expect.element(screen.getByText(/^As it is since Version 11, by/)).toBeVisible();
});

test("it says when since when they stand cannot be told, and the metrics are there", async () => {
  let fails = true;
  const { screen } = await open(() => {
    if (fails) throw wireError("storeDamaged");
    return [{ identifier: "contact_reason", version: versionRow(11), certain: false }];
  });
  await expect.element(screen.getByText(/Debrief cannot read its own file/)).toBeVisible();
  await expect.element(screen.getByRole("heading", { name: "Contact reason" })).toBeVisible();
  await expect.element(screen.getByText(compareText.sinceNote)).not.toBeInTheDocument();
  fails = false;
  await screen.getByRole("button", { name: "Try again" }).click();
  await expect.element(screen.getByText("As it is since Version 11 or longer")).toBeVisible();
});
