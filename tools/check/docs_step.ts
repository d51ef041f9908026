/** The step that reads the documentation of `lib/` with `deno doc --lint`. @module */

import { deno } from "./command.ts";
import { explain } from "./command_step.ts";
import { root } from "./repository.ts";
import type { Finding } from "./step.ts";

/** Lints the docs of `modules`, paths from the root of the repository. */
export async function docs(unit: string, modules: readonly string[]): Promise<Finding> {
  const { code, text, tookMs } = await deno("doc", "--lint", ...modules);
  const good = { unit, passed: 1, failures: [], tookMs };
  if (code === 0) return good;
  const problems = diagnostics(text).filter((problem) => !isForeign(problem, readSource));
  // Deno may also fail without a diagnostic, and then all of its words count.
  if (problems.length === 0 && diagnostics(text).length > 0) return good;
  const words = explain(code, problems.join("\n") || text);
  return { unit, passed: 0, failures: [{ name: unit, text: words }], tookMs };
}

/** The single diagnostics in the output of `deno doc --lint`. */
export function diagnostics(text: string): string[] {
  return text.split(/^(?=error)/m).filter((part) => part.startsWith("error[")).map((part) =>
    part.replace(/\n\n +info:[\s\S]*/, "\n")
  );
}

/**
 * Whether a diagnostic complains that the type of a package is not public here. It never can be: when
 * it is exported again, Deno complains about the types that it uses in turn, inside of the package.
 */
export function isForeign(diagnostic: string, read: (path: string) => string): boolean {
  const name = /^error\[private-type-ref\].*references private type '(\w+)'/.exec(diagnostic)?.[1];
  const path = /^ *--> (.+?):\d+:\d+$/m.exec(diagnostic)?.[1];
  if (name === undefined || path === undefined) return false;
  const imports = read(path).matchAll(/^import\s([^;"]*?)\sfrom\s"(?!\.|hb\/)[^"]+"/gm);
  return [...imports].some(([, names]) => new RegExp(`\\b${name}\\b`).test(names ?? ""));
}

function readSource(path: string): string {
  return Deno.readTextFileSync(path.startsWith("/") ? path : `${root}/${path}`);
}
