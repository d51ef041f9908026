/**
 * Reading from a replicated log without writing into it: one interface, and several ways to do it. Each way is a
 * protocol over the protocol of the log: it sees what the log's servers know after each of their steps, has
 * heartbeats sent when it needs one, and answers reads itself.
 *
 * - "log": the read goes through the log like a write; there is nothing to prove.
 * - "read index" (Ongaro 2014, section 6.4): the leader notes how far the log is decided, has a quorum confirm that
 *   it still leads, and reads when it has executed so far. One heartbeat confirms all reads that came before it.
 * - "follower": any server asks the leader for that index, and reads itself.
 * - "leader lease" (Ongaro 2014, section 6.4.1; Gray and Cheriton 1989): answers to a heartbeat say that nobody else
 *   can lead for a while, and as long as that lasts the leader asks nobody.
 * - "pqr", Paxos quorum reads (Charapko, Ailijiang and Demirbas 2019): any server asks a quorum for the last places
 *   that they have something of the key in, and reads when it has executed so far ("rinse"); the leader is not asked.
 *
 * @module
 */

import type { From, Handlers, Protocol, Tagged } from "../model/protocol.ts";
import { lastOf, serve, uponRead } from "./ask.ts";
import type { ReadMessage } from "./messages.ts";
import {
  type AnyReading,
  type AnyReadIo,
  type Reader,
  readerOf,
  type Reading,
  type ReadOptions,
} from "./reader.ts";
import type { ReplicatedLog } from "./replicated_log.ts";
import { considerQuorum, settle } from "./settle.ts";
import { unread } from "./state.ts";

/** The protocol of a log with reads. */
export function reading<S extends object, M extends Tagged, T extends Tagged, R>(
  log: ReplicatedLog<S, M, T, R>,
  options: ReadOptions,
): Protocol<Reading<S>, M | ReadMessage, T, R> {
  // Sound, as servers are only handed to the functions of the log that they are servers of.
  const reader = readerOf(log as unknown as ReplicatedLog, options);
  const { protocol } = reader.log;
  // Where reads go through the log, nothing waits beside it.
  const isBeside = reader.way !== "log";
  const settled = <E>([type, handle]: [string, (s: object, event: E, io: never) => void]) => [
    type,
    (s: AnyReading, event: E, io: AnyReadIo) => {
      handle(s, event, io as never);
      if (isBeside) settle(reader, s, io);
    },
  ];
  return {
    ...protocol,
    start(io: AnyReadIo, journal: readonly unknown[]) {
      return { ...protocol.start(io, journal), reads: unread() };
    },
    upon: {
      ...Object.fromEntries(Object.entries(protocol.upon).map(settled)),
      ...uponReads(reader),
    },
    after: Object.fromEntries(Object.entries(protocol.after ?? {}).map(settled)),
  } as unknown as Protocol<Reading<S>, M | ReadMessage, T, R>;
}

/** What a server does upon the messages of reads. */
function uponReads(reader: Reader): Handlers<AnyReading, ReadMessage, From, AnyReadIo> {
  const { log } = reader;
  return {
    read: (s, { from, command }, io) => uponRead(reader, s, { command, address: from }, io),
    forwardRead(s, { command, address }, io) {
      const leadership = log.leading(s, io.self), read = { command, address };
      if (leadership !== null) serve(reader, s, leadership, { read, asker: null }, io);
    },
    askIndex(s, { from, id }, io) {
      const leadership = log.leading(s, io.self), asker = { node: from, id };
      if (leadership !== null) serve(reader, s, leadership, { read: null, asker }, io);
    },
    index(s, { id, index }, io) {
      const asked = s.reads.asked.get(id);
      if (asked !== undefined) asked.index = index;
      settle(reader, s, io);
    },
    peek(s, { from, id, keys, after }, io) {
      io.send(from, { type: "peeked", id, last: lastOf(reader, s, keys, after) });
    },
    peeked(s, { from, id, last }, io) {
      const asked = s.reads.asked.get(id);
      if (asked === undefined) return;
      asked.answered.add(from);
      asked.last = Math.max(asked.last, last);
      considerQuorum(reader, s, asked);
      settle(reader, s, io);
    },
  };
}
