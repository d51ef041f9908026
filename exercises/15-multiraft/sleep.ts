/** Part 6. Groups that have nothing to do sleep. */

import { type Sleep, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A leader would sleep if it has nothing to do at all (all of its log is committed, applied, and
 *   with all other members; nobody waits, nothing is changing, its range has not stopped), and this
 *   heartbeat is the `sleepAfter`th or a later one since it was asked anything, woke, or began to
 *   lead.
 * - A follower goes to sleep upon a heartbeat that says so, if it has all that the leader has,
 *   committed, in the leader's term. A sleeper that hears one upon which it would go to sleep sleeps
 *   on; any other heartbeat wakes it.
 * - A leader sleeps when all other members have said that they do, and it still would. What they said
 *   before it was asked last, woke or began to lead does not count, and neither does what they said
 *   before a heartbeat that would not sleep, which has woken them.
 * - Whatever is asked of a replica, or comes for it, wakes it. A leader that wakes beats; a
 *   follower waits for a leader. If it is asked something, its leader is told, if it knows one, as
 *   that one may sleep as well.
 * - If a node is lost, those wake that it led.
 * - Who wakes has heard of no leader since it went to sleep. If that is `leaseMs` ago or more, it
 *   is free.
 * - Of a replica that is awake nothing is done for what comes.
 */
export const sleep: Sleep<State> = {
  start: (_rules) => todo("part 6, start"),
  leads: (_s) => todo("part 6, leads"),
  follows: (_s) => todo("part 6, follows"),
  due: (_s, _facts) => todo("part 6, due"),
  slept: (_s, _from, _facts, _now, _io) => todo("part 6, slept"),
  heard: (_s, _beat, _facts, _now, _io) => todo("part 6, heard"),
  asked: (_s, _facts, _now, _io) => todo("part 6, asked"),
  came: (_s, _facts, _now, _io) => todo("part 6, came"),
  lost: (_s, _node, _facts, _now, _io) => todo("part 6, lost"),
};
