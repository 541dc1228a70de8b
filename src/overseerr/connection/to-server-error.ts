import type { HttpError } from "../../http/http-error.ts";
import { ServerError } from "../server-error.ts";
import * as messages from "./messages.ts";

/** Says what to do about a call that got no answer at all. */
export function toServerError(error: HttpError): ServerError {
  switch (error.code) {
    case "timeout":
      return new ServerError("server-timeout", messages.timedOut(error.message));
    case "tls":
      return new ServerError("server-tls", messages.notTrusted(error.message));
    case "too-large":
    case "private-redirect":
    case "bad-answer":
      return new ServerError("server-answer", messages.oddAnswer(error.message));
    case "proxy":
      return new ServerError("server-unreachable", error.message);
    case "unreachable":
      return new ServerError("server-unreachable", messages.unreachable(error.message));
  }
}
