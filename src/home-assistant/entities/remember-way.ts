import type { Memory } from "../../runs/memory.ts";
import type { ShownDevice } from "../../state/port/nodes.ts";
import type { FormerWays } from "../transports/withdraw-shown.ts";
import { withdrawShown } from "../transports/withdraw-shown.ts";
import type { EntityDevice } from "./entity.ts";

/** Remembers by which ways a device is shown, so that none is left behind. None of its methods throws or rejects. */
export interface WayMemory {
  /** What is shown otherwise than by one of these ways, whatever will be taken. */
  former(ways: readonly ShownDevice[]): Promise<ShownDevice[]>;
  /** It is shown by this way now; what is shown otherwise is withdrawn. */
  shows(way: ShownDevice): void;
  /** Withdraws what `former` gave. */
  withdraw(former: readonly ShownDevice[]): Promise<void>;
  /** The node is gone, and what it showed. */
  forget(): Promise<void>;
}

/**
 * @param legacy - what a version that remembered nothing may have shown
 * @param onLeft - told of what could not be withdrawn
 */
export function rememberWay(
  device: EntityDevice,
  options: {
    memory: Memory;
    ways: FormerWays;
    legacy: readonly ShownDevice[];
    onLeft: (left: ShownDevice[]) => void;
  },
): WayMemory {
  const { memory, ways, legacy, onLeft } = options;

  /** The way that was shown last: told again and again, as often as states are. */
  let present: string | undefined;

  /** One after the other: each reads what the one before has written. */
  let work = Promise.resolve();

  const known = async (): Promise<ShownDevice[]> =>
    (await guarded(async () => (await memory.store()).shownDevices(device.id))) ?? [...legacy];

  async function save(shown: ShownDevice[]): Promise<void> {
    await guarded(async () => (await memory.store()).saveShownDevices(device.id, shown));
  }

  async function withdraw(former: readonly ShownDevice[]): Promise<void> {
    if (former.length === 0) return;
    const release = memory.use();
    try {
      const left = await withdrawShown(device, former, ways);
      const gone = former.filter((one) => !left.includes(one)).map(textOf);
      const all = await known();
      await save(all.filter((one) => !gone.includes(textOf(one))));
      if (left.length > 0) onLeft(left);
    } finally {
      release();
    }
  }

  async function show(way: ShownDevice): Promise<void> {
    const before = await known();
    const former = before.flatMap((one) => without(one, [way]));
    const next = [way, ...former];
    if (JSON.stringify(next) === JSON.stringify(before)) return;
    await save(next);
    await withdraw(former);
  }

  return {
    former: async (wanted) => (await known()).flatMap((one) => without(one, wanted)),
    shows(way) {
      if (present === textOf(way)) return;
      present = textOf(way);
      const release = memory.use();
      work = work.then(() => show(way)).finally(release);
    },
    withdraw,
    forget: () => save([]),
  };
}

/** What is left of something shown when it is shown by one of these ways: nothing, all, or some plain states. */
function without(shown: ShownDevice, ways: readonly ShownDevice[]): ShownDevice[] {
  const same = ways.filter(
    ({ way, via, where }) => way === shown.way && via === shown.via && where === shown.where,
  );
  if (same.length === 0) return [shown];
  const ids = shown.ids?.filter((id) => !same.some((one) => one.ids?.includes(id))) ?? [];
  return ids.length > 0 ? [{ ...shown, ids }] : [];
}

const textOf = (shown: ShownDevice): string => JSON.stringify(shown);

/** A database that cannot be opened is told by whoever reads the states from it. */
async function guarded<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
