/**
 * `deno task learn`: shows the part of the exercises that the reader is at, and grades it again whenever
 * a file of it is saved. Where there is no terminal it prints how things stand, and ends.
 *
 * @module
 */

import { exerciseAt, findPlace, loadCourse, type Position } from "./learn/course.ts";
import { begin, type Model } from "./learn/model.ts";
import { help, type LearnOptions, parseLearn } from "./learn/options.ts";
import { printOnce } from "./learn/print.ts";
import { loadProgress, type Progress, saveProgress } from "./learn/progress.ts";
import { repositoryRoot as root } from "./run/locate.ts";

async function main(args: readonly string[]): Promise<number> {
  const options = parseLearn(args);
  if (options.help) {
    console.log(help);
    return 0;
  }
  const { progress, notice } = await loadProgress(root);
  const model = await start(options, progress, notice);
  if (Deno.stdin.isTerminal() && Deno.stdout.isTerminal()) {
    // Loaded here, as the library for terminals does not start where there is none.
    const { live } = await import("./learn/live.ts");
    return await live(model, { root, limitS: options.limitS });
  }
  if (notice !== undefined) console.error(notice);
  const placed = options.place?.part !== undefined;
  const { model: after, code } = await printOnce(model, { root, limitS: options.limitS, placed });
  await saveProgress(root, after.progress);
  return code;
}

/** Where to begin: where the reader says, else where the reader was. */
async function start(
  { path, place }: LearnOptions,
  progress: Progress,
  notice: string | undefined,
): Promise<Model> {
  const found = place === undefined ? undefined : await findPlace(root, place);
  const chosen = path ?? found?.path ?? progress.path ?? "beginner";
  const course = await loadCourse(root, chosen);
  if (found === undefined) return begin(course, { ...progress, path: chosen }, undefined, notice);
  const { parts, slug } = exerciseAt(course, found.slug);
  if (slug !== found.slug) {
    throw new Error(
      `Cannot go to ${found.slug} as it must lie on the ${chosen} path: given another path`,
    );
  }
  const part = found.part ?? 1;
  if (part < 1 || part > parts.length) {
    throw new Error(
      `Cannot go to part ${part} as ${slug} has the parts 1 to ${parts.length}: given ${part}`,
    );
  }
  const at: Position = { slug, part };
  return begin(course, { ...progress, path: chosen, at: `${slug}/${part}` }, at, notice);
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    Deno.exit(2);
  }
}
