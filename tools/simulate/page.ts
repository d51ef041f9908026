/** A run as a page of its own: one file, which opens from a disk and asks no network. @module */

import { tolerant } from "hb/figure/spacetime/tolerant.ts";
import type { Recording } from "hb/figure/explorer/recording.ts";
import type { AnyKit } from "hb/kit/kit.ts";
import { prepare, type SimulateOptions } from "hb/kit/simulate.ts";
import { faultLines } from "hb/sim/failure_words.ts";
import { World } from "hb/sim/world.ts";
import { failurePage } from "../grade/page/page.ts";
import { again, type AnySimulation } from "./report.ts";

/** The run that went wrong, shrunk; or the first run, when none did. */
export function pageOf(
  given: string,
  kit: AnyKit,
  options: SimulateOptions,
  simulation: AnySimulation,
): string {
  const labels = tolerant(kit.labels);
  return failurePage({ ...recordingOf(given, kit, options, simulation), labels });
}

function recordingOf(
  given: string,
  kit: AnyKit,
  options: SimulateOptions,
  { failure, storm, nodes }: AnySimulation,
): Recording {
  const seed = failure?.seed ?? options.seedBase ?? 1;
  const replay = again(given, options, storm, nodes, seed);
  if (failure === undefined) {
    const trace = runOf(kit, options, seed);
    return { title: `${kit.name} in "${storm}": nothing broke`, trace, seed, replay };
  }
  const { violation, trace } = failure;
  const invariant = kit.invariants.find(({ name }) => name === violation.invariant);
  return {
    title: `${kit.name}: ${violation.words}`,
    trace,
    seed,
    replay,
    invariant: invariant === undefined
      ? violation.invariant
      : `${invariant.name}: ${invariant.words}`,
    breach: violation.words,
    schedule: faultLines(failure).join("\n"),
  };
}

/** What happens in the run of one seed. */
function runOf(kit: AnyKit, options: SimulateOptions, seed: number): Recording["trace"] {
  const { scenario, drive } = prepare(kit, options).run(seed);
  const world = new World({ ...scenario, seed, states: true });
  drive(world);
  return world.trace;
}
