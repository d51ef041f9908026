/** A node that holds a copy of each register: it tells what it holds, and takes what is later. @module */

import type { Key } from "../register/register.ts";
import type { AbdIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import { heldIn, type State } from "./state.ts";
import type { Version } from "./tags.ts";

/** What it can tell of a register; null when it has lost the value. */
export function told(s: State, key: Key): Version | null {
  return s.damaged.has(key) ? null : heldIn(s, key);
}

/**
 * Takes a version, unless it holds something later, and makes it durable before it says so. A value that it has lost
 * is mended by the version that it was, and by a later one.
 */
export function hold(
  s: State,
  key: Key,
  version: Version,
  { takes, compare, isSaved }: Rules,
  io: AbdIo,
): void {
  const { tag } = heldIn(s, key);
  const mends = s.damaged.has(key) && compare(version.tag, tag) === 0;
  if (!mends && !takes(version.tag, tag, compare)) return;
  s.held.set(key, version);
  s.damaged.delete(key);
  if (isSaved({ type: "held", key, version })) io.save({ type: "held", key, version });
}
