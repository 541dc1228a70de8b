import assert from "node:assert/strict";
import type { Around } from "../../../src/notify/deliver.ts";
import { createDigest, type Digest } from "../../../src/notify/digest.ts";
import type { News } from "../../../src/notify/news.ts";
import type { Notice } from "../../../src/notify/notice.ts";
import { NotifyError } from "../../../src/notify/notify-error.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import { poll } from "../../support/poll.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const arrival = (title: string): News => ({
  kind: "available",
  profile: "Main",
  at: "2026-01-01",
  title: { title },
  by: "Radarr",
});

describe("A digest", () => {
  const path = temporaryFolder();
  let now = 0;
  /** How often a digest has looked at the time. */
  let looks = 0;
  let store: Store;
  let sent: Notice[] = [];
  let errors: unknown[] = [];
  /** For how many news posters were asked for, each time. */
  let asked: number[] = [];
  const digests: Digest[] = [];
  beforeEach(() => {
    [now, sent, errors, asked] = [10 * HOUR, [], [], []];
  });
  afterEach(async () => {
    for (const digest of digests.splice(0)) await digest.close();
    await store.close();
  });

  /** A process starts; its digest is due at noon. */
  async function start(
    file: string,
    send: (notice: Notice, around: Around) => Promise<void>,
  ): Promise<Digest> {
    store = await openStore({ file: path(file) });
    const opened = store;
    const digest = createDigest({
      id: "notify",
      plan: "noon",
      after: (moment) => Math.floor((moment + 12 * HOUR) / DAY) * DAY + 12 * HOUR,
      store: async () => opened,
      hold: () => () => {},
      withPosters: async (news) => {
        asked.push(news.length);
        return news.map((each) =>
          each.kind === "available" ? { ...each, title: { ...each.title, poster: "https://p/1" } } : each,
        );
      },
      send,
      onError: (error) => void errors.push(error),
      onDue: () => {},
      now: () => now,
      timer: (work) => {
        looks += 1;
        const timer = setTimeout(work, 5);
        return () => clearTimeout(timer);
      },
    });
    digests.push(digest);
    return digest;
  }
  const deliver = async (notice: Notice, around: Around) => {
    await around.before();
    sent.push(notice);
  };
  async function stop(): Promise<void> {
    for (const digest of digests.splice(0)) await digest.close();
    await store.close();
  }
  const titles = () => sent.map(({ sections }) => sections[0]?.lines.map(({ text }) => text));

  it("that was due while nothing ran is sent at the next start, once", async () => {
    const digest = await start("down.db", deliver);
    await digest.add(arrival("Heat"));
    await digest.add(arrival("Dune"));
    await stop();
    now = 13 * HOUR;
    await start("down.db", deliver);
    await poll(() => sent[0], "the digest");
    await stop();
    await start("down.db", deliver);
    now += HOUR;
    const before = looks;
    await poll(() => looks >= before + 3 || undefined, "three more looks at the time");
    assert.deepEqual(titles(), [["Heat", "Dune"]]);
    assert.deepEqual(asked, [2]);
    assert.equal(sent[0]?.sections[0]?.lines[0]?.poster, "https://p/1");
  });

  it("that could not be sent is part of the next one", async () => {
    const digest = await start("refused.db", async (notice, around) => {
      await around.before();
      if (now < DAY) {
        await around.failed();
        throw new NotifyError("notify-refused", "No.");
      }
      sent.push(notice);
    });
    await digest.add(arrival("Heat"));
    now = 12 * HOUR;
    await poll(() => errors[0], "the refusal");
    await digest.add(arrival("Dune"));
    now = 36 * HOUR;
    await poll(() => sent[0], "the digest");
    assert.deepEqual(titles(), [["Heat", "Dune"]]);
  });

  it("during which the process ended is not sent again", async () => {
    const digest = await start("killed.db", deliver);
    await digest.add(arrival("Heat"));
    // as it is written down right before it leaves
    const [kept] = await store.keptNews("notify");
    await store.saveNotifier("notify", {
      plan: "noon",
      dueAt: new Date(12 * HOUR).toISOString(),
      sending: kept?.id ?? 0,
    });
    await stop();
    now = 13 * HOUR;
    const next = await start("killed.db", deliver);
    await next.add(arrival("Dune"));
    now = 36 * HOUR;
    await poll(() => sent[0], "the next digest");
    assert.deepEqual(titles(), [["Dune"]]);
  });

  it("that arrived is not sent again because that could not be written down", async () => {
    const digest = await start("full.db", deliver);
    await digest.add(arrival("Heat"));
    const { forgetNews } = store;
    let failures = 0;
    store.forgetNews = async (...all) => {
      failures += 1;
      if (failures <= 2) throw new Error("The disk is full.");
      return forgetNews.apply(store, all);
    };
    now = 12 * HOUR;
    await poll(() => failures > 2 || undefined, "both failures");
    await poll(
      async () => (await store.keptNews("notify")).length === 0 || undefined,
      "the news to be forgotten",
    );
    assert.deepEqual(titles(), [["Heat"]]);
  });

  it("keeps its time when the database fails, and is sent as soon as that works", async () => {
    const digest = await start("locked.db", deliver);
    await digest.add(arrival("Heat"));
    const { keptNews } = store;
    store.keptNews = () => Promise.reject(new Error("The database is locked."));
    now = 12 * HOUR;
    const before = looks;
    await poll(() => looks >= before + 5 || undefined, "more tries");
    assert.equal(errors.length, 1, "it is told once");
    store.keptNews = keptNews;
    await poll(() => sent[0], "the digest");
    assert.deepEqual(titles(), [["Heat"]]);
  });

  it("keeps its time when it cannot be written down that it is on its way", async () => {
    const digest = await start("unwritten.db", deliver);
    await digest.add(arrival("Heat"));
    const { saveNotifier } = store;
    let fails = 3;
    store.saveNotifier = async (node, notifier) => {
      if (notifier?.sending !== undefined && fails-- > 0) throw new Error("The database is locked.");
      return saveNotifier(node, notifier);
    };
    now = 12 * HOUR;
    await poll(() => sent[0], "the digest");
    assert.deepEqual([titles(), errors.length], [[["Heat"]], 1]);
  });
});
