/** Results as people and machines read them. @module */

import { failureWords } from "../sim/failure_words.ts";
import type { PartResult } from "./suite.ts";

/** The results of one exercise. */
export interface ExerciseResult {
  /** The chapter that it belongs to: "01-replay". */
  readonly chapter: string;
  /** What the exercise builds. */
  readonly title: string;
  /** Its parts in order. */
  readonly parts: readonly PartResult[];
  /** Why none of them could be judged. */
  readonly refusal?: string;
}

/** Points earned, and points there are. */
export function pointsOf({ parts }: ExerciseResult): { earned: number; possible: number } {
  const sum = (some: readonly PartResult[]) =>
    some.reduce((total, { points }) => total + points, 0);
  return { earned: sum(parts.filter(({ standing }) => standing === "done")), possible: sum(parts) };
}

/** What is wrong with a part, how it came about, and how to see it again. */
export function explainPart(chapter: string, part: PartResult, form: string = usualForm): string {
  if (part.standing !== "wrong") return part.words ?? "";
  return `${explainRun(part)}\nagain: ${replayCommand(chapter, part, form)}`;
}

/** What is wrong with a part, and how it came about. */
export function explainRun(part: PartResult): string {
  const { failure } = part;
  const told = failure === undefined ? [] : failureWords(failure);
  return [part.words ?? "wrong", ...told].join("\n");
}

/** How the commands of the book begin for whoever has Deno. */
const usualForm = "deno task";

/** The command that runs a part again, with the seed that failed; `form` is how this reader's commands begin. */
export function replayCommand(
  chapter: string,
  { number, failure }: PartResult,
  form: string = usualForm,
): string {
  const seed = failure === undefined || failure.unseeded ? "" : ` --seed ${failure.seed}`;
  return `${form} grade ${chapter.slice(0, 2)} --part ${number}${seed}`;
}

/** A table for the terminal, wrong parts explained under it. */
export function toText(result: ExerciseResult, form: string = usualForm): string {
  const { earned, possible } = pointsOf(result);
  const rows = result.parts.map(({ number, title, standing, points, unjudged }) =>
    `${String(number).padStart(3)}  ${(unjudged ? "not judged" : standing).padEnd(12)}  ${
      String(points).padStart(3)
    } points  ${title}`
  );
  const wrong = result.parts.filter(({ standing }) => standing === "wrong").map((part) =>
    `\nPart ${part.number}, ${part.title}, ${part.unjudged ? "is not judged" : "is wrong"}:\n` +
    explainPart(result.chapter, part, form).split("\n").map((line) => `  ${line}`).join("\n")
  );
  const head = `${result.chapter}  ${result.title}: ${earned} of ${possible} points`;
  return result.refusal === undefined ? [head, ...rows, ...wrong].join("\n") : head;
}

/** The results as JSON; runs are told by seed, invariant and schedule. */
export function toJson(
  results: readonly ExerciseResult[],
  form: string = usualForm,
): string {
  const plain = results.map((result) => ({
    chapter: result.chapter,
    title: result.title,
    ...(result.refusal === undefined ? {} : { refusal: result.refusal }),
    ...pointsOf(result),
    // Times differ from one run to the next; the results do not.
    parts: result.parts.map(({ failure, tookMs: _, ...part }) => ({
      ...part,
      ...(part.standing === "done" ? {} : {
        explanation: explainPart(
          result.chapter,
          { ...part, ...(failure ? { failure } : {}) },
          form,
        ),
      }),
      ...(failure === undefined ? {} : {
        ...(failure.unseeded ? {} : { seed: failure.seed }),
        invariant: failure.violation.invariant,
        atMs: failure.violation.at,
        schedule: failure.schedule,
        replay: replayCommand(result.chapter, { ...part, failure }, form),
      }),
    })),
  }));
  return JSON.stringify(plain, null, 2) + "\n";
}

/**
 * The results as JUnit XML: a part not begun is skipped, a wrong one failed, and what could not be judged is
 * an error. It keeps to the schemas of Ant and of Jenkins alike; both want times, in seconds.
 * `timestamp` is the moment of grading, without a zone.
 */
export function toJunit(
  results: readonly ExerciseResult[],
  timestamp = "1970-01-01T00:00:00",
  form: string = usualForm,
): string {
  const suites = results.map((result, id) => {
    const count = (standing: string) =>
      result.parts.filter((part) => part.standing === standing && !part.unjudged).length;
    const errors = result.parts.filter(({ unjudged }) => unjudged).length;
    return [
      `  <testsuite name="${escape(result.chapter)}" package="exercises" id="${id}" ` +
      `timestamp="${timestamp}" hostname="localhost" time="${
        secondsOf(result.parts.reduce((sum, { tookMs = 0 }) => sum + tookMs, 0))
      }" tests="${result.parts.length}" ` +
      `failures="${count("wrong")}" errors="${errors}" skipped="${count("not done yet")}">`,
      "    <properties>",
      ...result.parts.map(({ number, points }) =>
        `      <property name="points of part ${number}" value="${points}"/>`
      ),
      "    </properties>",
      ...result.parts.map((part) => testCase(result.chapter, part, form)),
      "    <system-out/>",
      `    <system-err>${escape(result.refusal ?? "")}</system-err>`,
      "  </testsuite>",
    ].join("\n");
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""]
    .join("\n");
}

function testCase(chapter: string, part: PartResult, form: string): string {
  const name = `${part.number} ${part.title}`;
  const head = `    <testcase classname="${escape(chapter)}" name="${escape(name)}" time="${
    secondsOf(part.tookMs)
  }"`;
  if (part.standing === "done") return `${head}/>`;
  if (part.standing === "not done yet") {
    return `${head}><skipped message="not done yet"/></testcase>`;
  }
  const [element, type] = part.unjudged ? ["error", "not judged"] : ["failure", "wrong"];
  return `${head}>\n      <${element} type="${type}" message="${escape(part.words ?? type!)}">${
    escape(explainPart(chapter, part, form))
  }</${element}>\n    </testcase>`;
}

function secondsOf(ms = 0): string {
  return String(Math.round(ms) / 1000);
}

/** XML 1.0 text: markup escaped, and characters left out that it cannot hold. */
function escape(text: string): string {
  return text
    // deno-lint-ignore no-control-regex -- these are the characters that XML forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}
