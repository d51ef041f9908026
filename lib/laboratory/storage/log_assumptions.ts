/** Logs that each lack one thing, and the crash for which it is there. @module */

import type { Crash } from "../../storage/disk/crash_report.ts";
import { type DiskFault, faultWords } from "../../storage/disk/faults.ts";
import { bodyChecked, cuts, refuses, safe, withoutPosition } from "./layouts.ts";
import { body, exploreLog, type LogExploration } from "./log_explored.ts";
import { type LogParts, tellThenSync } from "./tiny_log.ts";

/** A log that lacks something, and what finds it out. */
export interface LackingLog extends LogExploration {
  /** What it lacks. */
  readonly without: string;
  /** The log. */
  readonly parts: LogParts;
}

/** What was found of one. */
export interface Assumption {
  /** What it lacks. */
  readonly without: string;
  /** What the disk does wrong, and the crash. */
  readonly crash: string;
  /** What is wrong then. */
  readonly found: string;
}

const a = body("a"), b = body("b"), c = body("c");

/** An entry of some other such log, where all of 64 bytes before it was durable. */
const copied = withoutPosition.entry(b, 64, 64);

/** The third entry is written over the first. */
const strays: DiskFault = { type: "misdirected write", nth: 3, offset: 0 };

/** Sync 0 is that of the folder, when the log begins. */
const firstFails: DiskFault = { type: "sync fails", nth: 1 };

/** A byte of the first body, when all is durable and there is one more to come. */
const rots: DiskFault = { type: "rot", nth: 6, name: "log", offset: 17, xor: 1 };

/** One for each part of an entry and each step of a log. */
export const lacking: readonly LackingLog[] = [
  {
    without: "the length in the check sum",
    parts: { layout: bodyChecked },
    work: [a, "sync"],
  },
  {
    without: "the position in an entry, and a body is a copied entry",
    parts: { layout: withoutPosition },
    work: [copied, "sync"],
  },
  {
    without: "the position in an entry, and a write goes astray",
    parts: { layout: withoutPosition },
    work: [a, "sync", b, "sync", c, "sync"],
    faults: [strays],
    sectorBytes: 28,
    mayRefuse: true,
  },
  {
    without: "what was durable in an entry: whatever is bad is cut off",
    parts: { layout: cuts },
    work: [a, "sync", b, "sync", c],
    faults: [rots],
    mayRefuse: true,
  },
  {
    without: "what was durable in an entry: a good one behind a bad one is proof",
    parts: { layout: refuses },
    work: [a, b, "sync"],
  },
  {
    without: "the sync before it tells",
    parts: { layout: safe, finish: tellThenSync },
    work: [a, "sync"],
  },
  {
    without: "the sync of the cut",
    parts: { layout: safe, omits: "sync of the cut" },
    work: [a, b, c, "sync"],
    sectorBytes: 28,
    crashes: 2,
  },
  {
    without: "the sync of the folder when it begins",
    parts: { layout: safe, omits: "sync of the folder" },
    work: [a, "sync"],
  },
  {
    without: "the refusal after a sync that failed",
    parts: { layout: safe, omits: "refusal after a failure" },
    work: [a, "sync", b, "sync"],
    faults: [firstFails],
  },
];

/** The first crash that finds out each of them, the plainest of those at the earliest moment. */
export function assumptions(): Assumption[] {
  return lacking.map(({ without, parts, ...exploration }) => {
    const { breach } = exploreLog(parts, exploration);
    if (breach === undefined) throw new Error(`Cannot do without ${without}: given no crash`);
    const faults = (exploration.faults ?? []).map(faultWords);
    return {
      without,
      crash: [...faults, ...breach.crashes.map(crashWords)].join("; then "),
      found: breach.said,
    };
  });
}

function crashWords({ before, lost }: Crash): string {
  const when = before === undefined ? "at the end" : `before “${before}”`;
  return `a crash ${when}: ${lost.length === 0 ? "nothing is lost" : lost.join(", ")}`;
}
