/** What a session may be. Sessions come from strangers, in links. @module */

import { isMistake } from "./mistakes.ts";
import {
  type Act,
  LONGEST_MS,
  MOST_ACTS,
  MOST_NODES,
  type Session,
  type Settings,
  type TimedAct,
} from "./session.ts";

/** The least and the most that a setting may be. */
const bounds = {
  electionMs: [10, 10_000],
  heartbeatMs: [5, 5000],
  latencyMs: [1, 1000],
  lossPercent: [0, 90],
} as const;

/** The keys and values of the playground: a few letters and digits. */
const word = /^[A-Za-z0-9]{1,8}$/;

/** Throws, in a sentence that a reader understands, unless the session can be played. */
export function assertSession(session: Session): void {
  const { version, seed, nodes, settings, acts } = session;
  if (version !== 1) throw cannot("its version must be 1", version);
  whole("its seed", seed, 0, Number.MAX_SAFE_INTEGER);
  whole("its number of nodes", nodes, 1, MOST_NODES);
  assertSettings(settings);
  if (acts.length > MOST_ACTS) {
    throw cannot(`it must have at most ${MOST_ACTS} acts`, acts.length);
  }
  let before = 0;
  for (const timed of acts) {
    assertAct(timed, nodes, before);
    before = timed.at;
  }
}

/** Throws unless an act can be done in a cluster of `nodes` nodes, not before `before` ms. */
export function assertAct({ at, act }: TimedAct, nodes: number, before = 0): void {
  whole("the time of an act", at, before, LONGEST_MS);
  if (act.kind === "set") return assertSettings(act.settings);
  if ("node" in act) whole("the node of an act", act.node, 0, nodes - 1);
  if ("from" in act) assertLink(act, nodes);
  if ("key" in act) assertWord("key", act.key);
  if ("value" in act) assertWord("value", act.value);
}

/** Throws unless a cluster can be set like this. */
export function assertSettings(settings: Settings): void {
  const { electionMs, heartbeatMs, latencyMs, lossPercent, mistake } = settings;
  range("the election timeout", electionMs, bounds.electionMs);
  range("the latency", latencyMs, bounds.latencyMs);
  whole("the heartbeat", heartbeatMs, ...bounds.heartbeatMs);
  whole("the loss", lossPercent, ...bounds.lossPercent);
  if (heartbeatMs >= electionMs[1]) {
    throw cannot("the heartbeat must be shorter than the longest election timeout", heartbeatMs);
  }
  if (mistake !== null && !isMistake(mistake)) {
    throw cannot("the broken rule must be one of the playground's", mistake);
  }
}

type OfLink = Extract<Act, { readonly from: number }>;

function assertLink({ from, to }: OfLink, nodes: number): void {
  whole("the node of an act", from, 0, nodes - 1);
  whole("the node of an act", to, 0, nodes - 1);
  if (from === to) throw cannot("a link must lie between two nodes", `${from} and ${to}`);
}

function assertWord(name: string, text: string): void {
  if (!word.test(text)) {
    throw cannot(`a ${name} must be 1 to 8 letters and digits without accents`, text);
  }
}

function range(name: string, [low, high]: readonly number[], most: readonly [number, number]) {
  whole(name, low, ...most);
  whole(name, high, ...most);
  if (low! > high!) throw cannot(`${name} must begin with the shorter time`, `${low} to ${high}`);
}

function whole(name: string, value: unknown, least: number, most: number): void {
  if (Number.isInteger(value) && value as number >= least && value as number <= most) return;
  throw cannot(`${name} must be a whole number from ${least} to ${most}`, value);
}

function cannot(why: string, given: unknown): RangeError {
  return new RangeError(`Cannot play the session as ${why}: given ${shortened(given)}`);
}

/** What a stranger gave is repeated in short. */
function shortened(given: unknown): string {
  const text = String(given);
  return text.length <= 24 ? text : `${text.slice(0, 24)}…`;
}
