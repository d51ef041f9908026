/**
 * The checker of linearizability beside Porcupine, in one run: on the recorded histories that are named
 * on the command line, and on generated ones.
 *
 *     deno run -A bench/peers/linearizable.ts [--check] [FILE …]
 *
 * With `--check` it fails unless ours is at least as fast on the sum and on the median.
 *
 * @module
 */

import { median } from "../measure.ts";
import { met, type Row, table } from "../row.ts";
import { type Case, generated, recorded } from "./cases.ts";
import { askPorcupine, buildPorcupine } from "./porcupine.ts";

const turns = 5;
const limitS = 10;

interface Compared {
  readonly row: Row;
  readonly peerMs: number;
  readonly oursMs: number;
}

/** All rows, or in words why there are none. */
export async function compareWithPorcupine(files: readonly string[]): Promise<Row[] | string> {
  const folder = await Deno.makeTempDir({ prefix: "porcupine" });
  try {
    const built = await buildPorcupine(folder);
    if ("missing" in built) return `The comparison with Porcupine is skipped: ${built.missing}`;
    const compare = (each: Case) => compareCase(each, built.program, folder);
    const samples = await inTurn([...files.map(recorded), ...generatedCases()], compare);
    const growth = await inTurn(growingCases(), compare);
    return [...samples.map(({ row }) => row), ...summary(samples), ...growth.map(({ row }) => row)];
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function generatedCases(): Case[] {
  return (["register", "kv"] as const).flatMap((model) =>
    [10, 50, 100].flatMap((clients) =>
      [false, true].map((wrong) => generated(model, { seed: 1, clients, operations: 3000, wrong }))
    )
  );
}

function growingCases(): Case[] {
  return [100, 1000, 10_000, 100_000].map((operations) =>
    generated("register", { seed: 2, clients: 10, operations, wrong: false })
  );
}

async function compareCase(each: Case, program: string, folder: string): Promise<Compared> {
  const file = `${folder}/history.jsonl`;
  const lines = each.history.map((operation) => JSON.stringify(operation));
  await Deno.writeTextFile(file, lines.join("\n"));
  // The first turn, in which the code is compiled and memory is asked for, counts for neither.
  const peer = await askPorcupine(program, each.model, file, turns + 1, limitS);
  const ours = measure(each);
  if (peer.verdict !== ours.verdict && peer.verdict !== "unknown" && ours.verdict !== "unknown") {
    throw new Error(
      `Cannot compare on ${each.name} as the verdicts must agree: ` +
        `given ${peer.verdict} by Porcupine and ${ours.verdict} by ours`,
    );
  }
  const peerMs = median(counted(peer.turnsMs));
  const oursMs = median(counted(ours.turnsMs));
  return { peerMs, oursMs, row: rowOf(each.name, peerMs, oursMs, [peer.verdict, ours.verdict]) };
}

function measure(each: Case) {
  const turnsMs: number[] = [];
  let verdict: ReturnType<Case["check"]> = "unknown";
  for (let turn = 0; turn <= turns; turn++) {
    const start = performance.now();
    verdict = each.check(limitS * 1000);
    turnsMs.push(performance.now() - start);
    if (verdict === "unknown") break;
  }
  return { verdict, turnsMs };
}

function counted(turnsMs: readonly number[]): readonly number[] {
  return turnsMs.length > 1 ? turnsMs.slice(1) : turnsMs;
}

function rowOf(name: string, peerMs: number, oursMs: number, verdicts: readonly string[]): Row {
  const [peer, ours] = verdicts;
  return {
    name: peer !== undefined && peer === ours ? `${name}: ${ours}` : name,
    limit: `Porcupine: ${ms(peerMs)}${peer === "unknown" ? ", no verdict" : ""}`,
    measured: `${ms(oursMs)}${ours === "unknown" ? ", no verdict" : ""}`,
    ratio: oursMs / peerMs,
  };
}

function summary(compared: readonly Compared[]): Row[] {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const peers = compared.map(({ peerMs }) => peerMs);
  const ours = compared.map(({ oursMs }) => oursMs);
  return [
    {
      ...rowOf("sum of the above, no verdict counted as the limit", sum(peers), sum(ours), []),
      target: 1,
    },
    {
      ...rowOf("median of the above", median(peers), median(ours), []),
      ratio: median(compared.map(({ peerMs, oursMs }) => oursMs / peerMs)),
      target: 1,
    },
  ];
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(3) : value.toFixed(1)} ms`;
}

async function inTurn<T, U>(items: readonly T[], act: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}

if (import.meta.main) {
  const rows = await compareWithPorcupine(Deno.args.filter((argument) => argument !== "--check"));
  console.log(typeof rows === "string" ? rows : table(rows));
  const missed = typeof rows !== "string" && !rows.every(met);
  if (Deno.args.includes("--check") && missed) Deno.exit(1);
}
