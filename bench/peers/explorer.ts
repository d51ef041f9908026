/**
 * The explorer beside Stateright, in one run, each on one thread and in processes of their own.
 *
 *     deno run -A bench/peers/explorer.ts [--check]
 *
 * With `--check` it fails unless ours finds at least as many unique states in a second. Memory is what
 * the process has grown by at its largest, so it counts everything, also what is only garbage.
 *
 * @module
 */

import { median } from "../measure.ts";
import { met, type Row, table } from "../row.ts";
import {
  type Asked,
  askOurs,
  askStateright,
  buildStateright,
  type Explored,
} from "./stateright.ts";

/** A model to compare on. */
interface Case extends Asked {
  readonly name: string;
  /** How often each explores it in a row; small ones more often, since the first turns compile. */
  readonly turns: number;
}

const cases: readonly Case[] = [
  { name: "two-phase commit, 7 managers", model: "two-phase", numbers: [7], turns: 4 },
  { name: "Paxos, 2 clients, 3 servers", model: "paxos", numbers: [2, 3], turns: 12 },
  { name: "Paxos, 3 clients, 3 servers", model: "paxos", numbers: [3, 3], turns: 1 },
  { name: "ABD, 2 clients, 2 servers", model: "abd", numbers: [2, 2], turns: 400 },
  {
    name: "ABD, 2 clients, 3 servers, ordered links",
    model: "abd-ordered",
    numbers: [2, 3],
    turns: 1,
  },
];

/** Both are asked by turns, so that what slows the machine down slows both. */
const rounds = 3;

/** All rows, or in words why there are none. */
export async function compareWithStateright(): Promise<Row[] | string> {
  const built = await buildStateright();
  if ("missing" in built) return `The comparison with Stateright is skipped: ${built.missing}`;
  const rows: Row[] = [];
  for (const each of cases) rows.push(...await compareCase(each, built.program));
  return rows;
}

async function compareCase(each: Case, program: string): Promise<Row[]> {
  const peers: Explored[] = [], ours: Explored[] = [];
  for (let round = 0; round < rounds; round++) {
    peers.push(await askStateright(program, each, each.turns));
    ours.push(await askOurs(each, each.turns));
  }
  const [peer, our] = [peers[0]!, ours[0]!];
  if (peer.unique !== our.unique) {
    throw new Error(
      `Cannot compare on ${each.name} because the unique states must agree: ` +
        `given ${peer.unique} by Stateright and ${our.unique} by ours`,
    );
  }
  const [peerRate, ourRate] = [rateOf(peers), rateOf(ours)];
  const [peerBytes, ourBytes] = [bytesOf(peers), bytesOf(ours)];
  return [
    {
      name: `${each.name}: ${count(our.unique)} states`,
      limit: `Stateright: ${count(peerRate)} a second`,
      measured: `${count(ourRate)} a second`,
      ratio: peerRate / ourRate,
      target: 1,
    },
    {
      name: "  memory of each state",
      limit: `${count(peerBytes)} bytes`,
      measured: `${count(ourBytes)} bytes`,
      ...(peerBytes > 0 ? { ratio: ourBytes / peerBytes } : {}),
    },
  ];
}

/** Unique states in a second, by the median turn; the first of several compiles the code. */
function rateOf(all: readonly Explored[]): number {
  const times = all.flatMap(({ turnsMs }) => turnsMs.length > 1 ? turnsMs.slice(1) : turnsMs);
  return all[0]!.unique / median(times) * 1000;
}

function bytesOf(all: readonly Explored[]): number {
  return median(all.map(({ grownBytes, unique }) => grownBytes / unique));
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}

if (import.meta.main) {
  const rows = await compareWithStateright();
  console.log(typeof rows === "string" ? rows : table(rows));
  const missed = typeof rows !== "string" && !rows.every(met);
  if (Deno.args.includes("--check") && missed) Deno.exit(1);
}
