/**
 * Where pages stand: leaves in a row in the order of their keys, and each branch above its children.
 *
 * @module
 */

import { textWidth } from "../text.ts";
import type { PageTree, TreePage } from "./options.ts";
import { box, gap, margin, size } from "./size.ts";

/** Since when a page is there, and for whom. */
export type Age =
  /** Only the newest root leads to it: the last commit wrote it. */
  | "new"
  /** Both roots lead to it. */
  | "shared"
  /** Only the root before leads to it. */
  | "old";

/** A page with its place. */
export interface PlacedPage {
  /** The page. */
  readonly page: TreePage;
  /** Since when it is there. */
  readonly age: Age;
  /** From 0, that of the leaves. */
  readonly height: number;
  /** The middle of the box, in px. */
  x: number;
  /** The width of the box, in px. */
  readonly width: number;
}

/** All pages that a root leads to, with their places, and the widest row. */
export interface Layout {
  /** By their numbers. */
  readonly placed: ReadonlyMap<number, PlacedPage>;
  /** How many rows there are. */
  readonly rows: number;
  /** The width of all of it with its margins, in px. */
  readonly width: number;
}

/** Places the pages. */
export function layOut({ roots, pages }: PageTree): Layout {
  const known = new Map(pages.map((page) => [page.number, page]));
  const byAge = roots.toSorted((a, b) => a.epoch - b.epoch);
  const newest = reachedFrom(byAge.at(-1)!.page, known);
  const older = byAge.length > 1 ? reachedFrom(byAge[0]!.page, known) : newest;
  const ages = (number: number): Age =>
    !older.has(number) ? "new" : newest.has(number) ? "shared" : "old";
  const placed = new Map<number, PlacedPage>();
  const rows: PlacedPage[][] = [];
  // The older tree first, so that an older page stands before what has come into its place.
  for (const { page } of byAge) place(page);
  for (const row of rows) row.sort((a, b) => a.x - b.x);
  rows[0]!.reduce((left, one) => {
    one.x = left + one.width / 2;
    return left + one.width + gap.pages;
  }, 0);
  for (const row of rows.slice(1)) above(row, placed);
  const all = [...placed.values()], least = Math.min(...all.map(leftOf));
  for (const one of all) one.x += margin - least;
  const width = Math.max(...all.map((one) => one.x + one.width / 2)) + margin;
  return { placed, rows: rows.length, width };

  /** Its height; until all are there, `x` is its place in the order of keys. */
  function place(number: number): number {
    const before = placed.get(number);
    if (before !== undefined) return before.height;
    const page = known.get(number)!;
    const height = Math.max(-1, ...page.children.map(place)) + 1;
    const row = rows[height] ??= [];
    const one = { page, age: ages(number), height, x: order(page), width: widthOf(page) };
    placed.set(number, one);
    row.push(one);
    return height;
  }

  /** A page stands where its first leaf does, and the newer of two behind the older. */
  function order(page: TreePage): number {
    const [first] = page.children;
    if (first !== undefined) return placed.get(first)!.x;
    const keys = [...new Set([...known.values()].filter(isLeaf).map(({ keys }) => keys[0] ?? ""))];
    const rank = keys.sort().indexOf(page.keys[0] ?? "");
    return rank + (ages(page.number) === "new" ? 0.5 : 0);
  }
}

function isLeaf({ children }: TreePage): boolean {
  return children.length === 0;
}

/** Branches in the middle of their children, moved to the right where they would meet. */
function above(row: readonly PlacedPage[], placed: ReadonlyMap<number, PlacedPage>): void {
  let free = -Infinity;
  const moved: number[] = [];
  for (const one of row) {
    const xs = one.page.children.map((child) => placed.get(child)!.x);
    const wanted = (Math.min(...xs) + Math.max(...xs)) / 2;
    one.x = Math.max(wanted, free + one.width / 2);
    moved.push(one.x - wanted);
    free = one.x + one.width / 2 + gap.pages;
  }
  const back = Math.max(...moved) / 2;
  for (const one of row) one.x -= back;
}

function reachedFrom(root: number, known: ReadonlyMap<number, TreePage>): ReadonlySet<number> {
  const reached = new Set<number>(), open = [root];
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    reached.add(number);
    open.push(...known.get(number)!.children);
  }
  return reached;
}

function widthOf(page: TreePage): number {
  const texts = [
    textWidth(headOf(page), size.small),
    ...linesOf(page).map((line) => textWidth(line, size.small)),
  ];
  return Math.ceil(Math.max(box.least, ...texts) + 12);
}

function leftOf({ x, width }: PlacedPage): number {
  return x - width / 2;
}

/** What stands above the keys of a page. */
export function headOf({ number }: TreePage): string {
  return `page ${number}`;
}

/** The keys of a page in at most two lines. */
export function linesOf({ keys, children }: TreePage): readonly string[] {
  if (keys.length === 0) return [children.length === 0 ? "empty" : "no key"];
  if (keys.length <= 3) return [keys.join(" ")];
  if (keys.length <= 6) {
    const half = Math.ceil(keys.length / 2);
    return [keys.slice(0, half).join(" "), keys.slice(half).join(" ")];
  }
  return [`${keys[0]} … ${keys.at(-1)}`, `${keys.length} keys`];
}
