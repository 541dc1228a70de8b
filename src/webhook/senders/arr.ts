import { ownValue } from "../../own-value.ts";
import * as messages from "../messages.ts";
import type { ServerEvent, Verdict } from "../verdict.ts";
import { isPart, numberOf, type Part, partOf, textOf } from "./read-values.ts";
import { ignored, type Sender, titleOf } from "./sender.ts";

/** What is neither about movies nor about series. */
const GENERAL = new Set([
  "Health",
  "HealthRestored",
  "ApplicationUpdate",
  "ManualInteractionRequired",
  "Test",
]);

/** Radarr (6) and Sonarr (4), Settings, Connect, Webhook. An import is `Download`; there is no other word for it. */
export const arr: Sender = {
  name: "Radarr and Sonarr",
  recognises: ({ part }) =>
    textOf(part.eventType) !== "" &&
    (isPart(part.movie) ||
      isPart(part.remoteMovie) ||
      isPart(part.series) ||
      (GENERAL.has(textOf(part.eventType)) && part.instanceName !== undefined)),
  decide({ part }) {
    const type = textOf(part.eventType);
    const name = nameOf(part);
    if (type === "Test") return ignored(messages.testReceived(name));
    const made = ownValue(EVENTS, type)?.(part, name);
    return made ?? ignored(messages.nothingToDo(name, type));
  },
};

const EVENTS: Readonly<Record<string, (part: Part, name: string) => Verdict>> = {
  Download: (part, name) =>
    part.isUpgrade === true ? ignored(messages.upgraded(name)) : event(part, name, "available"),
  MovieAdded: (part, name) => event(part, name, "added"),
  SeriesAdd: (part, name) => event(part, name, "added"),
  MovieDelete: (part, name) => event(part, name, "deleted"),
  SeriesDelete: (part, name) => event(part, name, "deleted"),
};

function event(part: Part, by: string, kind: ServerEvent["kind"]): Verdict {
  const isShow = isPart(part.series);
  const media = partOf(isShow ? part.series : part.movie);
  const item = titleOf(by, {
    title: media.title,
    year: media.year,
    type: isShow ? "tv" : "movie",
    tmdb: media.tmdbId,
    imdb: media.imdbId,
    tvdb: media.tvdbId,
    seasons: seasonsOf(part.episodes),
  });
  // of a series one file comes after the other
  return { result: "event", event: { kind, item, whole: !isShow || kind !== "available", by } };
}

const seasonsOf = (episodes: unknown): number[] | undefined =>
  Array.isArray(episodes)
    ? [...new Set(episodes.flatMap((each) => numberOf(partOf(each).seasonNumber) ?? []))].sort(
        (a, b) => a - b,
      )
    : undefined;

/** Its own name for itself is the person's to choose: `Radarr 4K`. */
const nameOf = (part: Part): string =>
  textOf(part.instanceName).slice(0, 40) || (isPart(part.series) ? "Sonarr" : "Radarr");
