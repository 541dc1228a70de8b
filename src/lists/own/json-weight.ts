const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const COMMA = 0x2c;
/** What V8 needs for an object or array, and for each value beside another. */
const CONTAINER_BYTES = 64;
const VALUE_BYTES = 16;

/**
 * Megabytes that JSON.parse needs at least, counted without parsing.
 *
 * JSON.parse allocates natively: a thread that passes its limit within it can end the whole process instead of itself, so
 * what cannot fit is refused before.
 *
 * @param source a list; 0 for what is not JSON
 */
export function jsonWeightMb(source: Uint8Array | string): number {
  const bytes = typeof source === "string" ? Buffer.from(source) : source;
  const first = bytes.find((byte) => byte > 0x20 && byte < 0x80);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return 0;
  let weight = 0;
  for (const byte of bytes) {
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) weight += CONTAINER_BYTES;
    else if (byte === COMMA) weight += VALUE_BYTES;
  }
  return weight / 1024 / 1024;
}
