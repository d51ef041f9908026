/** Runs the checks that are asked for, tells how they went, and keeps what passed. @module */

import { type Digests, digestsOf } from "../graph/digest.ts";
import { addressOf, readGraph } from "../graph/graph.ts";
import { projectFiles } from "../graph/project_files.ts";
import type { TestArguments } from "./arguments.ts";
import { committedCosts, costOf, writtenCosts } from "./plan/costs.ts";
import { plan, type StepUnits } from "./plan/plan.ts";
import { ending, failure, failureLine, failuresOf, line } from "./report.ts";
import { recordOf } from "./record.ts";
import { root } from "./repository.ts";
import { type Done, runPlanned } from "./schedule.ts";
import { select, type Step, type Unit } from "./step.ts";
import { allSteps } from "./steps.ts";
import { doing } from "../command/doing.ts";
import { farOf } from "./far.ts";

/** Runs what is wanted, and says whether all of it is well. */
export async function check(wanted: TestArguments): Promise<boolean> {
  const scratch = `${root}/.cache/test/${Deno.pid}`;
  const steps = chosen(wanted, scratch);
  const work = doing("Testing");
  work.say("finding out what there is");
  const all = await Promise.all(steps.map(async (step) => ({ step, units: await step.units() })));
  const digests = await digestsOfAll(all);
  const record = recordOf(root, digests);
  for (const { step, units } of all) for (const unit of units) record.note(step, unit);
  const planned = await plan(all, wanted, committedCosts, record.lastPass);
  await Deno.mkdir(scratch, { recursive: true });
  try {
    const knownOf = (step: Step) => ({
      costOf: (unit: Unit) => costOf(committedCosts, step.name, unit.name),
      reachesOut: (unit: Unit) => digests.reachesOut(unit.reach),
    });
    const costs = planned.flatMap(({ step, units }) =>
      units.map((unit) => costOf(committedCosts, step.name, unit.name))
    );
    const far = farOf(costs, () => performance.now());
    const done = await runPlanned(planned, width(), knownOf, {
      async found(step, unit, finding) {
        // Told at once: whoever ends the run before its end knows what it found.
        for (const each of finding.failures) work.tell(failureLine(step.name, each));
        far.count(costOf(committedCosts, step.name, unit.name));
        work.say(`${far.words()}; last ${step.name} ${unit.name}`);
        await record.keep(step, unit, finding);
      },
      done: (each) => work.tell(line(each)),
    });
    work.end();
    for (const each of done) if (failuresOf(each).length > 0) console.log(failure(each));
    if (wanted.measure) await measure(done);
    console.log(ending(done));
    return done.every((each) => failuresOf(each).length === 0);
  } finally {
    work.end();
    await Deno.remove(scratch, { recursive: true });
  }
}

/** The steps to run: all but those that must be named; profiles of coverage are written when somebody reads them. */
function chosen({ only }: TestArguments, scratch: string): Step[] {
  const steps = allSteps(undefined);
  if (only.length === 0) return steps.filter(({ whole }) => whole !== true);
  const named = select(steps, only);
  const measured = named.some(({ whole }) => whole === true);
  return measured ? select(allSteps(`${scratch}/coverage`), only) : named;
}

async function digestsOfAll(all: readonly StepUnits[]): Promise<Digests> {
  const reaches = all.flatMap(({ units }) => units.map(({ reach }) => reach));
  const modules = reaches.flatMap((reach) => [
    ...reach.modules ?? [],
    ...reach.outside?.modules ?? [],
  ]);
  const addresses = [...new Set(modules)].map((path) => addressOf(root, path));
  return digestsOf(root, await projectFiles(root), await readGraph(root, addresses));
}

async function measure(done: readonly Done[]): Promise<void> {
  const measured = done.flatMap(({ planned, findings, elapsedMs }) =>
    findings.map(({ unit, tookMs = elapsedMs / findings.length }) => ({
      step: planned.step.name,
      unit,
      ms: tookMs,
    }))
  );
  await Deno.writeTextFile(`${root}/tools/check/plan/costs.json`, writtenCosts(measured));
}

/** How many processes run at once: some of them start others, or use two cores for a while. */
function width(): number {
  return Math.min(4, navigator.hardwareConcurrency + 1);
}
