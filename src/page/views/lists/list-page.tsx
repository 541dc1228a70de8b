import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { format, text } from "../../i18n/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Bars } from "../../parts/bars.tsx";
import { Heading } from "../../parts/heading.tsx";
import { Link, OutLink } from "../../parts/link.tsx";
import { Moment } from "../../parts/moment.tsx";
import { ListActs } from "./list-acts.tsx";
import { ListChanges } from "./list-changes.tsx";
import { ListBadge } from "./lists.tsx";

/** One list: how it is, how it grew, what came and what left. */
export function ListPage({ path: [, provider = "", list = ""] }: { path: readonly string[] }) {
  const answer = useAnswer("list", { ...asked.value, provider, list }, ["lists", "runs"]);
  return (
    <>
      <p class="back">
        <Link to={["lists"]}>{text("list.back")}</Link>
      </p>
      {!answer.data && <Heading>{text("list.one")}</Heading>}
      <Answered of={answer}>
        {(row) => (
          <>
            <Heading>{row.name || row.label}</Heading>
            <p>
              {row.site} · <ListBadge row={row} />
            </p>
            <dl class="facts">
              <div>
                <dt>{text("lists.titles")}</dt>
                <dd>{row.titles === undefined ? "–" : format.number(row.titles)}</dd>
              </div>
              <div>
                <dt>{text("lists.read")}</dt>
                <dd>{row.readAt === undefined ? text("lists.never") : <Moment at={row.readAt} />}</dd>
              </div>
              {row.profiles.length > 0 && (
                <div>
                  <dt>{text("list.profiles")}</dt>
                  <dd>{format.list(row.profiles)}</dd>
                </div>
              )}
              <div>
                <dt>{text("list.address")}</dt>
                <dd>
                  <OutLink href={row.url}>{row.label}</OutLink>
                </dd>
              </div>
            </dl>
            <p>
              <Link to={["titles"]} query={{ provider, list }}>
                {text("list.itsTitles")}
              </Link>
            </p>
            <ListActs row={row} />
            {row.sizes.length > 1 && (
              <section class="card">
                <h2>{text("list.sizes")}</h2>
                <Bars
                  label={text("list.sizes")}
                  unit={text("lists.titles")}
                  bars={row.sizes.map(({ at, titles }) => ({
                    name: format.dateTime(at),
                    count: titles ?? 0,
                  }))}
                />
              </section>
            )}
            <ListChanges title={text("list.added")} changes={row.added} />
            <ListChanges title={text("list.left")} changes={row.left} />
          </>
        )}
      </Answered>
    </>
  );
}
