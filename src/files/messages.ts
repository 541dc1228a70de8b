/** Why a file is not read: facts in, sentence out. */

export const isFolder = (path: string) => `${path} is a folder.`;

export const notRegular = (path: string) => `${path} is not a regular file.`;

export const tooLarge = (path: string, kib: number) => `${path} is larger than the ${kib} KiB allowed.`;

export const tooSlow = (path: string, seconds: number) => `${path} could not be read within ${seconds} s.`;
