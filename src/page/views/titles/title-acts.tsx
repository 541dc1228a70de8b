import { useContext, useState } from "preact/hooks";
import { SessionContext } from "../../api/session-context.ts";
import { useActs } from "../../api/use-acts.ts";
import { asked } from "../../app/database.ts";
import { format, text } from "../../i18n/words.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { SaidLine } from "../../parts/said-line.tsx";
import type { Actable } from "./actable.ts";
import { ChooseMatch } from "./choose-match.tsx";

/** What a person may do with a title now. What is offered comes from the interface, which knows what is possible. */
export function TitleActs({ title }: { title: Actable }) {
  const { who } = useContext(SessionContext);
  const { act, said } = useActs();
  const [isChoosing, setChoosing] = useState(false);
  const { key, revision, actions, decisions = [], busy, outcome } = title;
  const body = { ...asked.value, key, revision };
  const may = who.value?.rights.write === true;
  const label = (name: string) => text("title.actOn", { act: name, title: title.title });
  const offered = (action: (typeof actions)[number]) => actions.includes(action);
  const off = !may || busy !== undefined;
  const changes = ["titles", "decisions"] as const;
  // what is not clear to the server is seldom clear to it the second time
  const isUnclear = outcome === "ambiguous" || outcome === "not_found";
  const choose = offered("choose") && (
    <button
      key="choose"
      type="button"
      class={isUnclear ? "ls-button main" : "ls-button"}
      aria-expanded={isChoosing}
      aria-label={label(text("title.choose"))}
      onClick={() => setChoosing(!isChoosing)}
    >
      {text("title.choose")}
    </button>
  );
  const retry = offered("retry") && (
    <ActButton
      key="retry"
      kind={isUnclear && offered("choose") ? "plain" : "main"}
      disabled={off}
      label={label(text("title.retry"))}
      act={async () => void (await act("retry", body, ...changes))}
    >
      {text("title.retry")}
    </ActButton>
  );
  return (
    <div class="title-acts">
      {decisions.map(({ kind, by, at, match }) => (
        <p key={kind} class="hint">
          {text(kind === "ignore" ? "title.ignoredBy" : "title.chosenBy", {
            by: by ?? text("title.somebody"),
            at: format.dateTime(at),
            match: match ? `${match.title} ${match.year ?? ""}`.trim() : "",
          })}
        </p>
      ))}
      <p class="acts">
        {isUnclear ? [choose, retry] : [retry, choose]}
        {offered("ignore") && (
          <ActButton
            disabled={off}
            label={label(text("title.ignore"))}
            act={async () => void (await act("ignore", body, ...changes))}
          >
            {text("title.ignore")}
          </ActButton>
        )}
        {offered("take-back-ignore") && (
          <ActButton
            disabled={off}
            label={label(text("title.unignore"))}
            act={async () => void (await act("takeBack", { ...body, kind: "ignore" }, ...changes))}
          >
            {text("title.unignore")}
          </ActButton>
        )}
        {offered("take-back-match") && (
          <ActButton
            disabled={off}
            label={label(text("title.unmatch"))}
            act={async () => void (await act("takeBack", { ...body, kind: "match" }, ...changes))}
          >
            {text("title.unmatch")}
          </ActButton>
        )}
        {offered("cancel") && (
          <ActButton
            kind="danger"
            disabled={off}
            label={label(text("title.cancel"))}
            act={async () => void (await act("cancel", body, ...changes))}
          >
            {text("title.cancel")}
          </ActButton>
        )}
      </p>
      {!may && actions.length > 0 && <p class="hint">{text("who.cannotAct")}</p>}
      {busy !== undefined && <p class="hint">{text("title.busy")}</p>}
      {isChoosing && (
        <ChooseMatch
          title={title}
          disabled={off}
          choose={async ({ tmdbId, type, title: name, year }) => {
            const chosen = { tmdbId, type, title: name, ...(year !== undefined && { year }) };
            if (await act("choose", { ...body, ...chosen }, ...changes)) setChoosing(false);
          }}
        />
      )}
      <SaidLine said={said} />
    </div>
  );
}
