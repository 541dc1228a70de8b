import * as messages from "../messages.ts";
import { isPart, numberOf, type Part, partOf, textOf } from "./read-values.ts";
import { ignored, type Sender, titleOf } from "./sender.ts";

const NAME = "Emby";

/**
 * Emby (with Emby Premiere): JSON since 4.9, before that a form with the part `data`. It can send no secret but its
 * address. New items may come grouped: then nothing but a headline says what they are.
 */
export const emby: Sender = {
  name: NAME,
  recognises: ({ part }) =>
    /^[a-z]+(\.[a-z]+)+$/i.test(textOf(part.Event)) && (isPart(part.Server) || isPart(part.User)),
  decide({ part }) {
    const type = textOf(part.Event).toLowerCase();
    if (type === "system.notificationtest" || type === "system.webhooktest")
      return ignored(messages.testReceived(NAME));
    if (type !== "library.new") return ignored(messages.nothingToDo(NAME, type));
    if (!isPart(part.Item)) return ignored(messages.grouped(NAME));
    const media = partOf(part.Item);
    const item = titleOfMedia(media);
    if (!item) return ignored(messages.nothingToDo(NAME, type));
    const whole = ["Movie", "Series"].includes(textOf(media.Type));
    return { result: "event", event: { kind: "available", item, whole, by: NAME } };
  },
};

/** Of a season or an episode the ids are its own, so its show has nothing but its name. */
function titleOfMedia(media: Part) {
  const { tmdb, imdb, tvdb } = idsOf(partOf(media.ProviderIds));
  const { Name: title, SeriesName: series, ProductionYear: year } = media;
  switch (textOf(media.Type)) {
    case "Movie":
      // TheTVDB counts movies apart
      return titleOf(NAME, { title, year, type: "movie", tmdb, imdb });
    case "Series":
      return titleOf(NAME, { title, year, type: "tv", tmdb, imdb, tvdb });
    case "Season":
      return titleOf(NAME, { title: series, type: "tv", seasons: seasonOf(media.IndexNumber) });
    case "Episode":
      return titleOf(NAME, { title: series, type: "tv", seasons: seasonOf(media.ParentIndexNumber) });
    default:
      return undefined;
  }
}

/** `Imdb` or `IMDB`: its versions do not agree. */
const idsOf = (ids: Part): Part =>
  Object.fromEntries(Object.entries(ids).map(([name, id]) => [name.toLowerCase(), id]));

function seasonOf(value: unknown): number[] | undefined {
  const season = numberOf(value);
  return season === undefined ? undefined : [season];
}
