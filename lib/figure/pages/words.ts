/** What is said of pages: the legend, and all of them in a line where there is no picture. @module */

import { oneLine } from "../text.ts";
import type { Age, Layout } from "./layout.ts";
import type { PageTree } from "./options.ts";

/** All pages in a line. */
export function plainText(tree: PageTree, { placed }: Layout, title: string): string {
  const { roots, free = [] } = tree;
  const newest = Math.max(...roots.map(({ epoch }) => epoch));
  const said = roots.map(({ name, epoch, page }) =>
    `${name} epoch ${epoch} to page ${page}${
      epoch === newest && roots.length > 1 ? ", newest" : ""
    }`
  );
  const of = (wanted: Age) =>
    [...placed.values()].filter(({ age }) => age === wanted).map(({ page }) => page.number)
      .sort((a, b) => a - b);
  const groups = (["new", "shared", "old"] as const).flatMap((age) =>
    of(age).length === 0 ? [] : [`${age} ${of(age).join(" ")}`]
  );
  const idle = free.length === 0 ? [] : [`free ${free.join(" ")}`];
  return oneLine(`${title} (pages: ${[...said, ...groups, ...idle].join("; ")})`);
}

/** What stands under the pages: only what is there. */
export function legendOf({ free = [], lists = [], roots }: PageTree, { placed }: Layout): string {
  const ages = new Set([...placed.values()].map(({ age }) => age));
  const parts = [
    "a box: a page with its keys",
    ...ages.has("new") ? ["green: written by the last commit"] : [],
    ...roots.length > 1 && ages.has("shared") ? ["grey: both roots lead to it"] : [],
    ...ages.has("old") ? ["dashed: only the root before leads to it"] : [],
    ...lists.length > 0 ? ["list: says which pages are free"] : [],
    ...free.length > 0 ? ["dotted: free, to be written over"] : [],
  ];
  return parts.join(" · ");
}
