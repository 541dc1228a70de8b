import { useState } from "preact/hooks";
import type { Answer } from "../../../node-red/page/contract/types.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { asked } from "../../app/database.ts";
import { text } from "../../i18n/words.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Answered } from "../../parts/answered.tsx";
import { Poster } from "../../parts/poster.tsx";
import type { Actable } from "./actable.ts";

type Candidate = Answer<"title">["candidates"][number];

/** Titles of the server to choose from: those that are alike, or what a search finds. */
export function ChooseMatch({
  title,
  disabled,
  choose,
}: {
  title: Actable;
  disabled: boolean;
  choose: (candidate: Candidate) => Promise<void>;
}) {
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState<string>();
  return (
    <section class="choose" aria-label={text("choose.label", { title: title.title })}>
      <form
        class="bar"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(typed.trim() || undefined);
        }}
      >
        <label class="field search">
          <span class="sr-only">{text("choose.search")}</span>
          <input
            type="search"
            placeholder={text("choose.search")}
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <button type="submit" class="ls-button">
          {text("choose.find")}
        </button>
      </form>
      {search === undefined && title.candidates.length > 0 ? (
        <Candidates rows={title.candidates} disabled={disabled} choose={choose} />
      ) : (
        <Found titleKey={title.key} search={search} disabled={disabled} choose={choose} />
      )}
    </section>
  );
}

function Found({
  titleKey,
  search,
  ...rest
}: {
  titleKey: string;
  search: string | undefined;
  disabled: boolean;
  choose: (candidate: Candidate) => Promise<void>;
}) {
  const query = { ...asked.value, key: titleKey, ...(search !== undefined && { text: search }) };
  const answer = useAnswer("candidates", query, []);
  return (
    <Answered of={answer}>
      {({ rows }) =>
        rows.length > 0 ? <Candidates rows={rows} {...rest} /> : <p class="empty">{text("choose.none")}</p>
      }
    </Answered>
  );
}

function Candidates({
  rows,
  disabled,
  choose,
}: {
  rows: readonly Candidate[];
  disabled: boolean;
  choose: (candidate: Candidate) => Promise<void>;
}) {
  return (
    <ul class="candidates">
      {rows.map((candidate) => {
        const { tmdbId, type, title, year, standing } = candidate;
        const name = `${title} ${year ?? ""}`.trim();
        return (
          <li key={`${type} ${tmdbId}`}>
            <Poster of={{ type, id: tmdbId }} title="" width="92" />
            <span class="words">
              <b>{name}</b>
              <span class="hint">
                {[text(`type.${type}`), `TMDB ${tmdbId}`, standing].filter(Boolean).join(" · ")}
              </span>
            </span>
            <ActButton
              disabled={disabled}
              label={text("choose.thisOne", { title: name })}
              act={() => choose(candidate)}
            >
              {text("choose.this")}
            </ActButton>
          </li>
        );
      })}
    </ul>
  );
}
