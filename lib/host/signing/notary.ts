/**
 * Gives the proofs in messages their bytes. In the simulator, `Signed`, `Certificate` and `Authenticated` are facts
 * that the boundary of traitors keeps from being made up; on a real network each message travels with the bytes that
 * prove it, and this is the boundary. Handlers see the same plain data in both.
 *
 * A message that leaves: what this node says itself is signed, and the bytes of what others have said are those that
 * came with it. A message that comes: all in it is checked before any handler sees it. What proves a message is the
 * bytes of each of its claims, one after another, in the order of their names, so one signature too few or too many is
 * as bad as a wrong one.
 *
 * Handlers may trust the records that they are handed, and no others: what comes as bytes or as a text and is made a
 * record by a handler has not been checked, and what it shows in its own name is signed.
 *
 * A code is for one receiver, and nobody else can tell whether it is right: what others are told by it is passed on as
 * it came. A code that is wrong for this node makes its entry nothing: the node is taken out of the receivers, as if
 * the sender had left it out, which a sender may do anyway. That a liar can so spoil what a loyal node passes on is
 * what codes cost (Clement and others 2009, section 3: *the big MAC attack*).
 *
 * @module
 */

import { type Claim, claimsIn, proofsOf } from "../../security/identity/proofs.ts";
import type { Bytes } from "../../security/identity/secret.ts";
import { checkerOf } from "./checker.ts";
import { disowned } from "./disowned.ts";
import type { NotaryOptions } from "./notary_options.ts";
import { apart, inOne } from "./proof_bytes.ts";
import { inOrder } from "./proof_key.ts";
import { proverOf } from "./prover.ts";

/** What proves messages, and what checks that they are proven. */
export interface Notary {
  /**
   * The bytes that prove a message, which is not looked at later; nothing for one that claims nothing. Rejects with
   * `Unprovable` for one that claims what this node was never shown.
   */
  prove(message: unknown): Promise<Bytes> | undefined;
  /**
   * What is wrong with the bytes that came with a message, in words that follow "because"; `undefined` if they prove
   * it and nothing else. It may take this node out of the receivers of codes in it.
   */
  faultOf(message: unknown, proofs: Bytes | undefined): Promise<string | undefined>;
  /** The bytes of what others have said in a piece of data, as they are to be saved beside it. */
  besides(data: unknown): readonly (Bytes | null)[];
  /** Takes back what was saved beside a piece of data. */
  recall(data: unknown, bytes: readonly (Bytes | null)[]): void;
}

/** How many signatures are looked at together: behind a wrong one, no more are. */
const AT_ONCE = 32;

/** A notary for one node. */
export function notaryOf(options: NotaryOptions): Notary {
  const { self, scheme, store } = options;
  const prove = proverOf(options), check = checkerOf(options);

  /** What others have made of what is in some data. What is this node's own, it can make again. */
  const ofOthers = (data: unknown): readonly string[] => {
    const keys = inOrder(claimsIn(data)).flatMap(([key, claim]) => [
      ...(claim.kind === "certificate" ? [key] : []),
      ...proofsOf(claim).filter(({ makers }) => makers[0] !== self).map(({ text }) => text),
    ]);
    return [...new Set(keys)];
  };

  return {
    prove(message) {
      const claims = inOrder(claimsIn(message));
      if (claims.length === 0) return undefined;
      return Promise.all(claims.map(async ([key, claim]) => await prove(key, claim)))
        .then((parts) => inOne(claims.map(([, claim]) => claim), parts));
    },
    async faultOf(message, proofs) {
      const claims = inOrder(claimsIn(message));
      if (claims.length === 0) return proofs === undefined ? undefined : "it proves nothing";
      if (proofs === undefined) return "its signatures are missing";
      const parts = apart(proofs, claims.map(([, claim]) => claim), scheme.signatureBytes);
      if (parts === undefined) return "its signatures are too few or too many";
      const notMine: (Claim & { readonly kind: "code" })[] = [];
      for (let from = 0; from < claims.length; from += AT_ONCE) {
        const some = claims.slice(from, from + AT_ONCE);
        const found = await Promise.all(
          some.map(([key, claim], i) => check(key, claim, parts[from + i]!)),
        );
        for (const [i, [key, claim]] of some.entries()) {
          if (found[i] === "wrong") return `a signature is wrong: ${key.slice(0, 80)}`;
          if (found[i] === "wrong for me" && claim.kind === "code") notMine.push(claim);
        }
      }
      if (notMine.length === 0 || disowned(message, self, notMine)) return undefined;
      return "a code in what is signed is wrong";
    },
    besides: (data) => ofOthers(data).map((key) => store.get(key) ?? null),
    recall(data, bytes) {
      ofOthers(data).forEach((key, i) => {
        const each = bytes[i];
        if (each !== null && each !== undefined) store.put(key, each);
      });
    },
  };
}
