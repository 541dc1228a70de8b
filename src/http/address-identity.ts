import { createHash } from "node:crypto";

/** What an identity looks like: an address without its rest, and the hash that stands for it. */
const IDENTITY = /^(https?:\/\/\S+) \(([0-9a-f]{8})\)$/i;

/**
 * The name under which an address of a list is kept, shown and published: origin and path, and in brackets a hash that
 * stands for everything else. User information, what is behind `?` or `#`, and long random parts of the path may be
 * keys whatever they are called, so nothing of them is in it. Two people's lists stay two lists by their hashes.
 *
 * It depends on nothing but the address, and the identity of an identity is itself.
 *
 * @param address http(s), as pasted
 * @returns the address itself when there is nothing to hide; undefined when it is no address
 */
export function addressIdentity(address: string): string | undefined {
  const [, shown, hash] = IDENTITY.exec(address) ?? [];
  if (shown !== undefined && hash !== undefined && URL.canParse(shown))
    return `${withoutRest(new URL(shown))} (${hash})`;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const open = withoutRest(url);
  if (open === url.href) return open;
  return `${open} (${createHash("sha256").update(address).digest("hex").slice(0, 8)})`;
}

/** Origin and path of an address without what may be a key. */
export const withoutRest = (url: URL): string => url.origin + shownPath(url.pathname);

/** A path whose long random parts are masked; the ending of a file stays. */
export function shownPath(path: string): string {
  return path
    .split("/")
    .map((part) => {
      const [, stem = part, ending = ""] = /^(.+?)(\.[a-z0-9]{2,4})$/i.exec(part) ?? [];
      return isRandom(decoded(stem)) ? `***${ending}` : part;
    })
    .join("/");
}

/**
 * Whether a part of a path is rather a key than words: long, with letters and digits mixed, or without any gap. A shorter
 * one is plainly a word (`top250`, `Movies4K`) unless letters and digits take turns like `a8Kd92Xz`.
 */
function isRandom(part: string): boolean {
  if (part.length < 12) return part.length >= 8 && changes(part) >= 3;
  const pieces = part.split(/[^a-z0-9]+/i);
  if (pieces.some((piece) => piece.length >= 20 || (piece.length >= 12 && isMixed(piece)))) return true;
  return part.length >= 16 && changes(part) >= 4;
}

/** `movies2024` is a word with its year. */
const isMixed = (piece: string): boolean =>
  /\d/.test(piece) && !/^[a-z]+(19|20)\d\d$/i.test(piece) && !/^\d{1,13}$/.test(piece);

/** How often digits, small and capital letters take turns within words; a capital at the beginning is none. */
const changes = (part: string): number =>
  [...part.matchAll(/(?=[a-z][0-9A-Z]|[A-Z][0-9]|[0-9][A-Za-z])/g)].length;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A text in which every http(s) address is only its identity. */
export const hideAddresses = (text: string): string =>
  text.replace(
    /https?:\/\/[^\s"'<>]+( \([0-9a-f]{8}\))?/gi,
    (address) => addressIdentity(address) ?? "an address",
  );
