/** The second half of `npm run docs`: writes the walls into biome.json and CONTRIBUTING.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { biomeOverrides, picture } from "./walls.ts";

const root = resolve(import.meta.dirname, "../..");
const config = join(root, "biome.json");
const biome = JSON.parse(readFileSync(config, "utf8"));
writeFileSync(config, `${JSON.stringify({ ...biome, overrides: biomeOverrides() }, null, 2)}\n`);

const guide = join(root, "CONTRIBUTING.md");
const text = readFileSync(guide, "utf8");
const between = /(<!-- walls: .*-->\n\n)[\s\S]*?(\n\n<!-- end of walls -->)/;
writeFileSync(
  guide,
  text.replace(between, (_, begin, end) => `${begin}${picture()}${end}`),
);
