import type { Answer } from "../../../node-red/page/contract/types.ts";
import { format, text } from "../../i18n/words.ts";
import { OutLink } from "../../parts/link.tsx";

/** Where an id leads on its own site; the ids of other sites are only told. */
const SITES: Readonly<Record<string, (id: string, type: "movie" | "tv") => string>> = {
  imdb: (id) => `https://www.imdb.com/title/${id}/`,
  tmdb: (id, type) => `https://www.themoviedb.org/${type}/${id}`,
  tvdb: (id) => `https://thetvdb.com/dereferrer/series/${id}`,
};

/** Which title it is: its ids, and what the server makes of it. */
export function TitleIds({ title: { ids, type, match, serverUrl, rating } }: { title: Answer<"title"> }) {
  const kind = type === "tv" ? "tv" : "movie";
  return (
    <dl class="facts">
      {Object.entries(ids).map(([site, id]) => {
        const address = Object.hasOwn(SITES, site)
          ? SITES[site]?.(encodeURIComponent(String(id)), kind)
          : undefined;
        return (
          <div key={site}>
            <dt>{site.toUpperCase()}</dt>
            <dd>
              <OutLink href={address}>{String(id)}</OutLink>
            </dd>
          </div>
        );
      })}
      {rating !== undefined && (
        <div>
          <dt>{text("title.rating")}</dt>
          <dd>{format.number(rating)}</dd>
        </div>
      )}
      {match && (
        <div>
          <dt>{text("title.match")}</dt>
          <dd>
            <OutLink href={serverUrl}>
              {match.title} {match.year ?? ""}
            </OutLink>
            <span class="hint"> {text("title.matchedBy", { by: match.by })}</span>
          </dd>
        </div>
      )}
      {!match && serverUrl !== undefined && (
        <div>
          <dt>{text("title.match")}</dt>
          <dd>
            <OutLink href={serverUrl}>{text("common.open")}</OutLink>
          </dd>
        </div>
      )}
    </dl>
  );
}
