import * as messages from "./messages.ts";
import { WebhookRefusal } from "./refusal.ts";

const MEGABYTE = 1024 * 1024;

/** Bytes of bodies that all webhooks of the process receive at the same time, of senders who have shown their secret. */
const MOST_PROVEN = 64 * MEGABYTE;

/** The same of senders who have shown nothing yet, and of one address among them. */
const MOST_UNPROVEN = 32 * MEGABYTE;
const MOST_OF_ADDRESS = 16 * MEGABYTE;

/** Seconds after which a body may fit in again. */
const RETRY_AFTER = 2;

/** A body while it arrives. */
interface ArrivingBody {
  /** @throws WebhookRefusal 503 where it does not fit in */
  take(bytes: number): void;
  /** It has arrived, or never will. */
  end(): void;
}

/** The memory that bodies take while they arrive. */
export interface BodyBudget {
  /** @param drop told that the body must make room for others */
  begin(address: string, drop: (refusal: WebhookRefusal) => void): ArrivingBody;
  readonly used: number;
}

interface Held {
  address: string;
  bytes: number;
  drop(refusal: WebhookRefusal): void;
}

const tooBusy = () => new WebhookRefusal(503, messages.tooBusy(), RETRY_AFTER);

/** For bodies of senders who have the secret: what does not fit in is refused, but for one that is alone. */
export function provenBudget(most: number = MOST_PROVEN): BodyBudget {
  const bodies = new Bodies();
  return budgetOf(bodies, (held, bytes) => {
    if (bodies.total > held.bytes && bodies.total + bytes > most) throw tooBusy();
  });
}

/**
 * For bodies whose sender is known only when they are whole. Anybody can begin one, so what does not fit in takes the place
 * of the one that has been arriving for longest: who means well is through in a moment, and who holds many open loses them.
 *
 * @param ofAddress bytes of all that one address sends at the same time
 */
export function unprovenBudget(
  most: number = MOST_UNPROVEN,
  ofAddress: number = MOST_OF_ADDRESS,
): BodyBudget {
  const bodies = new Bodies();
  return budgetOf(bodies, (held, bytes) => {
    while (bodies.of(held.address) + bytes > ofAddress && bodies.drop(held.address, held));
    while (bodies.total + bytes > most && bodies.drop(bodies.greediest(held), held));
  });
}

const budgetOf = (bodies: Bodies, makeRoom: (held: Held, bytes: number) => void): BodyBudget => ({
  begin(address, drop) {
    const held: Held = { address, bytes: 0, drop };
    bodies.add(held);
    return {
      take(bytes) {
        makeRoom(held, bytes);
        bodies.grow(held, bytes);
      },
      end: () => bodies.remove(held),
    };
  },
  get used() {
    return bodies.total;
  },
});

/** What is arriving, in the order in which it began. */
class Bodies {
  readonly #all = new Set<Held>();
  readonly #byAddress = new Map<string, number>();
  total = 0;

  add(held: Held): void {
    this.#all.add(held);
  }

  grow(held: Held, bytes: number): void {
    held.bytes += bytes;
    this.#count(held.address, bytes);
  }

  remove(held: Held): void {
    if (this.#all.delete(held)) this.#count(held.address, -held.bytes);
  }

  of(address: string): number {
    return this.#byAddress.get(address) ?? 0;
  }

  /** The address whose bodies take most, without one of them. */
  greediest(but: Held): string {
    const taken = (address: string) => this.of(address) - (address === but.address ? but.bytes : 0);
    return [...this.#byAddress.keys()].reduce((a, b) => (taken(b) > taken(a) ? b : a), but.address);
  }

  /** Drops the oldest body of an address. @returns whether there was another one than this */
  drop(address: string, but: Held): boolean {
    for (const each of this.#all) {
      if (each === but || each.address !== address || each.bytes === 0) continue;
      this.remove(each);
      each.drop(tooBusy());
      return true;
    }
    return false;
  }

  #count(address: string, bytes: number): void {
    this.total += bytes;
    const now = this.of(address) + bytes;
    if (now > 0) this.#byAddress.set(address, now);
    else this.#byAddress.delete(address);
  }
}

/** Those of the process. */
export const bodyBudgets = { proven: provenBudget(), unproven: unprovenBudget() };
