import { InputError } from "../../errors.ts";
import { createHttp } from "../../http/create-http.ts";
import type { Http } from "../../http/http.ts";
import * as messages from "../messages.ts";
import { type Origins, originOf } from "./origins.ts";

/** What TMDB calls a poster; nothing else is ever asked for, so that nobody makes an errand of this. */
const POSTER = /^\/[A-Za-z0-9]{1,64}\.(jpg|png)$/;

/** Its narrowest posters; the dialog shows them at half the size. */
const SIZE = "w92";

/** Bytes of the largest poster taken; such a small one has some 5,000. */
const MAX_BYTES = 100_000;
const TIMEOUT_MS = 4000;
/** Posters kept in memory: a few pages of previews. */
const KEPT = 200;

export const isPosterPath = (path: unknown): path is string => typeof path === "string" && POSTER.test(path);

/** Reads small posters of TMDB, which are kept for a while. */
export interface Posters {
  /**
   * A poster as a `data:` address.
   *
   * @param path as the server names it: `/abc.jpg`
   * @returns undefined where there is none, or none that can be had in time
   * @throws InputError `bad-input` for anything but the path of a poster; CancelledError
   */
  read(path: unknown, signal?: AbortSignal): Promise<string | undefined>;
}

/** @param origins replaced origins; the one of the pictures is `tmdb-images` */
export function createPosters(
  origins: Origins,
  http: Http = createHttp({ timeoutMs: TIMEOUT_MS, retries: 0, maxBytes: MAX_BYTES, concurrency: 4 }),
): Posters {
  const kept = new Map<string, string>();
  return {
    async read(path, signal) {
      if (!isPosterPath(path)) throw new InputError("bad-input", messages.badPoster());
      const known = kept.get(path);
      if (known !== undefined) return known;
      const url = `${originOf("tmdb-images", origins)("https://image.tmdb.org")}/t/p/${SIZE}${path}`;
      const { status, body } = await http
        .request<Uint8Array>({ url, as: "bytes", ...(signal && { signal }) })
        .catch((error: unknown) => {
          if (signal?.aborted) throw error;
          return { status: 0, body: new Uint8Array() };
        });
      const type = status === 200 ? imageType(body) : undefined;
      if (!type) return undefined;
      const image = `data:${type};base64,${Buffer.from(body).toString("base64")}`;
      kept.set(path, image);
      const [oldest = ""] = kept.keys();
      if (kept.size > KEPT) kept.delete(oldest);
      return image;
    },
  };
}

/** The content type of a picture by its first bytes: what a server calls its answer proves nothing. */
export function imageType(bytes: Uint8Array): string | undefined {
  const begins = (...first: number[]) => first.every((byte, index) => bytes[index] === byte);
  if (begins(0xff, 0xd8, 0xff)) return "image/jpeg";
  return begins(0x89, 0x50, 0x4e, 0x47) ? "image/png" : undefined;
}
