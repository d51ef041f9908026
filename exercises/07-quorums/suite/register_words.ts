/** Registers in words, whatever comes in their place. @module */

import { told } from "hb/grade/told.ts";
import type { Key, Version } from "../given.ts";

/** A node, whatever it is. */
export const inNode = (node: unknown) => typeof node === "number" ? `node ${node}` : told(node);

/** A register. */
export const inKey = (key: unknown) => `register ${told(key)}`;

/** A version: "hat" at 3.1. */
export function inVersion(version: unknown): string {
  const { tag, value, ...more } = (version ?? {}) as Version;
  const { time, writer, ...rest } = tag ?? {};
  const isOne = typeof time === "number" && typeof writer === "number" &&
    Object.keys(more).length + Object.keys(rest).length === 0;
  if (!isOne) return told(version);
  return time === 0
    ? `nothing yet${value === null ? "" : told(value)}`
    : `${told(value)} at ${time}.${writer}`;
}

export const asks = (to: string, key: Key, phase: string) =>
  `it asks ${to} what it holds in ${inKey(key)} (${phase})`;
export const stores = (to: string, key: Key, version: string, phase: string) =>
  `it tells ${to} to store ${version} in ${inKey(key)} (${phase})`;
export const holds = (to: string, version: string, phase: string) =>
  `it tells ${to} that it holds ${version} (phase ${phase} of ${to})`;
export const hasStored = (to: string, phase: string) =>
  `it tells ${to} that it has stored that (phase ${phase} of ${to})`;
export const answersWith = (client: unknown, result: unknown) =>
  `it answers client ${told(client)} with ${told(result)}`;
export const waitsFor = (phase: string, ms: unknown) => `it waits ${told(ms)} ms for ${phase}`;
