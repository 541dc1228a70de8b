import { useContext } from "preact/hooks";
import type { LiveState } from "../api/live.ts";
import { SessionContext } from "../api/session-context.ts";
import { text } from "../i18n/words.ts";
import { Choose } from "../parts/choose.tsx";
import { Link } from "../parts/link.tsx";
import { pictures } from "./pictures.ts";
import { theme } from "./theme.ts";

/** Who it is, whether it is up to date, and how it is shown. */
export function Header() {
  const { who, live, barrier } = useContext(SessionContext);
  const state: LiveState = barrier.value?.trouble === "away" ? "away" : live.value;
  return (
    <header class="top">
      <Link to={[]} class="brand">
        ListSync
      </Link>
      <span class={`live ${state}`} role="status">
        {text(`live.${state}`)}
      </span>
      <span class="gap" />
      {who.value?.open && (
        <span class="open" title={text("who.openHint")}>
          {text("who.open")}
        </span>
      )}
      {who.value?.name != null && <span class="name">{who.value.name}</span>}
      {who.value && !who.value.rights.write && <span class="open">{text("who.readOnly")}</span>}
      <details class="menu">
        <summary>{text("menu.label")}</summary>
        <div class="card">
          <Choose
            label={text("menu.theme")}
            value={theme.value}
            choices={[
              { value: "auto", label: text("menu.themeAuto") },
              { value: "light", label: text("menu.themeLight") },
              { value: "dark", label: text("menu.themeDark") },
            ]}
            change={(value) => {
              theme.value = value === "light" || value === "dark" ? value : "auto";
            }}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={pictures.value === "off"}
              onChange={({ currentTarget }) => {
                pictures.value = currentTarget.checked ? "off" : "on";
              }}
            />
            {text("menu.noPictures")}
          </label>
          {who.value?.open && <p class="hint">{text("who.openHint")}</p>}
          <a href="../">{text("menu.editor")}</a>
        </div>
      </details>
    </header>
  );
}
