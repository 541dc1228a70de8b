import type { ListAccount } from "./account-options.ts";

/** A deployed `list-account`. */
export interface DeployedAccount {
  id: string;
  /** Id of the provider. */
  provider: string;
  /** @throws InputError when it cannot be used */
  account(): ListAccount;
}

/**
 * The deployed account that serves a site: its only one. Where a site has several, which one is meant is a person's
 * choice, so none is taken.
 */
export function accountFor(
  site: string,
  deployed: readonly DeployedAccount[],
): DeployedAccount | "several" | undefined {
  const own = deployed.filter(({ provider }) => provider === site);
  return own.length > 1 ? "several" : own[0];
}

/**
 * The accounts that lists are read with: those that the node names, and for every other site the account that is deployed
 * for it, wherever that is. One of these that cannot be used is left out, so that lists of other sites go on.
 *
 * @param named the accounts of the node's own properties
 * @param deployed all deployed accounts
 * @param warn told why an account was left out
 */
export function accountsInUse(
  named: readonly ListAccount[],
  deployed: readonly DeployedAccount[],
  warn: (sentence: string) => void = () => {},
): ListAccount[] {
  const taken = new Set(named.map(({ provider }) => provider));
  const sites = new Set(deployed.map(({ provider }) => provider).filter((site) => !taken.has(site)));
  const found = [...sites].flatMap((site) => {
    const account = accountFor(site, deployed);
    if (account === undefined || account === "several") return [];
    try {
      return account.account();
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error));
      return [];
    }
  });
  return [...named, ...found];
}
