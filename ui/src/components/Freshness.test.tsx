import { expect, test } from "vitest";
import type { ReadOnlyReason } from "../host";
import { openApp, wireError } from "../test/app";
import { expectNoViolations } from "../test/axe";
import { agentPages, agentView, versionRow } from "../test/sample";
import { metricsText } from "../text/metrics";

const page = { versions: [versionRow(12)], total: 1, readAt: "2026-11-22T10:00:00Z" };
const list = agentPages(12);

const pages = [
  { name: "agents", hash: "", command: "list_agents", answer: () => list("", 1) },
  { name: "metrics", hash: "#/agent/a1/metrics", command: "open_agent", answer: () => agentView },
  { name: "history", hash: "#/agent/a1/history", command: "list_versions", answer: () => page },
] as const;

for (const { name, hash, command, answer } of pages) {
  test(`${name}: shows when Atoms was read, and reads again when asked`, async () => {
    window.location.hash = hash;
    let readAt = "2025-03-22T10:00:00Z";
    const { screen, of } = await openApp({
      list_versions: () => page,
      open_version: () => ({ version: versionRow(12), metrics: [], settings: agentView.settings }),
      [command]: () => ({ ...answer(), readAt }),
    });
    await expect.element(screen.getByText("Read from Atoms")).toHaveTextContent("22 March 2025");
    const before = of(command).length;
    readAt = new Date().toISOString();
    const refresh = screen.getByRole("button", { name: "Refresh" });
    await refresh.click();
    await expect.element(screen.getByText("Read from Atoms")).toHaveTextContent("just now");
    expect(of(command)).toHaveLength(before + 1);
    await expect.element(refresh).toHaveFocus();
  });

  test(`${name}: what was read stays when reading again fails, and says so`, async () => {
    window.location.hash = hash;
    let fails = false;
    const { screen } = await openApp({
      list_versions: () => page,
      open_version: () => ({ version: versionRow(12), metrics: [], settings: agentView.settings }),
      [command]: () => {
        if (fails) throw wireError("offline");
        return answer();
      },
    });
    await expect.element(screen.getByText("Read from Atoms")).toBeVisible();
    fails = true;
    await screen.getByRole("button", { name: "Refresh" }).click();
    await expect.element(screen.getByText(/^No network since \d\d:\d\d\.$/)).toBeVisible();
    await expect.element(screen.getByText(/^As of .*, kept here$/)).toBeVisible();
  });
}

for (const reason of Object.keys(metricsText.readOnly) as ReadOnlyReason[])
  test(`an agent that can only be looked at says why: ${reason}`, async () => {
    window.location.hash = "#/agent/a1/metrics";
    const { screen } = await openApp({ open_agent: () => ({ ...agentView, readOnly: reason }) });
    await expect.element(screen.getByText(metricsText.readOnly[reason].title, { exact: true })).toBeVisible();
    await expect.element(screen.getByText(metricsText.readOnly[reason].body)).toBeVisible();
    for (const name of ["Add Metrics", "Review and publish"])
      await expect
        .element(screen.getByRole("button", { name, exact: true }))
        .toHaveAttribute("aria-disabled", "true");
    await expectNoViolations();
  });
