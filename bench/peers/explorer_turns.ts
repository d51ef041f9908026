/**
 * Explores one model, some turns in a row, and prints what the program of the peer prints: unique states,
 * the growth of resident memory in the first turn, in bytes, and the milliseconds of each turn.
 *
 * @module
 */

import { explore } from "hb/check/explore/explore.ts";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import { abdSystem } from "hb/check/models/abd_register.ts";
import { paxosRegisterSystem } from "hb/check/models/paxos_register.ts";
import { twoPhase } from "hb/check/models/two_phase.ts";

const [turns = "", model = "", ...rest] = Deno.args;
const [first = NaN, second = NaN] = rest.map(Number);

const runs: Record<string, () => { readonly unique: number; readonly verdict: string }> = {
  "two-phase": () => explore(twoPhase(first)),
  paxos: () => exploreProtocol(paxosRegisterSystem(first, second)),
  "abd-ordered": () => exploreProtocol({ ...abdSystem(first, second), network: "ordered" }),
  abd: () => exploreProtocol(abdSystem(first, second)),
};

/** A line of Linux's account of this process, in bytes; 0 where there is none. */
function resident(line: string): number {
  try {
    const status = Deno.readTextFileSync("/proc/self/status");
    return 1024 * Number(new RegExp(`^${line}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

const before = resident("VmRSS");
const times: string[] = [];
let unique = 0, grown = 0;
for (let turn = 0; turn < Number(turns); turn++) {
  const start = performance.now();
  const found = runs[model]!();
  times.push((performance.now() - start).toFixed(3));
  if (found.verdict !== "ok") {
    throw new Error(`Cannot measure ${model}: its verdict is ${found.verdict}`);
  }
  unique = found.unique;
  if (turn === 0) grown = Math.max(0, resident("VmHWM") - before);
}
console.log([unique, grown, ...times].join(" "));
