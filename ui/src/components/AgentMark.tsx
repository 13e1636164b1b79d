import styles from "./AgentMark.module.css";
import { hash } from "./hash";

/** Light from the upper left, rings, shade at the lower right: inner, middle, outer. */
type Palette = readonly [inner: string, middle: string, outer: string];

const plain: Palette = ["#dcdcd2", "#9a9a8c", "#5f6560"];

const palettes: readonly Palette[] = [
  ["#bfe8e0", "#5fb3ab", "#2f7a78"],
  ["#d9c4f2", "#8a63c9", "#3f4fa8"],
  ["#f2d9b8", "#c98f4e", "#8a4a34"],
  ["#c9d8f5", "#6b8fd0", "#3b4a94"],
  ["#d4e8c2", "#83b566", "#3f7a4a"],
  ["#f3c6d6", "#c25f9e", "#7a3a78"],
  ["#f0c9bd", "#c4735c", "#84383a"],
  plain,
];

/** The round mark of an agent, made from its id. Decoration. */
export function AgentMark({ id, size = 28 }: { id: string; size?: 16 | 24 | 28 }) {
  const number = hash(id);
  const [inner, middle, outer] = palettes[number % palettes.length] ?? plain;
  const shade = palettes[(number >>> 8) % palettes.length]?.[2] ?? outer;
  const x = 25 + ((number >>> 16) % 20);
  const y = 20 + ((number >>> 21) % 20);
  return (
    <span
      aria-hidden="true"
      className={styles.mark}
      style={{
        width: size,
        height: size,
        backgroundImage: `radial-gradient(circle at ${x}% ${y}%, ${inner} 0 12%, color-mix(in srgb, ${inner}, ${middle}) 20% 32%, ${middle} 36% 56%, color-mix(in srgb, ${middle}, ${outer}) 60% 78%, ${shade} 92%)`,
      }}
    />
  );
}
