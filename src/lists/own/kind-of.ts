import { readMediaType } from "../../items/values.ts";
import { ownValue } from "../../own-value.ts";
import { leftOutAs, mediaTypeOf } from "../imdb/title-type.ts";
import { foldName } from "./field-words.ts";
import { EPISODE, PERSON } from "./loose-row.ts";

/** What tools put into a list beside films and shows, by the folded word of its type. */
const OTHERS: Record<string, string> = {
  person: PERSON,
  people: PERSON,
  actor: PERSON,
  director: PERSON,
  list: "a list, not a title",
  boxset: "a collection, not a title",
  collection: "a collection, not a title",
  playlist: "a playlist, not a title",
  book: "a book",
  audiobook: "a book",
  manga: "a manga",
  comic: "a comic",
  comicbook: "a comic",
  boardgame: "a game",
  game: "a game",
  videogame: "a game",
  visualnovel: "a game",
  music: "music",
  musicartist: "music",
  musicalbum: "music",
  album: "music",
  artist: "music",
  track: "music",
  song: "music",
  audio: "music",
  podcast: "a podcast",
  channel: "a channel",
  photo: "a picture",
};

/** Words of people who do not write English; IMDb's own are in imdb/title-type.ts. */
const BY_HAND: Record<string, string> = {
  serie: "tv",
  série: "tv",
  serien: "tv",
  fernsehserie: "tv",
  tvserie: "tv",
  сериал: "tv",
  filme: "movie",
  película: "movie",
  pelicula: "movie",
  фильм: "movie",
};

/** What the type of an entry makes of it. */
export type Kind = { mediaType: string } | { part: "season" | "episode" } | { leftOut: string };

/**
 * Reads the word for the type of an entry in any of the tools' spellings; IMDb's in all languages of its site.
 *
 * @returns `unknown` for a word that nobody knows: the id decides then
 */
export function kindOf(word: string): Kind {
  const folded = foldName(word);
  if (folded === "season") return { part: "season" };
  if (folded === "episode") return { part: "episode" };
  const other = ownValue(OTHERS, folded);
  if (other !== undefined) return { leftOut: other };
  const byHand = ownValue(BY_HAND, folded);
  if (byHand !== undefined) return { mediaType: byHand };
  const imdb = leftOutAs(word);
  if (imdb !== undefined) return { leftOut: imdb === "episode" ? EPISODE : `a ${imdb}` };
  const known = mediaTypeOf(word);
  return { mediaType: known === "unknown" ? (readMediaType(word) ?? "unknown") : known };
}
