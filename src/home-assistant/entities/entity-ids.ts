import type { EntityDevice } from "./entity.ts";
import type { EntitySpec } from "./entity-set.ts";

/** `sensor.listsync_available_items`: what Home Assistant itself would make of the English name, by every way to it. */
export const entityId = ({ slug }: Pick<EntityDevice, "slug">, { platform, name }: EntitySpec): string =>
  `${platform}.${slug}_${name.toLowerCase().replaceAll(" ", "_")}`;

/**
 * The id of a device, from what identifies its node in the flow for good. Home Assistant takes only letters, digits,
 * `_` and `-` in the topic of a discovery.
 */
export const deviceId = (nodeId: string): string => `listsync_${nodeId.replace(/[^a-zA-Z0-9_-]/g, "_")}`;

/**
 * A name as it can stand in an entity id: small letters, digits and single `_` between them.
 *
 * @param fallback - for names that have none of these, such as 映画
 */
export function slugOf(name: string, fallback: string): string {
  const slug = (text: string) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 100)
      .replace(/_+$/, "");
  return slug(name) || slug(fallback) || "listsync";
}

/** The name of a device that nobody named: `ListSync` for the profile of most people, `ListSync 4K` for another. */
export const deviceName = (profile: string): string =>
  profile === "Main" ? "ListSync" : `ListSync ${profile}`;
