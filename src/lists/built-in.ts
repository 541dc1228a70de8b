import { anilist } from "./anilist/index.ts";
import { homeAssistant } from "./home-assistant/index.ts";
import { imdb } from "./imdb/index.ts";
import { emby, jellyfin } from "./jellyfin/index.ts";
import { letterboxd } from "./letterboxd/index.ts";
import { mdblist } from "./mdblist/index.ts";
import { myanimelist } from "./myanimelist/index.ts";
import { overseerr } from "./overseerr/index.ts";
import { own } from "./own/index.ts";
import { plex } from "./plex/index.ts";
import type { ListProvider } from "./provider.ts";
import { radarr } from "./radarr.ts";
import { simkl } from "./simkl/index.ts";
import { sonarr } from "./sonarr.ts";
import { stevenlu } from "./stevenlu.ts";
import { tmdb } from "./tmdb/index.ts";
import { trakt } from "./trakt/index.ts";
import { tvdb } from "./tvdb/index.ts";

/**
 * The providers of this package, in the order in which they are asked what a pasted text means: whoever understands
 * it first gets it. `own` takes any address and any file, so the registry asks it last of all.
 *
 * Two bare forms belong to several sites: `name/list` is a list of MDBList and of Trakt, a number one of Trakt and of
 * TMDB. The earlier is asked first, because more people mean it; the label shows it, and choosing the provider decides
 * otherwise.
 */
export const builtInProviders: readonly ListProvider[] = [
  imdb,
  mdblist,
  trakt,
  letterboxd,
  tmdb,
  tvdb,
  anilist,
  myanimelist,
  simkl,
  plex,
  jellyfin,
  emby,
  radarr,
  sonarr,
  overseerr,
  homeAssistant,
  stevenlu,
  own,
];
