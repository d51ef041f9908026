/**
 * Runs in a process of its own, with no rights but to read the project without its solutions: takes a
 * request on stdin, judges part after part, and reports each on stdout in lines that begin with the
 * request's token. What the reader's code prints has no token.
 *
 * @module
 */

import { type Script, scriptOf } from "../../lib/figure/spacetime/terminal_script.ts";
import { answersIn } from "../../lib/grade/answers.ts";
import { failurePage } from "./page/page.ts";
import { drawn, labelsOf, pictureOf, recordingOf, trimmed } from "./recorded.ts";
import { seal } from "./seal.ts";
import { tokenBytes } from "./token.ts";
import { gradePart, type PartResult, type Suite } from "../../lib/grade/suite.ts";

/** What the parent asks for; it follows the token on stdin. */
export interface Request {
  /** URL of the folder with `suite.ts`. */
  readonly suite: string;
  /** URL of the folder with the answers. */
  readonly answers: string;
  /** The numbers of the parts to judge. */
  readonly parts: readonly number[];
  /** Files that do not compile, and why, by their names: they are not loaded. */
  readonly refused?: Readonly<Record<string, string>>;
  /** URLs of the modules that judge; they are sealed before the answers are loaded. */
  readonly judges: readonly string[];
  /** How the reader's commands begin; the process itself may not look at the environment. */
  readonly form: string;
  readonly seeds?: number;
  readonly seedBase?: number;
}

/** What the child reports. */
export type Report =
  | { readonly kind: "begin"; readonly number: number; readonly largest?: string }
  /** Some more seeds have been tried. */
  | { readonly kind: "on" }
  /** What is judged from now on, in a few words. */
  | { readonly kind: "case"; readonly words: string }
  /** What was found to be wrong, while a smaller case is looked for. */
  | { readonly kind: "found"; readonly words: string }
  | {
    readonly kind: "result";
    readonly result: PartResult;
    readonly page?: string;
    /** The same run as a space-time diagram alone. */
    readonly picture?: string;
    /** The run that went wrong, for a diagram in the terminal. */
    readonly script?: Script;
  };

/** How often it is told that seeds have been tried. */
const TELL_EVERY_MS = 1000;

async function main(): Promise<void> {
  const input = await new Response(Deno.stdin.readable).bytes();
  // It stays bytes: a snapshot of the heap, which any code may take, shows texts and no bytes.
  const token = input.slice(0, tokenBytes);
  const request: Request = JSON.parse(new TextDecoder().decode(input.subarray(tokenBytes)));
  // Taken now, as what is judged may overwrite them: they are the runtime's, and are not sealed.
  const write = Deno.stdout.writeSync.bind(Deno.stdout);
  const encoder = new TextEncoder();
  const encode = encoder.encode.bind(encoder);
  const clock = performance.now.bind(performance);
  const tell = (report: Report) => {
    const text = encode(`${JSON.stringify(report)}\n`);
    let bytes = new Uint8Array(1 + token.length + text.length);
    bytes[0] = 10; // a line of its own
    bytes.set(token, 1);
    bytes.set(text, 1 + token.length);
    while (bytes.length > 0) bytes = bytes.subarray(write(bytes));
  };
  await seal(request.judges);
  const { suite } = await import(`${request.suite}/suite.ts`) as { suite: Suite<unknown> };
  const answers = await answersIn(request.answers, suite, request.refused);
  const { seeds, seedBase } = request;
  const chosen = {
    ...(seeds === undefined ? {} : { seeds }),
    ...(seedBase === undefined ? {} : { seedBase }),
  };
  let toldAt = 0;
  // Not of every seed: there may be thousands in a second.
  const onTried = () => {
    const now = clock();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    tell({ kind: "on" });
  };
  const onCase = (words: string) => tell({ kind: "case", words });
  const onFound = (words: string) => tell({ kind: "found", words });
  for (const part of suite.parts.filter(({ number }) => request.parts.includes(number))) {
    const { number, largest } = part;
    tell({ kind: "begin", number, ...(largest === undefined ? {} : { largest }) });
    const result = gradePart(part, answers, { ...chosen, onTried, onCase, onFound });
    const page = pageOf(suite, result, request.form, part.hints[0]);
    const script = page === undefined
      ? {}
      : { script: scriptOf(result.failure!.trace, labelsOf(suite)) };
    const pages = page === undefined ? {} : { page, picture: pictureOf(suite, result) };
    tell({ kind: "result", result: trimmed(result), ...pages, ...script });
  }
}

/** The run that went wrong as a page of its own. */
function pageOf(
  suite: Suite<unknown>,
  result: PartResult,
  form: string,
  hint: string | undefined,
): string | undefined {
  const recording = recordingOf(suite, result, form, hint);
  return recording && failurePage(recording, drawn(result));
}

if (import.meta.main) await main();
