import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { expectNoViolationsInPart } from "../test/axe";
import { Select } from "./Select";

const items = [
  { id: "string", label: "String" },
  { id: "enum", label: "Enum" },
] as const;

function Owner() {
  const [value, setValue] = useState<"string" | "enum">("string");
  return <Select label="Data Type" items={items} value={value} onChange={setValue} />;
}

test("is named by its label alone, whatever is chosen", async () => {
  const screen = await render(<Owner />);
  const trigger = screen.getByRole("combobox", { name: "Data Type", exact: true });
  await expect.element(trigger).toHaveTextContent("String");
  await trigger.click();
  await screen.getByRole("option", { name: "Enum" }).click();
  await expect.element(trigger).toHaveAccessibleName("Data Type");
  await expect.element(trigger).toHaveTextContent("Enum");
  await expectNoViolationsInPart();
});

test("works by keyboard and gives the focus back", async () => {
  const screen = await render(<Owner />);
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("listbox")).toBeVisible();
  await userEvent.keyboard("{ArrowDown}{Enter}");
  const trigger = screen.getByRole("combobox", { name: "Data Type", exact: true });
  await expect.element(trigger).toHaveTextContent("Enum");
  await expect.element(trigger).toHaveFocus();
});
