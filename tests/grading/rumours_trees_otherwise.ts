/** Right answers to exercise 05 that are built otherwise than the solution: its trees. */

import {
  type Any,
  type Broadcast,
  isNewer,
  type Item,
  leafOf,
  type Merkle,
  type MerkleIo,
  type Path,
  type Tree,
} from "../../exercises/05-rumours/given.ts";

interface Vertex {
  hash: number;
  /** By number; a leaf has none. */
  children: Record<number, Vertex>;
  items: Item[];
}

const vertex = (): Vertex => ({ hash: 0, children: {}, items: [] });

/** A tree of records; each difference is a message of its own, and leaves are sent both ways at once. */
export const merkle: Merkle = {
  start: (rules) => ({ rules: { ...rules }, root: vertex() }),
  put: take,
  items: ({ root }) => allIn(root),
  round: (s, partner, io) =>
    io.send(partner, { type: "compare", at: [{ path: [], hash: s.root.hash }] }),
  upon(s, from, message, io) {
    const { branching, depth } = s.rules;
    if (message.type === "compare") {
      for (const { path, hash } of message.at.toReversed()) {
        const own = at(s, path);
        if (own.hash === hash) continue;
        if (path.length === depth) {
          io.send(from, { type: "leaf", path, items: own.items, wants: true });
          continue;
        }
        const below = Array.from({ length: branching }, (_, i) => ({
          path: [...path, i],
          hash: own.children[i]?.hash ?? 0,
        }));
        io.send(from, { type: "compare", at: below });
      }
      return;
    }
    const before = at(s, message.path).items;
    for (const item of message.items) take(s, item, io);
    const items = before.filter((item) => {
      const other = message.items.find(({ key }) => key === item.key);
      return other === undefined || isNewer(item, other);
    });
    if (message.wants && items.length > 0) {
      io.send(from, { type: "leaf", path: message.path, items, wants: false });
    }
  },
};

function at(s: Any, path: Path): Vertex {
  return path.reduce((above: Vertex, i) => above.children[i] ?? vertex(), s.root);
}

function allIn({ children, items }: Vertex): Item[] {
  return [...items, ...Object.values(children).flatMap(allIn)];
}

/** The hash of a leaf is the sum of those of its items. */
function take(s: Any, item: Item, io: MerkleIo): void {
  const way: Vertex[] = [s.root];
  for (const i of leafOf(io.hash(item.key), s.rules)) {
    way.push(way.at(-1)!.children[i] ??= vertex());
  }
  const leaf = way.pop()!, own = leaf.items.find(({ key }) => key === item.key);
  if (own !== undefined && !isNewer(item, own)) return;
  leaf.items = [...leaf.items.filter((each) => each !== own), { ...item }];
  leaf.hash = leaf.items.map(({ key, version, value }) =>
    io.hash(JSON.stringify({ key, version, value }))
  ).reduce((sum, hash) => (sum + hash) % 2 ** 32, 1);
  for (const above of way.toReversed()) {
    const below = Object.entries(above.children).map(([i, { hash }]) => `${i}:${hash}`);
    above.hash = io.hash(below.sort().join());
  }
}

/** Two sets of neighbours; who has something is remembered with whether it was asked. */
export const tree: Tree = {
  start: (rules) => ({
    ...rules,
    eager: new Set(),
    lazy: new Set(),
    here: new Set(),
    kept: [],
    asks: new Map(),
  }),
  up(s, peer, io) {
    if (s.eager.has(peer) || s.lazy.has(peer)) return;
    s.eager.add(peer);
    const ids = s.kept.map(([id]: [string]) => id).toReversed();
    if (ids.length > 0) io.send(peer, { type: "ihave", ids });
  },
  down(s, peer) {
    s.eager.delete(peer);
    s.lazy.delete(peer);
    for (const asks of s.asks.values()) asks.delete(peer);
  },
  begin: (s, id, payload, io) => tree.upon(s, -1, { type: "gossip", id, payload }, io),
  upon(s, from, message, io) {
    const isNeighbour = s.eager.has(from) || s.lazy.has(from);
    const make = (one: Set<number>, other: Set<number>) => {
      if (!isNeighbour) return;
      other.delete(from);
      one.add(from);
    };
    if (message.type === "gossip" && !s.here.has(message.id)) {
      const { id, payload } = message;
      for (const peer of s.lazy) if (peer !== from) io.send(peer, { type: "ihave", ids: [id] });
      for (const peer of s.eager) if (peer !== from) io.send(peer, { type: "gossip", id, payload });
      make(s.eager, s.lazy);
      if (s.asks.delete(id)) io.cancel(id);
      s.here.add(id);
      s.kept = [[id, payload], ...s.kept].slice(0, s.most);
      io.deliver(id, payload);
      return;
    }
    if (!isNeighbour) return;
    switch (message.type) {
      case "gossip":
        io.send(from, { type: "prune" });
        return make(s.lazy, s.eager);
      case "prune":
        return make(s.lazy, s.eager);
      case "graft": {
        const own = s.kept.find(([id]: [string]) => id === message.id);
        if (own !== undefined) io.send(from, { type: "gossip", id: own[0], payload: own[1] });
        return make(s.eager, s.lazy);
      }
      case "ihave":
        for (const id of message.ids.toReversed()) {
          if (s.here.has(id)) continue;
          if (!s.asks.has(id)) {
            io.wait(id, s.timeoutMs);
            s.asks.set(id, new Map());
          }
          const asks = s.asks.get(id);
          // Who was asked may be asked again when it says so again.
          const asked = asks.get(from);
          if (asked !== false) asks.delete(from);
          asks.set(from, false);
        }
    }
  },
  overdue(s, id, io) {
    const next = [...s.asks.get(id) ?? []].find(([, asked]) => !asked);
    if (next === undefined) return void s.asks.delete(id);
    const [peer] = next;
    s.asks.get(id).set(peer, true);
    s.lazy.delete(peer);
    s.eager.add(peer);
    io.wait(id, s.retryMs);
    io.send(peer, { type: "graft", id });
  },
};

