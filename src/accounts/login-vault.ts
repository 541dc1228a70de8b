import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { InputError } from "../errors.ts";
import { makeFolder } from "../files/make-folder.ts";
import { readPlainFile } from "../files/read-plain-file.ts";
import type { LoginTokens } from "../lists/account.ts";
import * as messages from "./messages.ts";

/**
 * Keeps the tokens of one login in a file. They change whenever a site hands out new ones, which Node-RED's own
 * credentials cannot follow: those are only written by a deployment. So the file is encrypted (AES-256-GCM), and its key
 * is a credential.
 */
export interface LoginVault {
  readonly file: string;
  /** Undefined when nobody has logged in, or the key is not the file's. */
  read(): Promise<LoginTokens | undefined>;
  /** Replaces the tokens at once or not at all. @throws InputError `bad-config` when the file cannot be written */
  write(tokens: LoginTokens): Promise<void>;
  forget(): Promise<void>;
}

/** A new key for a vault, as a credential. */
export const newVaultKey = (): string => randomBytes(32).toString("base64url");

/** Bytes; a vault holds two tokens. */
const LARGEST = 1024 * 1024;

const CIPHER = "aes-256-gcm";

/**
 * @param file path of the file
 * @param key of {@link newVaultKey}
 */
export function openVault(file: string, key: string): LoginVault {
  const secret = Buffer.from(key, "base64url");
  return {
    file,
    async read() {
      const text = await readPlainFile(file, { maxBytes: LARGEST }).catch(() => undefined);
      return text && decrypt(Buffer.from(text).toString("utf8"), secret);
    },
    async write(tokens) {
      const draft = `${file}.${randomBytes(4).toString("hex")}.tmp`;
      try {
        makeFolder(dirname(file));
        await writeFile(draft, encrypt(tokens, secret), { mode: 0o600, flush: true });
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {});
        const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
        throw new InputError("bad-config", messages.notStored(file, reason));
      }
    },
    forget: () => rm(file, { force: true }),
  };
}

function encrypt(tokens: LoginTokens, key: Buffer): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key, iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(tokens), "utf8"), cipher.final()]);
  return [iv, cipher.getAuthTag(), data].map((part) => part.toString("base64url")).join(".");
}

function decrypt(text: string, key: Buffer): LoginTokens | undefined {
  const [iv, tag, data] = text
    .trim()
    .split(".")
    .map((part) => Buffer.from(part, "base64url"));
  if (!iv || !tag || !data) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, key, iv).setAuthTag(tag);
    return JSON.parse(Buffer.concat([decipher.update(data), decipher.final()]).toString("utf8"));
  } catch {
    // another key, or a damaged file: both mean that the person has to log in again
    return undefined;
  }
}
