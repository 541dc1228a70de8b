import * as messages from "../messages.ts";
import { isPart, numberOf, type Part, partOf, textOf } from "./read-values.ts";
import { ignored, type Sender, titleOf } from "./sender.ts";

const NAME = "Plex";

/** Plex (with Plex Pass): a form with the part `payload`, and a picture that nobody needs. It can send no secret but its address. */
export const plex: Sender = {
  name: NAME,
  recognises: ({ part }) =>
    /^[a-z]+(\.[a-z]+)+$/.test(textOf(part.event)) && (isPart(part.Server) || isPart(part.Account)),
  decide({ part }) {
    const type = textOf(part.event);
    const media = partOf(part.Metadata);
    const item = type === "library.new" ? titleOfMedia(media) : undefined;
    if (!item) return ignored(messages.nothingToDo(NAME, type));
    const whole = textOf(media.type) === "movie" || textOf(media.type) === "show";
    return { result: "event", event: { kind: "available", item, whole, by: NAME } };
  },
};

/** Of an episode or a season the ids are its own, so its show has nothing but its name. */
function titleOfMedia(media: Part) {
  const ids = idsOf(media.Guid);
  switch (textOf(media.type)) {
    case "movie":
      // TheTVDB counts movies apart
      return titleOf(NAME, { title: media.title, year: media.year, type: "movie", ...ids, tvdb: undefined });
    case "show":
      return titleOf(NAME, { title: media.title, year: media.year, type: "tv", ...ids });
    case "season":
      return titleOf(NAME, { title: media.parentTitle, type: "tv", seasons: seasonOf(media.index) });
    case "episode":
      return titleOf(NAME, {
        title: media.grandparentTitle,
        type: "tv",
        seasons: seasonOf(media.parentIndex),
      });
    default:
      return undefined;
  }
}

function seasonOf(value: unknown): number[] | undefined {
  const season = numberOf(value);
  return season === undefined ? undefined : [season];
}

/** `Guid: [{ id: "tmdb://603" }]`; `guid` with a small letter is Plex's own id. */
function idsOf(guids: unknown): { tmdb?: string; imdb?: string; tvdb?: string } {
  const known = (Array.isArray(guids) ? guids : []).map((each) =>
    /^(tmdb|imdb|tvdb):\/\/(\w+)$/.exec(textOf(partOf(each).id)),
  );
  return Object.fromEntries(known.flatMap((found) => (found ? [[found[1], found[2]]] : [])));
}
