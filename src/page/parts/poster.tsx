import { useContext, useEffect, useState } from "preact/hooks";
import { SessionContext } from "../api/session-context.ts";
import { pictures } from "../app/pictures.ts";
import { text } from "../i18n/words.ts";
import { type PosterWidth, posterAddress } from "./poster-store.ts";

/** Which title a poster is of. */
export interface PosterOf {
  type: "movie" | "tv";
  id: number;
}

/**
 * A poster, or the title's name in a box of the same size. The name stands beside it wherever it is shown, so the picture
 * says nothing to screen readers.
 */
export function Poster({
  of,
  title,
  width,
}: {
  of: PosterOf | undefined;
  title: string;
  /** Of the picture in pixels, twice what it is on the screen. */
  width: PosterWidth;
}) {
  const { client } = useContext(SessionContext);
  const [address, setAddress] = useState<string>();
  const wanted = of && pictures.value === "on" ? `${of.type}/${of.id}?w=${width}` : undefined;
  useEffect(() => {
    setAddress(undefined);
    if (wanted === undefined) return;
    const stop = new AbortController();
    // whoever scrolls by asks for nothing
    const timer = setTimeout(async () => {
      const found = await posterAddress(client, wanted, stop.signal);
      if (!stop.signal.aborted) setAddress(found);
    }, 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted]);
  return (
    <span class="poster" aria-hidden="true">
      {address === undefined ? (
        <span class="no-poster">{title || text("common.untitled")}</span>
      ) : (
        <img src={address} alt="" decoding="async" onError={() => setAddress(undefined)} />
      )}
    </span>
  );
}
