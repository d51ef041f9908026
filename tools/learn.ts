/**
 * `deno task learn`: shows the part of the exercises that the reader is at, and grades it again whenever
 * a file of it is saved. Where there is no terminal it prints how things stand, and ends.
 *
 * @module
 */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { exerciseAt, findPlace, loadCourse, type Position } from "./learn/course.ts";
import { live } from "./learn/live.ts";
import { begin, type Model } from "./learn/model.ts";
import { learnHelp, type LearnOptions, parseLearn } from "./learn/options.ts";
import { printOnce } from "./learn/print.ts";
import type { Progress } from "./learn/progress.ts";
import {
  exportProgress,
  importProgress,
  loadProgress,
  saveProgress,
} from "./learn/progress_file.ts";
import { repositoryRoot as root } from "./run/locate.ts";

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, learnHelp)) return 0;
  const options = parseLearn(args);
  const { importFrom, exportTo } = options;
  if (importFrom !== undefined) console.log(await importProgress(root, importFrom));
  if (exportTo !== undefined) console.log(await exportProgress(root, exportTo));
  if (importFrom !== undefined || exportTo !== undefined) return 0;
  const { progress, notice } = await loadProgress(root);
  const model = await start(options, progress, notice);
  if (isSomebodyThere()) {
    return await live(model, { root, limitS: options.limitS });
  }
  if (notice !== undefined) console.error(notice);
  const placed = options.place?.part !== undefined;
  const { model: after, code } = await printOnce(model, { root, limitS: options.limitS, placed });
  // Where nothing can be written, what was printed is still worth its exit code.
  await saveProgress(root, after.progress).catch((error) => console.error(error.message));
  return code;
}

/** Whether there is a terminal at both ends, and one that can do more than print lines. */
function isSomebodyThere(): boolean {
  return Deno.stdin.isTerminal() && Deno.stdout.isTerminal() && Deno.env.get("TERM") !== "dumb";
}

/** Where to begin: where the reader says, else where the reader was. */
async function start(
  { path, place, limitS }: LearnOptions,
  progress: Progress,
  notice: string | undefined,
): Promise<Model> {
  const found = place === undefined ? undefined : await findPlace(root, place);
  const chosen = path ?? found?.path ?? progress.path ?? "beginner";
  const course = await loadCourse(root, chosen);
  if (found === undefined) {
    return begin(course, { ...progress, path: chosen }, undefined, notice, limitS);
  }
  const { parts, slug } = exerciseAt(course, found.slug);
  if (slug !== found.slug) {
    throw new Error(
      `Cannot go to ${found.slug} because it must lie on the ${chosen} path: given another path`,
    );
  }
  const part = found.part ?? 1;
  if (part < 1 || part > parts.length) {
    throw new Error(
      `Cannot go to part ${part} because ${slug} has the parts 1 to ${parts.length}: given ${part}`,
    );
  }
  const at: Position = { slug, part };
  return begin(course, { ...progress, path: chosen, at: `${slug}/${part}` }, at, notice, limitS);
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
