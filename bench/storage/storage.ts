/**
 * Storage engines beside each other: the same keys and values, the same syncs, by turns in one run. In a
 * process that may load packages (`packages.ts`).
 *
 * `deno run -A bench/compare.ts RESULTS --baseline bench/storage/baseline.json` says what got worse. A sync
 * takes as long as the disk has other work, so the rows of synced puts have much slack.
 *
 * @module
 */

import { median } from "../measure.ts";
import { met, type Row, table } from "../row.ts";
import { measureAmplification } from "./amplification.ts";
import { cases, CLIENTS, Data, PLAIN, type Rates, runCases } from "./cases.ts";
import { type Contestant, contestants, type Own, own, PEER } from "./engines.ts";

/** How many turns count; one comes before them, in which the library's code is compiled. */
const TURNS = 3;

/** Measures, prints, and returns the rows of the library's own engines beside the peer. */
export async function measureStorage(): Promise<Row[]> {
  const folder = await Deno.makeTempDir({ prefix: "bench-storage-" });
  try {
    const all = await contestants(folder);
    const rates = await byTurns(all, folder);
    console.log(`operations a second, medians of ${TURNS} turns; ${onceNames(all)} had one\n`);
    console.log(ratesTable(all, rates));
    const rows = all.some(({ name }) => name === PEER)
      ? own.flatMap((each) => rowsOf(each, rates))
      : [];
    console.log(`\nms for 1,000 operations\n\n${table(rows)}\n`);
    console.log(await measureAmplification());
    return rows;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function onceNames(all: readonly Contestant[]): string {
  return all.filter(({ once }) => once).map(({ name }) => name).join(", ") || "none";
}

type AllRates = ReadonlyMap<string, readonly Rates[]>;

async function byTurns(
  all: readonly Contestant[],
  folder: string,
): Promise<AllRates> {
  const rates = new Map<string, Rates[]>(all.map(({ name }) => [name, []]));
  for (let turn = 0; turn <= TURNS; turn++) {
    for (let i = 0; i < all.length; i++) {
      // Each turn begins with another.
      const contestant = all[(i + turn) % all.length]!;
      if (contestant.once && turn !== 1) continue;
      console.error(`turn ${turn} of ${TURNS}: ${contestant.name}`);
      const own = `${folder}/${turn}-${contestant.name}`;
      await Deno.mkdir(own);
      const found = await runCases(contestant, new Data(turn), own);
      if (turn > 0) rates.get(contestant.name)!.push(found);
      await Deno.remove(own, { recursive: true });
    }
  }
  return rates;
}

function ratesTable(all: readonly Contestant[], rates: AllRates): string {
  const lines = [
    ["", ...all.map(({ name }) => name)],
    ...cases.map((what) => [
      what,
      ...all.map(({ name }) => short(median(rates.get(name)!.map((each) => each[what])))),
    ]),
  ];
  const widths = lines[0]!.map((_, column) =>
    Math.max(...lines.map((line) => line[column]!.length))
  );
  return lines.map((line) =>
    line.map((cell, i) => i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)).join("  ")
      .trimEnd()
  ).join("\n");
}

function short(perSecond: number): string {
  return Math.round(perSecond).toLocaleString("en-GB");
}

/**
 * The rows of one of ours: beside the peer, and where writes are synced, beside a plain file, which is synced
 * once for each put, or once for a put of each client.
 */
function rowsOf({ name, goals = {} }: Own, rates: AllRates): Row[] {
  const [theirs, ours] = [rates.get(PEER)!, rates.get(name)!];
  const beside = cases.filter((what) => what !== PLAIN).map((what) => {
    const limit = { name: PEER, rates: theirs.map((each) => each[what]) };
    const row = rowOf(`${name}: ${what}`, limit, ours.map((each) => each[what]));
    const target = goals[what];
    return target === undefined ? row : { ...row, target };
  });
  const limit = { name: "a plain file", rates: ours.map((each) => each[PLAIN]) };
  const synced = ours.map((each) => each["put one at a time, each synced"]);
  const together = ours.map((each) => each["put by 32 clients, syncs shared"]);
  const shared = { ...limit, rates: limit.rates.map((rate) => CLIENTS * rate) };
  return [
    ...beside,
    rowOf(`${name}: put one at a time, each synced, beside a file`, limit, synced),
    rowOf(`${name}: put by 32 clients, syncs shared, beside a file`, shared, together),
  ];
}

/** The ratio is that of the turns' own, so that a slow moment is slow for both. */
function rowOf(
  name: string,
  limit: { readonly name: string; readonly rates: readonly number[] },
  ours: readonly number[],
): Row {
  return {
    name,
    limit: `${limit.name}: ${msOf(median(limit.rates))}`,
    measured: msOf(median(ours)),
    ratio: median(ours.map((rate, turn) => limit.rates[turn]! / rate)),
  };
}

function msOf(perSecond: number): string {
  return `${(1e6 / perSecond).toPrecision(3)} ms`;
}

if (import.meta.main) {
  const [check, json] = Deno.args;
  const rows = await measureStorage();
  if (json !== undefined) await Deno.writeTextFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  Deno.exit(rows.every(met) || check !== "check" ? 0 : 1);
}
