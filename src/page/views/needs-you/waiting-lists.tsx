import { useContext } from "preact/hooks";
import type { Answer } from "../../../node-red/page/contract/types.ts";
import { SessionContext } from "../../api/session-context.ts";
import { useActs } from "../../api/use-acts.ts";
import { asked } from "../../app/database.ts";
import { text } from "../../i18n/words.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Badge } from "../../parts/badge.tsx";
import { Link } from "../../parts/link.tsx";
import { SaidLine } from "../../parts/said-line.tsx";

type WaitingList = Answer<"needsYou">["lists"][number];

/** Lists that failed or are held back. */
export function WaitingLists({ lists }: { lists: readonly WaitingList[] }) {
  return (
    <ul class="waiting-titles">
      {lists.map((list) => (
        <Waiting key={JSON.stringify([list.profile, list.provider, list.list])} list={list} />
      ))}
    </ul>
  );
}

function Waiting({
  list: { provider, list, name, label, profile, error, heldBack, actions },
}: {
  list: WaitingList;
}) {
  const { who } = useContext(SessionContext);
  const { act, said } = useActs();
  const body = { ...asked.value, profile, provider, list };
  const off = !who.value?.rights.write;
  return (
    <li class="card">
      <div class="words">
        <h2>
          <Link to={["lists", provider, list]}>{name || label}</Link>
        </h2>
        <p>
          <Badge level="broken">{text(heldBack ? "lists.heldBack" : "lists.failed")}</Badge>{" "}
          <span class="hint">{profile}</span>
        </p>
        <p class="reason">{error.message}</p>
        <p class="acts">
          {actions.includes("sync") && (
            <ActButton disabled={off} act={async () => void (await act("syncList", body, "lists", "runs"))}>
              {text("list.readAgain")}
            </ActButton>
          )}
          {actions.includes("accept") && (
            <ActButton
              kind="danger"
              disabled={off}
              act={async () => void (await act("acceptList", body, "lists", "runs"))}
            >
              {text("list.accept")}
            </ActButton>
          )}
        </p>
        <SaidLine said={said} />
      </div>
    </li>
  );
}
