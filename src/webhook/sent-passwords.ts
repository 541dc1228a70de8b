/** What an Authorization header may mean: Overseerr sends its field as it is written there, with a scheme or without. */
export function passwordsOf(header: string | undefined): string[] {
  const written = header?.trim() ?? "";
  if (written === "") return [];
  const [, scheme = "", rest = ""] = /^(bearer|basic|token)\s+(.+)$/i.exec(written) ?? [];
  if (scheme.toLowerCase() !== "basic") return rest === "" ? [written] : [rest.trim(), written];
  const login = Buffer.from(rest, "base64").toString("utf8");
  // whatever the user is called
  return login.includes(":") ? [login.slice(login.indexOf(":") + 1)] : [login];
}
