import { readStored, storedChoice } from "./stored.ts";

/** Light or dark: as the editor is set in this browser, or as one of them whatever the editor does. */
export const theme = storedChoice("theme", ["auto", "light", "dark"], "auto");

/** Where Node-RED's editor keeps its own choice: `auto`, `light` or `dark`. Node-RED 4.1 has none, and is light. */
const EDITORS_CHOICE = "view-dark-theme";

const system = matchMedia("(prefers-color-scheme: dark)");

/** Puts the theme on the page and keeps it there, whoever changes it: this page, the editor in another tab, the system. */
export function followTheme(): void {
  const show = () => {
    const chosen = theme.value === "auto" ? readStored(EDITORS_CHOICE) : theme.value;
    const isDark = chosen === "dark" || (chosen !== "light" && system.matches);
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
  };
  theme.subscribe(show);
  system.addEventListener("change", show);
  addEventListener("storage", show);
}
