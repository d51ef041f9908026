/** Part 7. The client. @module */

import {
  type Client,
  type ClientIo,
  type ClientRules,
  equal,
  leaderOf,
  type NodeId,
  type Reply,
  type Request,
  sign,
  type Signed,
} from "../../exercises/13-byzantine/given.ts";
import { certificates } from "./certificates.ts";

/** What is remembered. */
export interface State {
  readonly rules: ClientRules;
  view: number;
  timestamp: number;
  pending: Signed<Request> | null;
  replies: Map<NodeId, Reply>;
  readonly queue: string[];
}

/** How it is decided. */
export interface Ways {
  readonly believes: (n: number) => number;
  readonly isCounted: (s: State, from: NodeId, reply: Reply) => boolean;
  readonly isSame: (one: unknown, other: unknown) => boolean;
  readonly viewOf: (views: readonly number[], s: State) => number;
  readonly note: (replies: Map<NodeId, Reply>, from: NodeId, reply: Reply) => void;
}

export const ways: Ways = {
  believes: certificates.weak,
  isCounted: ({ pending, rules }, from, { timestamp }) =>
    pending !== null && from < rules.replicas && timestamp === pending.statement.timestamp,
  isSame: equal,
  viewOf: (views, { view }) => Math.max(view, Math.min(...views)),
  note: (replies, from, reply) => void replies.set(from, reply),
};

export function clientWith(own: Partial<Ways> = {}): Client<State> {
  const way = { ...ways, ...own };
  const next = (s: State, io: ClientIo) => {
    const command = s.queue.shift();
    if (command === undefined) return;
    const { cluster, replicas, retryMs } = s.rules, timestamp = ++s.timestamp;
    s.pending = sign(io, { kind: "request", cluster, timestamp, command } as const);
    s.replies = new Map();
    io.send(leaderOf(s.view, replicas), { type: "request", request: s.pending });
    io.wait(retryMs);
  };
  return {
    start: (rules) => ({
      rules,
      view: 0,
      timestamp: 0,
      pending: null,
      replies: new Map(),
      queue: [],
    }),
    ask(s, command, io) {
      s.queue.push(command);
      if (s.pending === null) next(s, io);
    },
    overdue(s, io) {
      if (s.pending === null) return;
      for (let to = 0; to < s.rules.replicas; to++) {
        io.send(to, { type: "request", request: s.pending });
      }
      io.wait(s.rules.retryMs);
    },
    reply(s, from, reply, io) {
      if (!way.isCounted(s, from, reply)) return;
      way.note(s.replies, from, reply);
      const same = [...s.replies.values()].filter(({ result }) => way.isSame(result, reply.result));
      if (same.length < way.believes(s.rules.replicas)) return;
      s.view = way.viewOf(same.map(({ view }) => view), s);
      s.pending = null;
      io.cancel();
      io.answer(reply.result);
      next(s, io);
    },
  };
}

export const client: Client<State> = clientWith();
