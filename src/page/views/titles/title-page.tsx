import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { text } from "../../i18n/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { OutcomeBadge } from "../../parts/badge.tsx";
import { Heading } from "../../parts/heading.tsx";
import { Link, OutLink } from "../../parts/link.tsx";
import { Moment, When } from "../../parts/moment.tsx";
import { Poster } from "../../parts/poster.tsx";
import { TitleActs } from "./title-acts.tsx";
import { TitleHistory } from "./title-history.tsx";
import { TitleIds } from "./title-ids.tsx";

/** All that is known of a title, and what can be done with it. */
export function TitlePage({ path: [, key = ""] }: { path: readonly string[] }) {
  const answer = useAnswer("title", { ...asked.value, key }, ["titles", "decisions", "arrived", "lists"]);
  return (
    <>
      <p class="back">
        <Link to={["titles"]}>{text("title.back")}</Link>
      </p>
      {!answer.data && <Heading>{text("title.one")}</Heading>}
      <Answered of={answer}>
        {(title) => (
          <article class="title-page">
            <Poster of={title.tmdb} title={title.title} width="342" />
            <div>
              <Heading>
                {title.title || text("common.untitled")}{" "}
                {title.year !== undefined && <span class="year">{title.year}</span>}
              </Heading>
              <p>
                {text(`type.${title.type}`)} · <OutcomeBadge outcome={title.outcome} />{" "}
                <Moment at={title.at} />
              </p>
              {title.reason !== undefined && <p class="reason">{title.reason}</p>}
              {title.description !== undefined && <p>{title.description}</p>}
              <TitleActs title={title} />
              <TitleIds title={title} />
              <h2>{text("title.lists")}</h2>
              {title.lists.length === 0 && <p class="empty">{text("title.noLists")}</p>}
              <ul class="plain">
                {title.lists.map(({ provider, list, name, site, url, rank, since, left }) => (
                  <li key={JSON.stringify([provider, list])}>
                    <Link to={["lists", provider, list]}>{name || list}</Link>
                    <span class="hint">
                      {" "}
                      {site}
                      {rank !== undefined && ` · ${text("title.rank", { rank })}`}
                      {since !== undefined && (
                        <>
                          {" "}
                          · {text("title.onListSince")} <When at={since} />
                        </>
                      )}
                      {left && ` · ${text("title.left")}`}
                      {url !== undefined && (
                        <>
                          {" "}
                          · <OutLink href={url}>{text("common.open")}</OutLink>
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
              <TitleHistory history={title.history} />
            </div>
          </article>
        )}
      </Answered>
    </>
  );
}
