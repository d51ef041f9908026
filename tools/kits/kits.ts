/** The kits that commands can run: those of the library by name, and readers' own by file. @module */

import type { AnyKit } from "hb/kit/kit.ts";
import { kits } from "hb/laboratory/kits.ts";
import { quoted, refuse } from "../command/usage_error.ts";
import { exportsOf } from "./exports_of.ts";

/** What a command lists of a kit, besides its name and its words. */
export type KitPart = "storms" | "instances" | "bugs";

/** The kits with some of their parts, a few lines each. */
export function kitsListed(parts: readonly KitPart[]): string[] {
  return [...kits.values()].flatMap((kit) => [
    `${kit.name}: ${kit.words}`,
    ...parts.flatMap((part) => listed(part, kit[part])),
  ]);
}

function listed(part: KitPart, table: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(table);
  return names.length === 0 ? [] : [`  ${part}: ${names.join("; ")}`];
}

/** The kit that a name or a file names; `others` are names that the command knows besides. */
export async function loadKit(
  purpose: string,
  name: string,
  others: Iterable<string> = [],
): Promise<AnyKit> {
  const kit = kits.get(name);
  if (kit !== undefined) return kit;
  if (!/[./\\]/.test(name)) {
    const names = [...kits.keys(), ...others].join(", ");
    refuse(purpose, `the protocol must be a file, or one of ${names}`, quoted([name]));
  }
  return await kitOfFile(purpose, name);
}

async function kitOfFile(purpose: string, file: string): Promise<AnyKit> {
  const { kit } = await exportsOf(purpose, file);
  if (isKit(kit)) return kit;
  const given = kit === undefined ? "none" : "something else";
  return refuse(purpose, `${file} must export a kit under the name "kit"`, given);
}

/** Whether it looks like a kit; its parts are looked at when they are used. */
export function isKit(value: unknown): value is AnyKit {
  if (typeof value !== "object" || value === null) return false;
  const { name, storms, instances, bugs, invariants, labels } = value as Partial<AnyKit>;
  return typeof name === "string" && Array.isArray(invariants) &&
    [storms, instances, bugs, labels].every((part) => typeof part === "object" && part !== null);
}
