/** Part 9: copies that gossip deltas of what they know. */

import type {
  Any,
  NodeId,
  RunningStore,
  Store,
  StoreRules,
} from "../../exercises/08-convergence/given.ts";
import { add, elementsOf, isKnown, merged, nothing, remove, type Things, write } from "./things.ts";

/** What is known of another node. */
interface Peer {
  /** What it acknowledges must be of this session: it may have lost its memory since an earlier one. */
  readonly session: number;
  /** Who it is; null until it has answered. */
  name: string | null;
  /** It has all deltas up to this one. */
  acked: number;
}

/** One copy. */
export interface State {
  name: string;
  sessions: number;
  things: Things;
  /** How many deltas there were in this life. */
  count: number;
  readonly kept: Map<number, Things>;
  readonly peers: Map<NodeId, Peer>;
  /** Whether a round is to come. */
  isPlanned: boolean;
}

/** What is saved: who this is, how many sessions there were, and what is new. */
export interface Saved {
  readonly name: string;
  readonly sessions: number;
  readonly things: Things;
}

export const store: Store = { protocol: storeOf };

function storeOf(rules: StoreRules): RunningStore {
  const { roundMs, most, names } = rules;

  const save = ({ name, sessions }: State, things: Things, io: Any) =>
    io.save({ name, sessions, things } satisfies Saved);

  const lacks = (s: State) =>
    [...s.peers].filter(([, { name, acked }]) => name === null || acked < s.count);

  /**
   * What all have, and what is too old, is not kept; and as long as somebody lacks something there is a round. One that
   * is to come is not put off by what is new.
   */
  const settle = (s: State, io: Any): void => {
    const all = Math.min(...[...s.peers.values()].map(({ acked }) => acked));
    for (const number of s.kept.keys()) {
      if (number <= all || number <= s.count - most) s.kept.delete(number);
    }
    const isNeeded = lacks(s).length > 0;
    if (!isNeeded) io.cancel("round");
    else if (!s.isPlanned) io.wait(roundMs, { type: "round" });
    s.isPlanned = isNeeded;
  };

  const begin = (s: State, node: NodeId): void => {
    s.sessions++;
    s.peers.set(node, { session: s.sessions, name: null, acked: 0 });
  };

  const take = (s: State, delta: Things, io: Any): void => {
    if (isKnown(delta, s.things)) return;
    s.things = merged(s.things, delta);
    s.kept.set(++s.count, delta);
    save(s, delta, io);
    settle(s, io);
  };

  /** Who is another than before remembers nothing of what was acknowledged. */
  const meet = (s: State, node: NodeId, name: string, io: Any): void => {
    const known = s.peers.get(node)?.name ?? null;
    if (known === null || known === name) return;
    begin(s, node);
    save(s, nothing, io);
    settle(s, io);
  };

  const give = (s: State, node: NodeId, { session, name, acked }: Peer, io: Any): void => {
    const missing = [...s.kept].filter(([number]) => number > acked).map(([, delta]) => delta);
    const whole = name === null || missing.length < s.count - acked;
    const things = whole ? s.things : missing.reduce(merged, nothing);
    const to = whole ? null : name;
    io.send(node, { type: "deltas", name: s.name, to, session, upTo: s.count, things });
  };

  const update =
    (deltaOf: (s: State, message: Any) => Things) => (s: State, message: Any, io: Any) => {
      take(s, deltaOf(s, message), io);
      io.answer(message.from, null);
    };

  return {
    start(io, journal: readonly Saved[]): State {
      const last = journal.at(-1);
      const s: State = {
        name: last?.name ?? `${io.self}.${io.choose(names)}`,
        sessions: last?.sessions ?? 0,
        things: journal.map(({ things }) => things).reduce(merged, nothing),
        count: 0,
        kept: new Map(),
        peers: new Map(),
        isPlanned: false,
      };
      for (const node of io.peers) if (node !== io.self) begin(s, node);
      save(s, nothing, io);
      settle(s, io);
      return s;
    },
    upon: {
      write: update((s, { key, value }) => write(s.things, s.name, key, value)),
      add: update((s, { key, element }) => add(s.things, s.name, key, element)),
      remove: update((s, { key, element }) => remove(s.things, key, element)),
      read: (s: State, { key, from }, io) =>
        io.answer(from, s.things.registers.get(key)?.value ?? null),
      elements: (s: State, { key, from }, io) => io.answer(from, elementsOf(s.things, key)),
      deltas(s: State, { from, name, to, session, upTo, things }, io) {
        meet(s, from, name, io);
        const isMine = to === null || to === s.name;
        if (isMine) take(s, things, io);
        io.send(from, { type: "ack", name: s.name, of: name, session, upTo: isMine ? upTo : 0 });
      },
      ack(s: State, { from, name, of, session, upTo }, io) {
        meet(s, from, name, io);
        const peer = s.peers.get(from);
        if (peer === undefined || of !== s.name || session !== peer.session) return;
        peer.name = name;
        peer.acked = Math.max(peer.acked, upTo);
        settle(s, io);
      },
    },
    after: {
      round(s: State, _timer, io) {
        for (const [node, peer] of lacks(s)) give(s, node, peer, io);
        s.isPlanned = false;
        settle(s, io);
      },
    },
    compact(journal: readonly Saved[]) {
      const last = journal.at(-1);
      if (last === undefined) return [];
      return [{ ...last, things: journal.map(({ things }) => things).reduce(merged, nothing) }];
    },
  };
}
