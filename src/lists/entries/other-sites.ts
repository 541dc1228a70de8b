import { ListError } from "../list-error.ts";
import * as messages from "../messages.ts";
import { siteAddress } from "./site-address.ts";

/** A site whose addresses people paste, and which gives programs no list. */
export interface OtherSite {
  name: string;
  domains: string[];
  /** The nearest way in; a sentence. */
  way: string;
}

const MIRROR = "MDBList can mirror its lists as external lists: add it there, and paste the MDBList address.";
const EXPORT =
  "Where it exports the list as CSV, add that file as an own list; otherwise write the titles into a text file.";
const WRITE = "Write the titles into a text file, one per line, and add that as an own list.";
const CHARTS = `MDBList has charts of the streaming services (mdblist.com/lists/official/movies/justwatch-streaming-charts). ${WRITE}`;
const ANIME =
  "Import the list into AniList or MyAnimeList, which can be read, or write its titles into a text file.";

const site = (name: string, domains: string, way: string): OtherSite => ({
  name,
  domains: domains.split(" "),
  way,
});

/**
 * Sites that are no source, with the nearest way in: what MDBList mirrors by its documentation of 2026, what exports, and
 * what only people can read.
 */
export const OTHER_SITES: readonly OtherSite[] = [
  site("JustWatch", "justwatch.com", MIRROR),
  site("FlixPatrol", "flixpatrol.com", MIRROR),
  site("Rotten Tomatoes", "rottentomatoes.com", MIRROR),
  site("Serializd", "serializd.com serializd.onelink.me", EXPORT),
  site("iCheckMovies", "icheckmovies.com", EXPORT),
  site("Metacritic", "metacritic.com", `MDBList makes lists by Metacritic's scores. ${WRITE}`),
  site(
    "TV Time",
    "tvtime.com",
    "Ask TV Time for your data (Settings, GDPR), and add the ZIP or its CSV files as own lists.",
  ),
  site("TVmaze", "tvmaze.com", EXPORT),
  site("Criticker", "criticker.com", EXPORT),
  site("Moviebase", "moviebase.app", "Connect it with Trakt or TMDB, and paste the list's address there."),
  site("Showly", "showlyapp.com", "Connect it with Trakt, and paste the list's address there."),
  site("Reelgood", "reelgood.com", EXPORT),
  site("Likewise", "likewise.com likewisetv.com", WRITE),
  site("Taste", "taste.io", WRITE),
  site("Flickchart", "flickchart.com", EXPORT),
  site("Listal", "listal.com", EXPORT),
  site("Ranker", "ranker.com", WRITE),
  site("MUBI", "mubi.com", WRITE),
  site("SensCritique", "senscritique.com", WRITE),
  site("AlloCiné", "allocine.fr", WRITE),
  site("FilmAffinity", "filmaffinity.com", WRITE),
  site("Filmweb", "filmweb.pl", WRITE),
  site("Kinopoisk", "kinopoisk.ru", WRITE),
  site("ČSFD", "csfd.cz csfd.sk", WRITE),
  site("Moviepilot", "moviepilot.de", WRITE),
  site("Douban", "douban.com", WRITE),
  site(
    "Box Office Mojo",
    "boxofficemojo.com",
    "IMDb's box office is read with boxoffice; Trakt's with boxoffice:movies.",
  ),
  site(
    "The Numbers",
    "the-numbers.com",
    "IMDb's box office is read with boxoffice; Trakt's with boxoffice:movies.",
  ),
  site("Kitsu", "kitsu.io kitsu.app", ANIME),
  site("AniDB", "anidb.net", ANIME),
  site("Anime-Planet", "anime-planet.com", ANIME),
  site("LiveChart", "livechart.me", ANIME),
  site("Netflix", "netflix.com", CHARTS),
  site(
    "Prime Video",
    "primevideo.com amazon.com amazon.co.uk amazon.de amazon.fr amazon.it amazon.es",
    CHARTS,
  ),
  site("Disney+", "disneyplus.com", CHARTS),
  site("Apple TV", "tv.apple.com", CHARTS),
  site("Max", "max.com hbomax.com", CHARTS),
  site("Hulu", "hulu.com", CHARTS),
  site("Paramount+", "paramountplus.com", CHARTS),
  site("Peacock", "peacocktv.com", CHARTS),
  site("Crunchyroll", "crunchyroll.com", ANIME),
  site("YouTube", "youtube.com youtu.be", WRITE),
  site("Wikipedia", "wikipedia.org", WRITE),
  site(
    "Google",
    "google.com",
    "A sheet of Google Docs can be read once it is published as CSV (File, Share, Publish to web): paste that address.",
  ),
];

/** A page that is data all the same, by the end of its path or by what it is asked for. */
const IS_DATA = /\.(json|csv|tsv|txt|md|xml|rss|atom|zip)$/i;

const ASKED_FOR_DATA = /\b(csv|tsv|json|rss|download)\b/i;

/**
 * The site of {@link OTHER_SITES} that an address belongs to. Addresses of data there belong to nobody: a published sheet,
 * a file, a feed.
 */
function otherSite(text: string): OtherSite | undefined {
  // a host comes first, with a dot in it: most texts need no further look
  if (!/^(?:https?:)?(?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:[/:?#]|$)/i.test(text)) return undefined;
  for (const known of OTHER_SITES)
    for (const domain of known.domains) {
      const address = siteAddress(text, domain);
      if (!address) continue;
      const asked = [...address.query.values()].join(" ");
      return IS_DATA.test(address.parts.at(-1) ?? "") || ASKED_FOR_DATA.test(asked) ? undefined : known;
    }
  return undefined;
}

/** @throws ListError `bad-input` naming the nearest way in, for an address of a site that is no source */
export function refuseOtherSite(text: string): void {
  const known = otherSite(text);
  if (known) throw new ListError("bad-input", messages.siteNotRead(known.name, known.way));
}
