/** What PBFT promises among the loyal, and what the proof of it rests on. @module */

import { encode } from "../../model/encode.ts";
import { type Invariant, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { speakerOf } from "../../security/identity/signed.ts";
import { checkpointsAgree, stableIsReached } from "./checkpoints_hold.ts";
import { type Known, replicasIn, same } from "./observed.ts";
import type { State } from "./state.ts";

/** No two loyal replicas take different batches for committed at one number, ever. */
export const agreement: Invariant<State> = remembering<State, Map<string | number, Known>>({
  name: "agreement",
  words: "no two replicas commit different batches at one number",
  memory: () => new Map(),
  check({ states }, known) {
    for (const [node, s] of replicasIn(states)) {
      for (const [sequence, { statement }] of s.decided) {
        const wrong = same(known, sequence, node, statement.digest, "commits");
        if (wrong !== undefined) return wrong;
      }
    }
    return undefined;
  },
});

/** A loyal replica accepts one batch for a number in a view, before a crash and after it. */
export const acceptsOnce: Invariant<State> = remembering<State, Map<string | number, Known>>({
  name: "accepts once",
  words: "no replica accepts two batches for one number in one view",
  memory: () => new Map(),
  check({ states }, known) {
    for (const [node, { slots }] of replicasIn(states)) {
      for (const [sequence, { prePrepare }] of slots) {
        if (prePrepare === null) continue;
        const { view, digest } = prePrepare.statement;
        const wrong = same(known, `${node}: ${sequence} in ${view}`, node, digest, "accepts");
        if (wrong !== undefined) return wrong;
      }
    }
    return undefined;
  },
});

/** Two quorums have somebody loyal in common, who prepares once. */
export const preparedOnce: Invariant<State> = remembering<State, Map<string | number, Known>>({
  name: "one batch is prepared",
  words: "no two batches are prepared for one number in one view",
  memory: () => new Map(),
  check({ states }, known) {
    for (const [node, { prepared }] of replicasIn(states)) {
      for (const [sequence, { prePrepare: { statement } }] of prepared) {
        const at = `${sequence} in view ${statement.view}`;
        const wrong = same(known, at, node, statement.digest, "has prepared");
        if (wrong !== undefined) return wrong;
      }
    }
    return undefined;
  },
});

/** What was committed, by number. */
type Committed = Map<number, { readonly view: number; readonly digest: string }>;

/** What is committed in a view is all that is prepared in later ones. */
export const survives: Invariant<State> = remembering<State, Committed>({
  name: "what is committed survives",
  words: "in views after the one that committed a batch, nothing else is prepared for its number",
  memory: () => new Map(),
  check({ states }, committed) {
    for (const [, { decided }] of replicasIn(states)) {
      for (const [sequence, { statement: { view, digest } }] of decided) {
        const known = committed.get(sequence);
        if (known === undefined || view < known.view) committed.set(sequence, { view, digest });
      }
    }
    for (const [node, { prepared }] of replicasIn(states)) {
      for (const [sequence, { prePrepare: { statement } }] of prepared) {
        const known = committed.get(sequence);
        if (known === undefined || statement.view <= known.view) continue;
        if (statement.digest === known.digest) continue;
        const words = `replica ${node} has prepared ${statement.digest} at ${sequence} in view ` +
          `${statement.view}, and ${known.digest} was committed there in view ${known.view}`;
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
});

/** Nothing is executed in the name of a client that has not asked for it. (Lying clients ask for what they like.) */
export const validity: Invariant<State> = remembering<State, Record<NodeId, string[]>>({
  name: "validity",
  words: "whatever is committed, its client has asked for",
  memory: () => ({}),
  check({ states }, asked) {
    const first = states.findIndex((s) => s?.role === "proxy");
    for (const [node, s] of states.entries()) {
      if (s?.role !== "proxy") continue;
      const own = asked[node] ??= [], text = s.pending && encode(s.pending.request.statement);
      if (text !== null && !own.includes(text)) own.push(text);
    }
    for (const [node, { decided, batches }] of replicasIn(states)) {
      for (const [, { statement: { digest } }] of decided) {
        for (const request of batches.get(digest)?.batch ?? []) {
          const { statement } = request, signer = speakerOf(request);
          if (asked[signer]?.includes(encode(statement)) ?? (signer >= first)) continue;
          const words = `replica ${node} commits a request that client ${signer} has not made`;
          return { words, nodes: [node] };
        }
      }
    }
    return undefined;
  },
});

/** What an observer can tell even where a slow disk may yet forget what a replica knows. */
export const certified: readonly Invariant<State>[] = [
  agreement,
  validity,
  checkpointsAgree,
  stableIsReached,
];

/** All that holds whatever the settings are. */
export const invariants: readonly Invariant<State>[] = [
  ...certified,
  acceptsOnce,
  preparedOnce,
  survives,
];
