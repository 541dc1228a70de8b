import { useEffect } from "preact/hooks";
import { text } from "../../i18n/words.ts";
import { OutcomeBadge } from "../../parts/badge.tsx";
import { Link } from "../../parts/link.tsx";
import { Moment } from "../../parts/moment.tsx";
import { Poster } from "../../parts/poster.tsx";
import { useRowsInSight } from "../../parts/rows-in-sight.ts";
import type { TitleRow, TitleWindow } from "./title-window.ts";

/** CSS pixels; styles/titles.css has the same. */
const ROW = 64;

/** Titles as rows, of which only those are there that are seen; a row as high as all others stands above and below. */
export function TitleTable({ titles, total }: { titles: TitleWindow; total: number }) {
  const { ref, first, end } = useRowsInSight<HTMLTableSectionElement>(total, ROW, 8);
  useEffect(() => titles.look(first, end), [titles, first, end]);
  // rows that are known by now
  void titles.version.value;
  const rows = Array.from({ length: end - first }, (_, index) => first + index);
  return (
    <table class="titles-table" aria-label={text("nav.titles")} aria-rowcount={total + 1}>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">{text("titles.title")}</th>
          <th scope="col">{text("titles.outcome")}</th>
          <th scope="col" class="since">
            {text("titles.since")}
          </th>
        </tr>
      </thead>
      <tbody ref={ref}>
        <Gap rows={first} />
        {rows.map((index) => (
          <tr key={index} class="row" aria-rowindex={index + 2}>
            <Cells row={titles.row(index)} />
          </tr>
        ))}
        <Gap rows={total - end} />
      </tbody>
    </table>
  );
}

const Gap = ({ rows }: { rows: number }) => (
  <tr class="gap-row">
    <td colSpan={3} style={{ height: `${rows * ROW}px` }} />
  </tr>
);

function Cells({ row }: { row: TitleRow | undefined }) {
  if (!row)
    return (
      <td colSpan={3} class="waiting">
        {text("common.loading")}
      </td>
    );
  const { key, title, year, type, outcome, reason, at, tmdb, decision } = row;
  const facts = [year, text(`type.${type}`), decision && text(`decision.${decision}`)];
  return (
    <>
      <td>
        <span class="what">
          <Poster of={tmdb} title="" width="92" />
          <span class="words">
            <Link to={["titles", key]}>{title || text("common.untitled")}</Link>
            <span class="hint">{facts.filter(Boolean).join(" · ")}</span>
          </span>
        </span>
      </td>
      <td class="outcome">
        <OutcomeBadge outcome={outcome} />
        {reason !== undefined && (
          <span class="hint line" title={reason}>
            {reason}
          </span>
        )}
      </td>
      <td class="hint since">
        <Moment at={at} />
      </td>
    </>
  );
}
