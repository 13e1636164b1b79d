import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { expectNoViolationsInPart } from "../test/axe";
import { Button } from "./Button";

test("an off button stays focusable, says why and does nothing", async () => {
  const pressed = vi.fn();
  const screen = await render(
    <Button variant="publish" disabledReason="Nothing to publish" onPress={pressed}>
      Review and publish
    </Button>,
  );
  const button = screen.getByRole("button", { name: "Review and publish", exact: true });
  await userEvent.tab();
  await expect.element(button).toHaveFocus();
  await expect.element(button).toHaveAttribute("aria-disabled", "true");
  await expect.element(button).toHaveAccessibleDescription("Nothing to publish");
  await userEvent.keyboard("{Enter} ");
  await button.click({ force: true });
  expect(pressed).not.toHaveBeenCalled();
  await expectNoViolationsInPart();
});

test("a button that goes off keeps the focus", async () => {
  const screen = await render(<Button variant="publish">Review and publish</Button>);
  await userEvent.tab();
  await expect.element(screen.getByRole("button")).toHaveFocus();
  await screen.rerender(
    <Button variant="publish" disabledReason="Nothing to publish">
      Review and publish
    </Button>,
  );
  await expect.element(screen.getByRole("button")).toHaveAttribute("aria-disabled", "true");
  await expect.element(screen.getByRole("button")).toHaveFocus();
});

test("an off submit button sends no form", async () => {
  const sent = vi.fn((event: React.FormEvent) => event.preventDefault());
  const screen = await render(
    <form onSubmit={sent}>
      <Button variant="ink" type="submit" pending>
        Connect
      </Button>
    </form>,
  );
  await screen.getByRole("button", { name: "Connect" }).click({ force: true });
  expect(sent).not.toHaveBeenCalled();
});
