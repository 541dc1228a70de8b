import type { CatalogueShow } from "../catalogue/title.ts";
import { isOpen } from "./create-request.ts";
import { refuse } from "./refusal.ts";
import { MEDIA, type MediaRow, type RequestRow } from "./rows.ts";
import type { World } from "./world.ts";

/**
 * Season numbers of a new request: those asked for, without specials where the product or the setting leaves them out,
 * without seasons that an open request has, and without seasons that a scan found. Numbers that do not exist stay.
 */
export function seasonsToRequest(
  show: CatalogueShow,
  body: Record<string, unknown>,
  media: MediaRow | undefined,
  requests: RequestRow[],
  world: World,
): number[] {
  const { product, settings } = world;
  const asked = body.seasons as number[] | "all" | undefined;
  if (asked === undefined) throw refuse(500, "Cannot read properties of undefined (reading 'filter')");
  const numbers = asked === "all" ? show.seasons.map((season) => season.seasonNumber) : asked;
  const specials = product.allIncludesSpecials || (asked !== "all" && settings.enableSpecialEpisodes);
  const requested = requests
    .filter((request) => request.is4k === body.is4k && isOpen(request, world))
    .flatMap((request) => request.seasons.map((season) => season.seasonNumber));
  const present = (media?.seasons ?? [])
    .filter((season) => {
      const status = body.is4k ? season.status4k : season.status;
      return status !== MEDIA.UNKNOWN && status !== product.deleted;
    })
    .map((season) => season.seasonNumber);
  const taken = new Set([...requested, ...present]);
  return numbers.filter((number) => (specials || number !== 0) && !taken.has(number));
}
