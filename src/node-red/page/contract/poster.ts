import * as v from "valibot";
import { mediaType, whole } from "./parts.ts";

/** Widths of posters in pixels, as TMDB has them. */
export const WIDTHS = ["92", "154", "185", "342", "500"] as const;

export const posterParams = v.object({ type: mediaType, id: whole("TMDB id", 1, 2 ** 31 - 1) });
export const posterQuery = v.object({ w: v.optional(v.picklist(WIDTHS), "342") });
