/** Takes a node out of the receivers for whom a code is right. @module */

import type { NodeId } from "../../model/protocol.ts";
import { encode } from "../../model/encode.ts";
import { claimsIn } from "../../security/identity/proofs.ts";

/** An entry for somebody, of a vector of codes. */
export interface Entry {
  /** Who is to have said it. */
  readonly sender: NodeId;
  /** The canonical text of the statement. */
  readonly text: string;
}

/**
 * Takes `self` out of the receivers of these statements, in place. False, and nothing is changed, if one of them is
 * part of what somebody has signed, or is said under a code: what is in there cannot be changed.
 */
export function disowned(message: unknown, self: NodeId, wrong: readonly Entry[]): boolean {
  const found: { receivers: NodeId[] }[] = [];
  const isFree = find(message, false, (vector, isInside) => {
    const text = encode(vector.statement);
    if (!wrong.some((entry) => entry.sender === vector.sender && entry.text === text)) return true;
    found.push(vector);
    return !isInside;
  });
  if (!isFree) return false;
  for (const vector of found) vector.receivers = vector.receivers.filter((node) => node !== self);
  return true;
}

interface Vector {
  readonly sender: NodeId;
  readonly statement: unknown;
  receivers: NodeId[];
}

/** Whether `visit` agrees with all vectors of codes; `isInside`: of a statement. */
function find(
  value: unknown,
  isInside: boolean,
  visit: (vector: Vector, isInside: boolean) => boolean,
): boolean {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return true;
  const items = value instanceof Map ? [...value].flat() : Object.values(value);
  if (value instanceof Set) items.push(...value);
  const own = Object.hasOwn(value, "statement") ? claimsIn({ ...value, statement: null }) : [];
  const isVector = own.some(({ kind }) => kind === "code");
  if (isVector && !visit(value as Vector, isInside)) return false;
  return items.every((item) => find(item, isInside || own.length > 0, visit));
}
