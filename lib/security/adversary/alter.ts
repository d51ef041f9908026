/**
 * The lies that there are about one message: every change of one value in it that its sender can sign.
 *
 * A liar cannot change what somebody else has signed, but it can leave it out, and show something else that the same
 * or another node has signed. It can change what it says in its own name, whatever that is.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";
import { hasJust } from "../identity/proofs.ts";

/** Values that were seen, by the names of the fields that they stood in. */
export type Seen = Map<string, unknown[]>;

/** How many values are remembered for each name. */
const REMEMBERED = 6;

/** Writes down what stands in a message, by the names of fields; the members of a list have the name of the list. */
export function see(seen: Seen, value: unknown, name?: string): void {
  if (name !== undefined) remember(seen, name, value);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  if (Array.isArray(value) || value instanceof Set) {
    for (const item of value) see(seen, item, name);
  } else if (value instanceof Map) {
    for (const item of value.values()) see(seen, item, name);
  } else {
    for (const [field, item] of Object.entries(value)) see(seen, item, field);
  }
}

function remember(seen: Seen, name: string, value: unknown): void {
  let known = seen.get(name);
  if (known === undefined) seen.set(name, known = []);
  const text = encode(value);
  if (known.some((other) => encode(other) === text)) return;
  known.push(clone(value));
  if (known.length > REMEMBERED) known.shift();
}

/** A place in a message: where it hangs, and by which name or number. */
interface Place {
  readonly parent: Record<string, unknown> | unknown[];
  readonly key: string | number;
  /** The name of the field that it is, or that the list around it is. */
  readonly name: string;
}

/**
 * A copy of the message in which the value at one of its places, counted from 0 and beyond the last from the first
 * again, is another; `how` chooses among the changes that there are for it. The type stays, and so do the names of
 * fields. The same message when there is nothing to change.
 */
export function altered<M extends object>(
  message: M,
  liars: readonly NodeId[],
  seen: Seen,
  { place, how }: { readonly place: number; readonly how: number },
): M {
  const copy = clone(message);
  const places: Place[] = [];
  collect(copy, "", liars, places);
  const at = places[place % Math.max(1, places.length)];
  if (at === undefined) return copy;
  const changes = changesOf(at, seen);
  changes[how % Math.max(1, changes.length)]?.();
  return copy;
}

/** All places that can be changed: not the type of a message, nor who signed, nor what others signed. */
function collect(value: unknown, name: string, liars: readonly NodeId[], into: Place[]): void {
  if (typeof value !== "object" || value === null || isOfOthers(value, liars)) return;
  if (Array.isArray(value)) {
    value.forEach((item, key) => {
      into.push({ parent: value, key, name });
      collect(item, name, liars, into);
    });
  } else if (Object.getPrototypeOf(value) === Object.prototype) {
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record).sort()) {
      if (key === "type" || key === "signer" || key === "sender") continue;
      into.push({ parent: record, key, name: key });
      collect(record[key], key, liars, into);
    }
  }
}

/** Whether a record is something that others have signed. */
function isOfOthers(value: object, liars: readonly NodeId[]): boolean {
  if (hasJust(value, "signers", "statement")) return true;
  if (hasJust(value, "signer", "statement")) {
    return !liars.includes((value as { signer: NodeId }).signer);
  }
  return hasJust(value, "sender", "receivers", "statement") &&
    !liars.includes((value as { sender: NodeId }).sender);
}

/** What can be done to the value in a place. */
function changesOf({ parent, key, name }: Place, seen: Seen): (() => void)[] {
  const record = parent as Record<string | number, unknown>;
  const value = record[key];
  const put = (other: unknown) => () => void (record[key] = clone(other));
  const text = encode(value);
  const others = (seen.get(name) ?? []).filter((other) =>
    kindOf(other) === kindOf(value) && encode(other) !== text
  );
  const changes = others.map(put);
  if (typeof value === "number") changes.push(put(value + 1), put(Math.max(0, value - 1)));
  if (typeof value === "boolean") changes.push(put(!value));
  if (typeof value === "string") changes.push(put(`${value}'`));
  if (Array.isArray(parent)) changes.push(() => void parent.splice(key as number, 1));
  if (Array.isArray(value) && value.length > 0) changes.push(put([]));
  return changes;
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
}
