/** What servers of a chain do: each has a history, of which something is known. @module */

import {
  apply,
  type Chain,
  type ChainIo,
  type Entry,
  type Grow,
  isQuery,
  type NodeId,
  type Reply,
  type Request,
  type Store,
  type Straight,
} from "../given.ts";

interface Right {
  readonly self: NodeId;
  readonly most: number;
  chain: Chain;
  /** The state that it began with, and all that came after. */
  base: { number: number; store: Store; replies: ReadonlyMap<NodeId, Reply> };
  since: Entry[];
  /** What its successor is known to have: decided by it, or here if it joins. */
  known: number;
  hasState: boolean;
  isWhole: boolean;
  queries: { round: number; request: Request }[];
  rounds: number;
}

const had = ({ base, since }: Right) => base.number + since.length;

function state({ base, since }: Right) {
  const store = new Map(base.store), replies = new Map(base.replies);
  for (const { client, sequence, command } of since) {
    replies.set(client, { sequence, result: apply(store, command) });
  }
  return { store, replies };
}

/** The answer to an update in the history. */
function replyTo(s: Right, number: number): Reply {
  const until = s.since.filter((entry) => entry.number <= number);
  const { client } = until.at(-1)!;
  return state({ ...s, since: until }).replies.get(client)!;
}

function place({ epoch, chain, joining }: Chain, self: NodeId) {
  const line = [...chain, ...(joining === null ? [] : [joining])], at = line.indexOf(self);
  const isMember = chain.includes(self), joins = self === joining;
  return {
    epoch,
    joins,
    isHead: isMember && at === 0,
    isTail: isMember && at === chain.length - 1,
    isMember,
    predecessor: at > 0 ? line[at - 1]! : null,
    successor: at < 0 ? null : line[at + 1] ?? null,
  };
}

/** The chain of part 5: all know it from the start, and nobody need be asked. */
export const rightStraight: Straight<Right> = {
  ...rightChain(false),
  start: (self, chain, most) => ({
    ...rightChain(false).start(self, most),
    chain: { epoch: 1, chain, joining: null },
    hasState: true,
    isWhole: true,
  }),
};

