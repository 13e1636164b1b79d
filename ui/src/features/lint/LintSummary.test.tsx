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

const nothing = {
  isReadOnly: false,
  showsOnly: false,
  onShowOnly: null,
  onFixSafe: () => undefined,
  onFixGone: () => undefined,
};

const words = /7 metrics\. Atoms advises three to five/;

for (const [what, others] of [
  ["alone", []],
  ["beside others", [{ metric: "m1", isLive: false, finding: withoutEnd() }]],
] as const)
  test(`what is about the whole set is said, ${what}`, async () => {
    const screen = await renderScreen(<LintSummary {...nothing} findings={[...others, many]} />);
    await expect.element(screen.getByText(words)).toBeVisible();
    await expectAccessible();
  });

test("nothing found is no words", async () => {
  const screen = await renderScreen(<LintSummary {...nothing} findings={[]} />);
  await expect.element(screen.getByRole("region")).not.toBeInTheDocument();
});
