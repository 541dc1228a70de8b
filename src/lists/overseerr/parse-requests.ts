import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** Which requests the server is asked for, as its own `filter` names them. */
const FILTERS = ["all", "pending", "approved", "processing", "available", "unavailable", "failed"];

/** What `fetch` needs of a list. */
export type RequestsParams = {
  filter?: string;
  /** Id of the user whose requests or watchlist are read. */
  user?: number;
  is4k?: boolean;
};

/** A list with what is kept of it. */
export interface RequestsList extends ParsedList {
  params?: RequestsParams;
}

/**
 * Understands `overseerr:requests`, `overseerr:requests/pending?user=3&is4k=true`, `overseerr:watchlist/3`, and pages of a
 * server that show requests or a watchlist. Which server is meant is chosen in the node.
 *
 * @throws ListError `bad-input` for what is no list of it
 */
export function parseRequests(pasted: string): RequestsList | undefined {
  const input = pasted.trim();
  const words = /^(?:overseerr|jellyseerr|seerr):(.*)$/i.exec(input)?.[1];
  if (words !== undefined) return fromPath(words) ?? refuse();
  if (!/^https?:\/\//i.test(input) || !URL.canParse(input)) return undefined;
  const { pathname, port, hostname, search } = new URL(input);
  // 5055 is where it listens; behind a proxy only its name tells
  if (port !== "5055" && !/(^|[.-])(over|jelly)?seerr([.-]|$)/i.test(hostname)) return undefined;
  const users = /\/users\/(\d+)\/(requests|watchlist)\/?$/.exec(pathname);
  if (users)
    return users[2] === "watchlist" ? watchlist(Number(users[1])) : requests({ user: Number(users[1]) });
  if (/\/requests\/?$/.test(pathname)) return requests(options("", new URLSearchParams(search)));
  return refuse();
}

function fromPath(path: string): RequestsList | undefined {
  const [route = "", query = ""] = path.split("?");
  const [kind = "", name = ""] = route.toLowerCase().split("/");
  if (kind === "requests") return requests(options(name, new URLSearchParams(query)));
  return kind === "watchlist" && /^\d+$/.test(name) ? watchlist(Number(name)) : undefined;
}

function options(name: string, query: URLSearchParams): RequestsParams {
  const filter = (name || query.get("filter") || "all").toLowerCase();
  if (!FILTERS.includes(filter))
    throw new ListError(
      "bad-input",
      `The server has no requests "${filter}". Use one of: ${FILTERS.join(", ")}.`,
    );
  const user = query.get("user") ?? query.get("requestedBy");
  if (user !== null && !/^[1-9]\d*$/.test(user))
    throw new ListError("bad-input", `User ids are whole numbers, for example 4; this is "${user}".`);
  const is4k = query.get("is4k");
  return {
    ...(filter !== "all" && { filter }),
    ...(user !== null && { user: Number(user) }),
    ...(is4k !== null && { is4k: is4k === "true" }),
  };
}

function requests(params: RequestsParams): RequestsList {
  const { filter, user, is4k } = params;
  const query = new URLSearchParams({
    ...(user !== undefined && { user: String(user) }),
    ...(is4k !== undefined && { is4k: String(is4k) }),
  }).toString();
  const id = `overseerr:requests${filter ? `/${filter}` : ""}${query ? `?${query}` : ""}`;
  const words = [
    filter ? `${filter} requests` : "requests",
    ...(user === undefined ? [] : [`of user ${user}`]),
    ...(is4k === undefined ? [] : [is4k ? "in 4K" : "not in 4K"]),
  ];
  return {
    provider: "overseerr",
    kind: "requests",
    id,
    label: `The server's ${words.join(" ")}`,
    params: { ...params },
  };
}

const watchlist = (user: number): RequestsList => ({
  provider: "overseerr",
  kind: "watchlist",
  id: `overseerr:watchlist/${user}`,
  label: `Plex watchlist of the server's user ${user}`,
  params: { user },
});

const refuse = (): never => {
  throw new ListError(
    "bad-input",
    "That is not a list of a request server. Write overseerr:requests, overseerr:requests/pending, overseerr:requests?user=3 or overseerr:watchlist/3.",
  );
};
