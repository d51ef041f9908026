/**
 * The shapes of what was signed, as it comes from a network. They hold nothing else: a record with one field more is no
 * signature to the boundary that looks for forgeries, and must not be one to a handler.
 *
 * @module
 */

import { integer, list, record, type Schema, union } from "../../codec/schema.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Authenticated, Certificate, Said, Signed } from "../../security/identity/signed.ts";

/** A statement that one has signed. */
export function signedOf<T>(
  statement: Schema<T>,
  node: Schema<NodeId> = integer,
): Schema<Signed<T>> {
  return record({ signer: [1, node], statement: [2, statement] });
}

/** A statement that each of some has signed. */
export function certificateOf<T>(
  statement: Schema<T>,
  node: Schema<NodeId> = integer,
): Schema<Certificate<T>> {
  return record({ signers: [1, list(node)], statement: [2, statement] });
}

/** A statement that is signed, or has codes. */
export function saidOf<T>(statement: Schema<T>, node: Schema<NodeId> = integer): Schema<Said<T>> {
  const coded: Schema<Authenticated<T>> = record({
    sender: [1, node],
    receivers: [2, list(node)],
    statement: [3, statement],
  });
  return union(signedOf(statement, node), coded);
}
