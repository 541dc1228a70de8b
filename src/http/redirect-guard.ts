import { lookup as systemLookup } from "node:dns";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { LookupFunction } from "node:net";
import { isPrivateAddress, isPrivateHost } from "./private-address.ts";

/** The code of a redirect that was not followed. */
export const PRIVATE_REDIRECT = "ERR_PRIVATE_REDIRECT";

/** Its message. */
export const REFUSAL = "redirect to a private address";

interface HopOptions {
  agents?: unknown;
  [name: string]: unknown;
}

/** Keeps a public site from sending us into the network that we are in. */
export interface RedirectGuard {
  /** For the agents of first requests: notes which names are private. */
  lookup: LookupFunction;
  /**
   * Judges one hop, and sees to it that the judged address is the one that is connected to.
   *
   * @param named the address that the person entered; a private one may lead anywhere
   * @throws Error with the code {@link PRIVATE_REDIRECT}
   */
  judge(hop: { named: string; from: string; to: string }, options: HopOptions): void;
}

/**
 * @param resolve the name service
 * @param insecureTls accept any certificate
 */
export function redirectGuard(
  insecureTls = false,
  resolve: LookupFunction = systemLookup as LookupFunction,
): RedirectGuard {
  const privateNames = new Set<string>();
  // Without keep-alive: a connection that is used again is not looked up again.
  const strict: LookupFunction = (host, options, done) =>
    resolve(host, options, (error, address, family) => {
      if (!error && addressesOf(address).some(isPrivateAddress)) done(refusal(), "", 4);
      else done(error, address, family);
    });
  const agents = {
    http: new HttpAgent({ lookup: strict }),
    https: new HttpsAgent({ lookup: strict, rejectUnauthorized: !insecureTls }),
  };
  return {
    lookup: (host, options, done) =>
      resolve(host, options, (error, address, family) => {
        if (!error && addressesOf(address).some(isPrivateAddress)) privateNames.add(host.toLowerCase());
        done(error, address, family);
      }),
    judge({ named, from, to }, options) {
      const entered = new URL(named).hostname;
      if (isPrivateHost(entered) || privateNames.has(entered.toLowerCase())) return;
      const target = new URL(to, from);
      // no further than where the answer came from
      if (target.host === new URL(from).host) return;
      if (isPrivateHost(target.hostname)) throw refusal();
      // a proxy looks the name up itself
      if (options.hostname === undefined || options.hostname === target.hostname) options.agents = agents;
    },
  };
}

const addressesOf = (found: unknown): string[] =>
  Array.isArray(found) ? found.map(({ address }: { address: string }) => address) : [String(found)];

const refusal = (): NodeJS.ErrnoException => Object.assign(new Error(REFUSAL), { code: PRIVATE_REDIRECT });
