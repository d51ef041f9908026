/**
 * The boundary that keeps liars from forging, around a protocol that nobody has looked at yet. Whoever writes down by
 * hand what another has not signed has a protocol that works in a simulation and nowhere else; here it is seen.
 *
 * @module
 */

import type { Invariant, Snapshot } from "../../model/invariant.ts";
import { nested } from "../../model/nested.ts";
import type { Io, NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { proofsIn } from "../identity/proofs.ts";
import { isTraitor } from "./traitors.ts";

/** A node, what it was shown, and what it has shown without having been shown it. */
export interface Sealed<S> {
  /** The state of the node. */
  own: S;
  /** The proofs that it was shown and could not have made. */
  readonly shown: Set<string>;
  /** What it has forged first; null: nothing. */
  forged: string | null;
}

/**
 * The same protocol, of which it is noted when it sends or saves a signature of somebody else that it was never shown. What
 * it has saved it has been shown, also after a crash. What is forged is not sent.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Protocol } from "hb/model/protocol.ts";
 * import type { Signed } from "hb/security/identity/signed.ts";
 * import { unforged } from "hb/security/adversary/unforged.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * type Vote = { type: "vote"; vote: Signed<string> };
 * const forger: Protocol<null, Vote> = {
 *   start(io) {
 *     if (io.self === 0) io.send(1, { type: "vote", vote: { signer: 1, statement: "yes" } });
 *     return null;
 *   },
 *   upon: { vote() {} },
 * };
 * const world = new World({ protocol: unforged(forger), nodes: 2, seed: 1 });
 * world.run(10);
 * assertEquals(world.states.map((s) => s?.forged), ['vote with 1: "yes"', null]);
 * ```
 */
export function unforged<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
): Protocol<Sealed<S>, M, T, R> {
  const { after, compact } = protocol;
  const within = (s: Sealed<S>, io: Io<M, T, R>): Io<M, T, R> => {
    const isHonest = (what: string, data: unknown) => {
      const forged = forgedIn(data, io.self, s.shown);
      if (forged !== undefined) s.forged ??= `${what} with ${forged}`;
      return forged === undefined;
    };
    return nested(io, {
      send(to, message, ahead) {
        if (isHonest(message.type, message)) io.send(to, message, ahead);
      },
      save(record) {
        if (isHonest("a record", record)) io.save(record);
      },
    });
  };
  const sealed = (handlers: Table): Table =>
    Object.fromEntries(
      Object.entries(handlers).map(([type, handler]) => [
        type,
        (s: Sealed<S>, event: unknown, io: Io<M, T, R>) => {
          listen(s.shown, event, io.self);
          handler(s.own, event, within(s, io));
        },
      ]),
    );
  return {
    start(io, journal) {
      const s: Sealed<S> = { own: undefined as S, shown: new Set(), forged: null };
      listen(s.shown, journal, io.self);
      s.own = protocol.start(within(s, io), journal);
      return s;
    },
    upon: sealed(protocol.upon as unknown as Table) as unknown as Protocol<
      Sealed<S>,
      M,
      T,
      R
    >["upon"],
    ...(after === undefined ? {} : {
      after: sealed(after as unknown as Table) as unknown as NonNullable<
        Protocol<Sealed<S>, M, T, R>["after"]
      >,
    }),
    ...(compact === undefined ? {} : { compact: (journal) => compact.call(protocol, journal) }),
  };
}

// deno-lint-ignore no-explicit-any
type Table = Readonly<Record<string, (state: any, event: any, io: any) => void>>;

/** It remembers what others have made. */
function listen(shown: Set<string>, data: unknown, self: NodeId): void {
  for (const { text, makers } of proofsIn(data)) if (!makers.includes(self)) shown.add(text);
}

/** What data prove that this node was never shown and cannot make, if anything. */
export function forgedIn(
  data: unknown,
  self: NodeId,
  shown: ReadonlySet<string>,
): string | undefined {
  return proofsIn(data).find(({ text, makers }) => !makers.includes(self) && !shown.has(text))
    ?.text;
}

/** That nobody forges. Who is not behind the boundary, such as a traitor, is not asked. */
export const nobodyForges: Invariant<unknown> = {
  name: "no forgery",
  words: "nobody shows a signature of somebody else that it has not been shown",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      const forged = isTraitor(s)
        ? null
        : (s as Partial<Sealed<unknown>> | undefined)?.forged ?? null;
      if (forged !== null) return { words: `node ${node} shows ${forged}`, nodes: [node] };
    }
    return undefined;
  },
};

/** Properties of a protocol, asked of it behind the boundary. */
export function unsealed<S>(invariants: readonly Invariant<S>[]): Invariant<Sealed<S>>[] {
  return invariants.map((invariant) => ({
    ...invariant,
    check: ({ at, states, history }, memory) =>
      invariant.check({ at, states: states.map((s) => s?.own), history } as Snapshot<S>, memory),
  }));
}
