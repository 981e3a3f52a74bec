/** Tabler's icons that the plan uses, as fresh elements. */

import arrowsHorizontal from "@tabler/icons/outline/arrow-autofit-width.svg?raw";
import ban from "@tabler/icons/outline/ban.svg?raw";
import calendarDue from "@tabler/icons/outline/calendar-due.svg?raw";
import flag from "@tabler/icons/outline/flag-exclamation.svg?raw";
import keyboard from "@tabler/icons/outline/keyboard.svg?raw";
import open from "@tabler/icons/outline/layout-sidebar-right-expand.svg?raw";
import pin from "@tabler/icons/outline/pin.svg?raw";
import plus from "@tabler/icons/outline/plus.svg?raw";
import redo from "@tabler/icons/outline/arrow-forward-up.svg?raw";
import sliders from "@tabler/icons/outline/adjustments-horizontal.svg?raw";
import undo from "@tabler/icons/outline/arrow-back-up.svg?raw";

const DRAWINGS = { arrowsHorizontal, ban, calendarDue, flag, keyboard, open, pin, plus, redo, sliders, undo } as const;
export type IconName = keyof typeof DRAWINGS;

const parsed = new Map<IconName, Element>();

export function icon(name: IconName): Element {
  let drawing = parsed.get(name);
  if (!drawing) {
    drawing = new DOMParser().parseFromString(DRAWINGS[name], "image/svg+xml").documentElement;
    drawing.setAttribute("aria-hidden", "true");
    drawing.setAttribute("class", "flp-icon");
    parsed.set(name, drawing);
  }
  return document.importNode(drawing, true);
}
