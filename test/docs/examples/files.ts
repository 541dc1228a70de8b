import type * as files from "../../../src/files/messages.ts";
import type { Examples } from "./examples.ts";

const PATH = "/data/list.csv";

export const FILES: Examples<typeof files> = {
  isFolder: ["/data"],
  notRegular: ["/dev/zero"],
  tooLarge: [PATH, 51_200],
  tooSlow: [PATH, 30],
};
