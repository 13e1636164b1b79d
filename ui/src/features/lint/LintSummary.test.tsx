import { expect, test } from "vitest";
import type { MetricFinding } from "../../host";
import { expectAccessible, renderScreen } from "../../test/withQueries";
import { LintSummary } from "./LintSummary";
import { withoutEnd } from "./lintFixtures";

const many: MetricFinding = {
  metric: null,
  isLive: true,
  finding: {
    metric: null,
    rule: 23,
    severity: "info",
    field: null,
    span: null,
    what: { code: "manyMetrics", count: 7 },
    fix: null,
  },
};

const nothing = { isReadOnly: false, showsOnly: false, onShowOnly: null, onFixSafe: () => undefined, onFixGone: () => undefined };

test("what is about the whole set is said, with and without anything else", async () => {
  const words = /7 metrics\. Atoms advises three to five/;
  const screen = await renderScreen(<LintSummary {...nothing} findings={[many]} />);
  await expect.element(screen.getByText(words)).toBeVisible();
  await expectAccessible();
  const both = [{ metric: "m1", isLive: false, finding: withoutEnd() }, many];
  await screen.rerender(<LintSummary {...nothing} findings={both} />);
  await expect.element(screen.getByText(words)).toBeVisible();
  await screen.rerender(<LintSummary {...nothing} findings={[]} />);
  await expect.element(screen.getByText(words)).not.toBeInTheDocument();
});
