/** What comes into a node's store, and goes out of it. @module */

import type { Item, Saved } from "./messages.ts";
import { bytesOfItem } from "./pages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { type State, take } from "./state.ts";
import { advance, type Seen, seenOf } from "./versions/summary.ts";
import { updatesAfter } from "./versions/updates.ts";

/** Items, and what has been seen when one has them. */
export interface ItemDelta {
  /** Items, those of one origin in the order of their numbers. */
  readonly items: Item[];
  /** What the receiver has seen then, where that is more. */
  readonly upTo: Seen;
  /** Whether there is more that had no room. */
  readonly more: boolean;
}

/** Takes what is later than the own, and what has been seen with it; what that changes is saved in one piece. */
export function receive(
  s: State,
  items: readonly Item[],
  upTo: Seen,
  setting: Settings,
  rule: Rules,
  io: { save(record: Saved): void },
): void {
  const taken = items.filter((item) => take(s, item, setting, rule));
  const seen = new Map([...upTo].filter(([origin, count]) => count > seenOf(s.seen, origin)));
  advance(s.seen, seen);
  if (taken.length > 0 || seen.size > 0) io.save(rule.saved({ life: s.life, items: taken, seen }));
}

/** What somebody lacks who has seen this. */
export function deltaTo(s: State, known: Seen, setting: Settings, rule: Rules): ItemDelta {
  const { updates, seen } = s;
  const itemOf = (key: string) => s.items.get(key)!;
  const delta = rule.deltaFor({
    seen,
    known,
    bytes: setting.messageBytes,
    order: setting.order,
    after: (origin, number) => updatesAfter(updates, origin, number, seenOf(seen, origin)),
    numberOf: ({ sequence }) => sequence,
    bytesOf: ({ key }) => bytesOfItem(itemOf(key)),
  });
  return { ...delta, items: delta.updates.map(({ key }) => itemOf(key)) };
}
