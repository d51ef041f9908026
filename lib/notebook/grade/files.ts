/** Has the reader's files judged as `deno task grade` does: in a process that can be ended. @module */

import type { Named } from "./names.ts";
import type { JudgedPart } from "./verdict.ts";
import { book } from "./exercise.ts";

/** The parts as judged, or in words why they were not. */
export type FilesJudged = readonly JudgedPart[] | string;

/** What `deno task grade --json` tells of a part, as far as it is shown here. */
interface Told extends JudgedPart {
  readonly seed?: number;
}

/** Judges the files of an exercise; all of its parts, or one. */
export async function judgeFiles(slug: string, part: Named | undefined): Promise<FilesJudged> {
  const json = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const { stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "-A",
        new URL("tools/grade.ts", book).href,
        slug,
        ...(part === undefined ? [] : ["--part", String(part.number)]),
        "--json",
        json,
      ],
      cwd: book,
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    const told = await Deno.readTextFile(json);
    if (told === "") return new TextDecoder().decode(stderr).trim();
    const [{ parts, refusal }]: [{ parts: readonly Told[]; refusal?: string }] = JSON.parse(told);
    if (refusal !== undefined) return refusal;
    return await Promise.all(parts.map((each) => withDiagram(slug, each)));
  } finally {
    await Deno.remove(json);
  }
}

/** A part that failed in a run has that run beside it as a diagram. */
async function withDiagram(slug: string, { seed, ...part }: Told): Promise<JudgedPart> {
  if (seed === undefined) return part;
  const file = new URL(`.cache/exercises/${slug}/part-${part.number}.svg`, book);
  const svg = await Deno.readTextFile(file).catch(() => undefined);
  return svg === undefined ? part : { ...part, svg };
}
