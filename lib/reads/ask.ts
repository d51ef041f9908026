/** Somebody wants to read. @module */

import { type Keys, meet } from "./keys.ts";
import type { AnyReading, AnyReadIo, Reader } from "./reader.ts";
import type { Leadership } from "./replicated_log.ts";
import { answer, considerQuorum, settle } from "./settle.ts";
import type { Read, Waiting } from "./state.ts";

/** A read has come to a server, which may not be the leader. */
export function uponRead(reader: Reader, s: AnyReading, read: Read, io: AnyReadIo): void {
  const { log, way } = reader;
  if (way === "log") return throughTheLog(reader, s, read, io);
  if (way === "pqr") return askQuorum(reader, s, read, io);
  const leadership = log.leading(s, io.self), leader = log.leader(s);
  if (leadership !== null) return serve(reader, s, leadership, { read, asker: null }, io);
  // Whoever knows no leader is silent: the client will ask again.
  if (leader === null || leader === io.self) return;
  if (way !== "follower") io.send(leader, { type: "forwardRead", ...read });
  else io.send(leader, { type: "askIndex", id: note(reader, s, read, io) });
}

function throughTheLog({ log }: Reader, s: AnyReading, read: Read, io: AnyReadIo): void {
  const asked = { ...log.ask(read.command), from: read.address };
  const upon = log.protocol.upon as Record<
    string,
    (s: object, event: unknown, io: unknown) => void
  >;
  upon[asked.type]!(s, asked, io);
}

/** A read has come to the leader, or another server's question. */
export function serve(
  reader: Reader,
  s: AnyReading,
  leadership: Leadership,
  who: Pick<Waiting, "read" | "asker">,
  io: AnyReadIo,
): void {
  const { log, rules, way } = reader, { leaseUntil } = s.reads;
  const index = rules.decided(leadership, log.executed(s));
  const isSure = way === "leader lease" && leaseUntil !== null && io.now() < leaseUntil;
  if (isSure && index !== null && who.read !== null && rules.mayRead(log.executed(s), index)) {
    return answer(reader, s, who.read, io);
  }
  s.reads.waiting.push({ ...who, round: null, index });
  settle(reader, s, io);
}

function askQuorum(reader: Reader, s: AnyReading, read: Read, io: AnyReadIo): void {
  const id = note(reader, s, read, io), after = reader.log.executed(s);
  const peek = { type: "peek", id, keys: reader.keys(read.command), after } as const;
  for (const peer of io.peers) if (peer !== io.self) io.send(peer, peek);
  considerQuorum(reader, s, s.reads.asked.get(id)!);
  settle(reader, s, io);
}

/** The last place after this one in which a server has something that may be of these keys. */
export function lastOf(
  { log, keys: keysOf }: Reader,
  s: Readonly<AnyReading>,
  keys: Keys,
  after: number,
): number {
  return log.last(s, { after, isSought: (command) => meet(keysOf(command), keys) });
}

/** Notes a read that waits for others; its number. */
function note(reader: Reader, s: AnyReading, read: Read, io: AnyReadIo): number {
  const { log, rules, maxAsked, keys } = reader;
  const { asked } = s.reads, id = rules.numberOf(read.address);
  // If its client asks again, it is one of the latest again.
  asked.delete(id);
  asked.set(id, {
    ...read,
    answered: new Set([io.self]),
    last: lastOf(reader, s, keys(read.command), log.executed(s)),
    index: null,
    counted: null,
  });
  if (asked.size > maxAsked) asked.delete(asked.keys().next().value!);
  return id;
}
