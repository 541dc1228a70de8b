import type { LinkQuery } from "../../app/route.ts";
import { format, text } from "../../i18n/words.ts";
import { Link } from "../../parts/link.tsx";
import { OutcomeCounts } from "../../parts/outcome-counts.tsx";

/** How titles divide between sites or people. */
export function ShareTable({
  title,
  total,
  rows,
}: {
  title: string;
  total: number;
  rows: readonly {
    name: string;
    query: LinkQuery;
    titles: number;
    outcomes: Readonly<Record<string, number>>;
  }[];
}) {
  if (rows.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">{text("chart.name")}</th>
            <th scope="col">{text("lists.titles")}</th>
            <th scope="col">{text("statistics.share")}</th>
            <th scope="col">{text("titles.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, query, titles, outcomes }) => (
            <tr key={JSON.stringify(query)}>
              <th scope="row">
                <Link to={["titles"]} query={query}>
                  {name}
                </Link>
              </th>
              <td data-label={text("lists.titles")}>{format.number(titles)}</td>
              <td class="share" data-label={text("statistics.share")}>
                <meter min={0} max={Math.max(total, 1)} value={titles} aria-label={name} />{" "}
                {format.percent(total === 0 ? 0 : titles / total)}
              </td>
              <td data-label={text("titles.outcome")}>
                <OutcomeCounts counts={outcomes} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
