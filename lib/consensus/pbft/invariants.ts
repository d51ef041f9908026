/** What PBFT promises among the loyal, and what the proof of it rests on. @module */

import { encode } from "../../model/encode.ts";
import { type Invariant, type InvariantViolation, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { lowOf, type Replica, type State } from "./state.ts";

/** The replicas that are up, with their numbers. */
function* replicasIn(states: readonly (Readonly<State> | undefined)[]) {
  for (const [node, s] of states.entries()) {
    if (s?.role === "replica") yield [node, s as Readonly<Replica>] as const;
  }
}

/** What was said first about a place, and by whom. */
interface Known {
  readonly node: NodeId;
  readonly digest: string;
}

/** Notes what a replica holds at a place; what is wrong if another had something else there. */
function same(
  known: Map<string | number, Known>,
  at: string | number,
  node: NodeId,
  digest: string,
  holds: string,
): InvariantViolation | undefined {
  const first = known.get(at);
  if (first === undefined) known.set(at, { node, digest });
  if (first === undefined || first.digest === digest) return undefined;
  const words = `replica ${node} ${holds} ${digest} at ${at}, and replica ${first.node} ` +
    `${first.node === node ? "had" : "has"} ${first.digest} there`;
  return { words, nodes: [...new Set([first.node, node])] };
}

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
        for (const { signer, statement } of batches.get(digest)?.batch ?? []) {
          if (asked[signer]?.includes(encode(statement)) ?? (signer >= first)) continue;
          const words = `replica ${node} commits a request that client ${signer} has not made`;
          return { words, nodes: [node] };
        }
      }
    }
    return undefined;
  },
});

/** Equal numbers, equal states. */
export const checkpointsAgree: Invariant<State> = remembering<State, Map<string | number, Known>>({
  name: "checkpoints agree",
  words: "replicas that have executed up to the same checkpoint are in the same state",
  memory: () => new Map(),
  check({ states }, known) {
    for (const [node, { snapshots }] of replicasIn(states)) {
      for (const [sequence, { digests }] of snapshots) {
        const wrong = same(known, sequence, node, digests.join(" "), "is in state");
        if (wrong !== undefined) return wrong;
      }
    }
    return undefined;
  },
});

/** A state that counts as stable is one that somebody loyal has been in. */
export const stableIsReached: Invariant<State> = remembering<State, { most: number }>({
  name: "stable is reached",
  words: "no checkpoint is stable before a loyal replica has executed so far",
  memory: () => ({ most: 0 }),
  check({ states }, reached) {
    for (const [, { executed }] of replicasIn(states)) {
      reached.most = Math.max(reached.most, executed);
    }
    for (const [node, s] of replicasIn(states)) {
      if (lowOf(s) <= reached.most) continue;
      const words = `replica ${node} takes ${lowOf(s)} for stable, and nobody has come further ` +
        `than ${reached.most}`;
      return { words, nodes: [node] };
    }
    return undefined;
  },
});

/** What a replica executes stays within L numbers of a state that a quorum has signed. */
export function withinMarks(logSize: number): Invariant<State> {
  return {
    name: "within the marks",
    words: "no replica executes more than L numbers after its last stable checkpoint",
    check({ states }) {
      for (const [node, s] of replicasIn(states)) {
        if (s.executed <= lowOf(s) + logSize) continue;
        const words = `replica ${node} has executed ${s.executed}, and the last stable ` +
          `checkpoint is ${lowOf(s)}`;
        return { words, nodes: [node] };
      }
      return undefined;
    },
  };
}

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
