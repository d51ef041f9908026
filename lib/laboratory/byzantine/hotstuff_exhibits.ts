/**
 * Four replicas of HotStuff of which one lies, in runs as short as they can be: each shows why a rule is as it is, with
 * the rule and without it. Leaders always propose, so nobody needs to ask. Replica 0 lies.
 *
 * @module
 */

import { hotStuff } from "../../consensus/hotstuff/hotstuff.ts";
import { backwardRules, REPLICA_TYPES, reviver } from "../../consensus/hotstuff/adversaries.ts";
import { HIDERS_ORDER, hidingLeader, VICTIM } from "../../consensus/hotstuff/adversaries/hiding.ts";
import { weaver, WEAVERS_TENURE } from "../../consensus/hotstuff/adversaries/weaver.ts";
import { invariants } from "../../consensus/hotstuff/invariants.ts";
import type { Message, Saved, Timer } from "../../consensus/hotstuff/messages.ts";
import type { Rules, Variant } from "../../consensus/hotstuff/rules.ts";
import type { Options } from "../../consensus/hotstuff/settings.ts";
import type { State } from "../../consensus/hotstuff/state.ts";
import { heightOf } from "../../consensus/hotstuff/tree.ts";
import { assertKinds, oneOf, wholeFrom, yesOrNo } from "../../model/kinds.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { type Traitor, type Treason, withTraitors } from "../../security/adversary/traitors.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";

const REPLICAS = 4, LIAR: NodeId = 0, LOYAL: readonly NodeId[] = [1, 2, 3], QUORUM = 3;
/** How long a message takes, and one of the replica that is heard too late, in ms. */
const DELAY_MS = 5, LATE_MS = 40;
/** How long a view may bring nothing, in ms. */
const VIEW_MS = 200;

/** What came of it. */
export interface Exhibit {
  /** All that happened, with the states of replicas. */
  readonly trace: readonly TraceEvent[];
  /** What went wrong, in words; undefined: nothing. */
  readonly violation: string | undefined;
  /** How many blocks each of the loyal has decided, by replica; the liar's place is null. */
  readonly decided: readonly (number | null)[];
  /** The last view that somebody loyal is in. */
  readonly view: number;
}

/** A run. */
interface Run {
  readonly options: Partial<Options>;
  readonly treason: (options: Options) => Treason<Message>;
  /** Whether the messages of `VICTIM` are late. */
  readonly late?: boolean;
  readonly untilMs: number;
}

function run({ options, treason, late = false, untilMs }: Run): Exhibit {
  const all: Options = {
    machine: listMachine as Options["machine"],
    replicas: REPLICAS,
    viewMs: VIEW_MS,
    checkpointEvery: Infinity,
    restless: true,
    ...options,
  };
  const links = late
    ? [LIAR, ...LOYAL].filter((to) => to !== VICTIM)
      .map((to) => ({ from: VICTIM, to, latency: constant(LATE_MS) }))
    : [];
  const world = new World<State | Traitor, Message, Timer, Saved>({
    protocol: withTraitors(hotStuff(all), { [LIAR]: treason(all) }),
    nodes: REPLICAS,
    seed: 1,
    network: { latency: constant(DELAY_MS), links },
    invariants: amongLoyal(invariants.filter(({ name }) => isAsked(all, name))),
    states: true,
  });
  world.run(untilMs);
  const replicas = world.states.map((s) =>
    s !== undefined && "role" in s && s.role === "replica" ? s : null
  );
  return {
    trace: world.trace,
    violation: world.violation?.words,
    decided: replicas.map((s) => s === null ? null : heightOf(s)),
    view: Math.max(...replicas.map((s) => s?.view ?? 0)),
  };
}

/** In basic HotStuff a lock may be that of a later phase. */
function isAsked({ style }: Options, name: string): boolean {
  return style !== "basic" || name !== "a lock is no higher than what is known";
}

/**
 * Two certificates decide. The leader shows the second to replica 3 alone, which decides the first block, and whose
 * messages are late; then it begins again on the block that all began with. Where a certificate is locked by those who
 * know of it, two replicas refuse; where what it certifies must be certified once more to be locked, as for three
 * certificates, they vote, and decide another block.
 */
export function goneBehind(chosen: { readonly locks: "as for two" | "as for three" }): Exhibit {
  assertKinds("go behind a decided block", chosen, { locks: oneOf("as for two", "as for three") });
  const { locks } = chosen;
  const options: Partial<Options> = locks === "as for two"
    ? { variant: "two-chain-naive" }
    : { variant: "three-chain", rules: { chainLength: 2 } };
  return run({
    options: { ...options, tenure: 4, order: [LIAR, LIAR, ...LOYAL] },
    treason: (options) => {
      const rules = { ...options.rules, ...backwardRules(2, 4) };
      const around = { others: LOYAL, proxies: [] };
      return reviver(hotStuff({ ...options, rules }), around, VICTIM, 2);
    },
    late: true,
    untilMs: 400,
  });
}

/**
 * Three certificates in a row decide. The leader weaves two branches, b in view 1, b′ in 2 and b″ in 4, and c in 3, d in 5
 * and e in 6. Where views need not be consecutive, b is decided by b″, and c by e (relab/hotstuff#249).
 */
export function woven(chosen: { readonly consecutive: boolean }): Exhibit {
  assertKinds("weave two branches", chosen, { consecutive: yesOrNo });
  const { consecutive } = chosen;
  const rules: Partial<Rules> = consecutive ? {} : { isDecided: () => true };
  return run({
    options: { rules, tenure: WEAVERS_TENURE, order: [LIAR, LIAR, LIAR, ...LOYAL] },
    treason: () => weaver("hotstuff", LOYAL, QUORUM),
    untilMs: 700,
  });
}

/**
 * A leader of basic HotStuff shows its certificates to replica 3 alone, which locks them, whose messages are late, and
 * which never leads. With two phases and no waiting, no view after it brings anything; a leader that waits hears of the lock
 * in time, and with three phases what one has locked, f + 1 of the loyal know.
 */
export function hiddenLock(
  { variant, untilMs = 10_000 }: { readonly variant: Variant; readonly untilMs?: number },
): Exhibit {
  assertKinds("hide a lock", { variant, untilMs }, {
    variant: oneOf("three-chain", "two-chain-naive", "hotstuff-2"),
    untilMs: wholeFrom(1),
  });
  return run({
    options: {
      style: "basic",
      variant,
      order: HIDERS_ORDER,
      // What comes after a leader has proposed comes too late for it.
      rules: { listens: (isInTime) => isInTime },
    },
    treason: (options) => hidingLeader(hotStuff(options), LOYAL),
    late: true,
    untilMs,
  });
}

/**
 * One replica of four says nothing. It takes four leaders in a row to decide a block of chained HotStuff where each
 * view has another, as the votes for a block go to the leader after: with one that is silent there never are (Giridharan
 * and others 2022, *BeeGees*). With several views each, there are.
 */
export function silentFourth(
  { tenure, untilMs = 10_000 }: { readonly tenure: number; readonly untilMs?: number },
): Exhibit {
  const kinds = { tenure: wholeFrom(1), untilMs: wholeFrom(1) };
  assertKinds("silence a leader of four", { tenure, untilMs }, kinds);
  return run({
    options: { tenure },
    treason: (options) =>
      puppet(hotStuff(options), {
        faces: [LOYAL],
        deceits: REPLICA_TYPES.map((type) => ({ kind: "silence", of: { type } })),
      }),
    untilMs,
  });
}
