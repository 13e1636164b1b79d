import axe from "axe-core";
import { expect } from "vitest";

const ofWholePages = ["region", "page-has-heading-one", "landmark-one-main"];

async function violations(rulesOff: string[]): Promise<string[]> {
  // A colour in the middle of a fade is none of ours; a spinner never ends.
  const moving = document.getAnimations().filter((each) => each.effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(moving.map((each) => each.finished));
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    // The one rule of WCAG 2.2, which is off unless asked for.
    rules: {
      "target-size": { enabled: true },
      ...Object.fromEntries(rulesOff.map((rule) => [rule, { enabled: false }])),
    },
  });
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ")}`);
}

/** A whole screen: fails with every rule it breaks and where. */
export async function expectNoViolations(): Promise<void> {
  expect(await violations([])).toEqual([]);
}

/** A component alone: it has no landmarks and no page heading. */
export async function expectNoViolationsInPart(): Promise<void> {
  expect(await violations(ofWholePages)).toEqual([]);
}
