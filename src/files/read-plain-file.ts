import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { CancelledError, throwIfCancelled } from "../errors.ts";
import { linkSignals } from "../http/linked-signal.ts";
import { untilAborted } from "../http/until-aborted.ts";
import * as messages from "./messages.ts";
import { checkPlain, checkSize, PlainFileError } from "./plain-file-error.ts";

export interface PlainFileLimits {
  maxBytes: number;
  /** Milliseconds for everything; a network drive may hang. @default 30000 */
  timeoutMs?: number;
  signal?: AbortSignal;
}

const CHUNK = 256 * 1024;

/**
 * Reads a regular file. A named pipe, a device, an endless file or a drive that hangs would otherwise keep one of the
 * process's few threads for files for ever.
 *
 * @throws PlainFileError, the file system's own errors, CancelledError
 */
export async function readPlainFile(path: string, limits: PlainFileLimits): Promise<Uint8Array> {
  const { maxBytes, timeoutMs = 30_000, signal } = limits;
  throwIfCancelled(signal);
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), timeoutMs);
  const linked = linkSignals(signal, timer.signal);
  try {
    return await untilAborted(read(path, maxBytes, linked.signal), linked.signal);
  } catch (error) {
    if (error instanceof CancelledError && !signal?.aborted)
      throw new PlainFileError("ETIMEDOUT", messages.tooSlow(path, timeoutMs / 1000));
    throw error;
  } finally {
    clearTimeout(timeout);
    linked.unlink();
  }
}

async function read(path: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  // looked at first, because opening some devices does something
  checkPlain(path, await stat(path));
  throwIfCancelled(signal);
  // without blocking, should it have become a pipe meanwhile
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const kind = await file.stat();
    checkPlain(path, kind);
    checkSize(path, kind.size, maxBytes);
    return await readAll(path, file, { maxBytes, size: kind.size, signal });
  } finally {
    await file.close();
  }
}

/** The size is no promise: files of /proc say 0, and others grow while they are read. */
async function readAll(
  path: string,
  file: FileHandle,
  { maxBytes, size, signal }: { maxBytes: number; size: number; signal: AbortSignal },
): Promise<Uint8Array> {
  // of ten thousand small files, most of the time would go into clearing large buffers
  const chunk = size > 0 ? Math.min(size + 1, CHUNK) : CHUNK;
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    throwIfCancelled(signal);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(chunk), 0, chunk, null);
    if (bytesRead === 0) return Buffer.concat(chunks, total);
    chunks.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
    checkSize(path, total, maxBytes);
  }
}
