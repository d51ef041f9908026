/**
 * Leases as the log knows them: granted, renewed and ended by commands. How much time has passed,
 * only a leader's clock says (`expiring.ts`), and it says so by a command as well.
 *
 * Each grant and each renewal, of whichever lease, takes a turn that none had before. A lease ends
 * by `expire` only if that names its latest turn: a renewal that stands in the log before it is not
 * undone, nor does another lease end that was granted under the same number since.
 *
 * @module
 */

import { countIn, deleteFrom, getFrom, setIn } from "../state_machine/paged_map.ts";
import type {
  Changed,
  Expire,
  LeaseInfo,
  LeaseOperation,
  LeaseTerms,
  Refused,
} from "./commands.ts";
import { leaseLimits } from "./limits.ts";
import { deleteValue, leaseOf, type Store } from "./state.ts";

/** A lease in the store. */
export interface Lease {
  /** How long it lives at least after its grant and each renewal, in ms. */
  readonly ttlMs: number;
  /** The turn of its grant or its latest renewal. */
  readonly turn: number;
  /** How many keys are attached to it. */
  readonly keys: number;
}

/** Where the latest turn stands among the leases: no number of a lease is like that. */
const LATEST = "latest";

/** A lease; undefined when there is none of that number. */
export function leaseIn({ leases }: Readonly<Store>, id: number): Lease | undefined {
  const text = getFrom(leases, `${id}`);
  return text === undefined ? undefined : read(text);
}

/** All leases by their numbers, in no order. */
export function* leasesIn({ leases }: Readonly<Store>): Generator<readonly [number, Lease]> {
  for (const page of leases.pages) {
    for (const [id, text] of page) if (id !== LATEST) yield [Number(id), read(text)];
  }
}

/** Does what a command about leases says; tells each key that it takes out. */
export function doLease(
  store: Store,
  command: LeaseOperation | Expire,
  tell: (change: Changed) => void,
): LeaseTerms | LeaseInfo | Refused | null {
  if (command.type === "grant") return grant(store, command);
  const { id } = command, lease = leaseIn(store, id);
  if (command.type === "expire") {
    if (lease !== undefined && lease.turn === command.turn) end(store, id, tell);
    return null;
  }
  if (lease === undefined) return noLease(id);
  switch (command.type) {
    case "renew":
      write(store, id, { ...lease, turn: nextTurn(store) });
      return { id, ttlMs: lease.ttlMs };
    case "revoke":
      end(store, id, tell);
      return null;
    case "lease": {
      const { seen } = command, { ttlMs } = lease;
      // It may have been renewed since the leader looked at its clock.
      const remainingMs = seen === undefined
        ? null
        : seen.turn === lease.turn
        ? seen.remainingMs
        : ttlMs;
      return { id, ttlMs, remainingMs, keys: keysOf(store, id) };
    }
  }
}

/**
 * Attaches a key that holds something to a lease, or to none; what is in the way, if anything is.
 */
export function attach(store: Store, key: string, id: number | null): Refused | undefined {
  const before = leaseOf(store, key);
  if (before === id) return undefined;
  if (id !== null) {
    const lease = leaseIn(store, id), most = leaseLimits.keys;
    if (lease === undefined) return noLease(id);
    if (lease.keys >= most) {
      const words = `a lease has at most ${most} keys, and lease ${id} has them`;
      return { refused: "full", words };
    }
    write(store, id, { ...lease, keys: lease.keys + 1 });
    setIn(store.attached, key, `${id}`);
  } else deleteFrom(store.attached, key);
  // A lease that ends detaches its keys itself.
  const left = before === null ? undefined : leaseIn(store, before);
  if (left !== undefined) write(store, before!, { ...left, keys: left.keys - 1 });
  return undefined;
}

function grant(
  store: Store,
  { id: wanted, ttlMs }: Extract<LeaseOperation, { type: "grant" }>,
): LeaseTerms | Refused {
  const most = leaseLimits.leases, turn = latestTurn(store) + 1;
  const id = wanted ?? firstFree(store, turn);
  if (leaseIn(store, id) !== undefined) {
    return { refused: "lease exists", words: `there is a lease ${id} already` };
  }
  // The latest turn stands among them.
  if (countIn(store.leases) > most) {
    return { refused: "full", words: `there may be at most ${most} leases, and there are` };
  }
  // A number that was chosen once is chosen never again.
  setIn(store.leases, LATEST, `${wanted === null ? id : turn}`);
  write(store, id, { ttlMs, turn: latestTurn(store), keys: 0 });
  return { id, ttlMs };
}

function firstFree(store: Store, from: number): number {
  let id = from;
  while (leaseIn(store, id) !== undefined) id++;
  return id;
}

function latestTurn({ leases }: Readonly<Store>): number {
  return Number(getFrom(leases, LATEST) ?? 0);
}

function nextTurn(store: Store): number {
  const turn = latestTurn(store) + 1;
  setIn(store.leases, LATEST, `${turn}`);
  return turn;
}

function end(store: Store, id: number, tell: (change: Changed) => void): void {
  const keys = keysOf(store, id);
  deleteFrom(store.leases, `${id}`);
  for (const key of keys) {
    attach(store, key, null);
    deleteValue(store, key);
    tell({ key, value: null });
  }
}

/** Every key that is attached to something is looked at: the time grows with their number. */
function keysOf({ attached }: Readonly<Store>, id: number): string[] {
  const keys: string[] = [], text = `${id}`;
  for (const page of attached.pages) {
    for (const [key, lease] of page) if (lease === text) keys.push(key);
  }
  return keys.sort();
}

function read(text: string): Lease {
  // Leaders read all of them again and again: this is the fastest way.
  const one = text.indexOf(" "), other = text.indexOf(" ", one + 1);
  const [ttlMs, turn, keys] = [text.slice(0, one), text.slice(one, other), text.slice(other)];
  return { ttlMs: Number(ttlMs), turn: Number(turn), keys: Number(keys) };
}

function write({ leases }: Store, id: number, { ttlMs, turn, keys }: Lease): void {
  setIn(leases, `${id}`, `${ttlMs} ${turn} ${keys}`);
}

function noLease(id: number): Refused {
  return { refused: "no lease", words: `there is no lease ${id}` };
}
