import { useRef, useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { expectNoViolationsInPart } from "../test/axe";
import { Button } from "./Button";
import { ConfirmDialog } from "./ConfirmDialog";
import { Dialog } from "./Dialog";

function Owner() {
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  return (
    <main>
      <h1>Page</h1>
      <Button variant="secondary" onPress={() => setOpen(true)}>
        Open
      </Button>
      <Dialog title="Question" isOpen={isOpen} onClose={() => setOpen(false)} initialFocus={field}>
        <label>
          Answer <input ref={field} />
        </label>
      </Dialog>
    </main>
  );
}

test("takes the focus where it is told, makes the page inert and gives the focus back", async () => {
  const screen = await render(<Owner />);
  const opener = screen.getByRole("button", { name: "Open" });
  const behind = opener.element();
  await opener.click();
  await expect.element(screen.getByRole("dialog", { name: "Question" })).toBeVisible();
  await expect.element(screen.getByRole("textbox", { name: "Answer" })).toHaveFocus();
  expect(behind.closest("[inert], [aria-hidden=true]")).not.toBeNull();
  await expectNoViolationsInPart();
  await userEvent.keyboard("{Escape}");
  await expect.element(opener).toHaveFocus();
  expect(screen.getByRole("dialog").elements()).toHaveLength(0);
});

test("closes with its ×", async () => {
  const screen = await render(<Owner />);
  await screen.getByRole("button", { name: "Open" }).click();
  await screen.getByRole("button", { name: "Close", exact: true }).click();
  await expect.element(screen.getByRole("button", { name: "Open" })).toHaveFocus();
});

function Asking({ destructive, onClosed }: { destructive: boolean; onClosed: () => void }) {
  const [asking, setAsking] = useState(true);
  return (
    <ConfirmDialog
      title="Remove it?"
      body="It cannot be undone."
      confirmLabel="Remove"
      destructive={destructive}
      isOpen={asking}
      onConfirm={() => setAsking(false)}
      onCancel={() => setAsking(false)}
      onClosed={onClosed}
    />
  );
}

test("a destructive question starts on Cancel and says when it is gone", async () => {
  let closed = 0;
  const screen = await render(<Asking destructive onClosed={() => closed++} />);
  await expect.element(screen.getByRole("alertdialog", { name: "Remove it?" })).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Cancel" })).toHaveFocus();
  expect(closed).toBe(0);
  await screen.getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => closed).toBe(1);
});

test("closes even while it is still coming in", async () => {
  const screen = await render(<Owner />);
  const opener = screen.getByRole("button", { name: "Open" });
  (opener.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}{Escape}");
  await expect.poll(() => document.querySelectorAll("[role=dialog]").length).toBe(0);
  await expect.element(opener).toHaveFocus();
});
