import { createHash } from "node:crypto";
import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ReadEntry } from "tar";
import { BackupError } from "./backup-error.ts";
import { checkRoom } from "./check-room.ts";
import { isFileName, MANIFEST, type Manifest, readManifest } from "./manifest.ts";
import * as messages from "./messages.ts";

/** Bytes; a manifest names files. */
const LARGEST_MANIFEST = 1024 * 1024;

/**
 * Unpacks an archive. Only what its manifest names is written, under names that no archive chooses freely: nothing leads out
 * of the folder, and links are refused.
 *
 * @param file - path of the archive
 * @param folder - an empty one
 * @throws BackupError `backup-format`, `backup-damaged`, `backup-newer`; `backup-failed` when there is no room for it
 */
export async function readArchive(file: string, folder: string): Promise<Manifest> {
  const { Parser } = await import("tar");
  const { take, manifest, end, close } = unpacker(file, folder);
  try {
    await new Promise<void>((resolve, reject) => {
      const source = createReadStream(file);
      const stop = (error: unknown) => {
        source.destroy();
        reject(error);
      };
      const parser = new Parser({
        strict: true,
        onReadEntry: (entry) => {
          try {
            take(entry, stop);
          } catch (error) {
            stop(error);
          }
        },
      });
      parser.on("ignoredEntry", (entry: ReadEntry) => stop(strange(file, entry.path)));
      parser.on("error", stop);
      parser.on("end", resolve);
      source.on("error", stop);
      source.pipe(parser as unknown as NodeJS.WritableStream);
    });
    return end();
  } catch (error) {
    if (error instanceof BackupError || isOfFiles(error)) throw error;
    // what the archive itself is about: not one at all, or not whole
    if (!manifest())
      throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.noManifest()), {
        cause: error,
      });
    throw new BackupError("backup-damaged", messages.damaged(file, messages.damages.cutOff()), {
      cause: error,
    });
  } finally {
    close();
  }
}

function unpacker(file: string, folder: string) {
  let manifest: Manifest | undefined;
  /** Descriptors of what is being written; what was cut off has no end at which it would be closed. */
  const opened = new Set<number>();
  const written = new Map<string, string>();

  function takeManifest(entry: ReadEntry, stop: (error: unknown) => void): void {
    if (entry.path !== MANIFEST || entry.type !== "File" || entry.size > LARGEST_MANIFEST)
      throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.noManifest()));
    const chunks: Buffer[] = [];
    entry.on("data", (chunk) => chunks.push(chunk));
    entry.on("end", () => {
      try {
        const read = readManifest(Buffer.concat(chunks).toString("utf8"), file);
        const sum = read.files.reduce((bytes, each) => bytes + each.bytes, 0);
        checkRoom(file, sum, folder);
        manifest = read;
      } catch (error) {
        stop(error);
      }
    });
  }

  function takeFile(entry: ReadEntry, known: Manifest, stop: (error: unknown) => void): void {
    const { path } = entry;
    const said = known.files.find((each) => each.path === path);
    if (entry.type !== "File" || !isFileName(path) || !said || written.has(path)) throw strange(file, path);
    if (entry.size !== said.bytes)
      throw new BackupError("backup-damaged", messages.damaged(file, messages.damages.differs(path)));
    written.set(path, "");
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    const descriptor = openSync(target, "wx", 0o600);
    opened.add(descriptor);
    const isOpen = () => opened.has(descriptor);
    write(entry, descriptor, isOpen, stop, (sha256) => {
      opened.delete(descriptor);
      closeSync(descriptor);
      written.set(path, sha256);
    });
  }

  return {
    manifest: () => manifest,
    close(): void {
      for (const descriptor of opened) closeSync(descriptor);
      opened.clear();
    },
    take(entry: ReadEntry, stop: (error: unknown) => void): void {
      if (manifest) takeFile(entry, manifest, stop);
      else takeManifest(entry, stop);
    },
    /** Once all was read. @throws BackupError */
    end(): Manifest {
      if (!manifest)
        throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.noManifest()));
      for (const { path, sha256 } of manifest.files) {
        const found = written.get(path);
        if (found === sha256) continue;
        const why = found === undefined ? messages.damages.missing(path) : messages.damages.differs(path);
        throw new BackupError("backup-damaged", messages.damaged(file, why));
      }
      return manifest;
    },
  };
}

function write(
  entry: ReadEntry,
  descriptor: number,
  isOpen: () => boolean,
  stop: (error: unknown) => void,
  done: (sha256: string) => void,
): void {
  const hash = createHash("sha256");
  const attempt = (work: () => void) => {
    if (!isOpen()) return;
    try {
      work();
    } catch (error) {
      stop(error);
    }
  };
  entry.on("data", (chunk) =>
    attempt(() => {
      hash.update(chunk);
      for (let from = 0; from < chunk.length; ) from += writeSync(descriptor, chunk, from);
    }),
  );
  entry.on("end", () =>
    attempt(() => {
      fsyncSync(descriptor);
      done(hash.digest("hex"));
    }),
  );
}

const strange = (file: string, path: string): BackupError =>
  new BackupError(
    "backup-format",
    messages.invalidFormat(file, messages.formats.strange(JSON.stringify(path.slice(0, 100)))),
  );

/** Whether the disk is at fault, not the archive. */
const isOfFiles = (error: unknown): boolean =>
  error instanceof Error && "syscall" in error && "code" in error && /^E[A-Z]+$/.test(String(error.code));
