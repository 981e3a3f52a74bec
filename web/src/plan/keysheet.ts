/** The sheet of keys that `?` opens. */

import { ask } from "./dialog";
import { make } from "./dom";
import type { View } from "./view";

type Line = readonly [keys: string, what: string];

/** Keys as people see them on their keyboards; " / " parts alternatives. */
const GROUPS: readonly { title: string; lines: readonly Line[] }[] = [
  {
    title: "Walk",
    lines: [
      ["↑ / ↓ / ← / →", "Next row or cell"],
      ["→ / ← on a name", "Open or close what lies below; to the parent"],
      ["Page Up / Page Down", "A screen up or down"],
      ["Home / End", "First or last cell"],
      ["Ctrl Home / Ctrl End", "First or last row"],
      ["Tab", "Leave the list"],
    ],
  },
  {
    title: "Edit",
    lines: [
      ["Enter / F2", "Edit the cell; so does typing"],
      ["Enter", "Take it in and go down; below the last row, a new task"],
      ["Tab / Shift Tab", "Take it in and go to the next cell"],
      ["Esc", "Leave it as it was"],
      ["Space", "Open the task"],
      ["Ctrl Z / Ctrl Shift Z", "Undo, redo"],
    ],
  },
  {
    title: "Outline",
    lines: [
      ["Insert", "New task below"],
      ["Tab / Shift Tab while naming it", "Indent, outdent the new task"],
      ["Alt Shift → / Alt Shift ←", "Indent, outdent"],
      ["Alt ↑ / Alt ↓", "Move the row"],
      ["Delete", "Delete the task"],
      ["Alt , / Alt .", "Narrower, wider column"],
    ],
  },
  {
    title: "Bars and timeline",
    lines: [
      ["Shift → / Shift ←", "Move the bar a step; it drops when the keys rest"],
      ["Ctrl Shift → / Ctrl Shift ←", "Make it longer, shorter"],
      ["Esc", "Put it back"],
      ["Alt + / Alt −", "Zoom; also Ctrl and the wheel"],
      ["Alt 0", "The whole plan"],
      ["Alt T", "Today"],
      ["Alt B", "To this task's bar"],
      ["Alt while dragging", "Without snapping to days"],
    ],
  },
];

export class KeySheet {
  readonly #host: Element;
  readonly #view: View;

  constructor(host: Element, view: View) {
    this.#host = host;
    this.#view = view;
  }

  open(): void {
    const { words } = this.#view;
    const groups = GROUPS.map((group) =>
      make("section", {
        children: [
          make("h3", { text: words.t(group.title) }),
          make("dl", { children: group.lines.flatMap((line) => [make("dt", { children: keyNodes(line[0]) }), make("dd", { text: words.t(line[1]) })]) }),
        ],
      }),
    );
    void ask(this.#host, {
      title: words.t("Keys"), body: [make("div", { class: "flp-keys", children: groups })], choices: [{ value: "close", label: words.t("Close") }], isWide: true,
    });
  }
}

/** "Alt ↑ / Alt ↓" as keys to look at. */
function keyNodes(keys: string): Node[] {
  const [alone, ...rest] = keys.split(/ (?=on |while )/);
  const nodes: Node[] = [];
  alone!.split(" / ").forEach((combination, at) => {
    if (at > 0) nodes.push(make("span", { class: "flp-mute", text: " / " }));
    const parts = combination.startsWith("Page ") ? [combination] : combination.split(" ");
    nodes.push(make("span", { class: "flp-combination", children: parts.map((part) => make("kbd", { text: part })) }));
  });
  if (rest.length) nodes.push(make("small", { text: ` ${rest.join(" ")}` }));
  return nodes;
}
