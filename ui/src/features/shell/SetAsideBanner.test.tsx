import { expect, test } from "vitest";
import type { SetAside } from "../../host";
import { openApp, wireError } from "../../test/app";
import { expectNoViolations } from "../../test/axe";
import { startView } from "../../test/sample";

const name = "debrief.sqlite.set-aside-2026-11-28-0912";
const damaged: SetAside = {
  reason: "corrupted",
  fileName: name,
  at: "2026-11-28T09:12:40.000Z",
  rescued: { connections: 2, changes: 5, cards: 1, runs: 1, complete: false },
};
const nothing = { connections: 0, changes: 0, cards: 0, runs: 0, complete: false };
const title = "Debrief’s file was damaged and is set aside.";

test("a damaged file is told on the first page, with what is here again, and goes for good when dismissed", async () => {
  const { screen, of } = await openApp({
    start: () => ({ ...startView, setAside: damaged }),
    open_profile_folder: () => null,
    dismiss_set_aside: () => null,
  });
  const banner = screen.getByRole("status").filter({ hasText: title });
  await expect
    .element(banner)
    .toHaveTextContent(
      `2 connections, 5 unpublished changes, 1 card kept for later and the record of 1 publish could be read and are here. The rest could not be read. Nothing changed on Atoms. The damaged file is kept as ${name}`,
    );
  await expectNoViolations();
  await screen.getByRole("button", { name: "Show in folder" }).click();
  await expect.poll(() => of("open_profile_folder").length).toBe(1);
  await screen.getByRole("button", { name: "Dismiss" }).click();
  await expect.element(banner).not.toBeInTheDocument();
  expect(of("dismiss_set_aside").length).toBe(1);
  await expect.poll(() => document.activeElement?.closest("main [role=grid]") ?? null).not.toBeNull();
});

test("on Connect it says what to do when nothing could be read", async () => {
  const outside = { ...startView, connection: null, connections: [], recentAgents: [] };
  const { screen } = await openApp({
    start: () => ({ ...outside, setAside: { ...damaged, rescued: nothing } }),
  });
  await expect.element(screen.getByText(title)).toBeVisible();
  await expect.element(screen.getByText("connect with your key again", { exact: false })).toBeVisible();
  await expectNoViolations();
});

test("a file of a newer version is told with the way back to it", async () => {
  const { screen } = await openApp({
    start: () => ({ ...startView, setAside: { ...damaged, reason: "newer", rescued: null } }),
  });
  await expect.element(screen.getByText("comes from a newer version", { exact: false })).toBeVisible();
  await expect
    .element(screen.getByText(`kept untouched as ${name}`, { exact: false }))
    .toHaveTextContent(
      "install the newer version and, while Debrief is closed, name that file debrief.sqlite",
    );
});

test("it stays when it could not be dismissed, and the folder that does not open says so", async () => {
  const { screen } = await openApp({
    start: () => ({ ...startView, setAside: damaged }),
    open_profile_folder: () => {
      throw wireError("internal");
    },
    dismiss_set_aside: () => {
      throw wireError("diskFull");
    },
  });
  await screen.getByRole("button", { name: "Show in folder" }).click();
  await expect.element(screen.getByText("The settings say where it is.", { exact: false })).toBeVisible();
  await screen.getByRole("button", { name: "Dismiss" }).first().click();
  await expect.element(screen.getByText("This computer’s disk is full.")).toBeVisible();
  await expect.element(screen.getByText(title)).toBeVisible();
});

test("a file that cannot be opened yet says why, and opens once there is room", async () => {
  let full = true;
  const { screen } = await openApp({
    start: () => {
      if (full) throw wireError("diskFull");
      return startView;
    },
  });
  await expect.element(screen.getByRole("heading", { name: "This computer’s disk is full" })).toBeVisible();
  await expect.element(screen.getByText("What was kept in it stays.", { exact: false })).toBeVisible();
  full = false;
  await screen.getByRole("button", { name: "Try again" }).click();
  await expect.element(screen.getByRole("heading", { name: "Agents", level: 1 })).toBeVisible();
});
