/** Runs the units of all steps, a few processes at a time. @module */

import type { Failure, Finding, Known, Step, Unit } from "./step.ts";
import type { Planned } from "./plan/plan.ts";

/** A step that has ended. */
export interface Done {
  readonly planned: Planned;
  /** What came of its units. */
  readonly findings: readonly Finding[];
  /** How long its processes took, one after the other, in ms. */
  readonly elapsedMs: number;
}

/** What is told while steps run. */
export interface Listener {
  /** A unit has ended. */
  found?(step: Step, unit: Unit, finding: Finding): void | Promise<void>;
  /** A step has ended; told in the order of the list. */
  done?(done: Done): void;
}

/** Some units in a process. */
interface Job {
  readonly progress: Progress;
  readonly units: readonly Unit[];
  readonly cost: number;
}

interface Progress {
  readonly planned: Planned;
  readonly findings: Finding[];
  elapsedMs: number;
  left: number;
}

/** Runs all that is planned, `width` processes at a time; a unit that fails does not stop the others. */
export async function runPlanned(
  all: readonly Planned[],
  width: number,
  knownOf: (step: Step) => Known,
  listener: Listener,
): Promise<Done[]> {
  const steps = all.map((planned): Progress => ({ planned, findings: [], elapsedMs: 0, left: 0 }));
  const waiting = steps.flatMap((progress) => jobsOf(progress, knownOf)).sort(inTurn);
  const underWay = new Set<Promise<void>>();
  let told = 0;
  const tell = () => {
    for (; steps[told]?.left === 0; told++) listener.done?.(steps[told]!);
  };
  const ready = ({ progress }: Job) =>
    (progress.planned.step.needs ?? []).every((name) =>
      steps.every(({ planned, left }) => planned.step.name !== name || left === 0)
    );

  tell();
  while (waiting.length + underWay.size > 0) {
    const next = underWay.size < width ? waiting.findIndex(ready) : -1;
    if (next >= 0) {
      const [job] = waiting.splice(next, 1);
      const running = run(job!, listener).finally(() => underWay.delete(running)).then(tell);
      underWay.add(running);
    } else if (underWay.size > 0) await Promise.race(underWay);
    else throw new Error("Cannot go on because a step must not need itself: given one that does");
  }
  return steps;
}

function jobsOf(progress: Progress, knownOf: (step: Step) => Known): Job[] {
  const { step, units } = progress.planned;
  const known = knownOf(step);
  const batches = step.batches?.(units, known) ?? units.map((unit) => [unit]);
  const jobs = batches.filter((batch) => batch.length > 0).map((batch) => ({
    progress,
    units: batch,
    cost: batch.reduce((sum, unit) => sum + known.costOf(unit), 0),
  }));
  progress.left = jobs.length;
  return jobs;
}

/** What is quick is told at once; then what takes longest, so that the end does not wait for it. */
function inTurn(a: Job, b: Job): number {
  const quick = ({ progress }: Job) => Number(progress.planned.step.quick ?? false);
  return quick(b) - quick(a) || b.cost - a.cost;
}

/** Every unit of a job gets a finding, even if the job breaks off. */
async function run({ progress, units }: Job, listener: Listener): Promise<void> {
  const { step } = progress.planned;
  const missing = new Map(units.map((unit) => [unit.name, unit]));
  const telling: (void | Promise<void>)[] = [];
  const found = (finding: Finding) => {
    const unit = missing.get(finding.unit);
    if (unit === undefined) return;
    missing.delete(finding.unit);
    progress.findings.push(finding);
    telling.push(listener.found?.(step, unit, finding));
  };
  const start = performance.now();
  let trouble = "it has said nothing of this";
  try {
    await step.run(units, found);
  } catch (error) {
    trouble = error instanceof Error ? error.message : String(error);
  }
  for (const unit of missing.keys()) found({ unit, passed: 0, failures: [lost(unit, trouble)] });
  await Promise.all(telling);
  progress.elapsedMs += performance.now() - start;
  progress.left--;
}

function lost(unit: string, text: string): Failure {
  return { name: unit, text };
}
