import * as messages from "../messages.ts";
import { numberOf, type Part, textOf } from "./read-values.ts";
import { ignored, type Sender, titleOf } from "./sender.ts";

const NAME = "Tautulli";

/** Tautulli has no text of its own to send: docs/webhooks.md has the one to paste, by whose `source` it is known. */
export const tautulli: Sender = {
  name: NAME,
  recognises: ({ part }) => textOf(part.source).toLowerCase() === "tautulli",
  decide({ part }) {
    const action = textOf(part.action);
    if (action === "test") return ignored(messages.testReceived(NAME));
    const isNew = action === "created";
    const item = isNew ? titleOfMedia(part) : undefined;
    if (!item) return ignored(messages.nothingToDo(NAME, action || "without an action"));
    const whole = ["movie", "show"].includes(textOf(part.media_type));
    return { result: "event", event: { kind: "available", item, whole, by: NAME } };
  },
};

function titleOfMedia(part: Part) {
  const { title, year, tmdb, imdb, tvdb, show } = part;
  const season = numberOf(part.season);
  switch (textOf(part.media_type)) {
    case "movie":
      return titleOf(NAME, { title, year, type: "movie", tmdb, imdb });
    case "show":
      return titleOf(NAME, { title: show || title, year, type: "tv", tmdb, imdb, tvdb });
    case "season":
    case "episode":
      return titleOf(NAME, {
        title: show,
        type: "tv",
        // themoviedb_id and thetvdb_id are those of the show (Tautulli 2.17)
        tmdb,
        tvdb,
        seasons: season === undefined ? undefined : [season],
      });
    default:
      return undefined;
  }
}
