/// <reference types="node" />
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const FOLDER = "node_modules/@tabler/icons/icons/outline";

/** Writes `icons.svg`, one file with the symbols that the list names, so that a page shows one by `<use href="…/icons.svg#name">`. */
export function iconSprite(list: string): Plugin {
  return {
    name: "icon-sprite",
    buildStart() {
      this.addWatchFile(list);
    },
    generateBundle() {
      const names = iconNames(readFileSync(list, "utf-8"));
      this.emitFile({ type: "asset", fileName: "icons.svg", source: sprite(names) });
    },
  };
}

/** The names of a list: one a line, empty lines and lines that begin with `#` left out. */
export function iconNames(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function sprite(names: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${names.map(symbol).join("\n")}\n</svg>\n`;
}

function symbol(name: string): string {
  const drawing = readFileSync(`${FOLDER}/${name}.svg`, "utf-8");
  const inside = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(drawing)?.[1];
  if (inside === undefined) throw new Error(`${name}.svg is not a drawing`);
  // The look of an outline icon stands on the symbol: a <use> inherits its color from the page.
  const look = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${look}>${inside.trim()}</symbol>`;
}
