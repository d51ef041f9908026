/**
 * Neighbours in a chain: what they hand each other, and how they find together when the chain has changed.
 *
 * The paper has a case for each place of a failure (section 3). They come to the same: whoever has a new predecessor tells
 * it how much of the history it has, and whoever has a new successor sends it what is open; each side does so when
 * it learns of the chain, as the other may have learnt of it before and had to disregard the first word. Who is the tail
 * now decides all that it has.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import type { Configuration } from "./configuration.ts";
import { placeIn } from "./configuration.ts";
import { acknowledge, append, decide, handOn, handOnAll, prune, watch } from "./history.ts";
import type { ChainIo, Incoming } from "./messages.ts";
import { pursue } from "./querying.ts";
import { askAgain } from "./requests.ts";
import {
  type Chain,
  entriesAfter,
  epochOf,
  had,
  placeOf,
  type State,
  successorHas,
} from "./state.ts";

/** The chain has changed; `before` is the one that this server had. */
export function uponConfiguration(
  chain: Chain,
  s: State,
  before: Configuration,
  io: ChainIo,
): void {
  const now = placeOf(s, io.self), was = placeIn(before, io.self);
  if (now.joins && !was.joins) forget(chain, s, io);
  // Who joined hears from its predecessor whether it has everything; who was in the chain has.
  if (!was.isMember || !now.isMember) s.ready = false;
  if (now.isMember && !chain.rules.waitsToBeWhole) s.ready = true;
  if (now.successor !== was.successor) s.behind = null;
  s.asked = null;
  place(s, io);
  settle(chain, s, io);
  askAgain(chain, s, io);
}

/** Finds together with its neighbours, and decides what it has if it is the tail. */
export function settle(chain: Chain, s: State, io: ChainIo): void {
  resume(s, io);
  becomeTail(chain, s, io);
  handOnAll(chain, s, io);
  prune(chain, s);
  watch(chain, s, io);
}

/** Updates have come from the predecessor. */
export function uponPropagate(
  chain: Chain,
  s: State,
  { from, epoch, entries, last }: Incoming<"propagate">,
  io: ChainIo,
): void {
  const { rules } = chain, { predecessor, isTail, joins } = placeOf(s, io.self);
  if (!rules.heeds(epoch, epochOf(s)) || from !== predecessor) return;
  const first = entries[0]?.sequence ?? last + 1;
  if (lacksAll(s, io) || !rules.follows(first, had(s))) {
    // Only once for what it has: the next messages have the same gap before them.
    if (s.asked !== had(s)) resume(s, io);
    s.asked = had(s);
    return;
  }
  const fresh = entries.filter(({ sequence }) => sequence > had(s));
  append(chain, s, fresh, io);
  if (!s.ready && had(s) >= last) becomeReady(chain, s, io);
  // What is not new has been sent again, so the word of it may have been lost.
  if (isTail || joins || fresh.length === 0) acknowledge(s, io);
}

/** The tail has the history up to here, or who joins has. */
export function uponAcknowledge(
  chain: Chain,
  s: State,
  { from, epoch, sequence }: Incoming<"acknowledge">,
  io: ChainIo,
): void {
  const { rules } = chain, { successor, isTail } = placeOf(s, io.self);
  if (!rules.heeds(epoch, epochOf(s)) || from !== successor) return;
  if (s.behind !== null) {
    s.behind = Math.max(s.behind, sequence);
    if (!isTail && s.behind >= s.decided) s.behind = null;
  }
  const before = s.decided;
  if (!isTail) decide(chain, s, Math.min(sequence, had(s)), io);
  else prune(chain, s);
  if (s.decided > before) acknowledge(s, io);
}

/** The successor says what it has: it gets what it lacks. */
export function uponResume(
  chain: Chain,
  s: State,
  { from, epoch, has }: Incoming<"resume">,
  io: ChainIo,
): void {
  const { rules } = chain, { successor, isTail } = placeOf(s, io.self);
  if (!rules.heeds(epoch, epochOf(s)) || from !== successor || !s.ready) return;
  if (!rules.sendsAgain && has !== null) return;
  if (has !== null && has >= s.base && has <= had(s)) {
    s.behind = isTail || has < s.decided ? has : null;
    handOn(s, entriesAfter(s, has), io);
  } else {
    const { machine, replies, decided: sequence, print } = s;
    const objects = clone({ sequence, machine, print });
    const known = rules.handsOverReplies ? clone(replies) : new Map();
    const entries = entriesAfter(s, sequence);
    s.behind = isTail ? sequence : null;
    io.send(from, { type: "state", epoch: epochOf(s), ...objects, replies: known, entries });
  }
  prune(chain, s);
  watch(chain, s, io);
}

/** All there is has come from the predecessor. */
export function uponState(
  chain: Chain,
  s: State,
  { from, epoch, sequence, machine, replies, print, entries }: Incoming<"state">,
  io: ChainIo,
): void {
  const { predecessor } = placeOf(s, io.self);
  if (!chain.rules.heeds(epoch, epochOf(s)) || from !== predecessor || s.ready) return;
  if (!lacksAll(s, io) && sequence + entries.length < had(s)) return;
  const objects = clone({ sequence, machine, replies, print });
  io.save({ type: "objects", ...clone(objects), entries });
  const at = io.now();
  Object.assign(s, { machine: objects.machine, replies: objects.replies, print, behind: null });
  s.base = s.decided = sequence;
  s.log = entries.map((entry) => ({ ...entry, at }));
  becomeReady(chain, s, io);
  acknowledge(s, io);
}

/** What a neighbour lacks may have been lost. */
export function afterResend(chain: Chain, s: State, io: ChainIo): void {
  const from = s.resending;
  s.resending = s.asked = null;
  if (!s.ready) resume(s, io);
  else if (from === successorHas(s) + 1) handOnAll(chain, s, io);
  pursue(chain, s, io);
  watch(chain, s, io);
}

/** Who joins has nothing until it has been handed the objects in this epoch or an earlier one. */
function lacksAll(s: Readonly<State>, io: ChainIo): boolean {
  return placeOf(s, io.self).joins && !s.ready && had(s) === 0;
}

function resume(s: State, io: ChainIo): void {
  const { predecessor } = placeOf(s, io.self);
  if (predecessor === null) return;
  const has = lacksAll(s, io) ? null : had(s);
  io.send(predecessor, { type: "resume", epoch: epochOf(s), has });
}

function becomeReady(chain: Chain, s: State, io: ChainIo): void {
  s.ready = true;
  place(s, io);
  becomeTail(chain, s, io);
  handOnAll(chain, s, io);
  askAgain(chain, s, io);
  // The masters wait to hear it.
  chain.beat(s, io);
}

/** All that the tail has is decided. */
function becomeTail(chain: Chain, s: State, io: ChainIo): void {
  const { isTail } = placeOf(s, io.self);
  if (isTail && s.ready && chain.rules.decidesAsTail) decide(chain, s, had(s), io);
}

function place(s: State, io: ChainIo): void {
  io.save({ type: "place", configuration: clone(s.attendance.configuration), ready: s.ready });
}

/** What it had may never have been decided. */
function forget({ rules, settings: { objects } }: Chain, s: State, io: ChainIo): void {
  if (rules.forgets === "never") return;
  s.machine = objects.machine.init();
  s.replies = new Map();
  s.log = [];
  s.decided = s.base = s.print = 0;
  s.behind = null;
  if (rules.forgets === "until it crashes") return;
  const nothing = { sequence: 0, machine: clone(s.machine), replies: new Map(), print: 0 };
  io.save({ type: "objects", ...nothing, entries: [] });
}
