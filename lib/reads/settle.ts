/** After each step of a server: what can be confirmed is confirmed, and what can be read is read. @module */

import type { Answer } from "../replicated/requests.ts";
import type { AnyReading, AnyReadIo, Reader } from "./reader.ts";
import type { Leadership } from "./replicated_log.ts";
import { type Asked, type Read, type Reads, unread, type Waiting } from "./state.ts";

/** Executes a command that only reads, and answers. */
export function answer(
  { log }: Reader,
  s: AnyReading,
  { command, address }: Read,
  io: AnyReadIo,
): void {
  const result: Answer = { ok: true, index: log.executed(s), result: log.read(s, command) };
  // It promises nothing that would have to be remembered.
  io.answer(address, result, "ahead");
}

/** Does whatever has become possible. */
export function settle(reader: Reader, s: AnyReading, io: AnyReadIo): void {
  const { log, rules } = reader;
  const leadership = log.leading(s, io.self), name = leadership?.name ?? null;
  if (rules.forgets(s.reads.leadership, name)) {
    const { asked } = s.reads;
    s.reads = { ...unread(name), asked };
  }
  if (leadership !== null) settleAsLeader(reader, s, leadership, io);
  settleAsked(reader, s, io);
}

function settleAsked(reader: Reader, s: AnyReading, io: AnyReadIo): void {
  const { log, rules, way } = reader;
  for (const [id, asked] of s.reads.asked) {
    if (asked.index === null || !rules.mayRead(log.executed(s), asked.index)) continue;
    if (way === "pqr" && !isStillQuorum(reader, s, asked)) continue;
    s.reads.asked.delete(id);
    answer(reader, s, asked, io);
  }
}

/**
 * Who decides may have changed on the way: then it takes the answers of others as well, and what they have told counts.
 * Whether the server may read all the same.
 */
function isStillQuorum(reader: Reader, s: AnyReading, asked: Asked): boolean {
  const { log, rules } = reader;
  if (log.meetsDecisions(s, asked.counted!)) return true;
  asked.index = null;
  considerQuorum(reader, s, asked);
  return asked.index !== null && rules.mayRead(log.executed(s), asked.index);
}

/** Whether enough servers have told their last places. */
export function considerQuorum({ log, rules }: Reader, s: AnyReading, asked: Asked): void {
  if (asked.index !== null || !log.meetsDecisions(s, asked.answered)) return;
  asked.index = rules.rinse(asked.last, log.executed(s));
  asked.counted = new Set(asked.answered);
}

function settleAsLeader(
  reader: Reader,
  s: AnyReading,
  leadership: Leadership,
  io: AnyReadIo,
): void {
  const { reads } = s, { log } = reader;
  noteRound(reader, reads, leadership, io);
  if (reader.way === "leader lease") renew(reader, reads, leadership, io);
  reads.waiting = reads.waiting.filter((each) => !isDone(reader, s, leadership, each, io));
  const isUnderWay = reads.waiting.some(({ round }) => round !== null && !leadership.heard(round));
  if (isUnderWay || !reads.waiting.some(({ round }) => round === null)) return;
  // One heartbeat for all that have come since the last one.
  log.beat(s, io);
  const now = log.leading(s, io.self);
  if (now !== null && now.round > leadership.round) settleAsLeader(reader, s, now, io);
}

/** A heartbeat has been sent: its answers confirm all that came before it. */
function noteRound(
  { rules, way }: Reader,
  reads: Reads,
  { round }: Leadership,
  io: AnyReadIo,
): void {
  if (round <= reads.round) return;
  reads.round = round;
  // Only leases count from there, and forget it when it has been answered.
  if (way === "leader lease") reads.sentAt.set(round, io.now());
  for (const each of reads.waiting) each.round ??= rules.confirmedBy(round - 1);
}

/** A quorum has answered a heartbeat: for some time after it was sent, nobody else can lead. */
function renew(
  { log, rules, leaseMs }: Reader,
  reads: Reads,
  { heard, handsOver }: Leadership,
  io: AnyReadIo,
): void {
  reads.surrendered ||= rules.surrenders(handsOver);
  for (const [round, sentAt] of reads.sentAt) {
    if (!heard(round)) continue;
    reads.sentAt.delete(round);
    const until = rules.leaseFrom(sentAt, io.now()) + leaseMs;
    reads.leaseUntil = Math.max(until, reads.leaseUntil ?? until);
  }
  if (reads.surrendered || log.loyalMs === 0) reads.leaseUntil = null;
}

/** Whether a read that waits at the leader, or a question, has been answered. */
function isDone(
  reader: Reader,
  s: AnyReading,
  leadership: Leadership,
  waiting: Waiting,
  io: AnyReadIo,
): boolean {
  const { log, rules } = reader, { round, read, asker } = waiting;
  if (round === null || !leadership.heard(round)) return false;
  waiting.index ??= rules.decided(leadership, log.executed(s));
  const { index } = waiting;
  if (index === null) return false;
  if (asker !== null) io.send(asker.node, { type: "index", id: asker.id, index });
  else if (rules.mayRead(log.executed(s), index)) answer(reader, s, read!, io);
  else return false;
  return true;
}
