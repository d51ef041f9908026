/**
 * Runs test files, several in a process. When a process breaks off, what its other files have shown counts,
 * the file at which it broke off is named, and those after it run in another process.
 *
 * @module
 */

import { pathToFileURL } from "node:url";
import { root } from "../repository.ts";
import { shorten } from "../report.ts";
import { explain } from "../command_step.ts";
import type { Failure, Finding } from "../step.ts";
import { type Ended, type Limits, watch } from "../watch/watch.ts";
import { batchModule, beginningOf } from "./batch.ts";
import { tapReader, type TapTest } from "./tap.ts";

/** How test files are run. */
export interface TestOptions {
  /** The configuration that their imports follow. */
  readonly config?: string;
  /** What they may do: the options of Deno that allow it. */
  readonly allow?: readonly string[];
  /** The folder that gets profiles of coverage. */
  readonly coverage?: string;
  /** What one file may take. */
  readonly limits: Limits;
  /** Says where a test file is when that is not its name, from the root. */
  readonly addressOf?: (name: string) => string;
}

/** The most lines that are shown of one failed test. */
const mostLines = 30;

/** Runs the test files called `names`, and tells what came of each as soon as it has ended. */
export async function runTests(
  names: readonly string[],
  options: TestOptions,
  found: (finding: Finding) => void,
): Promise<void> {
  let left = names;
  while (left.length > 0) {
    const ran = await runBatch(left, options, found);
    const rest = left.slice(ran.finished);
    if (rest.length === 0) return;
    if (ran.finished === 0 && rest.length > 1) {
      // It broke off before any file had begun: who is to blame shows when each is alone.
      for (const name of rest) await runTests([name], options, found);
      return;
    }
    found(await brokeOff(rest[0]!, ran, options));
    left = rest.slice(1);
  }
}

/** A process that has ended. */
interface Ran {
  readonly ended: Ended;
  /** How many files it finished; the next one is where it broke off. */
  readonly finished: number;
  /** What that one had shown until then. */
  readonly tests: readonly TapTest[];
  readonly tookMs: number;
}

async function runBatch(
  names: readonly string[],
  options: TestOptions,
  found: (finding: Finding) => void,
): Promise<Ran> {
  const folder = await Deno.makeTempDir({ prefix: "tests-" });
  try {
    const path = `${folder}/batch.ts`;
    const address = options.addressOf ?? ((name) => pathToFileURL(`${root}/${name}`).href);
    const files = names.map((name) => ({ name, address: address(name) }));
    await Deno.writeTextFile(path, batchModule(files));
    return await follow(names, argumentsFor(path, options), options, found);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function argumentsFor(path: string, { config, allow = [], coverage }: TestOptions): string[] {
  return [
    "test",
    "--quiet",
    // The step `types` checks all test files, once.
    "--no-check",
    "--reporter=tap",
    // A configuration of its own has a lock file of its own, which nobody keeps.
    ...(config === undefined ? [`--config=${root}/deno.json`, "--frozen"] : [`--config=${config}`]),
    ...allow,
    ...(coverage === undefined ? [] : [`--coverage=${coverage}`, "--coverage-raw-data-only"]),
    path,
  ];
}

/** Follows a process through its files. */
async function follow(
  names: readonly string[],
  args: readonly string[],
  { limits }: TestOptions,
  found: (finding: Finding) => void,
): Promise<Ran> {
  let at = -1;
  let tests: TapTest[] = [];
  let broken = false;
  const findings: Finding[] = [];
  const hear = (test: TapTest) => {
    const next = beginningOf(test.name);
    // An error outside of any test ends all that come after it, and so the tests that tell a beginning.
    if (next !== undefined && test.outcome !== "ok") broken = true;
    if (broken) return;
    if (next === undefined) {
      tests.push(test);
      return;
    }
    if (at >= 0) findings.push(findingOf(names[at]!, tests, running.tookMs()));
    // The last one waits for the end of the process.
    if (at >= 0 && next < names.length) found(findings.at(-1)!);
    at = next;
    tests = [];
    running.renew();
  };
  const tap = tapReader(hear);
  const running = watch({
    program: Deno.execPath(),
    args,
    folder: root,
    // Until the first file begins, all of them are being loaded.
    limits,
    line: tap.take,
  });
  const ended = await running.ended;
  tap.end();
  if (at === names.length) found(atTheEnd(findings, ended));
  return { ended, finished: Math.max(at, 0), tests, tookMs: running.tookMs() };
}

/** The last finding, now that the process has ended: badly, though no test failed, is a failure, too. */
function atTheEnd(findings: readonly Finding[], ended: Ended): Finding {
  const last = findings.at(-1)!;
  if (ended.code === 0 || findings.some(({ failures }) => failures.length > 0)) return last;
  const files = findings.map(({ unit }) => unit).join(", ");
  const failure = { name: `after the tests of ${files}`, text: explain(ended.code, tail(ended)) };
  return { ...last, failures: [failure] };
}

/** A test that failed only in its steps: they are named themselves. */
function ofSteps({ text = "" }: TapTest): boolean {
  return /^\d+ test steps? failed/.test(text);
}

/** A file without tests has a finding, too: others may import it for what it offers to tests. */
function findingOf(file: string, tests: readonly TapTest[], tookMs: number): Finding {
  const count = (outcome: TapTest["outcome"]) =>
    tests.filter((test) => test.outcome === outcome).length;
  const failures = tests.filter((test) => test.outcome === "failed" && !ofSteps(test)).map((
    test,
  ) => ({
    name: `${file}: ${test.name}`,
    text: shorten(test.text ?? "no more is known", mostLines),
  }));
  return { unit: file, passed: count("ok"), ignored: count("ignored"), failures, tookMs };
}

/** The finding of a file at which a process broke off. */
async function brokeOff(file: string, ran: Ran, options: TestOptions): Promise<Finding> {
  const { ended, tests, tookMs } = ran;
  // Those that were cancelled have failed for no reason of theirs.
  const told = tests.filter(({ outcome, text }) => outcome !== "failed" || text !== undefined);
  const { passed, ignored = 0, failures } = findingOf(file, told, tookMs);
  const last = told.findLast(({ top }) => top)?.name;
  const after = last === undefined ? "before any test of it had ended" : `after "${last}"`;
  const failure: Failure = ended.stopped !== undefined
    ? { name: `${file} was stopped ${after}: ${ended.stopped}`, text: tail(ended) }
    : { name: `${file} broke off ${after}`, text: await wordsOf(file, ended, options) };
  return { unit: file, passed, ignored, failures: [...failures, failure], tookMs };
}

/** What was last said by a process that was stopped, without its report. */
function tail({ text }: Ended): string {
  const lines = text.split("\n").filter((line) =>
    !/^TAP version|^# \.|^ *(not )?ok \d|^ *# Sub/.test(line)
  );
  return shorten(lines.join("\n"), mostLines);
}

/** The report has no errors that happen outside of any test. The file is run once more, to be told them. */
async function wordsOf(file: string, ended: Ended, options: TestOptions): Promise<string> {
  const address = options.addressOf?.(file) ?? pathToFileURL(`${root}/${file}`).href;
  const { coverage: _, ...uncovered } = options;
  const args = argumentsFor(address, uncovered).filter((arg) => arg !== "--reporter=tap");
  const again = await watch({
    program: Deno.execPath(),
    args,
    folder: root,
    limits: options.limits,
  }).ended;
  if (again.code === 0) return `${explain(ended.code, tail(ended))}\nAlone, it passes.`;
  return explain(again.code, again.text);
}
