import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { renderScreen } from "../test/withQueries";
import { TextArea } from "./TextArea";

const text = "What was wanted? If nothing came up in the whole of this long call, answer none.";
const start = text.indexOf("none");

test("a mark stands under its words, at the height of their line", async () => {
  await renderScreen(
    <div style={{ width: 420 }}>
      <TextArea label="Prompt" value={text} rows={3} marks={[{ start, end: start + 4, tone: "error" }]} />
    </div>,
  );
  const area = page.getByLabelText("Prompt").element();
  const mark = document.querySelector("[data-mark=error]");
  if (mark === null) throw new Error("no mark");
  expect(mark.textContent).toBe("none");
  const style = getComputedStyle(area);
  const line = Number.parseFloat(style.lineHeight);
  const top = area.getBoundingClientRect().top + Number.parseFloat(style.paddingTop);
  const middle = (mark.getBoundingClientRect().top + mark.getBoundingClientRect().bottom) / 2;
  // The words are on the last of the lines that the text takes at this width.
  const copy = mark.parentElement?.getBoundingClientRect();
  const lines = Math.round(((copy?.height ?? 0) - 14) / line);
  expect(lines).toBeGreaterThan(1);
  expect(Math.floor((middle - top) / line)).toBe(lines - 1);
});
