/** What can be asked of an engine, whichever it is. @module */

import type { Change } from "./engine.ts";

/**
 * Throws `TypeError` unless each is a put, a delete or a delete of a range, of bytes. Engines ask before they
 * begin with any of them, so that a batch that is refused has done nothing.
 */
export function assertChanges(changes: readonly Change[]): void {
  for (const change of changes) {
    const isChange = partsOf(change)?.every((part) => part instanceof Uint8Array) ?? false;
    if (isChange) continue;
    throw new TypeError(
      "Cannot write a batch because each change must be a put, a delete or a delete range, of bytes: " +
        `given ${shown(change)}`,
    );
  }
}

/** What must be bytes in it; nothing for what is no change. */
function partsOf(change: Change | undefined | null): readonly unknown[] | undefined {
  switch (change?.type) {
    case "put":
      return [change.key, change.value];
    case "delete":
      return [change.key];
    case "delete range":
      return [change.from, change.to];
    default:
      return undefined;
  }
}

function shown(change: unknown): string {
  if (typeof change !== "object" || change === null) return String(change);
  const { type, ...parts } = change as Readonly<Record<string, unknown>>;
  const kinds = Object.entries(parts).map(([name, part]) =>
    `${name}: ${part instanceof Uint8Array ? "bytes" : typeof part}`
  );
  return `${JSON.stringify(type)}${kinds.length === 0 ? "" : ` with ${kinds.join(", ")}`}`;
}
