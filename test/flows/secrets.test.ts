import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newVaultKey, openVault } from "../../src/accounts/login-vault.ts";
import { loginFile } from "../../src/node-red/settings/account-options.ts";
import { startHomeAssistant } from "../servers/home-assistant/start-home-assistant.ts";
import { startMqttBroker } from "../servers/mqtt-broker.ts";
import { startOverseerr } from "../servers/overseerr/server.ts";
import { listen } from "../support/listen.ts";
import { makeUserDir, startNodeRed } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import { entryOf, FILMS } from "./home-assistant-flow.ts";
import { secretsFlow, variable } from "./secrets-flow.ts";

/** Whoever sees the middle of it anywhere has found a secret. */
const secret = (name: string): string => `zq${name}Secret7x`;

const SECRETS = {
  apiKey: secret("ApiKey"),
  basic: secret("Basic"),
  stored: secret("StoredHeader"),
  headerVariable: secret("VariableHeader"),
  headerFile: secret("FileHeader"),
  token: secret("UserInfo"),
  password: secret("PasswordBefore"),
  passwordRest: secret("PasswordBehind"),
  path: "zqR4nd0mPathSecret7x8Hq2Lk9",
  mqtt: secret("Mqtt"),
  accountFile: secret("AccountFile"),
  accountStored: secret("AccountStored"),
  accountVariable: secret("AccountVariable"),
  login: secret("LoginToken"),
  refresh: secret("RefreshToken"),
};
const QUERY_KEYS = ["pass", "pw", "access", "code", "hash", "k", "sort"];

