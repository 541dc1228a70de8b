import { useEffect, useRef, useState } from "preact/hooks";
import { OUTCOME_STATUSES } from "../../../items/outcomes.ts";
import type { Answer } from "../../../node-red/page/contract/types.ts";
import { changeQuery, route } from "../../app/route.ts";
import { format, text } from "../../i18n/words.ts";
import { Choose } from "../../parts/choose.tsx";
import { requesterName } from "./requester-name.ts";
import { filterCount } from "./titles-query.ts";

/** Milliseconds after the last letter. */
const REST = 250;

/** What titles are narrowed down by. All of it stands in the address, so that it can be kept and given to others. */
export function TitleFilters({ choices }: { choices: Answer<"titleChoices"> | undefined }) {
  const { query } = route.value;
  const value = (name: string) => query.get(name) ?? "";
  const set = (name: string) => (given: string) => changeQuery({ [name]: given || undefined });
  const any = { value: "", label: text("titles.any") };
  const count = filterCount.value;
  return (
    <search class="filters">
      <SearchField />
      <details class="more" open={count > 0}>
        <summary>
          {count === 0 ? text("titles.filters") : text("titles.filtersSet", { number: count })}
        </summary>
        <div class="fields">
          <Choose
            label={text("titles.outcome")}
            value={value("outcome")}
            change={set("outcome")}
            choices={[
              any,
              ...OUTCOME_STATUSES.map((outcome) => ({
                value: outcome,
                label: text("titles.choice", {
                  name: text(`outcome.${outcome}`),
                  number: format.number(choices?.outcomes[outcome] ?? 0),
                }),
              })),
            ]}
          />
          <Choose
            label={text("titles.list")}
            value={JSON.stringify([value("provider"), value("list")])}
            change={(given) => {
              const [provider, list] = JSON.parse(given) as [string, string];
              changeQuery({ provider, list });
            }}
            choices={[
              { value: JSON.stringify(["", ""]), label: text("titles.any") },
              ...(choices?.lists ?? []).map(({ provider, list, name, label }) => ({
                value: JSON.stringify([provider, list]),
                label: name || label,
              })),
            ]}
          />
          <Choose
            label={text("titles.type")}
            value={value("type")}
            change={set("type")}
            choices={[
              any,
              ...(["movie", "tv", "unknown"] as const).map((type) => ({
                value: type,
                label: text(`type.${type}`),
              })),
            ]}
          />
          <Choose
            label={text("titles.profile")}
            value={value("profile")}
            change={set("profile")}
            choices={[
              any,
              ...(choices?.profiles ?? []).map((profile) => ({ value: profile, label: profile })),
            ]}
          />
          <Choose
            label={text("titles.requester")}
            value={value("requester")}
            change={set("requester")}
            choices={[
              any,
              ...(choices?.requesters ?? []).map(({ id, name }) => ({
                value: String(id),
                label: requesterName({ id, name }),
              })),
            ]}
          />
          <Choose
            label={text("titles.decision")}
            value={value("decision")}
            change={set("decision")}
            choices={[
              any,
              ...(["ignore", "match"] as const).map((kind) => ({
                value: kind,
                label: text(`decision.${kind}`),
              })),
            ]}
          />
          <Year label={text("titles.yearFrom")} name="yearFrom" />
          <Year label={text("titles.yearTo")} name="yearTo" />
          <Choose
            label={text("titles.sort")}
            value={value("sort")}
            change={set("sort")}
            choices={[
              { value: "", label: text("titles.sortChanged") },
              { value: "title", label: text("titles.sortTitle") },
              { value: "year", label: text("titles.sortYear") },
              { value: "added", label: text("titles.sortAdded") },
            ]}
          />
        </div>
      </details>
    </search>
  );
}

function SearchField() {
  const asked = route.value.query.get("text") ?? "";
  const [typed, setTyped] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // the address may change otherwise: by the button that shows all, by going back
  useEffect(() => setTyped(asked), [asked]);
  return (
    <label class="field search">
      <span class="sr-only">{text("titles.search")}</span>
      <input
        type="search"
        placeholder={text("titles.search")}
        value={typed}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => changeQuery({ text: value.trim() || undefined }), REST);
        }}
      />
    </label>
  );
}

function Year({ label, name }: { label: string; name: "yearFrom" | "yearTo" }) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        inputMode="numeric"
        maxLength={4}
        pattern="[0-9]{1,4}"
        value={route.value.query.get(name) ?? ""}
        onChange={({ currentTarget: { value } }) =>
          changeQuery({ [name]: /^[1-9]\d{0,3}$/.test(value) ? value : undefined })
        }
      />
    </label>
  );
}
