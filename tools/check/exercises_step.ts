/** The step that checks the suites of exercises: on their stubs, solutions and mutants. @module */

import { moduleOf, roles } from "../grade/self_check.ts";
import { explain } from "./command_step.ts";
import { unitOf } from "./exercise.ts";
import { exerciseLimits } from "./limits.ts";
import { root, sourceFiles } from "./repository.ts";
import type { Finding, Unit } from "./step.ts";
import { watch } from "./watch/watch.ts";

/** What judges them, in a process for each exercise. */
const judge = "tools/check/exercise.ts";

/** A unit for each exercise and role: "01-replay stub". */
export function exerciseUnits(): Unit[] {
  const suites = sourceFiles("exercises").flatMap((path) =>
    /^exercises\/([^/]+)\/suite\.ts$/.exec(path)?.[1] ?? []
  );
  return suites.flatMap((slug) =>
    roles.map((role) => ({
      name: unitOf(slug, role),
      reach: {
        modules: ["tools/grade/self_check.ts", moduleOf(slug, "suite"), moduleOf(slug, role)],
      },
    }))
  );
}

/** What belongs to one exercise shares a process. */
export function byExercise(units: readonly Unit[]): Unit[][] {
  return [...Map.groupBy(units, ({ name }) => name.split(" ")[0]).values()];
}

/** Checks the units of one exercise. */
export async function runExercise(
  units: readonly Unit[],
  found: (finding: Finding) => void,
): Promise<void> {
  const slug = units[0]!.name.split(" ")[0]!;
  const left = new Set(units.map(({ name }) => name));
  const running = watch({
    program: Deno.execPath(),
    args: ["run", "-A", judge, slug, ...units.map(({ name }) => name.split(" ")[1]!)],
    folder: root,
    limits: exerciseLimits,
    line(text) {
      const finding = read(text);
      if (finding === undefined || !left.delete(finding.unit)) return;
      running.renew();
      found(finding);
    },
  });
  const { code, text, stopped } = await running.ended;
  for (const [i, unit] of [...left].entries()) {
    // The first is where it broke off; the others had not begun.
    const why = i > 0 ? "was not reached" : stopped ? `was stopped: ${stopped}` : "broke off";
    found({ unit, passed: 0, failures: [{ name: `${unit} ${why}`, text: explain(code, text) }] });
  }
}

function read(line: string): Finding | undefined {
  try {
    return JSON.parse(line);
  } catch {
    // What a suite prints is no finding.
    return undefined;
  }
}
