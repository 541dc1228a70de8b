import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ListEntry } from "../../../src/lists/entries/list-entry.ts";
import { allowList } from "../../../src/webhook/named-list.ts";
import type { WebhookRefusal } from "../../../src/webhook/refusal.ts";

describe("A list that a request names", () => {
  let base = "";
  before(() => {
    base = mkdtempSync(join(tmpdir(), "list-sync-webhook-"));
    mkdirSync(join(base, "lists/deep"), { recursive: true });
    mkdirSync(join(base, "lists-2"));
    for (const file of ["lists/mine.csv", "lists/deep/more", "lists-2/other.csv", "secret.txt"])
      writeFileSync(join(base, file), "title\nHeat\n");
    symlinkSync(join(base, "secret.txt"), join(base, "lists/out.csv"));
    symlinkSync(join(base, "lists/mine.csv"), join(base, "lists/in.csv"));
    symlinkSync(join(base, "lists"), join(base, "door"));
    symlinkSync(base, join(base, "lists/up"));
  });
  after(() => rmSync(base, { recursive: true }));

  const known = new Set(["https://lists.example/known.json", "ls012345678"]);
  /** The list that is read, a sentence, or the refusal. */
  async function ask(
    named: ListEntry,
    rules: { anyList?: boolean; folder?: string } = { folder: join(base, "lists") },
  ) {
    try {
      const allowed = await allowList(named, {
        profile: "Main",
        anyList: false,
        isKnown: ({ list }) => known.has(list),
        ...rules,
      });
      return typeof allowed === "string" ? allowed : allowed.list;
    } catch (error) {
      return (error as WebhookRefusal).status;
    }
  }
  const own = (list: string, rules?: Parameters<typeof ask>[1]) => ask({ provider: "own", list }, rules);

  it("is a file of the folder, by its name, its path, or a link that stays inside", async () => {
    for (const path of ["mine.csv", "./mine.csv", "deep/../mine.csv", join(base, "lists/mine.csv"), "in.csv"])
      assert.equal(await own(path), join(base, "lists/mine.csv"), path);
    assert.equal(await own("deep/more"), join(base, "lists/deep/more"));
    const throughDoor = { folder: join(base, "door") };
    assert.equal(await own("mine.csv", throughDoor), join(base, "lists/mine.csv"));
    assert.equal(await own(join(base, "door/mine.csv"), throughDoor), join(base, "lists/mine.csv"));
  });

  it("is no file outside of it, whatever leads there", async () => {
    const ways = [
      "../secret.txt",
      "/etc/passwd",
      join(base, "secret.txt"),
      join(base, "lists-2/other.csv"),
      "out.csv",
      "up/secret.txt",
      "deep/../../secret.txt",
      "file:///etc/passwd",
      `file://${base}/secret.txt`,
      "~/.ssh/id_rsa",
      "mine.csv\0.txt",
      "payload",
      "json:/etc/passwd",
      "up/lists.zip#secret.txt",
      "",
      ".",
      "deep",
    ];
    for (const path of ways) {
      assert.equal(await own(path), 400, path);
      assert.equal(
        await own(path, { folder: join(base, "lists"), anyList: true }),
        400,
        `${path} with any list`,
      );
      if (path !== "") assert.equal(await own(path, { anyList: true }), 400, `${path} without a folder`);
    }
  });

  it("is no file where no provider is named either", async () => {
    for (const list of ["/etc/passwd", "../secret.txt", "~/list.csv", "file:///etc/passwd", "payload"])
      assert.equal(await ask({ list }, { anyList: true }), 400, list);
  });

  it("tells no one which files are there outside of it", async () => {
    const sentence = async (list: string) =>
      allowList(
        { provider: "own", list },
        { profile: "Main", anyList: false, isKnown: () => false, folder: join(base, "lists") },
      ).catch(({ message }: Error) => message);
    assert.equal(await sentence("../secret.txt"), await sentence("../nothing.txt"));
  });

  it("is an address only if the profile has it, or any list may be named", async () => {
    assert.equal(await own("https://lists.example/known.json"), "https://lists.example/known.json");
    assert.equal(await own("http://169.254.169.254/"), 400);
    assert.equal(await own("https://lists.example/other.json"), 400);
    const any = await own("https://lists.example/other.json", { anyList: true });
    assert.equal(any, "https://lists.example/other.json");
  });

  it("is a list of a site if the profile has it; of others nothing is done", async () => {
    assert.equal(await ask({ provider: "imdb", list: "ls012345678" }), "ls012345678");
    assert.match(String(await ask({ provider: "imdb", list: "ls999999999" })), /does not have this list/);
    assert.equal(await ask({ provider: "imdb", list: "ls999999999" }, { anyList: true }), "ls999999999");
    assert.equal(await ask({ provider: "netscape", list: "1" }), 400);
    assert.equal(await ask({ provider: "imdb", list: "not a list" }), 400);
  });

  it("asks to try again later when the folder is not there", async () => {
    assert.equal(await own("mine.csv", { folder: join(base, "gone") }), 503);
  });
});
