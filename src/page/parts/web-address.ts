/** Whether an address may be followed: lists and servers bring theirs, and `javascript:` is one as well. */
export const isWebAddress = (address: string): boolean =>
  URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
