/**
 * Two-phase commit (Gray 1978) over strict two-phase locking (Eswaran, Gray, Lorie and Traiger 1976): transactions on the
 * keys of several participants that are strictly serializable, and committed everywhere or nowhere.
 *
 * A coordinator does what an application asks operation by operation, each under a lock at the participant that keeps the
 * key, and keeps what is to be written until the end. Then it locks all that, has every participant promise that it can
 * commit, makes its decision durable, and tells it. A participant that has promised is *in doubt* until it hears that, and
 * what it has locked stays locked: no protocol that two messages each way are enough for can do without this blocking
 * when the coordinator is down (Skeen 1981; Bernstein, Hadzilacos and Goodman 1987, section 7.3).
 *
 * Machines may crash and come back with their disks, messages may be lost, late, doubled, in any order; clocks may be
 * wrong. A coordinator that comes back has forgotten what it had not decided. Who had asked for that is never answered.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { lost, prepare as askToPrepare, voted } from "./commit.ts";
import { compacted, recovered } from "./journal.ts";
import { later, type Manner } from "./manner.ts";
import type { Message, Saved, Timer, TwoPhaseIo } from "./messages.ts";
import type { Name } from "./names.ts";
import { begin as beginProbe, chased, deadlocked, probed } from "./probes.ts";
import { type Rules, rules as asInThePapers } from "./rules.ts";
import { type Settings, settingsWith } from "./settings.ts";
import type { State } from "./state.ts";
import { inquired, known, tellAgain } from "./telling.ts";
import { inquire, lock, undecided } from "./visits.ts";
import { consult, decide, prepare } from "./votes.ts";
import { askAll, begin, granted, retry } from "./work.ts";

/** What a node runs. */
export type TwoPhase = Protocol<State, Message, Timer, Saved>;

/**
 * The protocol of a node. Throws `RangeError` for settings that cannot be.
 *
 * @example A transfer between two participants
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { World } from "hb/sim/world.ts";
 * import type { Operations } from "hb/transactions/operation.ts";
 * import { twoPhase } from "hb/transactions/two_phase/two_phase.ts";
 *
 * const transfer: Operations = [
 *   { type: "add", key: "a", amount: 3 },
 *   { type: "add", key: "x", amount: -3 },
 * ];
 * const look: Operations = [{ type: "scan", from: "a", to: "z" }];
 * const world = new World({
 *   protocol: twoPhase({ splits: ["m"] }),
 *   nodes: 3,
 *   clients: {
 *     workload: [[{ input: transfer }, { input: look }]],
 *     ask: (input) => ({ type: "transact" as const, operations: input as Operations }),
 *     to: () => 2,
 *   },
 *   seed: 1,
 * });
 * world.run(100);
 * assertEquals(world.history.map(({ output }) => output), [
 *   { ok: true, results: [null, null] },
 *   { ok: true, results: [[["a", 3], ["x", -3]]] },
 * ]);
 * ```
 */
export function twoPhase(settings: Partial<Settings> = {}, rules: Partial<Rules> = {}): TwoPhase {
  const how: Manner = { ...settingsWith(settings), ...asInThePapers, ...rules };
  const isCollected = how.isCollected(how.presumption);
  return {
    start: (io, journal) => start(recovered(journal), how, io),
    upon: {
      transact: (s, { from, operations }, io) => begin(s, from, operations, how, io),
      lock: (s, message, io) => lock(s, message.from, message, how, io),
      granted: (s, message, io) => granted(s, message.from, message, how, io),
      lost: (s, { from, name, session }, io) => lost(s, from, name, session, how, io),
      prepare: (s, message, io) => prepare(s, message.from, message, how, io),
      vote: (s, message, io) => voted(s, message.from, message, how, io),
      decide: (s, message, io) => decide(s, message, how, io),
      done: (s, { from, name, session }, io) => known(s, from, name, session, how, io),
      inquire: (s, message, io) => inquired(s, message.from, message, how, io),
      undecided: (s, { name, session }) => undecided(s, name, session, how),
      consult: (s, message, io) => consult(s, message.from, message, how, io),
      probe: (s, probe, io) => probed(s, probe, io),
      chase: (s, probe, io) => chased(s, probe, how, io),
      deadlock: (s, { name }, io) => deadlocked(s, name, how, io),
    },
    after: {
      again: (s, { key }, io) => again(s, key, how, io),
      retry: (s, { key }, io) => retry(s, key, how, io),
      inquire: (s, { key }, io) => inquire(s, key, how, io),
      chase: (s, { key }, io) => beginProbe(s, key, how, io),
      forget: (s, { key }) => void s.probes.delete(key),
    },
    compact: (journal) => compacted(recovered(journal), false),
    checkpoint: (state) => compacted(state, isCollected),
  };
}

/** Comes back: what it had decided it tells, and of what it is in doubt it asks. */
function start(s: State, how: Manner, io: TwoPhaseIo): State {
  s.life++;
  io.save({ type: "life", life: s.life });
  for (const name of s.decided.keys()) tellAgain(s, name, how, io);
  for (const name of s.visits.keys()) inquire(s, name, how, io);
  return s;
}

/** Asks again whoever has not answered. */
function again(s: State, name: Name, how: Manner, io: TwoPhaseIo): void {
  const trying = s.tries.get(name);
  if (trying === undefined) return tellAgain(s, name, how, io);
  if (trying.stage === "voting") askToPrepare(name, trying, how, io);
  else askAll(name, trying, io);
  later(how.againMs, "again", name, io);
}
