/**
 * Node-RED's settings in the container: everything comes from the environment, and any variable from the file that NAME_FILE
 * names. What a variable means stands in env.example.
 */
const { createHash, timingSafeEqual } = require("node:crypto");
const { readFileSync } = require("node:fs");

function setting(name) {
  const value = process.env[name];
  const file = process.env[`${name}_FILE`];
  if (!file) return value || undefined;
  if (value) throw new Error(`Both ${name} and ${name}_FILE are set. Unset one of them.`);
  let text;
  try {
    text = readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new Error(
      `The file that ${name}_FILE names cannot be read (${error.code}). Check its path and that the container's user may read it.`,
    );
  }
  // an empty password would be none, and the editor open
  if (!text.trim()) throw new Error(`The file that ${name}_FILE names is empty. Write the value into it.`);
  return text;
}

const digest = (text) => createHash("sha256").update(String(text)).digest();
const isSame = (one, other) => timingSafeEqual(digest(one), digest(other));

/** One user, whose password is in the environment or in a file. */
function adminAuth(name, password) {
  const user = { username: name, permissions: "*" };
  return {
    type: "credentials",
    users: async (asked) => (asked === name ? user : null),
    authenticate: async (asked, given) => (isSame(asked, name) && isSame(given, password) ? user : null),
  };
}

const password = setting("NODE_RED_ADMIN_PASSWORD");
const secret = setting("NODE_RED_CREDENTIAL_SECRET");
const readOnly = process.env.NODE_RED_READ_ONLY === "true";
// set by once.ts: one run, and nobody listens
const headless = process.env.LISTSYNC_ONCE === "true";

module.exports = {
  uiPort: Number(process.env.PORT || 1880),
  uiHost: process.env.NODE_RED_HOST || "0.0.0.0",
  flowFile: process.env.NODE_RED_FLOWS || "flows.json",
  flowFilePretty: true,
  readOnly,
  ...(secret && { credentialSecret: secret }),
  ...(password && { adminAuth: adminAuth(process.env.NODE_RED_ADMIN_USER || "admin", password) }),
  ...(headless
    ? { httpAdminRoot: false, httpNodeRoot: false, credentialSecret: false }
    : {
        httpAdminRoot: process.env.NODE_RED_ADMIN_ROOT || "/",
        httpNodeRoot: process.env.NODE_RED_NODE_ROOT || "/",
      }),
  telemetry: { enabled: false },
  externalModules: {
    palette: { allowInstall: !readOnly, allowUpload: !readOnly },
    modules: { allowInstall: false },
  },
  logging: {
    console: { level: headless ? "error" : process.env.LOG_LEVEL || "info", metrics: false, audit: false },
  },
  // what a run started with "once" has to say goes to the process that started Node-RED
  functionGlobalContext: headless ? { listSyncOnce: { tell: (message) => process.send?.(message) } } : {},
  editorTheme: { tours: false },
};
