import { useEffect, useRef } from "preact/hooks";
import { useAnswer } from "../api/use-answer.ts";
import type { TextKey } from "../i18n/texts.ts";
import { text } from "../i18n/words.ts";
import { Link } from "../parts/link.tsx";
import { asked } from "./database.ts";
import { route } from "./route.ts";

const PLACES: readonly { path: string; label: TextKey }[] = [
  { path: "", label: "nav.overview" },
  { path: "titles", label: "nav.titles" },
  { path: "lists", label: "nav.lists" },
  { path: "runs", label: "nav.runs" },
  { path: "needs-you", label: "nav.needsYou" },
  { path: "statistics", label: "nav.statistics" },
  { path: "about", label: "nav.about" },
];

/** Where one can go. */
export function Navigation() {
  const [here = ""] = route.value.path;
  const { data } = useAnswer("needsYou", { ...asked.value, limit: "1" }, ["runs", "decisions", "lists"]);
  const waiting = data && data.total + data.lists.length;
  const places = useRef<HTMLElement>(null);
  // on a phone not all places are on the screen
  useEffect(() => {
    const current = places.current?.querySelector<HTMLElement>("[aria-current]");
    if (current && places.current) places.current.scrollLeft = current.offsetLeft - 60;
  }, [here]);
  return (
    <nav ref={places} class="places" aria-label={text("nav.label")}>
      <ul>
        {PLACES.map(({ path, label }) => (
          <li key={path}>
            <Link to={path ? [path] : []} aria-current={here === path ? "page" : undefined}>
              {text(label)}
              {path === "needs-you" && waiting !== undefined && waiting > 0 && (
                <span class="number"> {waiting}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
