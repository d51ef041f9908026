/** Which pages can be drawn. @module */

import {
  assertDistinct,
  assertFields,
  assertList,
  type Fields,
  list,
  listOf,
  optional,
  refuse,
  someWords,
  text,
  whole,
  wholeFrom,
} from "../refuse.ts";
import type { PagesOptions, PageTree, TreePage } from "./options.ts";

const what = "pages";
const numbers = listOf(whole);
const treeFields: Fields = {
  roots: list,
  pages: list,
  free: optional(numbers),
  lists: optional(numbers),
};
const pageFields: Fields = { number: whole, keys: listOf(text), children: numbers };
const rootFields: Fields = { name: someWords, epoch: whole, page: whole };
const optionFields: Fields = { title: someWords, width: optional(wholeFrom(1)) };

/** Throws unless every root leads to a tree whose pages are there, and all of its leaves are equally deep. */
export function assertPages(tree: PageTree, options: PagesOptions): void {
  assertFields(what, "its", options, optionFields);
  assertFields(what, "the tree", tree, treeFields);
  const { roots, pages, free = [], lists = [] } = tree;
  assertList(what, ["a root", "its roots"], roots, rootFields);
  assertList(what, ["a page", "its pages"], pages, pageFields);
  if (roots.length < 1 || roots.length > 2) {
    refuse(what, "it takes one root or two", `${roots.length}`);
  }
  assertDistinct(what, "a root has an epoch of its own", roots.map(({ epoch }) => epoch));
  const all = [...pages.map(({ number }) => number), ...free, ...lists];
  assertDistinct(what, "a page is in the tree once, or free", all);
  const known = new Map(pages.map((page) => [page.number, page]));
  for (const { page } of roots) depthOf(page, known, 0);
}

/** How many levels there are below a page, itself counted. */
function depthOf(number: number, known: ReadonlyMap<number, TreePage>, above: number): number {
  const page = known.get(number);
  if (page === undefined) refuse(what, "it must be told every page", `no page ${number}`);
  if (above > known.size) refuse(what, "no page leads to itself", `page ${number}`);
  const depths = new Set(page.children.map((child) => depthOf(child, known, above + 1)));
  if (depths.size > 1) refuse(what, "leaves lie on one level", `page ${number}`);
  return 1 + ([...depths][0] ?? 0);
}
