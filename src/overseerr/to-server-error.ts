import type { HttpError } from "../http/http-error.ts";
import { ServerError } from "./server-error.ts";

/** Says what to do about a call that got no answer at all. */
export function toServerError(error: HttpError): ServerError {
  switch (error.code) {
    case "timeout":
      return new ServerError(
        "server-timeout",
        `${error.message} Check that it is not overloaded, or raise the time-out.`,
      );
    case "tls":
      return new ServerError(
        "server-tls",
        `${error.message} Install its authority's certificate, or accept self-signed certificates for this server.`,
      );
    case "too-large":
    case "private-redirect":
    case "bad-answer":
      return new ServerError("server-answer", `${error.message} Check that the address leads to the server.`);
    case "unreachable":
      return new ServerError(
        "server-unreachable",
        `${error.message} Check the address and that the server runs.`,
      );
  }
}
