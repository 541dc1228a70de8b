/** The whole address of a path below `httpNodeRoot`, as this browser reaches Node-RED. */
export function addressBelow(root: string, path: string, page: string): string {
  const parts = [root, path].flatMap((each) => each.split("/")).filter(Boolean);
  return new URL(`/${parts.join("/")}`, page).href;
}
