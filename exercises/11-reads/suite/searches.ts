/** Every order of events in which three servers can find themselves, as far as the budget goes. @module */

import { describeAction, namesOf } from "hb/check/explore/describe_action.ts";
import { exploreProtocol, type ProtocolSystem } from "hb/check/explore/protocol.ts";
import { replay } from "hb/check/explore/replay.ts";
import { linearizableStore } from "hb/consensus/storms/promises.ts";
import { tolerant } from "hb/figure/spacetime/tolerant.ts";
import { type Grading, Wrong } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import type { Operation } from "hb/model/history.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { World } from "hb/sim/world.ts";
import type { Way, WholeReads } from "../given.ts";
import { type Input, requestOf } from "./clients.ts";
import { labels } from "./labels.ts";
import { type SmallOptions, wellBegun } from "./small_log.ts";

/** What may happen. */
export interface Search extends SmallOptions {
  readonly words: string;
  /** What clients ask, and of which server. */
  readonly asks: readonly (readonly [at: NodeId, ...inputs: Input[]])[];
  readonly states: number;
}

type System = ProtocolSystem<unknown, Tagged, Tagged, unknown>;

/** Requires that every history is linearizable; the shortest that is not is told and drawn. */
export function searched(
  reads: WholeReads,
  way: Way,
  { words, asks, states, ...options }: Search,
  grading: Grading,
): void {
  const system: System = {
    name: "reads",
    protocol: wellBegun(reads, way, options),
    nodes: 3,
    clients: {
      workload: asks.map(([, ...inputs]) => inputs.map((input) => ({ input }))),
      ask: (input) => requestOf(input as Input),
      to: ({ client }) => asks[client]![0],
      link: "local",
      outcome: (answer) => (answer as { readonly ok: boolean }).ok ? "ok" : "fail",
    },
    invariants: [linearizableStore],
  };
  const asked = `${way}, in every order of events: ${words}`;
  const found = grading.asked(
    () => exploreProtocol(system, { maxStates: states }),
    () => asked,
  );
  const [finding] = found.findings;
  if (finding === undefined) return;
  const name = namesOf(3, asks.length, labels);
  const steps = finding.path.flatMap(({ action }) =>
    action === undefined ? [] : [describeAction(action, { name, labels: tolerant(labels) })]
  );
  const { scenario, ms, violation } = replay(system, finding);
  const world = new World({ ...scenario, seed: 1, states: true });
  world.run(ms);
  const thrown = world.violation?.error;
  if (isLacking(thrown)) throw thrown;
  const { history } = finding.path.at(-1)!.state;
  const isThrown = finding.property !== linearizableStore.name;
  const came = isThrown
    ? thrownIn(thrown, world.violation?.words ?? finding.property, grading)
    : history.map(inWords).join(", then ");
  const must = isThrown ? HANDLED : linearizableStore.words;
  const why = isThrown
    ? "a server in which something is thrown stops; this is the shortest order of events in which that happens"
    : "a read that comes after a write was answered gives what was written, or something later; and this is the " +
      "shortest order of events in which that is not so";
  const told = [
    `asked: ${asked}; this happens:`,
    ...steps.map((each, i) => `${`${i + 1}`.padStart(5)}. ${each}`),
    `  came: ${came}`,
    `  must be: ${must}`,
    `  why: ${why}`,
  ].join("\n");
  const broken = violation.map((event) => ({ ...event, at: ms }));
  if (broken.length === 0 && world.violation === undefined) throw new Wrong(told);
  grading.wentWrong(told, {
    at: ms,
    rule: why,
    must,
    breach: came,
    trace: [...world.trace, ...broken],
  });
}

const HANDLED =
  "nothing is thrown, and whatever your code sends or waits for has a handler in `upon` or `after`";

/** What was thrown, and where in whose code; `words` say upon which event, and stand alone if nobody knows what was thrown. */
function thrownIn(thrown: unknown, words: string, grading: Grading): string {
  if (thrown === undefined) return words;
  try {
    return grading.asked(() => {
      throw thrown;
    }, () => /^node \d+, [^:]*/.exec(words)?.[0].replace("node", "server") ?? "a handler");
  } catch (wrong) {
    return (wrong as Error).message;
  }
}

/** An operation, and what it was told. */
function inWords({ process, input, outcome, output }: Operation): string {
  const answer = outcome === "ok" ? labels.answer!(output) : "no answer yet";
  return `client ${process}: ${labels.request!(input)} → ${answer}`;
}
