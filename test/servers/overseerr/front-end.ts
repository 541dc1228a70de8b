import type { ServerResponse } from "node:http";
import { sendHtml } from "./send.ts";

const page = (title: string, body: string) =>
  `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<pre>${body}</pre>\n</body>\n</html>\n`;

/** Everything outside the API: the web pages, which send whoever is not signed in to `/login`. */
export function answerFrontEnd(response: ServerResponse, method: string, url: string): void {
  if (/^\/{2,}/.test(url)) {
    const location = url.replace(/\/{2,}/g, "/");
    response.writeHead(308, { location }).end(location);
  } else if (method !== "GET" && method !== "HEAD") {
    sendHtml(response, 404, page("Error", `Cannot ${method} ${url}`));
  } else if (url.startsWith("/login")) sendHtml(response, 200, page("Sign In", "Sign in to continue"));
  else response.writeHead(307, { location: "/login" }).end();
}
