import { useContext, useEffect, useMemo } from "preact/hooks";
import { SessionContext } from "../../api/session-context.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { changeQuery } from "../../app/route.ts";
import { storedChoice } from "../../app/stored.ts";
import { text } from "../../i18n/words.ts";
import { Heading } from "../../parts/heading.tsx";
import { Trouble } from "../../parts/notice.tsx";
import { TitleFilters } from "./title-filters.tsx";
import { TitlePosters } from "./title-posters.tsx";
import { TitleTable } from "./title-table.tsx";
import { openTitleWindow } from "./title-window.ts";
import { FILTERS, filterCount, titlesQuery } from "./titles-query.ts";

const look = storedChoice("titles", ["table", "posters"], "table");

/** All titles: as a table or as posters, searched and filtered. */
export function Titles() {
  const { client, changes } = useContext(SessionContext);
  const choices = useAnswer("titleChoices", asked.value, ["lists", "runs"]);
  const query = titlesQuery.value;
  const question = JSON.stringify(query);
  const titles = useMemo(() => openTitleWindow(client, query), [question]);
  useEffect(() => titles.stop, [titles]);
  const change = changes.titles.value + changes.decisions.value;
  useEffect(() => titles.refresh(), [change]);
  const total = titles.total.value;
  const isNarrow = filterCount.value > 0 || query.text !== undefined;
  const showAll = () => changeQuery(Object.fromEntries(FILTERS.map((name) => [name, undefined])));
  return (
    <>
      <Heading>{text("nav.titles")}</Heading>
      <TitleFilters choices={choices.data} />
      <div class="bar">
        <span role="status" class={total === undefined ? "loading" : ""}>
          {total === undefined ? text("common.loading") : text("titles.count", { count: total })}
        </span>
        {isNarrow && (
          <button type="button" class="ls-button" onClick={showAll}>
            {text("titles.showAll")}
          </button>
        )}
        <span class="gap" />
        <fieldset class="switch">
          <legend class="sr-only">{text("titles.look")}</legend>
          {(["table", "posters"] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={look.value === each}
              onClick={() => {
                look.value = each;
              }}
            >
              {text(`titles.${each}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {titles.error.value && <Trouble error={titles.error.value} />}
      {total === 0 && <p class="empty">{text(isNarrow ? "titles.noneFound" : "titles.none")}</p>}
      {total !== undefined && total > 0 && look.value === "table" && (
        <TitleTable titles={titles} total={total} />
      )}
      {total !== undefined && total > 0 && look.value === "posters" && (
        <TitlePosters titles={titles} total={total} />
      )}
    </>
  );
}
