import { useState } from "react";
import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { expectNoViolationsInPart } from "../test/axe";
import { ChoiceField } from "./ChoiceField";

const changed = vi.fn<(choices: string[], text: string) => void>();

function Owner({ start = [] }: { start?: string[] }) {
  const [state, setState] = useState({ choices: start, text: "" });
  return (
    <ChoiceField
      label="Choices"
      choices={state.choices}
      text={state.text}
      onChange={(choices, text) => {
        changed(choices, text);
        setState({ choices, text });
      }}
    />
  );
}

async function open(start?: string[]) {
  changed.mockClear();
  const screen = await render(<Owner {...(start ? { start } : {})} />);
  const input = screen.getByRole("textbox", { name: "Choices", exact: true });
  await input.click();
  return { screen, input };
}

function paste(element: Element, text: string) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}

test("comma and Enter end a choice, the rest stays text", async () => {
  const { screen, input } = await open();
  await userEvent.keyboard("resolved,not resolved{Enter}part");
  expect(changed).toHaveBeenLastCalledWith(["resolved", "not resolved"], "part");
  await expect.element(input).toHaveValue("part");
  await expect.element(screen.getByRole("row", { name: "not resolved" })).toBeVisible();
  await expectNoViolationsInPart();
});

test("a pasted list of lines becomes one choice each", async () => {
  const { input } = await open();
  paste(input.element(), "billing\ndelivery\r\nother, none");
  await vi.waitFor(() =>
    expect(changed).toHaveBeenLastCalledWith(["billing", "delivery", "other", "none"], ""),
  );
  await expect.element(input).toHaveFocus();
});

test("Backspace takes the last one only while the field is empty", async () => {
  const { input } = await open(["a", "b"]);
  await userEvent.keyboard("x{Backspace}");
  expect(changed).toHaveBeenLastCalledWith(["a", "b"], "");
  await userEvent.keyboard("{Backspace}");
  expect(changed).toHaveBeenLastCalledWith(["a"], "");
  await userEvent.keyboard("{Backspace}");
  expect(changed).toHaveBeenLastCalledWith([], "");
  await expect.element(input).toHaveFocus();
});

test("Enter does not send a form around it", async () => {
  const sent = vi.fn();
  const screen = await render(
    <form onSubmit={sent}>
      <Owner />
    </form>,
  );
  await screen.getByRole("textbox", { name: "Choices" }).click();
  await userEvent.keyboard("one{Enter}{Enter}");
  expect(sent).not.toHaveBeenCalled();
});

test("the same choice twice can be taken out one at a time", async () => {
  const { screen, input } = await open(["a", "a"]);
  await screen
    .getByRole("button", { name: /Remove/ })
    .first()
    .click();
  expect(changed).toHaveBeenLastCalledWith(["a"], "");
  await screen.getByRole("button", { name: /Remove/ }).click();
  expect(changed).toHaveBeenLastCalledWith([], "");
  await expect.element(input).toHaveFocus();
});
