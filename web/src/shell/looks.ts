/** Light, dark or as the system says; compact or comfortable. The server renders the choice; this shows it at once. */

interface Looks {
  theme: string;
  density: string;
}

const root = document.documentElement;
const system = window.matchMedia("(prefers-color-scheme: dark)");

export function watchLooks(): void {
  show();
  system.addEventListener("change", show);
  document.addEventListener("fl:looks", (event) => {
    const { theme, density } = (event as CustomEvent<Looks>).detail;
    root.dataset.theme = theme;
    root.dataset.density = density;
    show();
    press("theme", theme);
    press("density", density);
  });
}

/** The styles follow the system by themselves; the attribute tells it to scripts that draw. */
function show(): void {
  const chosen = root.dataset.theme ?? "system";
  root.dataset.bsTheme = chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
}

function press(name: string, value: string): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>(`button[name="${name}"]`)) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}
