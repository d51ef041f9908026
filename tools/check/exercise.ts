/**
 * `deno run -A tools/check/exercise.ts SLUG ROLE…`: checks the suite of an exercise in these roles, and
 * prints a finding, as JSON, for each.
 *
 * @module
 */

import { type Role, selfCheck } from "../grade/self_check.ts";
import { root } from "./repository.ts";
import type { Finding } from "./step.ts";
import { cpuOf } from "./watch/cpu.ts";

/** The name of a unit. */
export function unitOf(slug: string, role: Role): string {
  return `${slug} ${role}`;
}

if (import.meta.main) {
  const [slug, ...roles] = Deno.args;
  for (const role of roles as Role[]) {
    const unit = unitOf(slug!, role);
    const before = cpuOf(Deno.pid);
    const { passed, failures } = await selfCheck(root, slug!, [role]);
    const after = cpuOf(Deno.pid);
    const finding: Finding = {
      unit,
      passed,
      failures: failures.map((words) => ({ name: words, text: words })),
      ...(before === undefined || after === undefined ? {} : { usedMs: after - before }),
    };
    console.log(JSON.stringify(finding));
  }
}
