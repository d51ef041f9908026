/** What Plumtree promises of every state, whatever membership is below it. @module */

import { equal } from "../../model/compare.ts";
import { type Invariant, type InvariantViolation, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { keyOf } from "./messages.ts";
import type { Overlay } from "./overlay.ts";
import type { State } from "./plumtree.ts";

/** A node whose state shows something, and what. */
function at<O>(
  states: readonly (Readonly<State<O>> | undefined)[],
  wrong: (state: Readonly<State<O>>, node: NodeId) => string | undefined,
): InvariantViolation | undefined {
  for (const [node, s] of states.entries()) {
    const words = s && wrong(s, node);
    if (words !== undefined) return { words: `node ${node} ${words}`, nodes: [node] };
  }
  return undefined;
}

/** No duplication: what a node forgets when it crashes, it may be handed again. */
export const atMostOnce: Invariant<State<unknown>> = {
  name: "at most once",
  words: "no node delivers a broadcast twice",
  check: ({ states }) =>
    at(states, ({ tree: { log } }) => {
      const once = new Set<string>();
      const again = log.map(({ id }) => keyOf(id)).find((key) => once.size === once.add(key).size);
      return again === undefined ? undefined : `has delivered ${again} twice`;
    }),
};

/** No creation: whoever broadcasts is the first to deliver it. */
export const noCreation: Invariant<State<unknown>> = remembering<
  State<unknown>,
  {
    /** What was broadcast. */
    readonly sent: Map<string, unknown>;
    /** How much of each node's log has been looked at. */
    readonly seen: number[];
  }
>({
  name: "no creation",
  words:
    "what a node delivers was broadcast by the node that its id names, and is as it was broadcast",
  memory: () => ({ sent: new Map(), seen: [] }),
  check({ states }, { sent, seen }) {
    for (const [node, s] of states.entries()) {
      const log = s?.tree.log ?? [];
      // After a crash a log begins anew.
      if (log.length < (seen[node] ?? 0)) seen[node] = 0;
      for (const { id, payload } of log.slice(seen[node] ?? 0)) {
        const key = keyOf(id);
        if (id.node === node && !sent.has(key)) sent.set(key, payload);
        if (sent.has(key) && equal(sent.get(key), payload)) continue;
        return { words: `node ${node} has delivered ${key}, which nobody sent`, nodes: [node] };
      }
      seen[node] = log.length;
    }
    return undefined;
  },
});

/** A node waits for nothing that it has had. */
export const waitsForWhatItLacks: Invariant<State<unknown>> = {
  name: "waits for what it lacks",
  words: "no node waits for a broadcast that it has had",
  check: ({ states }) =>
    at(states, ({ tree: { missing, received } }) => {
      for (const key of missing.keys()) {
        if (received.has(key)) return `waits for ${key}, which it has had`;
      }
      return undefined;
    }),
};

/** Advertise ⊆ servable: a promise that cannot be kept costs whoever believes it a time-out. */
export const announcesWhatItHolds: Invariant<State<unknown>> = {
  name: "announces what it holds",
  words: "a node is about to announce only what it can serve, and knows all that it can serve",
  check: ({ states }) =>
    at(states, ({ tree: { queue, held, received } }) => {
      const lost = queue.find(({ id }) => !held.has(keyOf(id)));
      if (lost !== undefined) return `is about to announce ${keyOf(lost.id)} and does not hold it`;
      const unknown = [...held.keys()].find((key) => !received.has(key));
      return unknown === undefined ? undefined : `holds ${unknown} and does not know it`;
    }),
};

/** Each neighbour has one link: the eager and the lazy ones are apart, and all of them together. */
export function linksToNeighbours<O>(
  { neighbours }: Pick<Overlay<O>, "neighbours">,
): Invariant<State<O>> {
  return {
    name: "links to neighbours",
    words: "each neighbour has one link, which is eager or lazy, and nobody else has one",
    check: ({ states }) =>
      at(states, ({ overlay, tree: { eager, lazy } }) => {
        const links = [...eager, ...lazy].sort((a, b) => a - b);
        const wanted = neighbours(overlay).toSorted((a, b) => a - b);
        if (equal(links, wanted)) return undefined;
        const tell = (nodes: readonly NodeId[]) => nodes.length === 0 ? "nobody" : nodes.join(", ");
        return `has links to ${tell(links)}; its neighbours: ${tell(wanted)}`;
      }),
  };
}

/** All that must hold over this membership. */
export function invariantsOver<O>(
  overlay: Pick<Overlay<O>, "neighbours">,
): readonly Invariant<State<O>>[] {
  const all = [atMostOnce, noCreation, waitsForWhatItLacks, announcesWhatItHolds];
  return [...all as Invariant<State<O>>[], linksToNeighbours(overlay)];
}
