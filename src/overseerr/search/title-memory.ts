import type { Resolution, TitleDetail } from "../../state/port/findings.ts";
import type { Store } from "../../state/store.ts";
import type { LibraryIndex, Overseerr } from "../overseerr.ts";

/** The part of the memory that spares calls: which title an id is, and what a look at its details said. */
export type TitleMemory = Pick<Store, "resolution" | "saveResolution" | "titleDetail" | "saveTitleDetail">;

/** Without a database each server has a memory of its own, as long as its library, which all views of it share. */
const memories = new WeakMap<LibraryIndex, TitleMemory>();

/** The database when there is one, else a memory that lasts as long as the server object. */
export function titleMemory(overseerr: Overseerr, store?: Store): TitleMemory {
  if (store) return store;
  const known = memories.get(overseerr.index);
  if (known) return known;
  const memory = createTitleMemory();
  memories.set(overseerr.index, memory);
  return memory;
}

function createTitleMemory(): TitleMemory {
  const resolutions = new Map<string, Resolution>();
  const details = new Map<string, TitleDetail>();
  return {
    resolution: async (server, key) => resolutions.get(`${server} ${key}`),
    saveResolution: async (server, key, resolution) => void resolutions.set(`${server} ${key}`, resolution),
    titleDetail: async (server, mediaType, tmdbId) => details.get(`${server} ${mediaType} ${tmdbId}`),
    saveTitleDetail: async (server, detail) =>
      void details.set(`${server} ${detail.mediaType} ${detail.tmdbId}`, detail),
  };
}
