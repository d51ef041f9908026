/**
 * Raft: the laboratory's scenarios beside the time that they may take and that they take in the course,
 * and many commands beside one at a time.
 *
 * @module
 */

import { bare } from "hb/replicated/requests.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import { recorder } from "hb/laboratory/raft/reference.ts";
import { constant } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import { median } from "../measure.ts";
import type { Row } from "../row.ts";
import { runAll } from "./scenarios.ts";

/** One seed of all 28 scenarios must not take longer. */
const LIMIT_S = 6;
/** What the course's own sample run took (MIT 6.5840, Spring 2026); published, not measured here. */
const COURSE_S = 576;
const TURNS = 5;
const COMMANDS = 2000;

/** All rows of Raft. */
export function measureRaft(): Row[] {
  return [inNewProcess(), again(), ...commands()];
}

function inNewProcess(): Row {
  const script = new URL("scenarios.ts", import.meta.url).pathname;
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const seconds = median(turns(TURNS, (turn) =>
    secondsOf(() => {
      const { success, stderr } = new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-check", `--config=${config}`, script, String(1 + turn)],
      }).outputSync();
      if (!success) throw new Error(new TextDecoder().decode(stderr));
    })));
  return {
    name: "the 28 scenarios of the laboratory, one seed, in a new process",
    limit: `${LIMIT_S} s`,
    measured: `${seconds.toFixed(2)} s`,
    ratio: seconds / LIMIT_S,
    target: 1,
  };
}

function again(): Row {
  runAll(1);
  const seconds = median(turns(TURNS, (turn) => secondsOf(() => runAll(2 + turn))));
  return {
    name: "the same in a process that has run them before",
    limit: `${COURSE_S} s in the course, published`,
    measured: `${seconds.toFixed(2)} s, ${Math.round(COURSE_S / seconds)} times as fast`,
    ratio: seconds / COURSE_S,
    target: 0.01,
  };
}

interface Drain {
  /** Virtual time from the first command to the last commit, in s. */
  readonly virtualS: number;
  /** What it took here, in s. */
  readonly wallS: number;
}

/** How a leader of three commits commands that come all at once, on links of 10 ms. */
function drain(maxEntryBytesPerMessage: number, maxInflight: number): Drain {
  const world = new World({
    protocol: raft({ machine: recorder, maxEntryBytesPerMessage, maxInflight }),
    nodes: 3,
    seed: 1,
    network: { latency: constant(10), order: "fifo" },
    trace: "none",
    strict: false,
  });
  world.run(1000);
  const leader = world.states.findIndex((s) => s!.role === "leader");
  const begun = world.now;
  const wallS = secondsOf(() => {
    for (let i = 0; i < COMMANDS; i++) world.tell(leader, bare(`command ${i}`));
    world.run(120_000, () => world.states[leader]!.commitIndex > COMMANDS);
  });
  return { virtualS: (world.now - begun) / 1000, wallS };
}

function commands(): Row[] {
  const variants = [
    ["batching", 4096, 1, 0.05],
    ["pipelining, 64 messages", 1, 64, 0.05],
    ["batching and pipelining", 4096, 64, 0.005],
  ] as const;
  const plain = turns(TURNS, () => drain(1, 1));
  const one = plain[0]!;
  return variants.map(([name, bytes, inflight, target]) => {
    const drains = turns(TURNS, () => drain(bytes, inflight));
    const { virtualS } = drains[0]!;
    const wall = (all: readonly Drain[]) => median(all.map(({ wallS }) => wallS));
    const perCommand = (all: readonly Drain[]) => (wall(all) * 1e6 / COMMANDS).toFixed(1);
    return {
      name: `${COMMANDS.toLocaleString("en")} commands at once, virtual time, ${name}`,
      limit: `one a round trip: ${one.virtualS.toFixed(2)} s, ${perCommand(plain)} µs each here`,
      measured: `${virtualS.toFixed(2)} s, ${perCommand(drains)} µs each here`,
      ratio: virtualS / one.virtualS,
      target,
    };
  });
}

function turns<T>(count: number, each: (turn: number) => T): T[] {
  return Array.from({ length: count }, (_, turn) => each(turn));
}

function secondsOf(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}
