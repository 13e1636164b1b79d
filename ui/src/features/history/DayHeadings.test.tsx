import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { openApp } from "../../test/app";
import { versionRow } from "../../test/sample";

const A_DAY = 30;
const HEADING = 32;
const STUCK = -1;

/** So many versions, thirty on each day, scrolled to the middle of a day. */
async function open() {
  window.location.hash = "#/agent/a1/history";
  const rows = Array.from({ length: 300 }, (_, index) => ({
    ...versionRow(300 - index),
    publishedAt: `2025-11-${28 - Math.floor(index / A_DAY)}T10:00:00Z`,
  }));
  const { screen } = await openApp({
    list_versions: ({ skip, limit }) => ({
      versions: rows.slice(Number(skip), Number(skip) + Number(limit)),
      total: rows.length,
      readAt: "2026-11-22T10:00:00Z",
    }),
  });
  await expect.element(screen.getByRole("option").first()).toBeVisible();
  const list = screen.getByRole("listbox").element();
  const placeOf = (element: Element | null | undefined) =>
    element ? Math.round(element.getBoundingClientRect().top - list.getBoundingClientRect().top) : null;
  /** What the headings say, by how far below the top of the list they stand. */
  const headings = () =>
    [...list.querySelectorAll("header")].map((each) => [placeOf(each), each.textContent]);
  return { screen, list, placeOf, headings };
}

test("the heading of the day in sight stays at the top, until the next one pushes it off", async () => {
  const { list, headings } = await open();
  await expect.poll(() => headings()[1]).toEqual([184, "Friday 28 November 2025"]);
  list.scrollTop = 1000;
  await expect.poll(headings).toEqual([[STUCK, "Friday 28 November 2025"]]);
  list.scrollTop = 184 + HEADING + A_DAY * 72 - 12;
  await expect.poll(headings).toEqual([
    [12 - HEADING, "Friday 28 November 2025"],
    [12, "Thursday 27 November 2025"],
  ]);
  list.scrollTop = 0;
  await expect.poll(() => headings()[1]).toEqual([184, "Friday 28 November 2025"]);
});

test("what one walks up to is not under the heading", async () => {
  const { screen, list, placeOf } = await open();
  await screen.getByRole("option", { name: /^Version 300/ }).click();
  for (let walked = 0; walked < 20; walked++) await userEvent.keyboard("{ArrowDown}");
  await expect.element(screen.getByRole("option", { name: /^Version 280/ })).toHaveFocus();
  for (let walked = 0; walked < 14; walked++) await userEvent.keyboard("{ArrowUp}");
  await expect.element(screen.getByRole("option", { name: /^Version 294/ })).toHaveFocus();
  expect(list.scrollTop).toBeGreaterThan(0);
  expect(placeOf(document.activeElement)).toBeGreaterThanOrEqual(HEADING);
});

test("heading and rows stay where they are when the window gets another size", async () => {
  const { screen, list, placeOf, headings } = await open();
  list.scrollTop = 5000;
  const row = () => placeOf(screen.getByRole("option", { name: /^Version 234/ }).elements()[0]);
  await expect.poll(row).toBe(HEADING);
  const height = list.clientHeight;
  await page.viewport(1280, 640);
  await expect.poll(() => list.clientHeight).toBeLessThan(height);
  await expect.poll(headings).toEqual([[STUCK, "Wednesday 26 November 2025"]]);
  expect(row()).toBe(HEADING);
  await page.viewport(1280, 820);
});
