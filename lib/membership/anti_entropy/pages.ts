/**
 * Leaves in pages, so that no message is larger than it may be however large a leaf is: a page is a range of keys, and
 * whoever answers it says how far it has come.
 *
 * @module
 */

import { encodePlain } from "../../codec/encode_plain.ts";
import type { Item, Known, LeafToDo, Page, PageAnswer, Stamp } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { placeOf } from "./sorted.ts";
import type { State } from "./state.ts";

/** What the names of an item's fields take in a message that has named them before, in bytes. */
const NAMES_BYTES = 5;

/** How many bytes an item takes in a message. */
export function bytesOfItem({ key, value, time, node, sequence }: Item): number {
  return encodePlain([key, value, time, node, sequence]).length + NAMES_BYTES;
}

/** The same without the value. */
function bytesOfKnown({ key, time, node }: Item): number {
  return encodePlain([key, time, node]).length + NAMES_BYTES;
}

/** What there is of these leaves, as much as has room: one item, or one leaf without any, in any case. */
export function pagesFor(s: State, leaves: readonly LeafToDo[], setting: Settings): Page[] {
  const gives = setting.direction !== "pull", pages: Page[] = [];
  let left = setting.messageBytes;
  for (const { leaf, after } of leaves) {
    const keys = s.keys.get(leaf) ?? [], inPage: Item[] = [];
    let at = after === null ? 0 : placeOf(keys, (key) => key <= after);
    for (; at < keys.length; at++) {
      const item = s.items.get(keys[at]!)!;
      left -= gives ? bytesOfItem(item) : bytesOfKnown(item);
      if (left < 0 && pages.length + inPage.length > 0) break;
      inPage.push(item);
    }
    const isWhole = at === keys.length;
    if (!isWhole && inPage.length === 0) break;
    const upTo = isWhole ? null : inPage.at(-1)!.key;
    const items = gives ? inPage : [], known = gives ? [] : inPage.map(knownOf);
    pages.push({ leaf, after, upTo, items, known });
    if (left < 0 || pages.length === mostPages(setting)) break;
  }
  return pages;
}

/** What whoever sent these pages lacks, as much as has room. */
export function answersTo(
  s: State,
  pages: readonly Page[],
  setting: Settings,
  rule: Rules,
): PageAnswer[] {
  const answers: PageAnswer[] = [];
  let left = setting.messageBytes, sent = 0;
  for (const page of pages) {
    const { leaf } = page, items: Item[] = [], newer = newerThan(s, page, setting, rule);
    for (const item of newer) {
      left -= bytesOfItem(item);
      if (left < 0 && sent > 0) break;
      items.push(item);
      sent++;
    }
    const isWhole = items.length === newer.length;
    if (isWhole || items.length > 0) {
      answers.push({ leaf, upTo: isWhole ? page.upTo : items.at(-1)!.key, items });
    }
    if (!isWhole) break;
  }
  return answers;
}

/** The own items in the range of a page that are later than those in it. */
function newerThan(
  s: State,
  { leaf, after, upTo, items, known }: Page,
  { direction }: Settings,
  rule: Rules,
): Item[] {
  if (direction === "push") return [];
  const theirs = new Map<string, Stamp>([...items, ...known].map((each) => [each.key, each]));
  const keys = s.keys.get(leaf) ?? [], newer: Item[] = [];
  for (let at = after === null ? 0 : placeOf(keys, (key) => key <= after); at < keys.length; at++) {
    const key = keys[at]!;
    if (upTo !== null && !rule.isWithin(key, upTo)) break;
    const mine = s.items.get(key)!, other = theirs.get(key);
    if (other === undefined || rule.wins(mine, other)) newer.push(mine);
  }
  return newer;
}

/** Pages of empty leaves take room, too. */
function mostPages({ messageBytes }: Settings): number {
  return Math.max(1, Math.ceil(messageBytes / PAGE_BYTES));
}

/** What a page takes besides its items, in bytes, about. */
const PAGE_BYTES = 32;

function knownOf({ key, time, node }: Item): Known {
  return { key, time, node };
}
