/** The page's colors and font as the canvas needs them, read again when the theme changes. */

const NAMES = [
  "ink", "mute", "line", "paper", "ground", "teal", "teal-soft", "bar", "bar-done", "crit", "ghost", "weekend", "warn", "bad", "ok",
] as const;
export type ColorName = (typeof NAMES)[number];

export interface Theme {
  color: Readonly<Record<ColorName, string>>;
  font: string;
}

export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const color = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || "#888"])) as Record<ColorName, string>;
  return { color, font: style.fontFamily };
}

/** Call `changed` when the page's theme or the system's preference changes. Returns how to stop. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-bs-theme", "class"] });
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", changed);
  };
}
