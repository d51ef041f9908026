/**
 * Queries. In a chain the tail answers them. With CRAQ (Terrace and Freedman, USENIX ATC 2009, section 2.3) any server does:
 * an object is dirty at a server that has handed on an update of it and not heard that the tail has it. What is
 * clean is as the tail has it, since no update reaches the tail but through here; of what is dirty the tail says which
 * version is decided, and the server has it.
 *
 * The version that the tail names is the length of its history, where the paper has a number for each object: updates of
 * others in between change nothing.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Answer } from "../../replicated/requests.ts";
import { holdsLease } from "../master/attendance.ts";
import type { ChainIo, ClientAsk, Incoming } from "./messages.ts";
import { watch } from "./history.ts";
import { type Chain, epochOf, had, type Held, placeOf, type Query, type State } from "./state.ts";

/** How many queries may wait at a server; the oldest is dropped. */
const WAITING = 1000;

/** A query that this server may answer. */
export function query(
  chain: Chain,
  s: State,
  ask: ClientAsk,
  address: NodeId,
  io: ChainIo,
): void {
  const { settings, rules } = chain;
  const open = openVersions(chain, s, ask.command);
  const newest = open.at(-1)?.sequence ?? s.decided;
  if (settings.reads === "eventual") return answer(chain, s, ask, address, newest, io);
  const bounded = settings.reads === "bounded" ? withinBound(chain, s, open, io) : undefined;
  if (bounded !== undefined) return answer(chain, s, ask, address, bounded, io);
  const isDirty = open.length > 0 && !rules.servesDirty;
  const round = roundFor(chain, s, io);
  const version = isDirty ? null : newest;
  if (round === 0 && version !== null) return answer(chain, s, ask, address, version, io);
  const read = hold(s, ask, address, { round, version });
  if (isDirty) askVersion(s, read, io);
  watch(chain, s, io);
}

/** A query waits; its number. */
export function hold(
  s: State,
  { id, command }: ClientAsk,
  address: NodeId,
  { round, version }: Pick<Query, "round" | "version">,
): number {
  const read = s.reads++;
  s.queries.set(read, { id, command, address, round, version });
  if (s.queries.size > WAITING) s.queries.delete(s.queries.keys().next().value!);
  return read;
}

/** A server asks the tail for the version that is decided. */
export function uponVersion(
  chain: Chain,
  s: State,
  { from, epoch, life, read }: Incoming<"version">,
  io: ChainIo,
): void {
  if (!chain.rules.heeds(epoch, epochOf(s)) || !s.ready || !placeOf(s, io.self).isTail) return;
  io.send(from, { type: "versionReply", epoch: epochOf(s), life, read, sequence: s.decided });
}

/** The tail has said which version is decided. */
export function uponVersionReply(
  chain: Chain,
  s: State,
  { epoch, life, read, sequence }: Incoming<"versionReply">,
  io: ChainIo,
): void {
  const waiting = s.queries.get(read);
  const isAsked = life === s.attendance.life;
  if (waiting === undefined || !chain.rules.takesVersion(epoch, epochOf(s), isAsked)) return;
  waiting.version ??= sequence;
  finish(chain, s, io);
}

/** Answers the queries that need wait no longer. */
export function finish(chain: Chain, s: State, io: ChainIo): void {
  for (const [read, waiting] of s.queries) {
    const { round, version, address } = waiting;
    if (version === null || round > s.attendance.confirmed) continue;
    if (round === 0 && roundFor(chain, s, io, read) !== 0) continue;
    s.queries.delete(read);
    answer(chain, s, waiting, address, Math.min(Math.max(version, s.decided), had(s)), io);
  }
}

/** What the queries wait for may have been lost: it is asked for again. */
export function pursue(chain: Chain, s: State, io: ChainIo): void {
  if (s.queries.size === 0 || !s.ready) return;
  const isUnconfirmed = ({ round }: Query) => round > s.attendance.confirmed;
  // Either beat will do, the one that the query waits for or this later one: where answers take longer than it takes to
  // ask again, whoever waited for the last one alone would wait for ever.
  if ([...s.queries.values()].some(isUnconfirmed)) chain.beat(s, io);
  for (const [read, { version }] of s.queries) if (version === null) askVersion(s, read, io);
}

/** The updates of the object that a query is about which are not known to be decided, the oldest first. */
function openVersions({ settings: { objects } }: Chain, s: State, command: unknown): Held[] {
  const key = objects.keyOf(command);
  return s.log.filter((entry) =>
    entry.sequence > s.decided && objects.keyOf(entry.command) === key
  );
}

/** The newest version, if it is within the bound; an older one may be older than what its client has written. */
function withinBound(
  { settings: { bound } }: Chain,
  s: State,
  open: readonly Held[],
  io: ChainIo,
): number | undefined {
  const { since } = s.attendance, now = io.now();
  if (since === null || now - since > bound.ms || open.length > bound.versions) return undefined;
  return open.every(({ at }) => now - at <= bound.ms)
    ? open.at(-1)?.sequence ?? s.decided
    : undefined;
}

/** The beat that must be confirmed before an answer may leave; 0: none. */
function roundFor(chain: Chain, s: State, io: ChainIo, read?: number): number {
  const { settings, rules } = chain;
  if (!rules.counts || settings.counting === "fail-stop") return 0;
  if (settings.counting === "confirm") return read === undefined ? chain.beat(s, io) : 0;
  if (holdsLease(s.attendance, settings, io.now())) return 0;
  const round = chain.beat(s, io), waiting = read === undefined ? undefined : s.queries.get(read);
  if (waiting !== undefined) s.queries.set(read!, { ...waiting, round });
  return round;
}

function askVersion(s: State, read: number, io: ChainIo): void {
  const tail = s.attendance.configuration.chain.at(-1)!;
  io.send(tail, { type: "version", epoch: epochOf(s), life: s.attendance.life, read });
}

/** Answers with the objects as they are after `version` updates. */
function answer(
  { settings: { objects: { machine } } }: Chain,
  s: State,
  { command }: ClientAsk,
  address: NodeId,
  version: number,
  io: ChainIo,
): void {
  let at = s.machine;
  if (version > s.decided) {
    at = clone(s.machine);
    for (const { sequence, command } of s.log) {
      if (sequence > s.decided && sequence <= version) machine.apply(at, command);
    }
  }
  const result = machine.apply(at, command);
  io.answer(address, { ok: true, index: version, result } satisfies Answer);
}
