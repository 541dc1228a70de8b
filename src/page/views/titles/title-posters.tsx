import { useEffect, useState } from "preact/hooks";
import { text } from "../../i18n/words.ts";
import { OutcomeBadge } from "../../parts/badge.tsx";
import { Link } from "../../parts/link.tsx";
import { Poster } from "../../parts/poster.tsx";
import { useRowsInSight } from "../../parts/rows-in-sight.ts";
import type { TitleWindow } from "./title-window.ts";

/** CSS pixels. */
const NARROWEST = 150;
const GAP = 14;
/** Name and outcome below a poster. */
const WORDS = 58;

/** Titles as posters, in rows of as many as fit. */
export function TitlePosters({ titles, total }: { titles: TitleWindow; total: number }) {
  const [width, setWidth] = useState(0);
  const columns = Math.max(2, Math.floor((width + GAP) / (NARROWEST + GAP)));
  const poster = Math.floor((width - (columns - 1) * GAP) / columns);
  const height = Math.round(poster * 1.5) + WORDS + GAP;
  const lines = width === 0 ? 0 : Math.ceil(total / columns);
  const { ref, first, end } = useRowsInSight<HTMLUListElement>(lines, height, 2);
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const watch = new ResizeObserver(() => setWidth(box.clientWidth));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  const [from, to] = [first * columns, Math.min(end * columns, total)];
  useEffect(() => titles.look(from, to), [titles, from, to]);
  void titles.version.value;
  const places = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  return (
    <ul class="tall" ref={ref} style={{ height: `${lines * height}px` }} aria-label={text("nav.titles")}>
      {places.map((place) => {
        const row = titles.row(place);
        const left = (place % columns) * (poster + GAP);
        const top = Math.floor(place / columns) * height;
        return (
          <li
            class="tile"
            key={place}
            aria-setsize={total}
            aria-posinset={place + 1}
            style={{ transform: `translate(${left}px, ${top}px)`, width: `${poster}px` }}
          >
            {row ? (
              <>
                <Link to={["titles", row.key]}>
                  <Poster of={row.tmdb} title={row.title} width="342" />
                  <span class="name">{row.title || text("common.untitled")}</span>
                </Link>
                <span class="facts-line">
                  <span class="hint">{row.year ?? ""}</span> <OutcomeBadge outcome={row.outcome} />
                </span>
              </>
            ) : (
              <span class="poster" />
            )}
          </li>
        );
      })}
    </ul>
  );
}
