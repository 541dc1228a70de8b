import { createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";

/** Bytes of version, time and initialisation vector, and of the signature at the end. */
const HEAD = 1 + 8 + 16;
const SIGNATURE = 32;

/**
 * Opens a Fernet token, as Python's `cryptography` makes them (github.com/fernet/spec): version, time, vector, AES-128-CBC,
 * HMAC-SHA256 over all of it. Its age does not matter here.
 *
 * @param token base64 for addresses
 * @param key 32 bytes in the same spelling: 16 to sign, 16 to encrypt
 * @returns the text; undefined when the key is another one, or it is no token
 */
export function openFernet(token: string, key: string): string | undefined {
  const secret = Buffer.from(key.trim(), "base64url");
  const bytes = Buffer.from(token.trim(), "base64url");
  if (secret.length !== 32 || bytes.length < HEAD + 16 + SIGNATURE || bytes[0] !== 0x80) return undefined;
  const signed = bytes.subarray(0, -SIGNATURE);
  const expected = createHmac("sha256", secret.subarray(0, 16)).update(signed).digest();
  if (!timingSafeEqual(expected, bytes.subarray(-SIGNATURE))) return undefined;
  try {
    const decipher = createDecipheriv("aes-128-cbc", secret.subarray(16), signed.subarray(9, HEAD));
    return Buffer.concat([decipher.update(signed.subarray(HEAD)), decipher.final()]).toString("utf8");
  } catch {
    // signed by this key, but not encrypted by it
    return undefined;
  }
}

/** The key that versions up to 0.5 made of a password: its first 32 bytes, padded with spaces. */
export function passwordKey(password: string): string {
  const bytes = Buffer.alloc(32, " ");
  Buffer.from(password, "utf8").copy(bytes, 0, 0, 32);
  return bytes.toString("base64url");
}
