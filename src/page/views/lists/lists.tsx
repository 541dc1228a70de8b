import type { Answer } from "../../../node-red/page/contract/types.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { format, text } from "../../i18n/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Badge } from "../../parts/badge.tsx";
import { Heading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { Moment } from "../../parts/moment.tsx";

type ListRow = Answer<"lists">["rows"][number];

/** All lists, as they were read last. */
export function Lists() {
  const answer = useAnswer("lists", asked.value, ["lists", "runs"]);
  return (
    <>
      <Heading>{text("nav.lists")}</Heading>
      <Answered of={answer}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p class="empty">{text("lists.none")}</p>
          ) : (
            <table class="stacked">
              <thead>
                <tr>
                  <th scope="col">{text("lists.list")}</th>
                  <th scope="col">{text("lists.titles")}</th>
                  <th scope="col">{text("lists.read")}</th>
                  <th scope="col">{text("lists.state")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={JSON.stringify([row.provider, row.list])} row={row} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answered>
    </>
  );
}

function Row({ row }: { row: ListRow }) {
  const { provider, list, name, label, site, profiles, titles, announced, readAt, difference } = row;
  return (
    <tr>
      <th scope="row">
        <Link to={["lists", provider, list]}>{name || label}</Link>
        <span class="hint">{[site, ...profiles].join(" · ")}</span>
      </th>
      <td data-label={text("lists.titles")}>
        {titles === undefined ? "–" : format.number(titles)}
        {announced !== undefined && announced !== titles && (
          <span class="hint"> {text("lists.announced", { announced })}</span>
        )}
        {difference !== undefined && difference !== 0 && (
          <span class="hint">
            {" "}
            {difference > 0 ? `+${format.number(difference)}` : format.number(difference)}
          </span>
        )}
      </td>
      <td data-label={text("lists.read")}>
        {readAt === undefined ? text("lists.never") : <Moment at={readAt} />}
      </td>
      <td data-label={text("lists.state")}>
        <ListBadge row={row} />
      </td>
    </tr>
  );
}

/** How a list is, with the reason where it is not well. */
export function ListBadge({ row: { error, complete, warnings, disabled } }: { row: ListRow }) {
  return (
    <>
      {disabled && <Badge level="quiet">{text("lists.disabled")}</Badge>}{" "}
      {error && <Badge level="broken">{text(error.heldBack ? "lists.heldBack" : "lists.failed")}</Badge>}
      {!error && complete === true && <Badge level="good">{text("lists.complete")}</Badge>}
      {!error && complete === false && <Badge level="attention">{text("lists.incomplete")}</Badge>}
      {error && <p class="reason">{error.message}</p>}
      {warnings.map((warning) => (
        <p key={warning} class="reason">
          {warning}
        </p>
      ))}
    </>
  );
}
