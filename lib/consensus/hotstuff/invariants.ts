/** What HotStuff promises among the loyal. @module */

import { type Invariant, type InvariantViolation, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { BlockId, QuorumCertificate } from "./block.ts";
import { forgetting, oneState } from "./checkpoints_hold.ts";
import { blockLabel } from "./labels/blocks.ts";
import type { Voted } from "./messages.ts";
import { replicasOf } from "./observed.ts";
import type { State } from "./state.ts";
import { baseOf, tipOf, viewOf } from "./tree.ts";

/** What is decided is one chain, before a crash or after it. */
export const agreement: Invariant<State> = remembering<State, { decided: Map<number, BlockId> }>({
  name: "agreement",
  words: "what replicas decide is one chain: no two decide different blocks of the same height",
  memory: () => ({ decided: new Map() }),
  check(snapshot, { decided }) {
    for (const [node, s] of replicasOf(snapshot)) {
      const { committed } = s, { height, parent } = tipOf(s), base = baseOf(s);
      if (committed.length > 1 && parent !== committed.at(-2)) {
        return {
          words: `replica ${node} has decided block ${blockLabel(committed.at(-1)!)} at height ` +
            `${height}, which does not extend the one that it has decided below`,
          nodes: [node],
        };
      }
      for (const [i, id] of committed.entries()) {
        const height = base + i, known = decided.get(height);
        if (known === undefined) decided.set(height, id);
        else if (known !== id) {
          return {
            words: `replica ${node} has decided block ${blockLabel(id)} at height ${height}, ` +
              `where ${blockLabel(known)} was decided`,
            nodes: [node],
          };
        }
      }
    }
    return undefined;
  },
  rename: (memory) => memory,
});

/** Two quorums of one view have a loyal replica in common, which votes once. */
export const oneCertificate: Invariant<State> = remembering<State, { known: Map<string, BlockId> }>(
  {
    name: "one certificate a view",
    words: "no two blocks are certified in the same phase of a view",
    memory: () => ({ known: new Map() }),
    check(snapshot, { known }) {
      for (const [node, { high, lock, blocks, voted }] of replicasOf(snapshot)) {
        const all = [high, lock, blocks.get(voted.block)?.justify];
        for (const certificate of all) {
          const wrong = certificate && other(known, certificate, node);
          if (wrong !== undefined) return wrong;
        }
      }
      return undefined;
    },
    rename: (memory) => memory,
  },
);

function other(
  known: Map<string, BlockId>,
  { statement: { view, phase, block } }: QuorumCertificate,
  node: NodeId,
): InvariantViolation | undefined {
  const where = `${phase} ${view}`, before = known.get(where);
  known.set(where, before ?? block);
  if (before === undefined || before === block) return undefined;
  return {
    words: `replica ${node} has a certificate of view ${view} for ${blockLabel(block)}, and ` +
      `there is one for ${blockLabel(before)}`,
    nodes: [node],
  };
}

/** Votes go forward, also over a crash. */
export const oneVote: Invariant<State> = remembering<State, { votes: Map<NodeId, Voted> }>({
  name: "one vote a view",
  words:
    "no loyal replica votes for two blocks in a view, or in a view before that of its last vote",
  memory: () => ({ votes: new Map() }),
  check(snapshot, { votes }) {
    for (const [node, { voted }] of replicasOf(snapshot)) {
      const before = votes.get(node);
      votes.set(node, { ...voted });
      if (before === undefined || voted.view > before.view) continue;
      if (voted.view === before.view && voted.block === before.block) continue;
      return {
        words:
          `replica ${node} had voted for ${blockLabel(before.block)} in view ${before.view}, ` +
          `and then for ${blockLabel(voted.block)} in view ${voted.view}`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

/** What is locked is known: in chained HotStuff, where one kind of certificate does all. */
export const lockIsKnown: Invariant<State> = {
  name: "a lock is no higher than what is known",
  words: "no replica has locked a certificate of a later view than the highest that it knows",
  check(snapshot) {
    for (const [node, { lock, high }] of replicasOf(snapshot)) {
      if (viewOf(lock) <= viewOf(high)) continue;
      return { words: `it has locked ${viewOf(lock)}, and knows ${viewOf(high)}`, nodes: [node] };
    }
    return undefined;
  },
};

/** Only what was asked for is done. */
export const validity: Invariant<State> = {
  name: "validity",
  words: "whatever is decided was asked for by its client",
  check(snapshot) {
    const { states } = snapshot;
    for (const [node, { committed, blocks }] of replicasOf(snapshot)) {
      for (const { signer: client, statement } of blocks.get(committed.at(-1)!)!.batch) {
        const { timestamp } = statement, proxy = states[client];
        if (proxy === undefined || proxy.role !== "proxy" || timestamp <= proxy.timestamp) continue;
        return {
          words: `request ${timestamp} of node ${client} is decided, which it has not made`,
          nodes: [node],
        };
      }
    }
    return undefined;
  },
};

/** All that must hold in every state of basic HotStuff. */
export const basicInvariants: readonly Invariant<State>[] = [
  agreement,
  oneState,
  forgetting,
  oneCertificate,
  oneVote,
  validity,
];

/** All that must hold in every state of chained HotStuff. */
export const invariants: readonly Invariant<State>[] = [...basicInvariants, lockIsKnown];
