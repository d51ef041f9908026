/** Runs `deno check` and `deno lint` on tangled chapters, and says where in a chapter the trouble is. @module */

import type { CellLine } from "./module.ts";
import { tangleChapters, type TangledChapter, tangleFolder } from "./write.ts";

/** One thing wrong with a chapter. */
export interface Finding {
  readonly chapter: string;
  /** Where, unless it is about the chapter as a whole. */
  readonly at?: CellLine;
  readonly message: string;
}

/** Tangles all chapters and returns what `deno check` and `deno lint` have against them. */
export async function checkTangled(root: string): Promise<Finding[]> {
  return await checkModules(root, tangleFolder(root), await tangleChapters(root));
}

/** What `deno check` and `deno lint` have against these modules. */
export async function checkModules(
  root: string,
  folder: string,
  chapters: readonly TangledChapter[],
): Promise<Finding[]> {
  if (chapters.length === 0) return [];
  const config = ["--config", `${folder}/deno.json`];
  const paths = chapters.map((chapter) => chapter.path);
  const [checked, linted] = await Promise.all([
    deno(root, ["check", "--quiet", ...config, ...paths]),
    deno(root, ["lint", "--json", ...config, ...paths]),
  ]);
  return [...typeErrors(checked, chapters), ...lintErrors(linted, chapters)];
}

/** "chapter 01-replay, cell [3], line 2: message", with the line of code below. */
export function describe({ chapter, at, message }: Finding): string {
  if (at === undefined) return `chapter ${chapter}: ${message}`;
  return `chapter ${chapter}, cell [${at.cell}] (${at.id}), line ${at.line}: ${message}\n` +
    `    ${at.text.trim()}`;
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function deno(root: string, args: string[]): Promise<Ran> {
  const command = new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
  });
  const { code, stdout, stderr } = await command.output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

/** Each error is a message, a quotation, and `at file:///…:line:column`. */
function typeErrors({ code, stderr }: Ran, chapters: readonly TangledChapter[]): Finding[] {
  if (code === 0) return [];
  const findings: Finding[] = [];
  for (const block of stderr.split(/\n(?=\S[^\n]*\[ERROR\])/)) {
    const place = /at (file:\/\/\S+?):(\d+):\d+/.exec(block);
    const chapter = place === null ? undefined : chapterOf(place[1]!, chapters);
    if (chapter === undefined) continue;
    findings.push(finding(chapter, Number(place![2]), firstLine(block)));
  }
  if (findings.length > 0) return findings;
  return [{ chapter: chapters.map((each) => each.name).join(", "), message: stderr.trim() }];
}

function firstLine(block: string): string {
  return (block.trim().split("\n")[0] ?? "").replace(/^error: /, "").replace(" [ERROR]", "");
}

interface LintReport {
  readonly diagnostics: readonly {
    readonly filename: string;
    readonly range: { readonly start: { readonly line: number } };
    readonly code: string;
    readonly message: string;
  }[];
  readonly errors: readonly { readonly file_path: string; readonly message: string }[];
}

function lintErrors({ code, stdout, stderr }: Ran, chapters: readonly TangledChapter[]): Finding[] {
  if (code === 0) return [];
  const first = chapters[0]!;
  if (!stdout.trim().startsWith("{")) return [{ chapter: first.name, message: stderr.trim() }];
  const report: LintReport = JSON.parse(stdout);
  return [
    ...report.diagnostics.map(({ filename, range, code, message }) =>
      finding(chapterOf(filename, chapters) ?? first, range.start.line, `${code}: ${message}`)
    ),
    // A file that cannot be parsed: `deno check` has said where.
    ...report.errors.map(({ file_path, message }) => ({
      chapter: (chapterOf(file_path, chapters) ?? first).name,
      message: firstLine(message),
    })),
  ];
}

function chapterOf(
  file: string,
  chapters: readonly TangledChapter[],
): TangledChapter | undefined {
  const path = decodeURI(file.replaceAll("\\", "/"));
  return chapters.find((chapter) => path.endsWith(`/${chapter.name}.ts`));
}

function finding({ name, module }: TangledChapter, line: number, message: string): Finding {
  const at = module.origins[line - 1];
  return at === undefined ? { chapter: name, message } : { chapter: name, at, message };
}
