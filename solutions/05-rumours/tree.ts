/** Part 7: links, what was here, what is kept, and what is waited for. */

import type { NodeId, Tree, TreeIo, TreeRules } from "../../exercises/05-rumours/given.ts";

interface State {
  readonly rules: TreeRules;
  /** Whether the link to a neighbour is eager. */
  readonly links: Map<NodeId, boolean>;
  /** The ids of all that was ever here. */
  readonly here: Set<string>;
  /** The payloads that came last. */
  readonly kept: Map<string, string>;
  /** Of what is waited for: who has it, and was not asked yet. */
  readonly missing: Map<string, NodeId[]>;
}

export const tree: Tree<State> = {
  start: (rules) => ({
    rules: { ...rules },
    links: new Map(),
    here: new Set(),
    kept: new Map(),
    missing: new Map(),
  }),
  up({ links, kept }, peer, io) {
    if (links.has(peer)) return;
    links.set(peer, true);
    if (kept.size > 0) io.send(peer, { type: "ihave", ids: [...kept.keys()] });
  },
  down({ links, missing }, peer) {
    links.delete(peer);
    for (const [id, nodes] of missing) missing.set(id, nodes.filter((node) => node !== peer));
  },
  begin: (s, id, payload, io) => take(s, null, id, payload, io),
  upon(s, from, message, io) {
    const { links, here, kept } = s;
    if (message.type === "gossip" && !here.has(message.id)) {
      return take(s, from, message.id, message.payload, io);
    }
    if (!links.has(from)) return;
    switch (message.type) {
      case "gossip":
        links.set(from, false);
        return io.send(from, { type: "prune" });
      case "ihave":
        for (const id of message.ids) hear(s, from, id, io);
        return;
      case "graft": {
        links.set(from, true);
        const { id } = message, payload = kept.get(id);
        if (payload !== undefined) io.send(from, { type: "gossip", id, payload });
        return;
      }
      case "prune":
        links.set(from, false);
    }
  },
  overdue({ rules, links, missing }, id, io) {
    const node = missing.get(id)?.shift();
    if (node === undefined) return void missing.delete(id);
    links.set(node, true);
    io.send(node, { type: "graft", id });
    io.wait(id, rules.retryMs);
  },
};

function take(s: State, from: NodeId | null, id: string, payload: string, io: TreeIo): void {
  const { rules, links, here, kept, missing } = s;
  here.add(id);
  kept.set(id, payload);
  for (const old of kept.keys()) if (kept.size > rules.most) kept.delete(old);
  if (missing.delete(id)) io.cancel(id);
  io.deliver(id, payload);
  if (from !== null && links.has(from)) links.set(from, true);
  for (const [node, isEager] of links) {
    if (node === from) continue;
    io.send(node, isEager ? { type: "gossip", id, payload } : { type: "ihave", ids: [id] });
  }
}

function hear({ rules, here, missing }: State, from: NodeId, id: string, io: TreeIo): void {
  if (here.has(id)) return;
  const nodes = missing.get(id);
  if (nodes === undefined) {
    missing.set(id, [from]);
    io.wait(id, rules.timeoutMs);
  } else if (!nodes.includes(from)) nodes.push(from);
}
