/** The container's health check: Node-RED answers under its own address. Exit code 0 or 1. */
const { PORT = "1880", NODE_RED_ADMIN_ROOT = "/" } = process.env;
try {
  const answer = await fetch(new URL(NODE_RED_ADMIN_ROOT, `http://127.0.0.1:${PORT}`), {
    signal: AbortSignal.timeout(5_000),
  });
  // 401 is an answer as well: somebody has to log in
  process.exitCode = answer.status < 500 ? 0 : 1;
} catch {
  process.exitCode = 1;
}
