/**
 * Asking the oracle for timestamps: of many wishes one message is made, and no more than one is on its way (Peng and
 * Dabek 2010, section 2.3). A wish that comes while one is waits for the next, as the timestamps on their way may be
 * older than what it has seen.
 *
 * @module
 */

import { serviceOf } from "../places.ts";
import type { MessageOf, PercolatorIo } from "./messages.ts";
import type { Manner } from "./settings.ts";
import type { State, Wish } from "./state.ts";

/** Somebody wants a timestamp. */
export function wish(s: State, wanted: Wish, how: Manner, io: PercolatorIo): void {
  s.clock.next.push(wanted);
  if (s.clock.asking.length === 0) ask(s, how, io);
}

function ask(s: State, how: Manner, io: PercolatorIo): void {
  const { clock } = s;
  if (clock.next.length === 0) return;
  clock.asking = clock.next;
  clock.next = [];
  clock.requests++;
  askAgain(s, how, io);
}

/** Asks, or asks again: whatever answer comes, its timestamps were given after the wishes. */
export function askAgain({ life, clock }: State, how: Manner, io: PercolatorIo): void {
  const { requests: request, asking } = clock;
  io.send(serviceOf(how.splits), { type: "clock", life, request, count: asking.length });
  if (how.againMs !== Infinity) io.wait(how.againMs, { type: "clockAgain" });
}

/** The oracle has answered: the wishes with a timestamp each, or none if it was not the answer that is waited for. */
export function granted(
  s: State,
  { life, request, first }: MessageOf<"timestamps">,
  how: Manner,
  io: PercolatorIo,
): (readonly [Wish, number])[] {
  const { clock } = s;
  if (life !== s.life || request !== clock.requests || clock.asking.length === 0) return [];
  const wishes = clock.asking.map((wanted, i) => [wanted, first + i] as const);
  clock.asking = [];
  io.cancel("clockAgain");
  ask(s, how, io);
  return wishes;
}
