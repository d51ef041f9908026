/** What eager links of all nodes make together, and who has what: what promises of storms and experiments speak of. @module */

import type { NodeId } from "../../model/protocol.ts";
import { keyOf } from "./messages.ts";
import type { State } from "./plumtree.ts";

/** States of nodes; undefined where one is down. */
export type States = readonly (Readonly<State<unknown>> | undefined)[];

/** The links that are eager at both ends, each once, the lower number first. */
export function eagerLinks(states: States): readonly (readonly [NodeId, NodeId])[] {
  return states.flatMap((s, node) =>
    (s?.tree.eager ?? [])
      .filter((peer) => node < peer && states[peer]?.tree.eager.includes(node))
      .map((peer): [NodeId, NodeId] => [node, peer])
  );
}

/** What the eager links are, in a few words; undefined when they are a spanning tree of the nodes that are up. */
export function whyNoTree(states: States): string | undefined {
  const up = states.flatMap((s, node) => s === undefined ? [] : [node]);
  const oneWay = states.flatMap((s, node) =>
    (s?.tree.eager ?? []).filter((peer) => !states[peer]?.tree.eager.includes(node))
  );
  if (oneWay.length > 0) return `${oneWay.length} links are eager at one end only`;
  const links = eagerLinks(states);
  const reached = reachedBy(links, states.length, up[0] ?? 0);
  const cut = up.filter((node) => !reached.has(node));
  if (cut.length > 0) return `nodes ${cut.join(", ")} hang on no branch of node ${up[0]}`;
  const spare = links.length - (up.length - 1);
  return spare === 0 ? undefined : `there are ${spare} eager links too many`;
}

/** The nodes that links join to one of them, itself included. */
export function reachedBy(
  links: readonly (readonly [NodeId, NodeId])[],
  nodes: number,
  from: NodeId,
): ReadonlySet<NodeId> {
  const next: NodeId[][] = Array.from({ length: nodes }, () => []);
  for (const [a, b] of links) {
    next[a]!.push(b);
    next[b]!.push(a);
  }
  const reached = new Set([from]);
  for (const node of reached) for (const peer of next[node]!) reached.add(peer);
  return reached;
}

/** What some node that is up has delivered and another has not; undefined where all have the same. */
export function whyNotAll(states: States): string | undefined {
  const logs = states.map((s) => s && new Set(s.tree.log.map(({ id }) => keyOf(id))));
  const all = new Set(logs.flatMap((log) => log === undefined ? [] : [...log]));
  for (const [node, log] of logs.entries()) {
    const lacking = log === undefined ? [] : [...all].filter((key) => !log.has(key));
    if (lacking.length > 0) return `node ${node} lacks ${lacking.join(", ")}`;
  }
  return undefined;
}
