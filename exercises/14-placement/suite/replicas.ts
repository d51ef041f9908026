import text from "./replicas.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Replicas, ZonedPoint } from "../given.ts";
import {
  type Case,
  FAR,
  largeCases,
  type More,
  smallCases,
  smaller,
  type Turns,
} from "./replicas_cases.ts";
import { countedRow } from "./row.ts";
import { few, outcome, REFUSED, said, unlike } from "./saying.ts";

export const replicas = task<Answers>(text, ({ replicas }, grading) => {
  for (const cases of [smallCases, largeCases]) {
    grading.forAll(cases(), (each) => judge(replicas, each, grading), smaller);
  }
});

/** The point at a place. */
function pointAt({ points, zones, more }: Case, place: number): ZonedPoint {
  const own = points[place];
  if (own !== undefined) {
    const [position, id] = own;
    return Object.hasOwn(zones, id) ? { position, id, zone: zones[id]! } : { position, id };
  }
  const behind = place - points.length, { count, nodes = count, zones: all, last } = more!;
  const nth = turnOf(nodes, behind),
    zone = all === undefined ? {} : { zone: `z${turnOf(all, nth)}` };
  const position = behind === count - 1 && last !== undefined ? last : FAR + behind;
  return { position, id: `m${nth}`, ...zone };
}

function turnOf(turns: Turns, nth: number): number {
  if (turns !== "old and new") return nth % turns;
  return nth % 2 === 0 ? nth / 2 : nth >> 2;
}

const nodesOf = ({ count, nodes = count }: More) =>
  nodes === "old and new" ? Math.ceil(count / 2) : Math.min(nodes, count);

/** What must come, by going round among all points; and how many points that takes. */
function right(given: Case): { ids: string[]; walked: number } | undefined {
  const { points, more, hash } = given, count = Number(given.count);
  const length = points.length + (more?.count ?? 0);
  const own = new Set(points.map(([, id]) => id)).size;
  const nodes = own + (more === undefined ? 0 : nodesOf(more));
  if (!Number.isInteger(count) || count < 0 || count > nodes) return undefined;
  const first = points.findIndex(([position]) => position >= hash);
  const isBefore = hash <= (more?.last ?? -1), end = isBefore ? length - 1 : Infinity;
  const place = first >= 0 ? first : Math.min(end, points.length + Math.max(0, hash - FAR));
  const start = place < length ? place : 0;
  const fresh: string[] = [], passed: string[] = [];
  const met = new Set<string>(), taken = new Set<string>();
  let walked = 0;
  for (; walked < length && fresh.length < count; walked++) {
    const { id, zone } = pointAt(given, (start + walked) % length);
    if (met.has(id)) continue;
    met.add(id);
    const failing = zone === undefined ? `node ${id}` : `zone ${zone}`;
    if (taken.has(failing)) passed.push(id);
    else fresh.push(id);
    taken.add(failing);
  }
  return { ids: [...fresh, ...passed].slice(0, count), walked };
}

function judge(replicas: Replicas, given: Case, grading: Grading): void {
  const { points, more, hash } = given, count = Number(given.count);
  const length = points.length + (more?.count ?? 0);
  const asked = () => inWords(given), must = right(given), walked = must?.walked ?? length;
  const most = 2 * walked + Math.ceil(Math.log2(length + 1)) + 8;
  const row = countedRow(
    length,
    (place) => pointAt(given, place),
    Math.max(most, must === undefined ? 3 * length + 8 : 0),
    () =>
      said({
        asked: asked(),
        came: `read more than ${most} points`,
        must: "a walk that ends",
        why: ENDS,
      }),
  );
  const came = outcome(() => replicas(row, hash, count), grading, asked);
  const due = must?.ids ?? REFUSED;
  if (isAlike(came, due)) return;
  const isReordered = must !== undefined && Array.isArray(came) &&
    came.toSorted().join() === must.ids.toSorted().join();
  const why = must === undefined ? MANY : isReordered ? ORDER : COPIES;
  unlike({ asked: asked(), ...apart(came, due), why });
}

const isAlike = (came: unknown, must: readonly string[] | string) =>
  Array.isArray(came) && Array.isArray(must)
    ? came.length === must.length && must.every((id, nth) => id === came[nth])
    : came === must;

/** Both in words; of long lists from where they part. */
function apart(came: unknown, must: readonly string[] | string): { came: string; must: string } {
  const lists = [came, must].map((list) => Array.isArray(list) ? list.map(named) : [`${list}`]);
  const [a, b] = lists as [string[], string[]];
  const parting = a.findIndex((id, nth) => id !== b[nth]), at = parting < 0 ? a.length : parting;
  const isLong = at > 10, from = isLong ? `from number ${at + 1} on: ` : "";
  const tell = (ids: string[]) => from + few(isLong ? ids.slice(at) : ids);
  return { came: tell(a), must: tell(b) };
}

/** A name as it is, or in quotation marks where it could be misread. */
const named = (id: string) => /^[a-z]\w*$/i.test(id) ? id : JSON.stringify(id);

function inWords({ points, zones, more, hash, count }: Case): string {
  const inZones = Object.entries(zones).filter(([id]) => points.some(([, own]) => own === id))
    .map(([id, zone]) => `${named(id)} in zone ${JSON.stringify(zone)}`);
  return `${count} copies for hash ${hash}, points ${
    few(points.map(([position, id]) => `${position} ${named(id)}`))
  }${more === undefined ? "" : behind(more)}${inZones.length > 0 ? `; ${few(inZones)}` : ""}`;
}

function behind({ count, nodes = count, zones, last }: More): string {
  const whose = nodes === count ? "each of another node" : `of ${inTurn("m", nodes)}`;
  const where = zones === undefined ? "" : `; m0, m1 and so on are in ${inTurn("z", zones)}`;
  const end = last === undefined ? "" : `, the last one at ${last}`;
  return `, and ${count} behind them from ${FAR} on${end}, ${whose}${where}`;
}

function inTurn(letter: string, turns: Turns): string {
  const some = Array.from({ length: 8 }, (_, nth) => `${letter}${turnOf(turns, nth)}`).join(", ");
  if (turns === "old and new") {
    return `${some} and so on, always a new one and one from half way back`;
  }
  return turns === 1 ? `${letter}0` : `${letter}0 to ${letter}${turns - 1} in turn`;
}

const COPIES =
  "copies are on the nodes of the points from the hash on, each once; nodes of zones that have no " +
  "copy yet come " +
  "first, and a node without a zone is alone in its own (section 14.1)";
const ORDER =
  "clients that ask one copy after another must do so in one order: new zones as the walk meets " +
  "them, then the " +
  "nodes that were passed over, in theirs";
const MANY =
  "each copy is on a node of its own, and there are not so many nodes: who asks must be told";
const ENDS =
  "the walk ends when there are as many zones as copies, and at the latest when it has gone round once; it " +
  "begins with the search of part 1";
