import { homedir } from "node:os";

/** `~/lists/movies.csv` is what a shell would make of it. */
export const belowHome = (path: string): string => path.replace(/^~(?=\/)/, homedir());
