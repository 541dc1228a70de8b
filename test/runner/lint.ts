/** What `npm run lint` runs: Biome for style and walls, knip for exports and files that nobody uses. */
import { spawnSync } from "node:child_process";

const tools = [
  ["node_modules/@biomejs/biome/bin/biome", "check", "."],
  ["node_modules/knip/bin/knip.js", "--no-progress"],
];
const failed = tools.filter((args) => spawnSync(process.execPath, args, { stdio: "inherit" }).status !== 0);
process.exit(failed.length > 0 ? 1 : 0);
