/** The step that measures how much of `lib/` the tests run. @module */

import { deno } from "./command.ts";
import { explain } from "./command_step.ts";
import { type FileCoverage, percent, readLcov, runs } from "./coverage.ts";
import { root } from "./repository.ts";
import type { Finding } from "./step.ts";

/** The least of all lines of `lib/`, in percent. */
export const leastPercent = 90;

/** A file below this is named, in percent. */
const thinPercent = 80;

/** Measures `lib/` by the profiles that earlier steps wrote to `folders`. */
export async function coverage(
  unit: string,
  folders: readonly string[],
  modules: readonly string[],
): Promise<Finding> {
  // A step that failed early wrote no profiles; it has said so itself.
  const written = folders.filter(isFolder);
  written.forEach(dropUnfinished);
  const { code, text } = await deno(
    "coverage",
    "--lcov",
    "--include=/lib/",
    "--exclude=_test\\.ts$",
    ...written,
  );
  if (code !== 0) return failed(unit, explain(code, text));
  const seen = readLcov(text).flatMap((file) => {
    const path = file.path.replace(`${root}/`, "");
    return modules.includes(path) ? [{ ...file, path }] : [];
  });
  const never = modules.filter((path) => !seen.some((file) => file.path === path))
    .filter((path) => runs(Deno.readTextFileSync(`${root}/${path}`)));
  return judgeCoverage(unit, seen, never);
}

/** Enough of the lines, and no module that no test loads. */
export function judgeCoverage(
  unit: string,
  seen: readonly FileCoverage[],
  never: readonly string[],
): Finding {
  const total = percent(seen);
  const thin = seen.filter((file) => file.lines > 0 && percent([file]) < thinPercent);
  const thinWords = thin.map((file) => `${file.path} ${percent([file]).toFixed(0)}%`);
  const note = `${total.toFixed(1)}% of lines`;
  const words = [...thinWords, ...never.map((path) => `${path} is loaded by no test`)];
  if (total >= leastPercent && never.length === 0) {
    return { unit, passed: 1, failures: [], note: [note, ...thinWords].join("; ") };
  }
  const needed = `${note}, at least ${leastPercent}% are needed and every module in some test`;
  return { ...failed(unit, [needed, ...words].join("\n")), note };
}

function failed(unit: string, text: string): Finding {
  return { unit, passed: 0, failures: [{ name: unit, text }] };
}

/** Removes profiles that a process did not finish because it was killed, as some tests do on purpose. */
export function dropUnfinished(folder: string): void {
  for (const { name } of Deno.readDirSync(folder)) {
    if (!name.endsWith(".json")) continue;
    const path = `${folder}/${name}`;
    if (!Deno.readTextFileSync(path).trimEnd().endsWith("}")) Deno.removeSync(path);
  }
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
