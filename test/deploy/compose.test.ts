import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DCLinter } from "dclint";
import { parse } from "yaml";

const root = resolve(import.meta.dirname, "../..");
const deploy = join(root, "deploy");
const read = (file: string) => readFileSync(join(deploy, file), "utf8");

interface Service {
  image: string;
  build?: { context: string; dockerfile?: string };
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  privileged?: boolean;
  security_opt?: string[];
  networks?: string[];
  ports?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  env_file?: string[];
  deploy?: { resources?: { limits?: Record<string, unknown> } };
}
interface Compose {
  services: Record<string, Service>;
  networks?: Record<string, { internal?: boolean } | null>;
  secrets?: Record<string, { file: string }>;
}

/** The linter knows the schema of compose files; how they are sorted is a matter of taste. */
const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] });

for (const file of ["compose.yaml", "compose.secure.yaml"]) {
  describe(`deploy/${file}`, () => {
    const { services, secrets = {}, networks = {} } = parse(read(file)) as Compose;
    const each = Object.entries(services);

    it("is a compose file by the schema", () => {
      const results = linter.lintFiles([join(deploy, file)], false) as { messages: { rule: string }[] }[];
      const broken = results.flatMap(({ messages }) => messages.filter(({ rule }) => /^invalid/.test(rule)));
      assert.equal(results.length, 1);
      assert.deepEqual(broken, []);
    });

    it("builds from files that are there, and names no image that moves", () => {
      for (const [name, { image, build }] of each) {
        assert.match(image, /:\d+\.\d+/, name);
        assert.ok(build, name);
        readFileSync(join(deploy, build.context, build.dockerfile ?? "Dockerfile"));
      }
    });

    it("publishes the editor to this machine alone, unless somebody says otherwise", () => {
      for (const [name, { ports = [] }] of each)
        for (const port of ports) assert.match(port, /^\$\{NODE_RED_PORT:-127\.0\.0\.1:\d+\}:\d+$/, name);
    });

    it("asks for no rights", () => {
      for (const [name, { cap_add, privileged }] of each)
        assert.deepEqual([cap_add, privileged], [undefined, undefined], name);
    });

    it("declares each secret and network that it uses", () => {
      for (const [name, service] of each) {
        for (const secret of service.secrets ?? []) assert.ok(secrets[secret], `${name}: ${secret}`);
        for (const network of service.networks ?? []) assert.ok(network in networks, `${name}: ${network}`);
      }
    });
  });
}

describe("deploy/compose.secure.yaml", () => {
  const { services, networks = {}, secrets = {} } = parse(read("compose.secure.yaml")) as Compose;
  const each = Object.entries(services);

  it("locks every service down", () => {
    for (const [name, service] of each) {
      assert.equal(service.read_only, true, name);
      assert.deepEqual(service.cap_drop, ["ALL"], name);
      assert.deepEqual(service.security_opt, ["no-new-privileges:true"], name);
      assert.deepEqual(
        Object.keys(service.deploy?.resources?.limits ?? {}),
        ["memory", "cpus", "pids"],
        name,
      );
    }
  });

  it("gives Node-RED no way out but the proxy", () => {
    const { "list-sync": nodeRed, proxy } = services;
    assert.deepEqual(nodeRed?.networks, ["inside"]);
    assert.equal(networks.inside?.internal, true);
    assert.equal(nodeRed?.ports, undefined);
    assert.equal(nodeRed?.environment?.HTTPS_PROXY, "http://proxy:3128");
    assert.deepEqual(proxy?.networks, ["inside", "outside"]);
    assert.match(read("proxy/squid.conf"), /^http_port 3128$/m);
  });

  it("hands out each secret as a file, and takes its variable back", () => {
    const { environment = {}, secrets: used = [] } = services["list-sync"] ?? {};
    assert.deepEqual(used, Object.keys(secrets));
    for (const name of used) {
      const variable = name.toUpperCase();
      assert.equal(environment[variable], "", variable);
      assert.equal(environment[`${variable}_FILE`], `/run/secrets/${name}`, variable);
    }
  });
});

describe("deploy/proxy/sites.txt", () => {
  it("has every site that this package reads", () => {
    const allowed = read("proxy/sites.txt")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"));
    const constants = globSync("src/**/*.ts", { cwd: root }).flatMap((file) => [
      ...readFileSync(join(root, file), "utf8").matchAll(
        /(?:const \w+ =|originOf\([^)]*\)\(|origin\()\s*"(https:\/\/[^"/]+)/g,
      ),
    ]);
    const hosts = new Set(constants.map(([, origin = ""]) => new URL(origin).hostname));
    // where problems are reported: a link for people
    hosts.delete("github.com");
    assert.ok(hosts.size > 12, `only ${[...hosts]}`);
    const isAllowed = (host: string) =>
      allowed.some((site) => `.${host}`.endsWith(site.replace(/^(?!\.)/, ".")));
    assert.deepEqual(
      [...hosts].filter((host) => !isAllowed(host)),
      [],
    );
  });
});

describe("deploy/env.example", () => {
  it("has only variables that README.md or the settings know", () => {
    const known = readFileSync(join(root, "README.md"), "utf8") + read("settings.cjs") + read("compose.yaml");
    for (const [, name = ""] of read("env.example").matchAll(/^([A-Z0-9_]+)=/gm))
      assert.ok(known.includes(name), name);
  });
});

describe("deploy/Dockerfile", () => {
  it("builds on a version of Node-RED that does not move, and runs as its user", () => {
    const lines = read("Dockerfile").split("\n");
    for (const line of lines.filter((each) => each.startsWith("FROM")))
      assert.match(line, /:\d+[\d.]*(-\S+)?( AS \S+)?$/);
    assert.ok(lines.includes("USER node-red"));
  });

  it("copies only what is there, and what the ignore file lets in", () => {
    const ignored = read("Dockerfile.dockerignore");
    for (const [, sources = ""] of read("Dockerfile").matchAll(/^COPY (?!--from)(.+) \S+$/gm))
      for (const source of sources.split(" ")) {
        if (source === ".") continue;
        assert.ok(globSync(source, { cwd: root }).length > 0, source);
        assert.ok(ignored.includes(`!${source}`), source);
      }
  });
});
