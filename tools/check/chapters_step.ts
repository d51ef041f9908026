/** The step that runs chapters and compares their outputs to the byte. @module */

import { listChapters } from "../run/chapters.ts";
import { chapterReach } from "../run/reach.ts";
import { denoWithin } from "./command.ts";
import { judge } from "./command_step.ts";
import { chapterLimits } from "./limits.ts";
import { root } from "./repository.ts";
import type { Finding, Unit } from "./step.ts";

/** How long a cell may take on the wall, in seconds: what it may work is limited by the chapter's. */
const cellLimitS = 1_800;

/** A unit for each chapter. */
export async function chapterUnits(): Promise<Unit[]> {
  const chapters = await listChapters(root);
  return await Promise.all(chapters.map(async (chapter) => ({
    name: chapter.name,
    reach: await chapterReach(root, chapter),
  })));
}

/** Runs a chapter in the kernel. */
export async function runChapter({ name }: Unit): Promise<Finding> {
  const args = ["run", "-A", "tools/run.ts", "--check", `--limit-s=${cellLimitS}`, name];
  const ended = await denoWithin(chapterLimits, args);
  const finding = judge(name, ended);
  if (ended.stopped !== undefined) return finding;
  // "Chapter 02-time failed: cell [3] (id): …"
  const words = /^Chapter \S+ failed: (.*)$/m.exec(ended.text)?.[1];
  if (words === undefined) return finding;
  return {
    ...finding,
    failures: finding.failures.map((each) => ({ ...each, name: `${name}: ${words}` })),
  };
}
