import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const FOLDER = fileURLToPath(new URL("../src/styles", import.meta.url));

/** The classes that a file gives looks to by themselves, print apart: `.card { … }`, not `.shell .card`, not `.card:hover`. */
function told(file: string): string[] {
  const plain = readFileSync(`${FOLDER}/${file}`, "utf8").replace(/\/\*[^]*?\*\//g, "").replace(/@media print \{[^]*$/, "");
  return [...plain.matchAll(/(?:^|\})\s*([^{}@]+)\{/g)].flatMap(([, names]) => names!.split(",").map((name) => name.trim())).filter((name) => /^\.[\w-]+$/.test(name));
}

test("a class has its looks from one file: another of the same name would change both", () => {
  const files = new Map<string, Set<string>>();
  for (const file of readdirSync(FOLDER)) for (const name of told(file)) files.set(name, (files.get(name) ?? new Set()).add(file));
  const doubled = [...files].filter(([, where]) => where.size > 1).map(([name, where]) => `${name} in ${[...where].join(", ")}`);
  expect(doubled).toEqual([]);
});
