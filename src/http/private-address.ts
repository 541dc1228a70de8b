import { BlockList, isIP } from "node:net";

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  PRIVATE.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 9],
  ["ff00::", 8],
] as const)
  PRIVATE.addSubnet(network, bits, "ipv6");

/** Whether a host, as it stands in an address, is this machine or one of a private network by what it is called. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  return isIP(host) === 0 ? /(^|\.)localhost$/i.test(host) : isPrivateAddress(host);
}

/** Whether an IP address is no public one: private, loopback, link-local, reserved, also where IPv6 carries it. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 4) return PRIVATE.check(address, "ipv4");
  const groups = groupsOf(address);
  const carried = carriedBy(groups);
  if (carried !== undefined && PRIVATE.check(carried, "ipv4")) return true;
  return PRIVATE.check(groups.map((group) => group.toString(16)).join(":"), "ipv6");
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const plain = new URL(`http://[${address.replace(/%.*$/, "")}]`).hostname.slice(1, -1);
  const [head = "", tail] = plain.split("::");
  const numbers = (text: string) =>
    text === "" ? [] : text.split(":").map((one) => Number.parseInt(one, 16));
  const before = numbers(head);
  const after = numbers(tail ?? "");
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** The IPv4 address in a mapped, compatible, translated (64:ff9b::/96) or 6to4 one. */
function carriedBy(groups: number[]): string | undefined {
  const [first, second] = groups;
  const dotted = (high = 0, low = 0) => [high >> 8, high & 255, low >> 8, low & 255].join(".");
  if (first === 0x2002) return dotted(second, groups[2]);
  const between = groups.slice(2, 5).every((group) => group === 0);
  const mapped = first === 0 && second === 0 && (groups[5] === 0xffff || groups[5] === 0);
  const translated = first === 0x64 && second === 0xff9b && groups[5] === 0;
  return between && (mapped || translated) ? dotted(groups[6], groups[7]) : undefined;
}
