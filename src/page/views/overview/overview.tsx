import { useContext } from "preact/hooks";
import { profileKey } from "../../api/session.ts";
import { SessionContext } from "../../api/session-context.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { asked, database } from "../../app/database.ts";
import { changeQuery } from "../../app/route.ts";
import { format, text } from "../../i18n/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Bars } from "../../parts/bars.tsx";
import { Heading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { Arrived } from "./arrived.tsx";
import { Databases } from "./databases.tsx";
import { ProfileCard } from "./profile-card.tsx";
import { Servers } from "./servers.tsx";

/** What is going on, what is due, how the servers are, and what came of it lately. */
export function Overview() {
  const { profiles: told } = useContext(SessionContext);
  const answer = useAnswer("overview", asked.value, ["runs", "lists", "decisions", "arrived", "profiles"]);
  return (
    <>
      <Heading>{text("nav.overview")}</Heading>
      <Answered of={answer}>
        {({ databases, profiles, servers, needsYou, requests, arrived }) => (
          <>
            <Databases databases={databases} chosen={database.value} choose={(db) => changeQuery({ db })} />
            {needsYou !== undefined && needsYou > 0 && (
              <p class="notice attention">
                <Link to={["needs-you"]}>{text("overview.needsYou", { count: needsYou })}</Link>
              </p>
            )}
            {profiles.length === 0 && <p class="empty">{text("overview.noProfiles")}</p>}
            <div class="cards profiles">
              {profiles.map((profile) => {
                const key = profileKey(profile);
                return <ProfileCard key={key} state={told.value.get(key) ?? profile} />;
              })}
            </div>
            <div class="cards">
              <Servers servers={servers} />
              <section class="card" aria-labelledby="requests-title">
                <h2 id="requests-title">{text("overview.requests")}</h2>
                <Bars
                  label={text("overview.requests")}
                  unit={text("overview.requestsUnit")}
                  per="day"
                  bars={requests.map(({ day, requests: count }) => ({
                    name: format.day(`${day}T12:00`),
                    count,
                  }))}
                />
              </section>
            </div>
            <Arrived arrived={arrived} />
          </>
        )}
      </Answered>
    </>
  );
}
