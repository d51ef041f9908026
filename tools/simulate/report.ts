/** What the command prints. @module */

import { spacetimeLines } from "hb/figure/spacetime/terminal.ts";
import { scriptOf } from "hb/figure/spacetime/terminal_script.ts";
import { tolerant } from "hb/figure/spacetime/tolerant.ts";
import { withoutRoutine } from "hb/figure/routine.ts";
import type { AnyKit } from "hb/kit/kit.ts";
import type { Counts, SimulateOptions, Simulation } from "hb/kit/simulate.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { failureWords } from "hb/sim/failure_words.ts";
import { typed } from "../command/typed.ts";

/** What came of a simulation of some kit. */
export type AnySimulation = Simulation<unknown, Tagged, Tagged, unknown>;

/** How wide a diagram may be. */
const COLUMNS = 100;

/** The verdict, the counts, and the run that went wrong. */
export function report(
  given: string,
  kit: AnyKit,
  options: SimulateOptions,
  { storm, nodes, counts, failure }: AnySimulation,
): string[] {
  const bug = options.bug === undefined ? "" : `, with the bug "${options.bug}"`;
  const head = [
    `${kit.name} in "${storm}" (${kit.storms[storm]!.words})`,
    `  ${many(nodes, "node")}${bug}: ${tally(counts)}`,
  ];
  if (failure === undefined) return [...head, "  nothing broke"];
  const { violation, trace, foundFaults, schedule, shrinkRuns } = failure;
  const labels = tolerant(kit.labels);
  const script = scriptOf(withoutRoutine(trace, labels), labels);
  return [
    ...head,
    `  ${violation.invariant} is broken: ${violation.words}`,
    ...failureWords(failure, labels.request).map((line) => `  ${line}`),
    `  (found with ${many(foundFaults, "fault")}, shrunk to ${schedule.length} in ` +
    `${many(shrinkRuns, "run")})`,
    "",
    ...spacetimeLines(script, { columns: COLUMNS }).map((pieces) =>
      pieces.map(({ text }) => text).join("").trimEnd()
    ),
    "",
    `again: ${again(given, options, storm, nodes, failure.seed)}`,
  ];
}

/** The command that runs the same once more. */
export function again(
  given: string,
  { bug }: SimulateOptions,
  storm: string,
  nodes: number,
  seed: number,
): string {
  const planted = bug === undefined ? "" : ` --bug "${bug}"`;
  return typed(
    `simulate ${given} --storm "${storm}"${planted} --nodes ${nodes} --seed ${seed}`,
  );
}

function tally({ runs, events, messages, ok, failed, unknown, ms }: Counts): string {
  const operations = ok + failed + unknown === 0
    ? ""
    : `, ${many(ok, "answer")}, ${failed} refused, ${unknown} unknown`;
  return `${many(runs, "run")}, ${many(events, "event")}, ${many(messages, "message")}` +
    `${operations}, ${(ms / 1000).toFixed(1)} s of virtual time`;
}

function many(count: number, one: string): string {
  return `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;
}
