/**
 * Whether a site's answer names a page that a person may be sent to: one that is encrypted, or on this machine. It becomes
 * a link in the editor, where `javascript:` would be a program.
 *
 * @param address as the site answered it
 */
export function isConfirmationPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname));
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
