/** How large plain data is, about. @module */

/** About how many bytes plain data takes on the wire; cheap, and the same on every machine. */
export function bytesOf(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 8;
  if (value instanceof Uint8Array) return value.length + 2;
  let bytes = 2;
  if (Array.isArray(value) || value instanceof Set) {
    for (const item of value) bytes += bytesOf(item);
  } else if (value instanceof Map) {
    for (const [key, item] of value) bytes += bytesOf(key) + bytesOf(item);
  } else {
    const fields = value as Record<string, unknown>;
    for (const key in fields) bytes += key.length + 2 + bytesOf(fields[key]);
  }
  return bytes;
}
