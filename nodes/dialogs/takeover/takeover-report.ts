import type { Texts } from "../dialog.ts";

/** What the runtime says of a takeover: no key is in it. */
export interface Takeover {
  taken: string[];
  left: string[];
  lists: { provider: string; label: string; requestAs?: number; requester?: string; limit?: number }[];
  flow?: { id: string; type: string }[];
}

/** Shows what is taken over and what is not. Names come from outside and stay text. */
export function showTakeover(place: JQuery, { taken, left, lists }: Takeover, text: Texts): void {
  const who = ({ requestAs, requester }: Takeover["lists"][number]) =>
    requestAs === undefined
      ? ""
      : ` · ${text("takeover.requestAs", { user: requester === undefined ? requestAs : `${requester} (${requestAs})` })}`;
  const most = ({ limit }: Takeover["lists"][number]) =>
    limit === undefined ? "" : ` · ${text("takeover.limit", { limit })}`;
  place
    .empty()
    .append(
      ...section(text("takeover.taken"), taken),
      ...section(
        text("takeover.lists"),
        lists.map((list) => `${list.label}${most(list)}${who(list)}`),
      ),
      ...section(text("takeover.left"), left),
    )
    .prop("hidden", false);
}

function section(title: string, lines: string[]): JQuery[] {
  if (lines.length === 0) return [];
  return [$("<h4>").text(title), $("<ul>").append(...lines.map((line) => $("<li>").text(line)))];
}
