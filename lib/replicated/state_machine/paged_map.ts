/**
 * A map from text to text in pages of about equal size, by linear hashing (Litwin 1980): when there is too
 * much for its pages, the next one in turn is split in two, so that no step takes long, however large the map
 * is. With `n` pages, where `2^l <= n < 2^(l+1)`, a key is in page `hash mod 2^(l+1)`, or in
 * `hash mod 2^l` if there is no such page yet.
 *
 * The layout follows from the changes alone, so that servers which apply the same changes have the same
 * pages. A frozen map shares its pages; whoever goes on copies a page before it changes it first.
 *
 * @module
 */

import { fnv1a, spread } from "../../model/hash.ts";
import type { Frozen, Paging } from "../paging.ts";

/** The map. */
export interface PagedMap {
  /** Invariant: at least one. */
  readonly pages: Map<string, string>[];
  /** The numbers of the pages that nobody else has, and that may be changed. */
  readonly own: Set<number>;
  /** How large it is, about. Invariant: the sum over all keys and values of their length and two. */
  bytes: number;
}

/** How much there is for each page, at most on the average, in bytes: a page is copied in microseconds. */
export const PAGE_BYTES = 2 ** 15;

/** A map without keys. */
export function emptyPagedMap(): PagedMap {
  return { pages: [new Map()], own: new Set([0]), bytes: 0 };
}

/** What a key holds; undefined when it is not there. */
export function getFrom({ pages }: Readonly<PagedMap>, key: string): string | undefined {
  return pages[pageOf(key, pages.length)]!.get(key);
}

/** Makes a key hold a value. */
export function setIn(map: PagedMap, key: string, value: string): void {
  const page = ownPage(map, pageOf(key, map.pages.length)), before = page.get(key);
  page.set(key, value);
  map.bytes += before === undefined ? sizeOf(key, value) : value.length - before.length;
  while (map.bytes > map.pages.length * PAGE_BYTES) split(map);
  while (isSparse(map)) merge(map);
}

/** Takes a key out. */
export function deleteFrom(map: PagedMap, key: string): void {
  const value = getFrom(map, key);
  if (value === undefined) return;
  ownPage(map, pageOf(key, map.pages.length)).delete(key);
  map.bytes -= sizeOf(key, value);
  while (isSparse(map)) merge(map);
}

/** How many keys there are. */
export function countIn({ pages }: Readonly<PagedMap>): number {
  return pages.reduce((count, { size }) => count + size, 0);
}

/** How a paged map is frozen and goes on. */
export const paging: Paging<PagedMap> = {
  freeze(map) {
    map.own.clear();
    return { bytes: map.bytes, pages: [...map.pages] };
  },
  thaw({ bytes, pages }: Frozen) {
    if (pages.length === 0) return emptyPagedMap();
    return { pages: [...pages] as Map<string, string>[], own: new Set(), bytes };
  },
};

function ownPage({ pages, own }: PagedMap, number: number): Map<string, string> {
  if (!own.has(number)) {
    pages[number] = new Map(pages[number]);
    own.add(number);
  }
  return pages[number]!;
}

/** One page more, which takes its keys from the one whose turn it is. */
function split({ pages, own }: PagedMap): void {
  const number = pages.length, from = number - powerUpTo(number);
  const stay = new Map<string, string>(), go = new Map<string, string>();
  for (const [key, value] of pages[from]!) {
    (pageOf(key, number + 1) === from ? stay : go).set(key, value);
  }
  pages[from] = stay;
  pages.push(go);
  own.add(from).add(number);
}

/** Splitting must not follow at once, nor for a while. */
function isSparse({ pages, bytes }: PagedMap): boolean {
  return pages.length > 1 && bytes < pages.length * PAGE_BYTES / 4;
}

/** One page less: the last goes back to where it came from. */
function merge(map: PagedMap): void {
  const last = map.pages.pop()!, number = map.pages.length;
  map.own.delete(number);
  const page = ownPage(map, number - powerUpTo(number));
  for (const [key, value] of last) page.set(key, value);
}

function pageOf(key: string, pages: number): number {
  const power = powerUpTo(pages), hash = spread(fnv1a(key));
  const page = hash % (2 * power);
  return page < pages ? page : hash % power;
}

/** The greatest power of two that is not above `n`. */
function powerUpTo(n: number): number {
  return 2 ** (31 - Math.clz32(n));
}

function sizeOf(key: string, value: string): number {
  return key.length + value.length + 4;
}
