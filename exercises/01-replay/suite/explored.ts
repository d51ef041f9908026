/** Every order of everything that may happen in a very small office, within a budget. @module */

import { type Compaction, compactionsOf, withCompactions } from "hb/check/explore/compactions.ts";
import { describeAction, namesOf } from "hb/check/explore/describe_action.ts";
import type { Finding } from "hb/check/explore/exploration.ts";
import {
  exploreProtocol,
  type GlobalState,
  type ProtocolAction,
  type ProtocolSystem,
} from "hb/check/explore/protocol.ts";
import { type Replay, replay } from "hb/check/explore/replay.ts";
import { tolerant } from "hb/figure/spacetime/tolerant.ts";
import { type Grading, Wrong } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { thrownInWords } from "hb/grade/thrown.ts";
import { encode } from "hb/model/encode.ts";
import { fnv1a, spread } from "hb/model/hash.ts";
import { nested } from "hb/model/nested.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Trace } from "hb/model/trace.ts";
import { World } from "hb/sim/world.ts";
import type { Entire } from "../entire.ts";
import { type Any, around, type Io, type Step } from "./around.ts";
import { labels } from "./labels.ts";
import { oneTicketEach, ticketsHold } from "./rules.ts";
import { finders } from "./trial.ts";

/** How many states of an office are looked at: a branch that asks for ever has no end of them. */
const BUDGET = 2500;

type System = ProtocolSystem<unknown, Tagged, Tagged, unknown>;

/** The offices: the fewer things can happen, the more of them are seen. */
const offices: Readonly<Record<string, Pick<System, "clients" | "network" | "crashes">>> = {
  "one finder hands in a thing; every message may come again": small(1, 1, "duplicating"),
  "one finder hands in two things; every message may come again": small(1, 2, "duplicating"),
  "two finders hand in a thing each; every message may come again": small(2, 1, "duplicating"),
  "one finder hands in a thing, and one node may crash": {
    ...small(1, 1, "unordered"),
    crashes: 1,
  },
  "one finder hands in two things, and one node may crash": {
    ...small(1, 2, "unordered"),
    crashes: 1,
  },
};

/** One branch, so many finders at it, and so many things of each. */
function small(count: number, things: number, network: "duplicating" | "unordered") {
  const { ask, to, link } = finders(0, 0, 1);
  const workload = Array.from(
    { length: count },
    (_, finder) =>
      Array.from({ length: things }, (_, at) => ({ input: `hat ${finder + 1}.${at + 1}` })),
  );
  // Whoever waits at a branch that has forgotten them goes away.
  const clients = { workload, ask, to: to!, link: link!, timeoutMs: 1 };
  return { clients: clients as unknown as NonNullable<System["clients"]>, network };
}

/** No order of events in a small office breaks a promise; the shortest that does is told. */
export function explored({ protocol, bookOf }: Entire, grading: Grading): void {
  let thrown: unknown;
  const watched = noting(around(protocol, withoutChance), (what) => thrown = what);
  const promises = [oneTicketEach(bookOf), ticketsHold(bookOf)];
  for (const [words, office] of Object.entries(offices)) {
    const system: System = {
      name: "office",
      protocol: watched,
      nodes: 2,
      invariants: promises,
      ...office,
    };
    const asked = `in every order of events, ${words}`;
    const { findings: [finding] } = grading.asked(
      () => exploreProtocol(system, { maxStates: BUDGET }),
      () => asked,
    );
    if (finding === undefined) continue;
    if (isLacking(thrown)) throw thrown;
    tell({ system, finding, words, thrown }, grading);
  }
}

/** What was found in an office, and what a handler threw, if that is it. */
interface Found {
  readonly system: System;
  readonly finding: Finding<GlobalState<unknown>, ProtocolAction>;
  readonly words: string;
  readonly thrown: unknown;
}

/** Tells the way to a broken promise step by step, and draws it where it happens again in a world. */
function tell({ system, finding, words, thrown }: Found, grading: Grading): never {
  const { path, property } = finding, compactions = compactionsOf(path);
  const promise = system.invariants!.find(({ name }) => name === property);
  const name = namesOf(2, system.clients!.workload.length, labels);
  const steps = path.flatMap(({ action }, step) => {
    if (action === undefined) return [];
    const journals = compactions.filter((each) => each.step === step).map(({ node, from, to }) =>
      `; the journal of ${name(node)}, with ${from} record${
        from === 1 ? "" : "s"
      }, is compacted to ${to}`
    );
    return [describeAction(action, { name, labels: tolerant(labels) }) + journals.join("")];
  });
  const came = promise === undefined
    ? thrownInWords(thrown)
    : promise.check(path.at(-1)!.state)?.words ?? property;
  const told = [
    `asked: ${words}; this happens:`,
    ...steps.map((each, i) => `  ${i + 1}. ${each}`),
    `came: ${came}`,
    `must be: ${promise?.words ?? property}`,
    "why: no order of events may break a promise, and this is the shortest that does",
  ].join("\n");
  const rule = promise === undefined ? property : `${promise.name}: ${promise.words}`;
  const run = again(system, finding, compactions);
  if (run === undefined) throw new Wrong(told);
  grading.wentWrong(told, { at: run.ms, rule, breach: came, trace: run.trace });
}

/** The same in a world; nothing if it cannot happen there, where a message comes twice at most. */
function again(
  system: System,
  finding: Found["finding"],
  compactions: readonly Compaction[],
): { readonly ms: number; readonly trace: Trace } | undefined {
  let found: Replay<unknown, Tagged, Tagged, unknown>;
  try {
    found = replay(system, finding);
  } catch {
    return undefined;
  }
  const { scenario, ms, violation } = found;
  const world = new World({ ...scenario, seed: 1, states: true });
  world.run(ms);
  // What the last step sends has left by then.
  const broken = violation.map((event) => ({ ...event, at: ms }));
  return { ms, trace: [...withCompactions(world.trace, compactions), ...broken] };
}

/** A draw of one of so many or more is a name that nobody has; of fewer, it is how long one waits. */
const NAMES = 2 ** 20;

/**
 * How long one waits makes no difference here, as everything may take any time. A name is drawn by what has
 * happened: in no two steps of a run the same, and in the same step always the same, as the explorer needs it.
 */
function withoutChance({ kind, state, event, io }: Step, take: (io: Io) => unknown): unknown {
  let draws = 0, seen: string | undefined;
  return take(nested(io, {
    choose(n) {
      if (n < NAMES) return 0;
      seen ??= `${io.self} ${kind} ${encode(state)} ${encode(event)}`;
      const text = `${seen} ${draws++}`;
      return (fnv1a(text) * 2 ** 20 + spread(fnv1a(`${text}.`))) % n;
    },
  }));
}

type Handler = (...given: never[]) => unknown;

/** The same protocol; `note` is told of whatever it throws. */
function noting(protocol: Any, note: (thrown: unknown) => void): Any {
  const noted = <H extends Handler>(handler: H): H =>
    ((...given) => {
      try {
        return handler(...given);
      } catch (thrown) {
        note(thrown);
        throw thrown;
      }
    }) as H;
  const all = <H extends object>(handlers: H): H =>
    Object.fromEntries(
      Object.entries(handlers).map(([type, handler]) => [type, noted(handler)]),
    ) as H;
  const { start, upon, after, compact } = protocol;
  return {
    start: noted(start),
    upon: all(upon),
    ...(after === undefined ? {} : { after: all(after) }),
    ...(compact === undefined ? {} : { compact: noted(compact) }),
  };
}
