import { useContext } from "preact/hooks";
import { SessionContext } from "../../api/session-context.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { text } from "../../i18n/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { OutcomeBadge } from "../../parts/badge.tsx";
import { Heading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { Moment } from "../../parts/moment.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { useMoreRows } from "../../parts/more-rows.ts";
import { OutcomeCounts } from "../../parts/outcome-counts.tsx";
import { Poster } from "../../parts/poster.tsx";
import { TitleActs } from "../titles/title-acts.tsx";
import { WaitingLists } from "./waiting-lists.tsx";

/** What waits for a person, with what can be done about it beside it. */
export function NeedsYou() {
  const { client } = useContext(SessionContext);
  const question = { ...asked.value, limit: "50" };
  const answer = useAnswer("needsYou", question, ["titles", "decisions", "lists"]);
  const waiting = useMoreRows(answer.data, (cursor) => client.ask("needsYou", { ...question, cursor }));
  return (
    <>
      <Heading>{text("nav.needsYou")}</Heading>
      <Answered of={answer}>
        {({ total, lists, byOutcome }) => (
          <>
            {total + lists.length === 0 && <p class="empty">{text("needsYou.nothing")}</p>}
            <OutcomeCounts counts={byOutcome} to={["titles"]} query={(outcome) => ({ outcome })} />
            <WaitingLists lists={lists} />
            <ul class="waiting-titles">
              {waiting.rows.map((row) => (
                <li key={row.key} class="card">
                  <Poster of={row.tmdb} title="" width="92" />
                  <div class="words">
                    <h2>
                      <Link to={["titles", row.key]}>{row.title || text("common.untitled")}</Link>{" "}
                      {row.year !== undefined && <span class="year">{row.year}</span>}
                    </h2>
                    <p>
                      <OutcomeBadge outcome={row.outcome} />{" "}
                      <span class="hint">
                        {text(`type.${row.type}`)} · <Moment at={row.at} />
                      </span>
                    </p>
                    {row.reason !== undefined && <p class="reason">{row.reason}</p>}
                    <TitleActs title={row} />
                  </div>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answered>
      <MoreButton of={waiting} />
    </>
  );
}
