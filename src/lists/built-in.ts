import { imdb } from "./imdb/index.ts";
import { mdblist } from "./mdblist/index.ts";
import { own } from "./own/index.ts";
import type { ListProvider } from "./provider.ts";
import { stevenlu } from "./stevenlu.ts";
import { trakt } from "./trakt/index.ts";

/**
 * The providers of this package, in the order in which they are asked what a pasted text means: whoever understands
 * it first gets it. `own` takes any address and any file, so the registry asks it last of all.
 *
 * One bare form belongs to two sites: `name/list` is a list of MDBList and of Trakt. MDBList is asked first, because it
 * needs no account; the label shows it, and choosing the provider decides otherwise.
 */
export const builtInProviders: readonly ListProvider[] = [imdb, mdblist, trakt, stevenlu, own];
