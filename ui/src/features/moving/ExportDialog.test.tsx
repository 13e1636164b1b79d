import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { wireError } from "../../test/app";
import { expectAccessible, settled } from "../../test/withQueries";
import { answers, button, dialog, install, of, open, radio, themes } from "./movingBench";

beforeEach(install);

for (const theme of themes)
  test(`says where the file is until one leaves, and leads to its folder, ${theme}`, async () => {
    answers.export_metrics = () => ({ id: "f1", name: "Order Support metrics.csv" });
    await open("export", [], theme);
    await button("Choose where to save").click();
    await expect.element(dialog()).toHaveTextContent("Saved to “Order Support metrics.csv”.");
    expect(of("export_metrics")).toEqual([
      {
        agentId: "a1",
        chosen: null,
        format: "csv",
        words: { title: "Export metrics", kind: "Table (CSV)" },
      },
    ]);
    // The filled button is the one that leaves; saving once more is still there, and on.
    const again = button("Choose where to save");
    await expect.element(again).not.toHaveAttribute("aria-disabled");
    await settled();
    const look = (name: string) => getComputedStyle(button(name).element());
    expect(look("Choose where to save").borderTopColor).not.toBe("rgba(0, 0, 0, 0)");
    expect(look("Done").borderTopColor).toBe("rgba(0, 0, 0, 0)");
    await button("Show in folder").click();
    expect(of("show_saved_file")).toEqual([{ fileId: "f1" }]);
    await expectAccessible();
    await button("Done").click();
    await expect.element(dialog()).not.toBeInTheDocument();
  });

test("of a selection that alone, as JSON, unless all is chosen", async () => {
  answers.export_metrics = () => null;
  await open("export", ["m3", "m1"]);
  await radio("JSON, as Atoms takes it").click();
  await button("Choose where to save").click();
  expect(of("export_metrics")[0]).toMatchObject({ chosen: ["m1", "m3"], format: "json" });
  await radio("All 3 metrics").click();
  await button("Choose where to save").click();
  expect(of("export_metrics")[1]).toMatchObject({ chosen: null });
  // A cancelled dialog says nothing.
  await expect.element(button("Show in folder")).not.toBeInTheDocument();
});

test("a full disk names the file", async () => {
  answers.export_metrics = () => {
    throw wireError("fileNoRoom", { field: "out.csv" });
  };
  await open("export");
  await button("Choose where to save").click();
  await expect.element(page.getByRole("alert")).toHaveTextContent(/“out.csv” was not written/);
});
