/** Part 6: the receiver's half of credit. */

import type { Receiving, ReceivingIo } from "../../exercises/18-wire/given.ts";

/** What the other side may still send, what has come, and what is owed. */
interface Account {
  left: number;
  unread: number;
  owed: number;
}

interface State {
  initial: number;
  /** Sizes that the other side was told and has not acknowledged. */
  readonly told: number[];
  readonly connection: Account;
  readonly streams: Map<number, Account>;
}

const account = (left: number): Account => ({ left, unread: 0, owed: 0 });

export const receiving: Receiving<State> = {
  start: ({ stream, connection }) => ({
    initial: stream,
    told: [],
    connection: account(connection),
    streams: new Map(),
  }),
  open(s, stream) {
    s.streams.set(stream, account(s.initial));
  },
  came(s, stream, bytes, io) {
    const found = s.streams.get(stream);
    if (bytes > s.connection.left) return io.breach(0);
    s.connection.left -= bytes;
    if (found === undefined || bytes > found.left) {
      s.connection.owed += bytes;
      if (found !== undefined) end(s, stream);
      if (found !== undefined) io.breach(stream);
    } else {
      found.left -= bytes;
      found.unread += bytes;
      s.connection.unread += bytes;
    }
    pay(s, io);
  },
  consumed(s, stream, bytes, io) {
    for (const each of [s.connection, s.streams.get(stream)!]) {
      each.unread -= bytes;
      each.owed += bytes;
    }
    pay(s, io);
  },
  close(s, stream, io) {
    end(s, stream);
    pay(s, io);
  },
  resize(s, bytes) {
    s.told.push(bytes);
  },
  acknowledged(s, io) {
    const bytes = s.told.shift()!;
    for (const each of s.streams.values()) each.left += bytes - s.initial;
    s.initial = bytes;
    pay(s, io);
  },
};

function end(s: State, stream: number): void {
  const unread = s.streams.get(stream)?.unread ?? 0;
  s.connection.unread -= unread;
  s.connection.owed += unread;
  s.streams.delete(stream);
}

/** Seldom while there is plenty, and at once when there is nothing. */
function pay(s: State, io: ReceivingIo): void {
  for (const [stream, each] of [[0, s.connection] as const, ...s.streams]) {
    const { owed } = each;
    if (owed === 0 || owed < each.left) continue;
    each.left += owed;
    each.owed = 0;
    io.grant(stream, owed);
  }
}
