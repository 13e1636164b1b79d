import { expect, test } from "vitest";
import css from "./tokens.css?raw";

/** Text or mark, what it stands on, the ratio it needs, and the ratio promised in light and in dark. */
const pairs: readonly (readonly [string, string, number, number, number])[] = [
  ["text", "surface", 4.5, 17.7, 15.14],
  ["text", "app", 4.5, 16.35, 16.12],
  ["text", "subtle", 4.5, 17.08, 14.4],
  ["text", "muted", 4.5, 15.61, 12.45],
  ["text", "hover", 4.5, 16.35, 14.08],
  ["text", "selected", 4.5, 16.2, 14.13],
  ["text", "nav-selected", 4.5, 14.1, 12.45],
  ["text", "field", 4.5, 17.7, 15.72],
  ["text", "raised", 4.5, 17.7, 13.75],
  ["text-2", "surface", 4.5, 8.77, 9.88],
  ["text-2", "app", 4.5, 8.1, 10.51],
  ["text-2", "nav-hover", 4.5, 7.53, 9.39],
  ["text-2", "muted", 4.5, 7.73, 8.12],
  ["text-2", "hover", 4.5, 8.1, 9.18],
  ["text-2", "selected", 4.5, 8.02, 9.22],
  ["text-2", "raised", 4.5, 8.77, 8.97],
  ["text-3", "surface", 4.5, 5.96, 6.31],
  ["text-3", "app", 4.5, 5.51, 6.72],
  ["text-3", "subtle", 4.5, 5.75, 6.0],
  ["text-3", "muted", 4.5, 5.26, 5.19],
  ["text-3", "hover", 4.5, 5.51, 5.86],
  ["text-3", "selected", 4.5, 5.46, 5.89],
  ["text-3", "field", 4.5, 5.96, 6.55],
  ["text-3", "raised", 4.5, 5.96, 5.73],
  ["text-3", "nav-selected", 4.5, 4.75, 5.19],
  ["text", "error-tint", 4.5, 15.48, 13.61],
  ["text-2", "subtle", 4.5, 8.46, 9.39],
  ["text-2", "nav-selected", 4.5, 6.98, 8.12],
  ["on-primary", "primary", 4.5, 16.08, 14.6],
  ["on-primary", "primary-hover", 4.5, 11.57, 17.7],
  ["on-live", "live", 4.5, 6.03, 4.81],
  ["on-live", "live-hover", 4.5, 8.08, 5.95],
  ["on-error", "error", 4.5, 6.07, 4.88],
  ["on-you", "you", 4.5, 6.19, 6.73],
  ["live-text", "live-tint", 4.5, 6.77, 8.34],
  ["live-text", "surface", 4.5, 7.85, 10.27],
  ["you-text", "you-tint", 4.5, 6.99, 8.15],
  ["you-text", "surface", 4.5, 8.12, 9.84],
  ["you-text", "app", 4.5, 7.5, 10.48],
  ["you-text", "selected", 4.5, 7.43, 9.19],
  ["you-text", "subtle", 4.5, 7.83, 9.36],
  ["you-text", "hover", 4.5, 7.5, 9.15],
  ["draft-text", "surface", 4.5, 8.77, 9.88],
  ["draft-text", "hover", 4.5, 8.1, 9.18],
  ["warn-text", "warn-tint", 4.5, 7.7, 9.72],
  ["warn-text", "surface", 4.5, 8.43, 11.75],
  ["del-text", "surface", 4.5, 9.85, 11.07],
  ["error-text", "error-tint", 4.5, 7.22, 9.29],
  ["error-text", "surface", 4.5, 8.26, 10.33],
  ["scan-text", "scan-tint", 4.5, 7.31, 8.59],
  ["add-text", "add-tint", 4.5, 9.45, 8.35],
  ["del-text", "del-tint", 4.5, 8.0, 9.28],
  ["quote-text", "quote", 4.5, 11.3, 8.82],
  ["control", "surface", 3, 3.34, 3.9],
  ["control", "field", 3, 3.34, 4.05],
  ["control", "app", 3, 3.08, 4.15],
  ["focus", "surface", 3, 6.19, 6.55],
  ["focus", "app", 3, 5.72, 6.97],
  ["live-dot", "live-tint", 3, 3.65, 5.9],
  ["live-dot", "surface", 3, 4.23, 7.27],
  ["you", "surface", 3, 6.19, 6.55],
  ["you", "you-tint", 3, 5.33, 5.42],
  ["draft-line", "surface", 3, 3.34, 3.9],
  ["warn-icon", "warn-tint", 3, 4.23, 7.01],
  ["error", "error-tint", 3, 5.3, 3.25],
  ["scan", "scan-tint", 3, 4.99, 5.62],
  ["add-line", "add-tint", 3, 3.69, 4.15],
  ["del-line", "del-tint", 3, 3.73, 4.48],
  ["c-line", "surface", 3, 7.24, 7.63],
  ["c-axis", "surface", 4.5, 5.96, 6.31],
  ["c1", "surface", 3, 7.24, 4.96],
  ["c2", "surface", 3, 3.46, 9.49],
  ["c3", "surface", 3, 3.6, 9.03],
  ["c4", "surface", 3, 8.69, 3.44],
  ["c5", "surface", 3, 3.09, 10.96],
  ["control", "surface", 3, 3.34, 3.9],
];

const monograms = ["mono-1", "mono-2", "mono-3", "mono-4", "mono-5", "mono-6"];

function block(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf("}", start));
  return new Map(
    [...body.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)].map((hit) => [hit[1] ?? "", hit[2] ?? ""]),
  );
}

const light = block(":root");
const dark = new Map([...light, ...block(':root[data-theme="dark"]')]);

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, rounded down to two places. */
function ratio(theme: Map<string, string>, on: string, under: string): number {
  const [a, b] = [theme.get(on), theme.get(under)];
  if (!a || !b) throw new Error(`No colour for ${on} on ${under}`);
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return Math.floor(((high + 0.05) / (low + 0.05)) * 100) / 100;
}

test("every pair of the design has the contrast it promises", () => {
  expect(pairs).toHaveLength(76);
  for (const [on, under, needed, inLight, inDark] of pairs) {
    const found = { on, under, light: ratio(light, on, under), dark: ratio(dark, on, under) };
    expect(found).toEqual({ on, under, light: inLight, dark: inDark });
    expect(Math.min(found.light, found.dark)).toBeGreaterThanOrEqual(needed);
  }
});

test("monograms can be read in both themes", () => {
  for (const mono of monograms) expect(ratio(light, "on-mono", mono)).toBeGreaterThanOrEqual(6);
});

test("both themes know the same colours", () => {
  const own = [...light.keys()].filter((name) => !name.includes("mono"));
  expect([...block(':root[data-theme="dark"]').keys()].sort()).toEqual(own.sort());
});
