import { InputError } from "../../../errors.ts";
import { createDigest, type Digest, type DigestOptions } from "../../../notify/digest.ts";
import * as messages from "../../../notify/messages.ts";
import type { Memory } from "../../../runs/memory.ts";
import { cronTimes } from "../../../schedule/cron-times.ts";
import { ownZone } from "../../../schedule/zone-clock.ts";

/**
 * The digest of a node, due by the clock of Node-RED.
 *
 * @param cron when
 * @throws InputError `bad-config`
 */
export function notifyDigest(
  cron: string,
  memory: Memory | undefined,
  options: Pick<DigestOptions, "id" | "withPosters" | "send" | "onError" | "onDue"> & { now(): number },
): Digest {
  const zone = ownZone();
  return createDigest({
    ...options,
    plan: `${cron} ${zone}`,
    after: cronTimes(cron, zone, options.now()).after,
    async store() {
      if (!memory) throw new InputError("bad-config", messages.digestNeedsDatabase());
      return memory.store();
    },
    hold: () => memory?.use() ?? (() => {}),
  });
}
