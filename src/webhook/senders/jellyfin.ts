import * as messages from "../messages.ts";
import { numberOf, type Part, textOf } from "./read-values.ts";
import { ignored, type Sender, titleOf } from "./sender.ts";

const NAME = "Jellyfin";

/** Jellyfin's plugin "Webhook", with its own template or with all properties. Names in it have escaped quotes (plugin 21). */
export const jellyfin: Sender = {
  name: NAME,
  recognises: ({ part }) =>
    textOf(part.NotificationType) !== "" && (part.ServerId !== undefined || part.ServerName !== undefined),
  decide({ part }) {
    const type = textOf(part.NotificationType);
    if (type === "Generic") return ignored(messages.testReceived(NAME));
    const item = type === "ItemAdded" ? titleOfItem(part) : undefined;
    if (!item) return ignored(messages.nothingToDo(NAME, type));
    const whole = ["Movie", "Series"].includes(textOf(part.ItemType));
    return { result: "event", event: { kind: "available", item, whole, by: NAME } };
  },
};

/** Of a season or an episode the ids are its own. */
function titleOfItem(part: Part) {
  const ids = { tmdb: part.Provider_tmdb, imdb: part.Provider_imdb, tvdb: part.Provider_tvdb };
  const season = numberOf(part.SeasonNumber);
  switch (textOf(part.ItemType)) {
    case "Movie":
      return titleOf(NAME, {
        title: unescaped(part.Name),
        year: part.Year,
        type: "movie",
        ...ids,
        tvdb: undefined,
      });
    case "Series":
      return titleOf(NAME, { title: unescaped(part.Name), year: part.Year, type: "tv", ...ids });
    case "Season":
    case "Episode":
      return titleOf(NAME, {
        title: unescaped(part.SeriesName),
        type: "tv",
        seasons: season === undefined ? undefined : [season],
      });
    default:
      return undefined;
  }
}

const unescaped = (value: unknown): string => textOf(value).replaceAll('\\"', '"');
