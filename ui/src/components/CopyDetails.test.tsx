import { afterEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { HostError } from "../host";
import { CopyDetails } from "./CopyDetails";

const error = new HostError({
  code: "atomsProblem",
  detail: "POST /agent/drafts 500 after 1 attempt",
  words: null,
  field: null,
  retryAfterSecs: null,
  requestId: "7f3c-e21a",
});

afterEach(() => {
  vi.restoreAllMocks();
});

test("says copied only once it is on the clipboard, with what support needs", async () => {
  let land: () => void = () => {};
  const write = vi
    .spyOn(navigator.clipboard, "writeText")
    .mockReturnValue(new Promise((resolve) => (land = resolve)));
  const screen = await render(<CopyDetails error={error} />);
  await screen.getByRole("button", { name: "Copy details" }).click();
  const text = write.mock.calls[0]?.[0] ?? "";
  for (const part of ["atomsProblem", "POST /agent/drafts 500", "7f3c-e21a"]) expect(text).toContain(part);
  expect(screen.getByRole("button", { name: "Copied" }).elements()).toHaveLength(0);
  land();
  await expect.element(screen.getByRole("button", { name: "Copied" })).toBeVisible();
});

test("says when the clipboard refuses", async () => {
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("denied"));
  const screen = await render(<CopyDetails error={error} />);
  await screen.getByRole("button", { name: "Copy details" }).click();
  await expect
    .element(screen.getByText("This computer did not let Debrief use the clipboard."))
    .toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Copy details" })).toBeVisible();
});
