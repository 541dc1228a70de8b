const { ListError } = require("@list-sync/node-red-list-sync");

/** Pages of the club's programme, 50 films each. */
async function readPages(
  list,
  { http, origin, account, signal, limit = Number.POSITIVE_INFINITY, progress },
) {
  const films = [];
  for (let page = 1; ; page++) {
    const { status, headers, body } = await http.request({
      url: `${origin("https://film-club.example")}/programme/${list.params.year}.json?page=${page}`,
      headers: { "x-member": account?.key ?? "" },
      signal,
    });
    if (status === 401)
      throw new ListError(
        "auth-required",
        "The film club does not take the member number. Check it in the account.",
      );
    if (status === 404)
      throw new ListError(
        "not-found",
        `The film club has no programme of ${list.params.year}. Check the year.`,
      );
    if (status === 429) {
      const retryAfterMs = Number(headers["retry-after"]) * 1000 || undefined;
      throw new ListError(
        "rate-limited",
        "The film club asks for fewer requests. The next run tries again.",
        { retryAfterMs },
      );
    }
    if (status === 403)
      throw new ListError("blocked", "The film club keeps programs out. Try later or from another network.");
    if (status >= 500)
      throw new ListError(
        "unavailable",
        `The film club does not work at the moment (HTTP ${status}). The next run tries again.`,
      );
    if (status !== 200 || !Array.isArray(body?.films) || body.page !== page)
      throw new ListError(
        "markup-changed",
        "The film club answers in a form that this provider does not know.",
      );
    films.push(...body.films);
    progress?.(films.length, body.total);
    if (films.length >= body.total || films.length >= limit) return { films, total: body.total };
    if (body.films.length === 0)
      throw new ListError("markup-changed", "The film club's programme ends before its end.");
  }
}

exports.filmClub = {
  id: "film-club",
  name: "Film club",
  forms: [{ example: "film-club:2026", meaning: "the programme of a year" }],
  account: {
    label: "Member number",
    required: true,
    where: "on the back of the member's card",
    fields: [{ id: "key", label: "Member number", required: true }],
    async test({ account }) {
      if (!account?.key) throw new ListError("auth-required", "Enter the member number.");
      return "The film club knows you.";
    },
  },
  settings: [
    {
      id: "from",
      label: "Films from",
      kind: "choice",
      default: "all",
      choices: [
        { value: "all", label: "all years" },
        { value: "recent", label: "the last ten years" },
      ],
    },
    { id: "withShorts", label: "Short films too", kind: "yes-no", default: true },
  ],
  limits: { concurrency: 1 },
  parse(input) {
    const text = input.trim();
    const year = /^film-club:(\d{4})$/.exec(text)?.[1];
    if (year)
      return {
        provider: "film-club",
        kind: "programme",
        id: `film-club:${year}`,
        label: `Film club ${year}`,
        params: { year },
      };
    if (text.startsWith("film-club:"))
      throw new ListError("bad-input", "The film club has one programme a year: write film-club:2026.");
    return undefined;
  },
  async fetch(list, context) {
    const { films, total } = await readPages(list, context);
    const items = films
      .slice(0, context.limit)
      .map(({ title, year, imdb }) => ({ title, year, mediaType: "movie", ids: { imdb }, sources: [] }));
    return { items, total, complete: true, via: "api", warnings: [] };
  },
};
