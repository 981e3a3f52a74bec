/** Tabs that do not fit are scrolled to where one is: on a narrow page it would be out of sight. */

export function showTab(): void {
  const tabs = document.querySelector<HTMLElement>(".tabs");
  const here = tabs?.querySelector<HTMLElement>("[aria-current]");
  if (!tabs || !here) return;
  const left = here.offsetLeft - tabs.offsetLeft;
  if (left + here.offsetWidth > tabs.clientWidth) tabs.scrollLeft = left - (tabs.clientWidth - here.offsetWidth) / 2;
}