/** Servers that ask the masters before they answer queries, or need not. */
export function rightChain(confirms: boolean): Grow<Right> {
  const serve = (s: Right, request: Request, isFirst: boolean, io: ChainIo): void => {
    const { epoch, isHead, isTail } = place(s.chain, s.self);
    const { client, sequence, command } = request;
    if (epoch === 0) return;
    const mine = isQuery(command) ? isTail : isHead;
    if (!mine) {
      const { chain } = s.chain, to = isQuery(command) ? chain.at(-1)! : chain[0]!;
      return isFirst ? io.send(to, { type: "request", epoch, request }) : undefined;
    }
    if (!s.isWhole) return;
    if (isQuery(command)) {
      if (!confirms) {
        return io.answer(client, { sequence, result: apply(state(s).store, command) });
      }
      s.queries.push({ round: ++s.rounds, request });
      return io.confirm(s.rounds);
    }
    const last = state(s).replies.get(client);
    if (last !== undefined && last.sequence >= sequence) {
      const isOpen = !isTail &&
        s.since.some((each) => each.client === client && each.number > s.known);
      if (last.sequence === sequence && !isOpen) {
        io.answer(client, { sequence, result: last.result });
      }
      return;
    }
    take(s, [{ client, sequence, command, number: had(s) + 1 }], io);
  };
  const take = (s: Right, entries: readonly Entry[], io: ChainIo): void => {
    const { epoch, isTail, successor } = place(s.chain, s.self);
    s.since.push(...entries);
    if (successor !== null) {
      io.send(successor, { type: "updates", epoch, entries, last: had(s) });
    }
    if (!isTail) return;
    for (const { client, number } of entries) io.answer(client, { ...replyTo(s, number) });
    if (successor === null) s.known = had(s);
  };
  const acknowledge = (s: Right, io: ChainIo): void => {
    const { epoch, isTail, joins, predecessor } = place(s.chain, s.self);
    if (predecessor === null) return;
    const number = isTail || joins ? had(s) : s.known;
    io.send(predecessor, { type: "acknowledge", epoch, number });
  };
  const resume = (s: Right, io: ChainIo): void => {
    const { epoch, predecessor } = place(s.chain, s.self);
    io.send(predecessor!, { type: "resume", epoch, has: s.hasState ? had(s) : null });
  };
  const open = (s: Right) => s.since.filter(({ number }) => number > s.known);
  const parts = (s: Right, entries: readonly Entry[]): Entry[][] =>
    Array.from(
      { length: Math.max(1, Math.ceil(entries.length / s.most)) },
      (_, i) => entries.slice(i * s.most, (i + 1) * s.most),
    );
  return {
    start: (self, most) => ({
      self,
      most,
      chain: { epoch: 0, chain: [], joining: null },
      base: { number: 0, store: new Map(), replies: new Map() },
      since: [],
      known: 0,
      hasState: false,
      isWhole: false,
      queries: [],
      rounds: 0,
    }),
    configure(s, chain, io) {
      if (chain.epoch <= s.chain.epoch) return;
      const was = place(s.chain, s.self), now = place(chain, s.self);
      s.chain = chain;
      s.queries = [];
      if (was.epoch === 0 && now.isMember) [s.hasState, s.isWhole] = [true, true];
      if (now.joins && !was.joins) {
        s.base = { number: 0, store: new Map(), replies: new Map() };
        Object.assign(s, { since: [], known: 0, hasState: false, isWhole: false });
      }
      if (!now.joins && !now.isMember) s.isWhole = false;
      const isNew = was.epoch > 0 && now.predecessor !== null &&
        (now.predecessor !== was.predecessor || (was.joins && now.isMember));
      if (isNew && (was.joins || now.joins)) s.isWhole = false;
      const becomesTail = now.isTail && was.isMember && !was.isTail;
      for (const { client, number } of becomesTail ? open(s) : []) {
        io.answer(client, { ...replyTo(s, number) });
      }
      const isFresh = now.successor !== was.successor && (was.isTail || was.joins);
      if (now.successor === null || isFresh) s.known = had(s);
      if (becomesTail) acknowledge(s, io);
      if (isNew) resume(s, io);
    },
    confirmed(s, round, io) {
      for (
        const { request: { client, sequence, command } } of s.queries.filter((each) =>
          each.round <= round
        )
      ) {
        io.answer(client, { sequence, result: apply(state(s).store, command) });
      }
      s.queries = s.queries.filter((each) => each.round > round);
    },
    ask: (s, request, io) => serve(s, request, true, io),
    upon(s, from, message, io) {
      const { epoch, isTail, joins, isMember, predecessor, successor } = place(s.chain, s.self);
      if (message.epoch !== epoch) return;
      switch (message.type) {
        case "request":
          return serve(s, message.request, false, io);
        case "updates": {
          if (from !== predecessor || !s.hasState) return;
          const first = message.entries[0]?.number ?? had(s) + 1;
          if (first > had(s) + 1) return;
          const fresh = message.entries.filter(({ number }) => number > had(s));
          if (fresh.length > 0) take(s, fresh, io);
          if (had(s) >= message.last) s.isWhole = true;
          if (isTail || joins || fresh.length === 0) acknowledge(s, io);
          return;
        }
        case "acknowledge": {
          if (from !== successor || message.number <= s.known) return;
          s.known = Math.min(message.number, had(s));
          if (isMember && !isTail) acknowledge(s, io);
          return;
        }
        case "resume": {
          if (from !== successor || !isMember || !s.isWhole) return;
          const { has } = message;
          if (has !== null && has >= s.known) {
            const lacks = s.since.filter(({ number }) => number > has);
            for (const entries of parts(s, lacks)) {
              io.send(from, { type: "updates", epoch, entries, last: had(s) });
            }
          } else io.send(from, { type: "state", epoch, number: had(s), ...state(s) });
          return;
        }
        case "state": {
          if (from !== predecessor || (s.isWhole && !joins)) return;
          if (!s.hasState || message.number > had(s)) {
            const { number, store, replies } = message;
            Object.assign(s, { base: { number, store, replies }, since: [], hasState: true });
            s.known = number;
          }
          s.isWhole = true;
          return acknowledge(s, io);
        }
      }
    },
    again(s, io) {
      const { epoch, isMember, successor, predecessor } = place(s.chain, s.self);
      if (successor !== null && isMember) {
        const entries = open(s).slice(0, s.most);
        if (entries.length > 0) {
          io.send(successor, { type: "updates", epoch, entries, last: had(s) });
        }
      }
      if (predecessor !== null && !s.isWhole) resume(s, io);
    },
    whole: ({ isWhole }) => isWhole,
    store: (s) => state(s).store,
  };
}
