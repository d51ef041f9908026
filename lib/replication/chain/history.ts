/**
 * The history at one server: updates come, are handed on, and are decided when they are at the tail (van Renesse and
 * Schneider, OSDI 2004, section 3).
 *
 * @module
 */

import { fnv1a } from "../../model/hash.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { ChainIo, Entry } from "./messages.ts";
import {
  type Chain,
  entriesAfter,
  epochOf,
  had,
  placeOf,
  type State,
  successorHas,
} from "./state.ts";

/** Takes the next updates: saves them, hands them on, and decides them if this is the tail. */
export function append(chain: Chain, s: State, entries: readonly Entry[], io: ChainIo): void {
  if (entries.length === 0) return;
  io.save({ type: "entries", entries });
  const at = io.now();
  s.log.push(...entries.map((entry) => ({ ...entry, at })));
  handOn(s, entries, io);
  if (placeOf(s, io.self).isTail) decide(chain, s, had(s), io);
  watch(chain, s, io);
}

/** Sends updates to the successor, if there is one. */
export function handOn(s: State, entries: readonly Entry[], io: ChainIo): void {
  const { successor } = placeOf(s, io.self);
  if (successor === null) return;
  io.send(successor, { type: "propagate", epoch: epochOf(s), entries, last: had(s) });
}

/** Applies what is decided up to `upTo`; the tail answers the clients who asked for it. */
export function decide(chain: Chain, s: State, upTo: number, io: ChainIo): void {
  const { rules, settings: { objects: { machine } } } = chain;
  const { isTail } = placeOf(s, io.self);
  for (const entry of s.log.slice(Math.max(0, s.decided - s.base), Math.max(0, upTo - s.base))) {
    const { sequence, id, command, address } = entry;
    if (!rules.cleans(sequence, upTo)) continue;
    const result = machine.apply(s.machine, command);
    s.replies.set(id.client, { sequence: id.sequence, index: sequence, result });
    s.print = fnv1a(`${s.print} ${id.client}.${id.sequence}`);
    if (isTail) io.answer(address, { ok: true, index: sequence, result } satisfies Answer);
  }
  s.decided = Math.max(s.decided, Math.min(upTo, had(s)));
  prune(chain, s);
}

/** Forgets the updates that nobody can need any more. */
export function prune({ rules }: Chain, s: State): void {
  if (!rules.strikes) return;
  if (s.behind !== null && s.behind > s.decided) s.behind = s.decided;
  const floor = successorHas(s);
  if (floor <= s.base) return;
  s.log.splice(0, floor - s.base);
  s.base = floor;
}

/** Says up the chain how far the history is decided; who joins says what it has. */
export function acknowledge(s: State, io: ChainIo): void {
  const { predecessor, joins } = placeOf(s, io.self);
  if (predecessor === null) return;
  const sequence = joins ? had(s) : s.decided;
  io.send(predecessor, { type: "acknowledge", epoch: epochOf(s), sequence });
}

/** Sets the timer after which what a neighbour lacks is sent again, if one does and it is not set. */
export function watch({ settings: { resendMs } }: Chain, s: State, io: ChainIo): void {
  if (s.resending !== null || resendMs === Infinity) return;
  const { successor, predecessor } = placeOf(s, io.self);
  const lacks = successor !== null && successorHas(s) < had(s);
  if (!lacks && (s.ready || predecessor === null) && s.queries.size === 0) return;
  s.resending = successorHas(s) + 1;
  io.wait(resendMs, { type: "resend" });
}

/** Sends all to the successor that it is not known to have. */
export function handOnAll({ rules }: Chain, s: State, io: ChainIo): void {
  if (rules.sendsAgain && s.ready) handOn(s, entriesAfter(s, successorHas(s)), io);
}