/** Word leaves a little later, in one message; whoever has something is asked up to three times. */
export const broadcast: Broadcast = {
  protocol({ timeoutMs, retryMs, most }) {
    const link = (s: Any, peer: number, isEager: boolean) => {
      if (s.links.has(peer)) s.links.set(peer, isEager);
    };
    const say = (s: Any, peer: number, ids: string[], io: Any) => {
      if (ids.length === 0) return;
      if (Object.keys(s.words).length === 0) io.wait(3, { type: "say" });
      s.words[peer] = [...new Set([...s.words[peer] ?? [], ...ids])];
    };
    const take = (s: Any, from: number | null, id: string, payload: string, io: Any) => {
      s.all.push({ id, payload });
      delete s.lacks[id];
      if (from !== null) link(s, from, true);
      for (const [peer, isEager] of s.links) {
        if (peer === from) continue;
        if (isEager) io.send(peer, { type: "gossip", id, payload });
        else say(s, peer, [id], io);
      }
    };
    const find = (s: Any, id: string) => s.all.find((each: Any) => each.id === id);
    return {
      start: (_io, journal) => ({
        // Each life has numbers of its own.
        life: journal.length,
        isSaved: false,
        all: [],
        links: new Map(),
        words: {},
        lacks: {},
      }),
      upon: {
        broadcast(s, { from, payload }, io) {
          if (!s.isSaved) io.save("a life in which something was broadcast");
          s.isSaved = true;
          const id = `node ${io.self}, life ${s.life}, broadcast ${s.all.length}`;
          take(s, null, id, payload, io);
          io.answer(from, id);
        },
        neighbourUp(s, { node }, io) {
          s.links.set(node, true);
          say(s, node, s.all.slice(-most).map(({ id }: Any) => id), io);
        },
        neighbourDown(s, { node }) {
          s.links.delete(node);
          delete s.words[node];
        },
        gossip(s, { from, id, payload }, io) {
          if (find(s, id) === undefined) return take(s, from, id, payload, io);
          link(s, from, false);
          io.send(from, { type: "prune" });
        },
        ihave(s, { from, ids }, io) {
          for (const id of ids) {
            if (find(s, id) !== undefined) continue;
            if (s.lacks[id] === undefined) io.wait(timeoutMs, { type: "lacks", key: id });
            s.lacks[id] = [...s.lacks[id] ?? [], from, from, from];
          }
        },
        graft(s, { from, id }, io) {
          link(s, from, true);
          const own = s.all.slice(-most).find((each: Any) => each.id === id);
          if (own !== undefined) io.send(from, { type: "gossip", ...own });
        },
        prune: (s, { from }) => link(s, from, false),
      },
      after: {
        say(s, _timer, io) {
          for (const [peer, ids] of Object.entries(s.words)) {
            io.send(Number(peer), { type: "ihave", ids });
          }
          s.words = {};
        },
        lacks(s, { key }, io) {
          const known = s.lacks[key];
          if (known === undefined) return;
          const peer = known.find((each: number) => s.links.has(each));
          if (peer === undefined) return void delete s.lacks[key];
          known.splice(known.indexOf(peer), 1);
          // The others first, and then the same once more.
          known.sort((a: number, b: number) => Number(a === peer) - Number(b === peer));
          link(s, peer, true);
          io.send(peer, { type: "graft", id: key });
          io.wait(retryMs, { type: "lacks", key });
        },
      },
      delivered: (s) => s.all,
    };
  },
};
