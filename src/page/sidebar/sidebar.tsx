import { useContext, useState } from "preact/hooks";
import { profileKey } from "../api/session.ts";
import { SessionContext } from "../api/session-context.ts";
import { useAnswer } from "../api/use-answer.ts";
import { text } from "../i18n/words.ts";
import { Link } from "../parts/link.tsx";
import { Notice, Trouble, troubleText } from "../parts/notice.tsx";
import { Databases } from "../views/overview/databases.tsx";
import { ProfileCard } from "../views/overview/profile-card.tsx";

/** What is going on, in short, and the way to the page. */
export function Sidebar({ openPage }: { openPage: () => void }) {
  const { profiles: told, barrier, who } = useContext(SessionContext);
  const [database, choose] = useState<string>();
  const query = database === undefined ? {} : { database };
  const { data, error } = useAnswer("overview", query, ["runs", "lists", "decisions", "profiles"]);
  return (
    <>
      <p class="acts">
        <button type="button" class="ls-button main" onClick={openPage}>
          {text("sidebar.open")}
        </button>
        {data?.needsYou !== undefined && data.needsYou > 0 && (
          <Link to={["needs-you"]} class="waiting">
            {text("overview.needsYou", { count: data.needsYou })}
          </Link>
        )}
      </p>
      {who.value?.open && <p class="hint">{text("who.openHint")}</p>}
      {barrier.value && <Notice kind="broken">{troubleText(barrier.value)}</Notice>}
      {!barrier.value && error && <Trouble error={error} />}
      {!data && !error && !barrier.value && <p class="loading">{text("common.loading")}</p>}
      {data && (
        <>
          <Databases databases={data.databases} chosen={database} choose={choose} />
          {data.profiles.length === 0 && <p class="empty">{text("overview.noProfiles")}</p>}
          {data.profiles.map((profile) => {
            const key = profileKey(profile);
            return <ProfileCard key={key} state={told.value.get(key) ?? profile} />;
          })}
        </>
      )}
    </>
  );
}
