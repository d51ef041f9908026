import { inspect } from "node:util";

/** The caller's own words at the end of a message. */
export function suffix(msg?: string): string {
  return msg ? `: ${msg}` : ".";
}

/** A value as text, on as few lines as it fits on. */
export function show(value: unknown): string {
  return inspect(value, { depth: 10, sorted: true });
}
