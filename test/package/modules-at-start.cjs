// Preloaded into a process: when it ends, the file MODULES_FILE names every module that it loaded, and its memory.
const { writeFileSync } = require("node:fs");
const { registerHooks } = require("node:module");

const loaded = new Set();
registerHooks({
  load(url, context, next) {
    loaded.add(url);
    return next(url, context);
  },
});
const { MODULES_FILE, MODULES_OF } = process.env;
process.on("exit", () => {
  if (process.argv[1]?.endsWith(MODULES_OF))
    writeFileSync(MODULES_FILE, JSON.stringify({ loaded: [...loaded], rss: process.memoryUsage.rss() }));
});
