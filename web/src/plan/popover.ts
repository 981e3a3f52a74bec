/** A card in the top layer that closes by itself when the person turns elsewhere. */

import { make } from "./dom";

const GAP = 6;

export class Popover {
  readonly element: HTMLDivElement;

  constructor(host: Element, className: string, label: string) {
    this.element = make("div", { class: `flp-popover ${className}`, role: "dialog", attributes: { popover: "auto", "aria-label": label } });
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
    host.append(this.element);
  }

  get isOpen(): boolean {
    return this.element.matches(":popover-open");
  }

  /** Show it beside a box of the screen: below it where there is room, else above. */
  openAt(box: { left: number; right: number; top: number; bottom: number }, side: "left" | "right" = "left"): void {
    if (!this.isOpen) this.element.showPopover();
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = side === "left" ? box.left : box.right - width;
    const top = box.bottom + GAP + height <= window.innerHeight ? box.bottom + GAP : Math.max(GAP, box.top - GAP - height);
    this.element.style.left = `${Math.round(Math.max(GAP, Math.min(left, window.innerWidth - width - GAP)))}px`;
    this.element.style.top = `${Math.round(top)}px`;
  }

  close(): void {
    if (this.isOpen) this.element.hidePopover();
  }
}
