/**
 * The header for a token as people paste it: `tk_…` is a bearer token, `user:password` a Basic login, and `Scheme value` goes
 * as it is.
 */
export function authorization(token: string | undefined): Record<string, string> {
  if (!token) return {};
  if (/^\S+ \S/.test(token)) return { Authorization: token };
  if (token.includes(":")) return { Authorization: `Basic ${Buffer.from(token).toString("base64")}` };
  return { Authorization: `Bearer ${token}` };
}
