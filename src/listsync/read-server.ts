/** The request server as ListSync has it. */
export interface TakenServer {
  /** Without a login. */
  url: string;
}

/**
 * Takes the address of the server apart: a login of a proxy in front of it is a secret.
 *
 * @returns `login` as the header `Authorization` has it; nothing for what is no web address
 */
export function readServer(written: string | undefined): {
  server?: TakenServer;
  login?: string;
  password?: string;
} {
  const text = written?.trim() ?? "";
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return {};
  const { protocol, host, pathname, username, password } = new URL(text);
  const url = `${protocol}//${host}${pathname.replace(/\/+$/, "")}`;
  if (username === "" && password === "") return { server: { url } };
  const pair = `${decoded(username)}:${decoded(password)}`;
  return {
    server: { url },
    login: `Basic ${Buffer.from(pair, "utf8").toString("base64")}`,
    password: decoded(password),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
