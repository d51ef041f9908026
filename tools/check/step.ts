/** A step of `deno task test`, and the order in which steps run. @module */

/** What a step found. */
export interface Result {
  /** Checks that hold. */
  readonly passed: number;
  /** Checks that do not. */
  readonly failed: number;
  /** A few words for the step's line: a count, a percentage. */
  readonly note?: string;
  /** What a person needs to see of a failure. */
  readonly details?: string;
}

/** One line of the report. */
export interface Step {
  /** What `--only` takes. */
  readonly name: string;
  /** What it makes sure of. */
  readonly words: string;
  /** Steps whose files it reads. */
  readonly needs?: readonly string[];
  /** Starts early, as it takes long. */
  readonly long?: boolean;
  /** Does it. */
  run(): Promise<Result>;
}

/** The step called `name` and all that it needs, in the order of the list; none when unknown. */
export function select(steps: readonly Step[], name: string): Step[] {
  const wanted = new Set<string>();
  const add = (wantedName: string) => {
    const step = steps.find((candidate) => candidate.name === wantedName);
    if (!step) return;
    wanted.add(step.name);
    step.needs?.forEach(add);
  };
  add(name);
  return steps.filter((step) => wanted.has(step.name));
}

/** A step that has ended. */
export interface Done {
  /** The step. */
  readonly step: Step;
  /** What it found. */
  readonly result: Result;
  /** How long it took. */
  readonly elapsedMs: number;
}

/** Runs steps `width` at a time, long ones first; reports each in the order of the list. */
export async function runSteps(
  steps: readonly Step[],
  width: number,
  report: (done: Done) => void,
): Promise<Done[]> {
  const finished = new Map<string, Done>();
  const waiting = new Set([...steps].sort((a, b) => Number(b.long ?? 0) - Number(a.long ?? 0)));
  const underWay = new Set<Promise<void>>();
  let reported = 0;

  const work = async (step: Step) => {
    const start = performance.now();
    const result = await step.run().catch((error): Result => ({
      passed: 0,
      failed: 1,
      details: error instanceof Error ? error.message : String(error),
    }));
    finished.set(step.name, { step, result, elapsedMs: performance.now() - start });
    for (let next; (next = finished.get(steps[reported]?.name ?? "")); reported++) report(next);
  };

  while (waiting.size + underWay.size > 0) {
    for (const step of waiting) {
      if (underWay.size >= width) break;
      if (!(step.needs ?? []).every((name) => finished.has(name))) continue;
      waiting.delete(step);
      const running = work(step).finally(() => underWay.delete(running));
      underWay.add(running);
    }
    if (underWay.size === 0) {
      throw new Error("Cannot go on as each step must need only steps of the list");
    }
    await Promise.race(underWay);
  }
  return steps.map((step) => finished.get(step.name)!);
}
