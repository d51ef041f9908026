/**
 * Signatures as facts. In the symbolic model (Dolev and Yao 1983) a signature is no number that somebody might
 * guess: it is the record that a node has said something. Whoever holds the record can show it to others, and
 * nobody but the node can make it.
 *
 * The capability to make one is the `Io` of a node, which says who it is. What keeps a liar from writing such a
 * record by hand is the boundary that it sends through: in the simulator and in the explorer that of traitors
 * (`adversary/traitors.ts`), on a real network the host's, where each record travels with the bytes of an Ed25519
 * signature. So one protocol runs in all three, and no handler ever sees a forged one.
 *
 * What is signed must say all that it is about: which cluster, which instance, which view. A signature on "commit"
 * alone is good for every commit there will ever be.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import { equal } from "../../model/compare.ts";
import type { Io, NodeId } from "../../model/protocol.ts";
import { hasJust } from "./proofs.ts";

/** That `signer` has said `statement`, for all to see. No other record may have just these two fields. */
export interface Signed<T> {
  /** Who said it. */
  readonly signer: NodeId;
  /** What it said. */
  readonly statement: T;
}

/**
 * That each of the signers has said the same: a quorum certificate. It is worth as much as that many `Signed`, and
 * can be carried as one threshold signature. No other record may have just these two fields.
 */
export interface Certificate<T> {
  /** Who said it, in ascending order, each once. */
  readonly signers: readonly NodeId[];
  /** What they said. */
  readonly statement: T;
}

/**
 * A statement with a vector of message authentication codes, one for each receiver (the *authenticator* of Castro
 * and Liskov 1999, section 5). Each receiver can check its own entry and no other: it cannot show a third party that
 * the sender has said so, and a sender may fill in some entries wrongly. No other record may have just these fields.
 */
export interface Authenticated<T> {
  /** Who says so. */
  readonly sender: NodeId;
  /** For whom its entry is right; to all others this proves nothing. */
  readonly receivers: readonly NodeId[];
  /** What it says. */
  readonly statement: T;
}

/** What somebody has said, for all to see or for some. */
export type Said<T> = Signed<T> | Authenticated<T>;

/** Whether all can see that it was said. */
export function isSigned<T>(said: Said<T>): said is Signed<T> {
  return hasJust(said, "signer", "statement");
}

/** Who has said it. */
export function speakerOf(said: Said<unknown>): NodeId {
  return "signer" in said ? said.signer : said.sender;
}

/** Signs in the name of the node whose `Io` this is. */
export function sign<T>(io: Pick<Io<never>, "self">, statement: T): Signed<T> {
  return { signer: io.self, statement: clone(statement) };
}

/** A vector of codes in the name of the node whose `Io` this is, right for each of the receivers. */
export function authenticate<T>(
  io: Pick<Io<never>, "self">,
  statement: T,
  receivers: readonly NodeId[],
): Authenticated<T> {
  return { sender: io.self, receivers: [...receivers], statement: clone(statement) };
}

/** Whether this node can tell that the sender has said so. */
export function isAuthentic(io: Pick<Io<never>, "self">, said: Authenticated<unknown>): boolean {
  return hasJust(said, "sender", "receivers", "statement") && said.receivers.includes(io.self);
}

/**
 * What those who signed the same have said together; throws unless there is one, and all say the same. A node that
 * has signed twice counts once.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { certificateOf, sign } from "hb/security/identity/signed.ts";
 *
 * const vote = { type: "prepare", view: 0, sequence: 1, digest: "a" };
 * const votes = [2, 0, 2].map((self) => sign({ self }, vote));
 * assertEquals(certificateOf(votes), { signers: [0, 2], statement: vote });
 * ```
 */
export function certificateOf<T>(signatures: readonly Signed<T>[]): Certificate<T> {
  const [first] = signatures;
  if (first === undefined) {
    throw new RangeError(
      "Cannot make a certificate because it takes one signature or more: given none",
    );
  }
  const other = signatures.find(({ statement }) => !equal(statement, first.statement));
  if (other !== undefined) {
    throw new RangeError(
      `Cannot make a certificate because all must have signed the same: given ` +
        `${JSON.stringify(first)} and ${JSON.stringify(other)}`,
    );
  }
  const signers = [...new Set(signatures.map(({ signer }) => signer))].sort((a, b) => a - b);
  return { signers, statement: first.statement };
}

/** Whether a certificate is one: as many different signers as a quorum has, all of them members. */
export function isCertificate(
  { signers }: Certificate<unknown>,
  quorum: number,
  members: readonly NodeId[],
): boolean {
  const distinct = new Set(signers);
  return distinct.size === signers.length && distinct.size >= quorum &&
    signers.every((signer) => members.includes(signer));
}

/**
 * Those who have signed in both of two certificates. Where the rules let nobody sign both statements, they are
 * guilty, and the two certificates prove it to everybody. Two quorums of 2f + 1 among 3f + 1 have f + 1 in common.
 */
export function signersOfBoth(
  one: Certificate<unknown>,
  other: Certificate<unknown>,
): readonly NodeId[] {
  return one.signers.filter((signer) => other.signers.includes(signer));
}
