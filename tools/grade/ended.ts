/** Why a process had to be ended, or ended by itself, in words. @module */

import { missesPackage, NO_SUCH_PACKAGE } from "../../lib/grade/packages.ts";
import type { Missed } from "./deadline.ts";
import { printable } from "./lines.ts";

/** A longer line is not shown in full. */
export const LONGEST_LINE = 2000;

/** It took more than so many megabytes, in all or in the heap alone. */
export const tooLarge = (megabytes: number, where: "memory" | "heap"): string =>
  `it took more than ${megabytes} MB of ${where === "heap" ? "memory in its heap" : "memory"}: ` +
  "is there a loop in it that never ends?";
/** It wrote more than so many bytes. */
export const tooLoud = (bytes: number): string =>
  `it printed more than ${bytes / 1e6} MB, or returned what takes as much to tell`;

/** It took longer than it may, in all or for what it was busy with; says which limit that was. */
export function tooSlow({ by, seconds }: Missed, busyWith: string | undefined): string {
  const size = busyWith === undefined ? "" : ` for ${busyWith}`;
  const more = "(A run that only takes long gets more time with --limit-s)";
  switch (by) {
    case "idleness":
      return `it did not finish within ${seconds} s, and then did nothing${size}: does it wait for ` +
        `something that never comes? ${more}`;
    case "work":
      return `it did not finish within ${seconds} s of computing: is there a loop in it that never ends, ` +
        `or is it too slow${size}? ${more}`;
    case "clock":
      return `it did not finish within ${seconds} s by the clock: is there a loop in it that never ends, ` +
        `or is it too slow${size}? ${more}`;
  }
}

/** It ended by itself; this is what it had written. */
export function died(stderr: string, answers: string, megabytes: number): string {
  if (/heap|out of memory/i.test(stderr)) return tooLarge(megabytes, "heap");
  const line = stderr.split("\n").find((each) => /error/i.test(each)) ?? stderr.trim();
  // The innermost place in the judged code itself.
  const frame = stderr.split("\n").find((each) => /^\s+at /.test(each) && each.includes(answers));
  const place = /([^/]+:\d+):\d+\)?$/.exec(frame ?? "")?.[1];
  const at = place === undefined ? "" : `at ${place}: `;
  if (missesPackage(stderr)) return at + NO_SUCH_PACKAGE;
  const words = printable(line, LONGEST_LINE).replace(/^error: Uncaught (\(in promise\) )?/, "");
  return `${at}its process ended early: ${words || "it gave no reason"}`;
}
