/**
 * Texts beside those of Yjs and Automerge: the same edits, by turns, in a process that may load them (`packages.ts`).
 *
 * The long text is made up (`lib/laboratory/replication/sequences/traces.ts`), with as many insertions and deletions of single
 * letters as the record of a paper's writing that these libraries are usually measured with (automerge/automerge-perf, its
 * README): no package was found that has that record itself. Automerge takes each edit as a change of its own, as the others
 * do, and gets a tenth of it.
 *
 * Merged texts are compared where several write at once, in runs that are drawn. Fugue and Yjs come to the same, and RGA and
 * Automerge do, but where one deletes a letter that another, who does not know it, writes next to. There Yjs hangs what the first
 * writes behind the deleted letter, and Fugue as it is here beside it: "12" with 2 deleted and "a" typed, and "y" behind the 2,
 * is "1ay" in Yjs and "1ya" here. And Automerge's logical clock counts deletions, ours insertions only, so that of two runs another
 * may be the newer. All of these are right in that replicas agree and runs are whole. Fugue and Automerge come to the same where no
 * two write at one place.
 *
 * @module
 */

import { type Places, typing } from "hb/laboratory/replication/sequences/traces.ts";
import type { Edit } from "hb/replication/crdt/sequence/operation.ts";
import { median } from "../measure.ts";
import { met, type Row, table } from "../row.ts";
import { agreements } from "./merges.ts";
import { type Replica, type Text, texts } from "./texts.ts";

const INSERTIONS = 182_315, DELETIONS = 77_463;
const TURNS = 3;

/** The pairs whose merged texts are compared, and where they are to be the same. */
const alike = ["apart", "together", "backwards", "revising"] as const;
const everywhere = [...alike, "deleting"] as const;
const pairs: readonly (readonly [Text, Text, readonly Places[]])[] = [
  [texts.fugue, texts.yjs, alike],
  [texts.rga, texts.automerge, alike],
  [texts.fugue, texts.automerge, ["apart"]],
];

/** How often merged texts are the same, a line for each pair; and whether it is as often as it is to be. */
export function compareMerges(
  seeds: number,
): { readonly lines: readonly string[]; readonly isAlike: boolean } {
  let isAlike = true;
  const lines = pairs.flatMap(([a, b, same]) =>
    everywhere.map((places) => {
      const count = agreements(a, b, places, seeds);
      if (same.includes(places) && count < seeds) isAlike = false;
      return `${a.name} and ${b.name}, ${places}: the same text in ${count} of ${seeds} runs`;
    })
  );
  return { lines, isAlike };
}

/** All rows. */
export function measureTexts(): Row[] {
  const all = typing(1, INSERTIONS, DELETIONS);
  const tenth = typing(1, Math.round(INSERTIONS / 10), Math.round(DELETIONS / 10));
  return [
    ...rowsOf(texts.fugue, texts.yjs, all),
    ...rowsOf(texts.rga, texts.automerge, tenth),
  ];
}

/** One kind of text beside another: the time of all edits, and the bytes of telling each of a few by itself. */
function rowsOf(own: Text, peer: Text, edits: readonly Edit[]): Row[] {
  const times: { readonly own: number; readonly peer: number }[] = [];
  let ends: readonly Replica[] = [];
  for (let turn = 0; turn <= TURNS; turn++) {
    console.error(`${own.name} and ${peer.name}: turn ${turn} of ${TURNS}`);
    const [a, b] = [run(own, edits), run(peer, edits)];
    if (turn > 0) times.push({ own: a.ms, peer: b.ms });
    ends = [a.replica, b.replica];
    if (a.replica.text() !== b.replica.text()) {
      throw new Error(`${own.name} and ${peer.name} differ`);
    }
  }
  const few = edits.slice(0, 2000), name = `${own.name} beside ${peer.name}`;
  const count = edits.length.toLocaleString("en");
  const row = (what: string, limit: number, measured: number, unit: string): Row => ({
    name: `${name}: ${what}`,
    limit: `${limit.toFixed(1)} ${unit}`,
    measured: `${measured.toFixed(1)} ${unit}`,
    ratio: measured / limit,
  });
  const ms = (which: "own" | "peer") => median(times.map((each) => each[which]));
  return [
    {
      ...row(`${count} edits of one`, ms("peer"), ms("own"), "ms"),
      ratio: median(times.map(({ own, peer }) => own / peer)),
      target: 1,
    },
    row("an operation", told(peer, few), told(own, few), "bytes"),
    row("all that is kept", ends[1]!.bytes(), ends[0]!.bytes(), "bytes"),
  ];
}

function run(
  text: Text,
  edits: readonly Edit[],
): { readonly replica: Replica; readonly ms: number } {
  const replica = text.replica(1, false), start = performance.now();
  for (const edit of edits) replica.edit(edit);
  return { replica, ms: performance.now() - start };
}

/** The bytes of one operation that is told by itself, on average. */
function told(text: Text, edits: readonly Edit[]): number {
  const replica = text.replica(1);
  let bytes = 0;
  for (const edit of edits) {
    replica.edit(edit);
    bytes += replica.news().length;
  }
  return bytes / edits.length;
}

if (import.meta.main) {
  // How much: "merges" and on how many seeds, or everything, told or checked.
  const { lines, isAlike } = compareMerges(Number(Deno.args[1] ?? 50));
  console.log(lines.join("\n"));
  const isShort = Deno.args[0] === "merges";
  const rows = isShort ? [] : measureTexts();
  if (!isShort) console.log(`\n${table(rows)}`);
  if (Deno.args[0] !== "tell" && !(isAlike && rows.every(met))) Deno.exit(1);
}
