import assert from "node:assert/strict";
import { withPosters } from "../../../src/node-red/controllers/notify/notify-posters.ts";
import type { News } from "../../../src/notify/news.ts";
import type { Overseerr } from "../../../src/overseerr/overseerr.ts";

const arrival = (tmdbId: number): News => ({
  kind: "available",
  profile: "Main",
  at: "2026-01-01",
  title: { title: `Title ${tmdbId}`, mediaType: "movie", tmdbId },
  by: "Radarr",
});

describe("Posters of a message", () => {
  it("are those of its first four titles, however many arrived together", async () => {
    const asked: string[] = [];
    const overseerr = {
      async get(path: string) {
        asked.push(path);
        return { posterPath: path.endsWith("/2") ? null : "/a.jpg" };
      },
    } as unknown as Overseerr;
    const shown = await withPosters([1, 2, 3, 4, 5, 6].map(arrival), overseerr);
    assert.deepEqual(asked, ["/movie/1", "/movie/2", "/movie/3", "/movie/4"]);
    assert.deepEqual(
      shown.map((each) => each.kind === "available" && each.title.poster !== undefined),
      [true, false, true, true, false, false],
    );
  });
});
