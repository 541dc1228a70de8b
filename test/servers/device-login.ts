import type { SiteAnswer } from "./list-site.ts";

/** Logins by a code on a test site: who has confirmed, and which tokens are good. */
export interface DeviceLogin {
  /** Codes that were handed out, newest last. */
  start(): { device: string; user: string };
  /** What a poll finds: nothing yet, a refusal, the end, or tokens. */
  poll(device: string): "pending" | "slow" | "denied" | "expired" | "unknown" | "used" | Tokens;
  /** New tokens for a refresh token, which is good only once. */
  refresh(token: string): Tokens | undefined;
  isValid(token: string | undefined): boolean;
  /** What the person does on the site. */
  confirm(): void;
  deny(): void;
  expire(): void;
  /** Makes the valid token invalid, as time does. */
  outdate(): void;
  refreshes: number;
}

interface Tokens {
  access: string;
  refresh: string;
}

/** @param name of the site, part of every token */
export function createDeviceLogin(name: string): DeviceLogin {
  let codes = 0;
  let turn = 0;
  let polls = 0;
  let said: "pending" | "confirmed" | "denied" | "expired" | "used" = "pending";
  let valid: string | undefined;
  let refreshable: string | undefined;
  const issue = (): Tokens => {
    turn += 1;
    valid = `${name}-access-token-${turn}`;
    refreshable = `${name}-refresh-token-${turn}`;
    return { access: valid, refresh: refreshable };
  };
  const login: DeviceLogin = {
    refreshes: 0,
    start() {
      codes += 1;
      polls = 0;
      said = "pending";
      return { device: `${name}-device-${codes}`, user: `CODE${codes}` };
    },
    poll(device) {
      if (device !== `${name}-device-${codes}`) return "unknown";
      polls += 1;
      if (said === "confirmed") {
        said = "used";
        return issue();
      }
      if (said === "pending") return polls === 2 ? "slow" : "pending";
      return said;
    },
    refresh(token) {
      login.refreshes += 1;
      return token === refreshable ? issue() : undefined;
    },
    isValid: (token) => token !== undefined && token === valid,
    confirm() {
      said = "confirmed";
    },
    deny() {
      said = "denied";
    },
    expire() {
      said = "expired";
    },
    outdate() {
      valid = undefined;
    },
  };
  return login;
}

/** The token of a request. */
export const bearerOf = (headers: Record<string, string>): string | undefined =>
  headers.authorization?.replace(/^Bearer /, "");

/** Answers an OAuth 2.0 poll or refresh as RFC 8628 and RFC 6749 say. */
export function oauth2Answer(login: DeviceLogin, form: URLSearchParams): SiteAnswer {
  const error = (word: string, status = 400): SiteAnswer => ({ status, json: { error: word } });
  const tokens =
    form.get("grant_type") === "refresh_token"
      ? (login.refresh(form.get("refresh_token") ?? "") ?? "denied")
      : login.poll(form.get("device_code") ?? "");
  if (typeof tokens === "object")
    return {
      json: {
        access_token: tokens.access,
        refresh_token: tokens.refresh,
        expires_in: 604_800,
        token_type: "Bearer",
      },
    };
  const words = {
    pending: "authorization_pending",
    slow: "slow_down",
    denied: "access_denied",
    expired: "expired_token",
  };
  return error(words[tokens as keyof typeof words] ?? "invalid_grant");
}
