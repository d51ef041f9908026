/** Part 2. Bracha's broadcast. @module */

import type {
  Broadcast,
  BroadcastIo,
  NodeId,
  ReliableBroadcast,
} from "../../exercises/13-byzantine/given.ts";

/** What a node knows of one broadcast. */
export interface Known {
  echoed: boolean;
  ready: boolean;
  delivered: boolean;
  readonly echoes: Map<NodeId, string>;
  readonly readies: Map<NodeId, string>;
}

/** What a node remembers. */
export interface State {
  readonly said: string[];
  readonly clients: Map<number, NodeId>;
  readonly known: Map<string, Known>;
  readonly log: Broadcast[];
}

/** How it is decided. */
export interface Ways {
  readonly faults: (n: number) => number;
  readonly echoes: (n: number, f: number) => number;
  readonly amplifies: (n: number, f: number) => number;
  readonly delivers: (n: number, f: number) => number;
  readonly nameOf: (broadcast: Broadcast) => string;
  readonly mayEcho: (known: Known) => boolean;
  readonly counts: (votes: Map<NodeId, string>, from: NodeId) => boolean;
  readonly isFrom: (from: NodeId, sender: NodeId) => boolean;
  readonly isOver: (known: Known) => boolean;
}

export const ways: Ways = {
  faults: (n) => Math.floor((n - 1) / 3),
  echoes: (n, f) => Math.ceil((n + f + 1) / 2),
  amplifies: (_, f) => f + 1,
  delivers: (_, f) => 2 * f + 1,
  nameOf: ({ sender, sequence }) => `${sender}.${sequence}`,
  mayEcho: ({ echoed }) => !echoed,
  counts: (votes, from) => !votes.has(from),
  isFrom: (from, sender) => from === sender,
  isOver: ({ delivered }) => delivered,
};

export function broadcastWith(own: Partial<Ways> = {}): ReliableBroadcast<State> {
  const way = { ...ways, ...own };
  const knownOf = (s: State, broadcast: Broadcast): Known => {
    const name = way.nameOf(broadcast);
    let known = s.known.get(name);
    if (known === undefined) {
      known = {
        echoed: false,
        ready: false,
        delivered: false,
        echoes: new Map(),
        readies: new Map(),
      };
      s.known.set(name, known);
    }
    return known;
  };
  const tell = (
    type: "initial" | "echo" | "ready",
    { sender, sequence, payload }: Broadcast,
    io: BroadcastIo,
  ) => {
    for (const to of io.peers) io.send(to, { type, sender, sequence, payload });
  };
  /** What follows from what has been heard. */
  const conclude = (s: State, broadcast: Broadcast, io: BroadcastIo) => {
    const known = knownOf(s, broadcast), { sender, sequence, payload } = broadcast;
    if (way.isOver(known)) return;
    const n = io.peers.length, f = way.faults(n);
    const count = (votes: Map<NodeId, string>) =>
      [...votes.values()].filter((vote) => vote === payload).length;
    const readies = count(known.readies);
    const isReady = count(known.echoes) >= way.echoes(n, f) || readies >= way.amplifies(n, f);
    if (isReady && !known.ready) {
      known.ready = true;
      tell("ready", broadcast, io);
    }
    if (readies < way.delivers(n, f)) return;
    known.delivered = true;
    if (way.isOver(known)) {
      known.echoes.clear();
      known.readies.clear();
    }
    s.log.push({ sender, sequence, payload });
    const client = s.clients.get(sequence);
    if (sender !== io.self || client === undefined) return;
    s.clients.delete(sequence);
    io.answer(client, sequence);
  };
  const vote = (which: "echoes" | "readies") =>
  (
    s: State,
    { from, sender, sequence, payload }: Broadcast & { readonly from: NodeId },
    io: BroadcastIo,
  ) => {
    const broadcast = { sender, sequence, payload }, known = knownOf(s, broadcast);
    if (way.isOver(known) || !way.counts(known[which], from)) return;
    known[which].set(from, payload);
    conclude(s, broadcast, io);
  };
  return () => ({
    start: () => ({ said: [], clients: new Map(), known: new Map(), log: [] }),
    upon: {
      broadcast(s, { payload, from }, io) {
        const sequence = s.said.push(payload);
        s.clients.set(sequence, from);
        tell("initial", { sender: io.self, sequence, payload }, io);
      },
      initial(s, { from, sender, sequence, payload }, io) {
        const broadcast = { sender, sequence, payload }, known = knownOf(s, broadcast);
        if (!way.isFrom(from, sender) || way.isOver(known) || !way.mayEcho(known)) return;
        known.echoed = true;
        tell("echo", broadcast, io);
      },
      echo: vote("echoes"),
      ready: vote("readies"),
    },
    view: ({ said, log }) => ({ said, log }),
  });
}

export const broadcast: ReliableBroadcast<State> = broadcastWith();
