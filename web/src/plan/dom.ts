/** Elements without markup: what people wrote only ever becomes text. */

export interface Parts {
  class?: string;
  text?: string;
  title?: string;
  role?: string;
  type?: string;
  /** Any other attribute; null leaves it out. */
  attributes?: Readonly<Record<string, string | null>>;
  children?: readonly (Node | string)[];
}

export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, parts: Parts = {}): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (parts.class !== undefined) element.className = parts.class;
  if (parts.title !== undefined) element.title = parts.title;
  if (parts.role !== undefined) element.setAttribute("role", parts.role);
  if (parts.type !== undefined) element.setAttribute("type", parts.type);
  for (const [name, value] of Object.entries(parts.attributes ?? {})) if (value !== null) element.setAttribute(name, value);
  if (parts.text !== undefined) element.textContent = parts.text;
  if (parts.children) element.append(...parts.children);
  return element;
}

export function button(parts: Parts, onClick: (event: MouseEvent) => void): HTMLButtonElement {
  const element = make("button", { type: "button", ...parts });
  element.addEventListener("click", onClick);
  return element;
}

/** Set an attribute only when it differs; null takes it away. Touching nothing keeps the browser from laying out again. */
export function setAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
