/**
 * The hidden lock (Yin et al. 2019, section 4.4; Malkhi and Nayak 2023, section 1): a leader that shows its certificates
 * to one replica alone, and what becomes of a client in each variant of basic HotStuff.
 *
 * One liar of four hides a lock once a round of leaders, and the round has a turn of the replica that it hides it at: that
 * one proposes on what it has locked. So either this one never leads, or there are more liars, of whom the next hides
 * another lock before it does.
 *
 * @module
 */

import { HIDERS_ORDER, hidingLeader, VICTIM } from "../../consensus/hotstuff/adversaries/hiding.ts";
import { hotStuff } from "../../consensus/hotstuff/hotstuff.ts";
import { rulesOf, type Variant } from "../../consensus/hotstuff/rules.ts";
import type { Options } from "../../consensus/hotstuff/settings.ts";
import type { Replica } from "../../consensus/hotstuff/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { assertOneOf, assertSpans } from "../asked.ts";

/** What came of it. */
export interface Hidden {
  /** How many of the client's ten requests were answered. */
  readonly answered: number;
  /** Through how many views they went. */
  readonly views: number;
}

/** What the variants are called in tables. */
export const called: Readonly<Record<Variant, string>> = {
  "two-chain-naive": "two phases",
  "three-chain": "three phases",
  "hotstuff-2": "two phases, waiting",
};

/** Who lies, and who leads. */
export interface Hiders {
  /** How many replicas there are. */
  readonly replicas: number;
  /** Each liar, with the replica that it shows its certificates to. */
  readonly liars: readonly (readonly [liar: NodeId, victim: NodeId])[];
  /** Who leads in turn. */
  readonly order: readonly NodeId[];
  /** Whose messages come late, and at whom. */
  readonly late: readonly (readonly [from: NodeId, to: readonly NodeId[]])[];
}

/** The systems in which a lock is hidden. */
export const hiders = {
  /** One of four lies, and leaders are drawn from the three others. */
  "one of four, the victim never leads": {
    replicas: 4,
    liars: [[0, VICTIM]],
    order: HIDERS_ORDER,
    late: [[VICTIM, [0, 1, 2]]],
  },
  /** One of four lies, and all lead in turn. */
  "one of four": {
    replicas: 4,
    liars: [[0, VICTIM]],
    order: [0, 1, 2, 3],
    late: [[VICTIM, [0, 1, 2]]],
  },
  /** Two of seven lie, and all lead in turn: what each hides is news to those who lead before the other. */
  "two of seven": {
    replicas: 7,
    liars: [[0, 6], [3, 1]],
    order: [0, 1, 2, 3, 4, 5, 6],
    late: [[6, [1, 2]], [1, [4, 5, 6]]],
  },
} as const satisfies Readonly<Record<string, Hiders>>;

/** How many requests the client makes, one after the other. */
const REQUESTS = 10;
/** How long late messages take, in ms, and all others. */
const LATE_MS = 30, SOON_MS = 5;

/** In which system, and what its leaders do. */
export interface HiddenIn {
  /** Which of `hiders`; default "one of four, the victim never leads". */
  readonly where?: keyof typeof hiders;
  /**
   * Whether replicas learn from what they are told when they have proposed, or do not lead. Default: they do not; in the
   * paper a leader takes the first n − f new views, and nobody learns from the others (algorithm 2).
   */
  readonly listens?: boolean;
}

/**
 * A client asks ten things, one after the other, of a service in which locks are hidden.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { hiddenLock } from "hb/laboratory/byzantine/hidden_lock.ts";
 *
 * assertEquals(hiddenLock("three-chain", 20_000).answered, 10);
 * assertEquals(hiddenLock("two-chain-naive", 20_000).answered, 2);
 * assertEquals(hiddenLock("two-chain-naive", 20_000, { where: "one of four" }).answered, 10);
 * ```
 */
export function hiddenLock(
  variant: Variant,
  forMs: number,
  { where = "one of four, the victim never leads", listens = false }: HiddenIn = {},
): Hidden {
  assertOneOf("hide a lock", "variant", variant, Object.keys(rulesOf));
  assertOneOf("hide a lock", "where", where, Object.keys(hiders));
  assertSpans("hide a lock", { forMs });
  const { replicas, liars, order, late }: Hiders = hiders[where];
  const protocol = hotStuff({
    machine: listMachine as Options["machine"],
    replicas,
    style: "basic",
    variant,
    order,
    tenure: 1,
    rules: listens ? {} : { listens: (isInTime) => isInTime },
  });
  const all = Array.from({ length: replicas + 1 }, (_, node) => node);
  const accomplices = liars.map(([liar]) => liar);
  const world = new World({
    protocol: withTraitors(
      protocol,
      Object.fromEntries(liars.map(([liar, victim]) => {
        const others = all.filter((node) => node !== liar);
        return [liar, hidingLeader(protocol, others, { victim, accomplices })];
      })),
    ),
    nodes: replicas + 1,
    seed: 1,
    trace: "none",
    strict: false,
    network: {
      latency: constant(SOON_MS),
      links: late.flatMap(([from, to]) =>
        to.map((each) => ({ from, to: each, latency: constant(LATE_MS) }))
      ),
    },
    clients: {
      workload: [Array.from({ length: REQUESTS }, (_, i) => ({ input: i }))],
      ask: (command) => ({ type: "ask" as const, command }),
      link: "local",
      to: () => replicas,
    },
  });
  world.run(forMs);
  return {
    answered: world.history.filter(({ outcome }) => outcome === "ok").length,
    views: (world.states[1] as Replica).view,
  };
}
