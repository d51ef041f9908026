/** Every order of everything that may happen in a very small office, within a budget. @module */

import { describeAction, namesOf } from "hb/check/explore/describe_action.ts";
import { exploreProtocol, type ProtocolSystem } from "hb/check/explore/protocol.ts";
import { tolerant } from "hb/figure/spacetime/tolerant.ts";
import { type Grading, Wrong } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { thrownInWords } from "hb/grade/thrown.ts";
import { encode } from "hb/model/encode.ts";
import { fnv1a, spread } from "hb/model/hash.ts";
import { nested } from "hb/model/nested.ts";
import type { Tagged } from "hb/model/protocol.ts";
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
    const system: System = { name: "office", protocol: watched, nodes: 2, ...office };
    const asked = `in every order of events, ${words}`;
    const { findings: [finding] } = grading.asked(
      () => exploreProtocol({ ...system, invariants: promises }, { maxStates: BUDGET }),
      () => asked,
    );
    if (finding === undefined) continue;
    if (isLacking(thrown)) throw thrown;
    const promise = promises.find(({ name }) => name === finding.property);
    const name = namesOf(2, office.clients!.workload.length, labels);
    const actions = finding.path.flatMap(({ action }) => action === undefined ? [] : [action]);
    const steps = actions.map((action, i) =>
      `  ${i + 1}. ${describeAction(action, { name, labels: tolerant(labels) })}`
    );
    const last = finding.path.at(-1)!.state;
    throw new Wrong([
      `asked: ${words}; this happens:`,
      ...steps,
      `came: ${promise === undefined ? thrownInWords(thrown) : promise.check(last)?.words}`,
      `must be: ${promise?.words ?? finding.property}`,
      "why: no order of events may break a promise, and this is the shortest that does",
    ].join("\n"));
  }
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