describe("Secrets of twelve kinds in a real Node-RED", function () {
  this.timeout(180_000);

  it("appear nowhere, while lists and calls work and while they fail", async () => {
    const server = await startOverseerr({ apiKey: SECRETS.apiKey, synthetic: 24 });
    const broker = await startMqttBroker({ user: { name: "anna", password: SECRETS.mqtt } });
    const ha = await startHomeAssistant({ companion: "4.2.3" });
    // answers with titles, or says back all that it was told, as sites and proxies do
    const films = FILMS.slice(0, 4)
      .map((film) => entryOf(film).summary)
      .join("\n");
    const site = await listen((request, response) => {
      if (request.url?.includes("good")) return void response.end(films);
      // 500 is asked again after a while, which is dear: it stands for itself once
      response.writeHead(request.url?.includes("password") ? 500 : 410, { "content-type": "text/plain" });
      response.end(`Cannot answer ${request.url} with ${JSON.stringify(request.headers)}`);
    });
    const { host } = new URL(site.url);
    const { apiKey, basic, stored, headerVariable, headerFile } = SECRETS;
    const echo = JSON.stringify({ apiKey, basic, stored, headerVariable, headerFile });
    server.fault("POST /request", { status: 500, json: { message: `Refused: ${echo}` } });

    const userDir = makeUserDir();
    const file = (name: string, text: string) => {
      writeFileSync(join(userDir, name), `${text}\n`);
      return join(userDir, name);
    };
    const env: Record<string, string> = {
      SECRET_SERVER_URL: server.url.replace("//", `//anna:${SECRETS.basic}@`),
      SECRET_HEADER: SECRETS.headerVariable,
      SECRET_HEADER_FILE: file("secret-header", SECRETS.headerFile),
      SECRET_ACCOUNT: SECRETS.accountVariable,
      HOME_ASSISTANT_URL: ha.url,
    };
    const lists: Record<string, unknown>[] = [];
    const add = (address: string) => {
      const name = `SECRET_LIST_${lists.length}`;
      env[name] = address;
      lists.push({ enabled: true, provider: "detect", list: variable(name) });
    };
    for (const word of ["good", "bad"]) {
      add(`http://${SECRETS.token}@${host}/${word}-token.txt`);
      add(`http://anna:${SECRETS.password}@${SECRETS.passwordRest}@${host}/${word}-password.txt`);
      add(`http://${host}/${word}/${SECRETS.path}/films.txt`);
      for (const key of QUERY_KEYS) add(`http://${host}/${word}-${key}.txt?${key}=${secret(key)}&page=1`);
    }
    // a part of an address, and one that names no list
    env.SECRET_PART = secret("Part");
    lists.push({ provider: "own", list: `http://${host}/good-part.txt?x=${variable("SECRET_PART")}` });
    lists.push({ provider: "imdb", list: `http://${host}/?x=${variable("SECRET_PART")}` });
    lists.push({ provider: "own", list: `http://${host}/${variable("SECRET_ABSENT")}` });
    lists.push({ provider: "trakt", list: "me/watchlist" }, { provider: "radarr", list: "radarr:missing" });
    lists.push({ provider: "mdblist", list: "https://mdblist.com/lists/linda/films" });

    const accounts = {
      traktAccount: {
        id: "my-trakt",
        provider: "trakt",
        keyType: "file",
        keyFile: file("secret-account", SECRETS.accountFile),
        loggedIn: "anna",
        origin: site.url,
      },
      radarrAccount: { id: "my-radarr", provider: "radarr", keyType: "cred", url: site.url },
      mdblistAccount: {
        id: "my-mdblist",
        provider: "mdblist",
        keyType: "env",
        keyEnv: "SECRET_ACCOUNT",
        origin: site.url,
      },
    };
    const vaultKey = newVaultKey();
    await openVault(loginFile(userDir, "my-trakt"), vaultKey).write({
      accessToken: SECRETS.login,
      refreshToken: SECRETS.refresh,
    });
    const nodeRed = await startNodeRed({
      userDir,
      flows: secretsFlow(lists, accounts, broker.port),
      credentials: {
        server: { apiKey: SECRETS.apiKey, header1: SECRETS.stored },
        home: { token: ha.token },
        broker: { user: "anna", password: SECRETS.mqtt },
        "my-trakt": { secret: SECRETS.accountStored, vaultKey },
        "my-radarr": { key: SECRETS.accountStored },
      },
      env,
      rawSettings: `logging: { console: { level: "trace", metrics: true, audit: true } },
        contextStorage: { default: { module: "localfilesystem", config: { flushInterval: 1 } } }`,
    });
    try {
      for (let run = 1; run <= 2; run += 1) {
        const from = nodeRed.log().length;
        await nodeRed.inject("start");
        await nodeRed.waitForLog(/\[debug:summary\]/, 30_000, from);
      }
      await nodeRed.inject("backup");
      await nodeRed.waitForLog(/\[debug:backup\]/, 20_000);
      await poll(
        () =>
          ha.events.some(({ event_type }) => event_type === "listsync_sync_finished") ? true : undefined,
        "an event",
      );
      const answers: string[] = [];
      const ask = async (path: string, body?: object) => {
        const headers = { "x-list-sync": "1", "content-type": "application/json" };
        const options = body && { method: "POST", body: JSON.stringify(body) };
        answers.push(`${path} ${await (await fetch(nodeRed.url + path, { headers, ...options })).text()}`);
      };
      await ask("/flows");
      await ask("/nodes");
      for (const [type, id] of [
        ["overseerr-server", "server"],
        ["list-account", "my-trakt"],
        ["list-account", "my-radarr"],
        ["sync-home-assistant", "home"],
        ["mqtt-broker", "broker"],
      ])
        await ask(`/credentials/${type}/${id}`);
      await ask("/context/global");
      await ask("/list-sync/list-source/providers");
      await ask("/list-sync/overseerr-server/server/options");
      await ask("/list-sync/overseerr-server/test", { id: "server", url: variable("SECRET_SERVER_URL") });
      await ask("/list-sync/sync-home-assistant/test", {
        id: "home",
        mode: "token",
        url: variable("HOME_ASSISTANT_URL"),
      });
      for (const { id, ...account } of Object.values(accounts))
        await ask("/list-sync/list-account/test", { id, ...account });
      for (const entry of lists.slice(0, 12))
        await ask("/list-sync/list-source/preview", {
          id: "source",
          entry,
          ...Object.fromEntries(Object.entries(accounts).map(([slot, account]) => [slot, account.id])),
        });
      const foreign = { provider: "own", list: `http://${host}/good.txt?x=${variable("SECRET_PART")}` };
      await ask("/list-sync/list-source/preview", { id: "source", entry: foreign });
      assert.match(
        answers.at(-1) ?? "",
        /list names an environment variable, which takes effect when deployed/,
      );
      // context is written every second
      await new Promise((wake) => setTimeout(wake, 1_500));

      const isLogin = (name: string) => /flows_cred|\.config|secret-(header|account)$/.test(name);
      // the package stands in node_modules as a link to the checkout, which is nobody's to search
      rmSync(join(userDir, "node_modules"), { recursive: true });
      const files = readdirSync(userDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !isLogin(join(entry.parentPath, entry.name)))
        .map((entry) => join(entry.parentPath, entry.name));
      for (const part of [/state\.db$/, /state\.db-wal$/, /state.*\.db.+|backup/, /context\/global/])
        assert.ok(
          files.some((name) => part.test(name)),
          `no file ${part} in ${files.join(", ")}`,
        );
      const places: [string, string][] = [
        ["log", nodeRed.log()],
        ...files.map((name): [string, string] => [name, readFileSync(name, "latin1")]),
        ["mqtt", JSON.stringify([broker.published, [...broker.retained]])],
        [
          "home assistant",
          JSON.stringify([
            ha.received.filter(({ message }) => message.type !== "auth"),
            [...ha.states],
            ha.events,
            ha.services,
            ha.log,
            ha.calls,
          ]),
        ],
        ...answers.map((text): [string, string] => ["answer", text]),
      ];
      // what is looked for would be seen
      for (const [place, text] of [
        ["mqtt", /list_items/],
        ["home assistant", /sensor\.listsync_.*listsync_sync_finished/],
        ["answer", /"product":/],
        ["answer", /"fetched":4/],
      ] as const)
        assert.match(places.flatMap(([name, text]) => (name === place ? text : [])).join("\n"), text);
      assert.ok(server.requests.length > 0);
      assert.match(nodeRed.log(), /\[debug:seen\]/);
      assert.match(nodeRed.log(), /SECRET_ABSENT, which is not set/);
      const got = JSON.stringify([site.seen, server.log]);
      for (const sent of [
        SECRETS.token,
        SECRETS.path,
        SECRETS.headerFile,
        SECRETS.headerVariable,
        SECRETS.login,
        SECRETS.accountFile,
        SECRETS.accountVariable,
        secret("k"),
        secret("Part"),
      ])
        assert.ok(
          got.includes(sent) || got.includes(Buffer.from(`${sent}:`).toString("base64")),
          `${sent} was not used`,
        );
      assert.deepEqual(
        found(places, [
          ...Object.values(SECRETS),
          ...QUERY_KEYS.map(secret),
          secret("Part"),
          ha.token,
          vaultKey,
        ]),
        [],
      );
    } finally {
      await nodeRed.stop();
      await Promise.all([server.close(), broker.close(), ha.close(), site.close()]);
      rmSync(userDir, { recursive: true, force: true });
    }
  });
});

/** Where secrets are, plain, percent-encoded or in Base64, with what is around them. */
function found(places: [string, string][], secrets: string[]): string[] {
  return places.flatMap(([place, text]) =>
    secrets.flatMap((value) =>
      [
        value,
        encodeURIComponent(value),
        Buffer.from(value).toString("base64").replace(/=+$/, ""),
        Buffer.from(`anna:${value}`).toString("base64").replace(/=+$/, ""),
      ].flatMap((form) => {
        const at = text.indexOf(form);
        return at < 0 ? [] : `${place}: ${value}: ${text.slice(Math.max(0, at - 200), at + 80)}`;
      }),
    ),
  );
}
