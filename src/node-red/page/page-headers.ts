/**
 * What browsers are told about the page. Nothing but its own files runs, and nothing of other hosts is loaded; nobody else
 * puts it into a frame, where a button could be clicked without being seen.
 *
 * @param frames other origins that may: {@link frameOrigins}
 */
export function pageHeaders(frames: readonly string[]): Readonly<Record<string, string>> {
  const policy = {
    "default-src": ["'self'"],
    // posters are read with the person's token, so they are pictures that the page itself holds
    "img-src": ["'self'", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'", ...frames],
  };
  return {
    "Content-Security-Policy": Object.entries(policy)
      .map(([name, sources]) => `${name} ${sources.join(" ")}`)
      .join("; "),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  };
}

/**
 * The origins of `listSync.page.frames` in settings.js, for pages of other addresses that show ours: a card of Home
 * Assistant, where the editor has another port.
 *
 * @returns with what was set and is none, for the log
 */
export function frameOrigins(given: readonly unknown[]): { frames: string[]; wrong: string[] } {
  const frames: string[] = [];
  const wrong: string[] = [];
  for (const value of given) {
    const origin = typeof value === "string" ? originOf(value) : undefined;
    if (origin) frames.push(origin);
    else wrong.push(String(value));
  }
  return { frames, wrong };
}

/** An origin as it is written in a policy; anything more could hold a directive of its own. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, href } = new URL(text);
  const isWhole = href === `${origin}/`;
  return isWhole && (protocol === "https:" || protocol === "http:") ? origin : undefined;
}
