import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { changeQuery, route } from "../../app/route.ts";
import { format, text } from "../../i18n/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Bars } from "../../parts/bars.tsx";
import { Choose } from "../../parts/choose.tsx";
import { Heading } from "../../parts/heading.tsx";
import { OutcomeCounts } from "../../parts/outcome-counts.tsx";
import { requesterName } from "../titles/requester-name.ts";
import { byDecade } from "./by-decade.ts";
import { ShareTable } from "./share-table.tsx";

const SPANS = ["7", "30", "90", "366"] as const;

/** Titles by site, requester and year, and what was done day by day. */
export function Statistics() {
  const days = SPANS.find((each) => each === route.value.query.get("days")) ?? "30";
  const answer = useAnswer("statistics", { ...asked.value, days }, ["titles", "runs", "arrived"]);
  return (
    <>
      <Heading>{text("nav.statistics")}</Heading>
      <Choose
        label={text("statistics.span")}
        value={days}
        change={(value) => changeQuery({ days: value })}
        choices={SPANS.map((span) => ({
          value: span,
          label: text("statistics.days", { count: Number(span) }),
        }))}
      />
      <Answered of={answer}>
        {({ titles, outcomes, providers, requesters, years, days: each }) => {
          const chart = (what: "requests" | "failed" | "arrived") =>
            each.map((day) => ({ name: format.day(`${day.day}T12:00`), count: day[what] }));
          return (
            <>
              <p>{text("titles.count", { count: titles })}</p>
              <OutcomeCounts counts={outcomes} to={["titles"]} query={(outcome) => ({ outcome })} />
              <div class="cards">
                {(["requests", "arrived", "failed"] as const).map((what) => (
                  <section class="card" key={what} aria-labelledby={`${what}-title`}>
                    <h2 id={`${what}-title`}>{text(`statistics.${what}`)}</h2>
                    <Bars
                      label={text(`statistics.${what}`)}
                      unit={text("chart.count")}
                      per="day"
                      bars={chart(what)}
                      kind={what === "failed" ? "broken" : "good"}
                    />
                  </section>
                ))}
                <section class="card" aria-labelledby="years-title">
                  <h2 id="years-title">{text("statistics.years")}</h2>
                  <Bars
                    label={text("statistics.years")}
                    unit={text("lists.titles")}
                    per="decade"
                    bars={byDecade(years, text("statistics.noYear"))}
                    kind="quiet"
                  />
                </section>
              </div>
              <ShareTable
                title={text("statistics.providers")}
                total={titles}
                rows={providers.map(({ provider, site, ...row }) => ({
                  ...row,
                  name: site || provider,
                  query: { provider },
                }))}
              />
              <ShareTable
                title={text("statistics.requesters")}
                total={titles}
                rows={requesters.map(({ requester: { id, name }, ...row }) => ({
                  ...row,
                  name: requesterName({ id, name }),
                  query: { requester: id },
                }))}
              />
            </>
          );
        }}
      </Answered>
    </>
  );
}
