import { imdbId } from "../../../items/ids.ts";
import { foldName } from "../field-words.ts";
import type { LooseRow } from "../loose-row.ts";
import { sourceIds } from "../source-ids.ts";
import { addressRow } from "../text/addresses.ts";
import { isObject, type Json, scalar } from "./values.ts";

/** Properties that hold an object of ids: Trakt, TMDB, Jellyfin, Kodi, TV Time Liberator. */
const IDS = new Set([
  "ids",
  "id",
  "externalids",
  "externals",
  "providerids",
  "uniqueid",
  "uniqueids",
  "externalid",
  "remoteids",
]);
/** Properties that hold ids as addresses of a kind: Plex. */
const GUIDS = new Set(["guid", "guids"]);
const GUID =
  /^(?:com\.plexapp\.agents\.)?(imdb|tmdb|tvdb|themoviedb|thetvdb):\/\/(?:(?:movie|show|series)\/)?(tt\d+|\d+)/i;
/** Properties that hold the page of a title. */
const LINK = /(?:url|uri|link|href|permalink|homepage|website|page)s?$/;

/** The ids of a title, wherever its record has them; what stands in a place for ids is believed. */
export function idsOf(record: Json): LooseRow {
  const row: LooseRow = {};
  let linked: LooseRow = {};
  for (const [name, value] of Object.entries(record)) {
    const folded = foldName(name);
    if (IDS.has(folded) && typeof value === "object" && value !== null) fill(row, nestedIds(value));
    else if (GUIDS.has(folded)) fill(row, guidIds(value));
    else if (folded === "imdbnumber" && imdbId(value) && /^tt/i.test(String(value)))
      fill(row, { imdb_id: String(value) });
    else if (LINK.test(folded)) linked = { ...linkIds(value), ...linked };
  }
  return Object.keys(row).length > 0 ? row : linked;
}

function nestedIds(value: object): LooseRow {
  const row: LooseRow = {};
  if (Array.isArray(value)) {
    for (const each of value.slice(0, 50)) {
      if (!isObject(each)) continue;
      // TheTVDB: { id: "tt…", sourceName: "IMDB" }
      fill(row, sourceIds(each.sourceName ?? each.source ?? each.name, scalar(each.id ?? each.value)));
    }
    return row;
  }
  for (const [name, id] of Object.entries(value)) {
    const site = foldName(name).replace(/id$/, "");
    const known = scalar(id);
    if (known !== undefined) fill(row, sourceIds(site, known));
  }
  return row;
}

function guidIds(value: unknown): LooseRow {
  const row: LooseRow = {};
  const all = Array.isArray(value) ? value.slice(0, 50) : [value];
  for (const each of all) {
    const text = scalar(isObject(each) ? each.id : each);
    const [, site, id] = GUID.exec(String(text ?? "").slice(0, 200)) ?? [];
    fill(row, sourceIds(site, id));
  }
  return row;
}

function linkIds(value: unknown): LooseRow {
  const all = Array.isArray(value) ? value.slice(0, 50) : isObject(value) ? Object.values(value) : [value];
  for (const each of all) {
    const text = scalar(isObject(each) ? (each.url ?? each.href) : each);
    const page = typeof text === "string" && text.length < 500 ? addressRow(text) : undefined;
    if (page) return page;
  }
  return {};
}

function fill(row: LooseRow, more: LooseRow): void {
  for (const [name, value] of Object.entries(more)) if (!(name in row)) Object.assign(row, { [name]: value });
}
