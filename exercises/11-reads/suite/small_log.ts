/**
 * A replicated log that is as small as can be, for stories and for searches through all orders of events: servers send
 * each other their whole logs. It is Raft's, without persistence; server 0 leads to begin with.
 *
 * @module
 */

import { clone } from "hb/model/clone.ts";
import type { NodeId, Protocol } from "hb/model/protocol.ts";
import type { ReplicatedLog } from "hb/reads/replicated_log.ts";
import { bare } from "hb/replicated/requests.ts";
import type { Any, Way, WholeReads } from "../given.ts";
import {
  begin,
  type Entry,
  type SmallIo,
  type SmallMessage,
  type SmallState,
  type Timer,
} from "./small_state.ts";

/** How it begins. */
export interface SmallOptions {
  /** How many there are; default 3. */
  readonly servers?: number;
  /** Server 1 has been elected in term 2 by server 2, and server 0 does not know; default: server 0 leads alone. */
  readonly twoLeaders?: boolean;
  /** Whether server 1 may stand. */
  readonly stands?: boolean;
  readonly loyalMs?: number;
  /** What so many servers have accepted is decided, the leader among them; default: a majority. */
  readonly accepts?: number;
  /** What is decided is executed when a timer says so; default: at once. */
  readonly executesLater?: boolean;
}

/** The log. */
export function smallLog(options: SmallOptions = {}): ReplicatedLog {
  const { loyalMs = 0, servers = 3, accepts = majorityOf(servers) } = options;
  const log: ReplicatedLog<SmallState, SmallMessage, Timer, never> = {
    words: "the small log",
    protocol: protocolOf(options),
    ask: (command) => bare(command) as unknown as SmallMessage,
    leader: (s) => s.leader,
    leading: (s, self) =>
      s.leads
        ? {
          name: `${s.term}`,
          decided: s.log[s.decided - 1]?.term === s.term ? s.decided : null,
          round: s.round,
          heard: (round) => {
            const others = [...s.heard].filter(([node, each]) => node !== self && each >= round);
            return round === 0 || others.length + 1 >= majorityOf(servers);
          },
          handsOver: s.handsOver,
        }
        : null,
    executed: (s) => s.executed,
    last: (s) => s.log.length,
    meetsDecisions: (_s, some) => some.size > servers - accepts,
    read: (s, command) => s.store.get((command as { readonly key: string }).key) ?? "",
    beat: (s, io) => beat(s, io as SmallIo),
    loyalMs,
  };
  return log as unknown as ReplicatedLog;
}

/** A protocol over it, where each server has handled a message by the time that a story begins: it knows who leads. */
export function wellBegun(reads: WholeReads, way: Way, options: SmallOptions, drift = 0) {
  const own = reads.protocol(smallLog(options), { way, drift });
  return {
    ...own,
    start(io: Any, journal: Any) {
      const s = own.start(io, journal), from = (io.self + 1) % io.peers.length;
      (own.upon as Any).appended(s, { type: "appended", term: 0, length: 0, from }, io);
      return s;
    },
  };
}

const majorityOf = (servers: number) => Math.floor(servers / 2) + 1;

function protocolOf(
  {
    twoLeaders = false,
    stands = false,
    servers = 3,
    accepts = majorityOf(servers),
    executesLater = false,
  }: SmallOptions,
): Protocol<SmallState, SmallMessage, Timer, never> {
  function learn(s: SmallState, decided: number, io: SmallIo): void {
    s.decided = Math.max(s.decided, Math.min(decided, s.log.length));
    if (!executesLater) execute(s, io);
  }
  return {
    start(io) {
      if (stands && io.self === 1) io.wait(1000, { type: "stand" });
      return begin(io.self, twoLeaders);
    },
    upon: {
      request(s, { command, from }, io) {
        if (!s.leads) return;
        s.log.push({ term: s.term, command, client: from });
        if (accepts === 1) learn(s, s.log.length, io);
        send(s, io);
      },
      append(s, { from, term, log, decided }, io) {
        if (term < s.term) return;
        follow(s, term, from);
        // Of one leader the longer log is the later one.
        if (s.of < term || log.length >= s.log.length) {
          Object.assign(s, { of: term, log: clone(log) });
        }
        learn(s, decided, io);
        io.send(from, { type: "appended", term, length: log.length });
      },
      appended(s, { from, term, length }, io) {
        if (!s.leads || term !== s.term) return;
        s.lengths.set(from, Math.max(length, s.lengths.get(from) ?? 0));
        const lengths = [...s.lengths.values()].sort((a, b) => b - a);
        const decided = lengths[Math.max(0, accepts - 2)] ?? 0;
        if (s.log[decided - 1]?.term === s.term) learn(s, decided, io);
      },
      beat(s, { from, term, decided, round }, io) {
        if (term < s.term) return;
        follow(s, term, from);
        if (s.of === term) learn(s, decided, io);
        io.send(from, { type: "beaten", term, round });
      },
      beaten(s, { from, term, round }) {
        if (!s.leads || term !== s.term) return;
        s.heard.set(from, Math.max(round, s.heard.get(from) ?? 0));
      },
      vote(s, { from, term, log }, io) {
        if (term <= s.term || !isComplete(log, s.log)) return;
        Object.assign(s, { term, leader: null, leads: false });
        io.send(from, { type: "voted", term });
      },
      voted(s, { from, term }, io) {
        if (term !== s.term || s.leads) return;
        s.votes.add(from);
        if (s.votes.size + 1 < majorityOf(servers)) return;
        Object.assign(s, { leads: true, leader: io.self, of: term, round: 0, handsOver: false });
        s.heard = new Map();
        s.lengths = new Map();
        s.log.push({ term, command: null, client: null });
        send(s, io);
      },
    },
    after: {
      stand(s, _, io) {
        Object.assign(s, { term: s.term + 1, leads: false, leader: null, votes: new Set() });
        for (const to of others(io)) {
          io.send(to, { type: "vote", term: s.term, log: clone(s.log) });
        }
      },
      heartbeat: (s, _, io) => beat(s, io),
      execute: (s, _, io) => execute(s, io),
      handOver: (s) => void (s.handsOver = !s.handsOver),
    },
  };
}

const others = (io: SmallIo) => io.peers.filter((peer) => peer !== io.self);

function isComplete(log: readonly Entry[], own: readonly Entry[]): boolean {
  const [theirs, mine] = [log.at(-1)?.term ?? 0, own.at(-1)?.term ?? 0];
  return theirs > mine || (theirs === mine && log.length >= own.length);
}

function follow(s: SmallState, term: number, leader: NodeId): void {
  Object.assign(s, { term, leader, leads: false });
}

function beat(s: SmallState, io: SmallIo): void {
  const { term, decided } = s, round = ++s.round;
  for (const to of others(io)) io.send(to, { type: "beat", term, decided, round });
}

function send(s: SmallState, io: SmallIo): void {
  const { term, decided } = s;
  for (const to of others(io)) io.send(to, { type: "append", term, log: clone(s.log), decided });
}

function execute(s: SmallState, io: SmallIo): void {
  while (s.executed < s.decided) {
    const { term, command, client } = s.log[s.executed++]!;
    if (command !== null) s.store.set(command.key, command.value);
    if (s.leads && term === s.term && client !== null) {
      io.answer(client, { ok: true, index: s.executed, result: null });
    }
  }
}
