/**
 * The checker of linearizability beside Porcupine, in one run: on recorded histories, where some are named,
 * and on generated ones. Both get the same operations, and only the check is timed, not the reading. Ours
 * uses one thread. Porcupine is asked twice: on one thread, which the rows compare, and on all that the
 * machine has, as it would run by default.
 *
 * @module
 */

import { median } from "../measure.ts";
import type { Row } from "../row.ts";
import { type Case, generated, recorded } from "./cases.ts";
import { askPorcupine, buildPorcupine, type Turns } from "./porcupine.ts";

/** The same for both: short checks have many turns, of which the later half counts, a long one has one. */
const turns: Turns = { most: 40, enoughMs: 1000, limitS: 10 };

interface Compared {
  readonly row: Row;
  readonly peerMs: number;
  readonly peerOnAllMs: number;
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
  const asked = { model: each.model, file: `${folder}/history.jsonl` };
  const lines = each.history.map((operation) => JSON.stringify(operation));
  await Deno.writeTextFile(asked.file, lines.join("\n"));
  const peer = await askPorcupine(program, asked, turns, 1);
  const onAll = await askPorcupine(program, asked, turns);
  const ours = measure(each);
  for (const { verdict } of [peer, onAll]) {
    if (verdict !== ours.verdict && verdict !== "unknown" && ours.verdict !== "unknown") {
      throw new Error(
        `Cannot compare on ${each.name} because the verdicts must agree: ` +
          `given ${verdict} by Porcupine and ${ours.verdict} by ours`,
      );
    }
  }
  const [peerMs, peerOnAllMs, oursMs] = [peer, onAll, ours].map(({ turnsMs }) => settled(turnsMs));
  const times = { peerMs: peerMs!, peerOnAllMs: peerOnAllMs!, oursMs: oursMs! };
  return { ...times, row: rowOf(each.name, times, [peer.verdict, ours.verdict]) };
}

function measure(each: Case) {
  const turnsMs: number[] = [];
  let verdict: ReturnType<Case["check"]> = "unknown";
  for (let spent = 0; turnsMs.length < turns.most && spent < turns.enoughMs;) {
    const start = performance.now();
    verdict = each.check(turns.limitS * 1000);
    turnsMs.push(performance.now() - start);
    spent += turnsMs.at(-1)!;
  }
  return { verdict, turnsMs };
}

/** Without the turns in which code is compiled and memory asked for. */
function settled(turnsMs: readonly number[]): number {
  return median(turnsMs.slice(turnsMs.length >> 1));
}

function rowOf(
  name: string,
  { peerMs, peerOnAllMs, oursMs }: Omit<Compared, "row">,
  [peer, ours]: readonly string[],
): Row {
  return {
    name: peer !== undefined && peer === ours ? `${name}: ${ours}` : name,
    limit: `Porcupine: ${ms(peerMs)}${peer === "unknown" ? ", no verdict" : ""} ` +
      `(all threads: ${ms(peerOnAllMs)})`,
    measured: `${ms(oursMs)}${ours === "unknown" ? ", no verdict" : ""}`,
    ratio: oursMs / peerMs,
  };
}

function summary(compared: readonly Compared[]): Row[] {
  const total = (of: (each: Compared) => number) =>
    compared.reduce((all, each) => all + of(each), 0);
  const middle = (of: (each: Compared) => number) => median(compared.map(of));
  const times = (over: typeof total) => ({
    peerMs: over((each) => each.peerMs),
    peerOnAllMs: over((each) => each.peerOnAllMs),
    oursMs: over((each) => each.oursMs),
  });
  return [
    {
      ...rowOf("sum of the above, no verdict counted as the limit", times(total), []),
      target: 1,
    },
    {
      ...rowOf("median of the above and of their ratios", times(middle), []),
      ratio: middle(({ peerMs, oursMs }) => oursMs / peerMs),
      target: 1,
    },
    {
      ...rowOf("the same ratio against all threads", times(middle), []),
      ratio: middle(({ peerOnAllMs, oursMs }) => oursMs / peerOnAllMs),
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
