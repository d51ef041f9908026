/**
 * Settings in the text of a session, between hyphens: numbers, ranges and choices in the protocol's order,
 * then one number with a bit for each switch, then the bug, if there is one.
 *
 * @module
 */

import type { Setting, Value, Values } from "../../kit/playground/settings.ts";
import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import { digits, number } from "./digits.ts";
import type { Settings } from "./session.ts";

/** Settings as a text. */
export function settingsText(
  kit: AnyPlaygroundKit,
  { values, bug }: Settings,
): string {
  const { numbered, switches } = sorted(kit);
  const bits = switches.reduce(
    (sum, [name], i) => sum + (values[name] ? 2 ** i : 0),
    0,
  );
  const numbers = [
    ...numbered.flatMap(([name, each]) => numbersOf(each, values[name]!)),
    bits,
  ];
  return [
    ...numbers.map(digits),
    ...(bug === null ? [] : [kit.bugs[bug]!.code]),
  ].join("-");
}

/** The settings of a text; whether they can be is for `assertSettings` to say. */
export function settingsFrom(kit: AnyPlaygroundKit, text: string): Settings {
  const { numbered, switches } = sorted(kit);
  const parts = text.split("-");
  const count = 1 +
    numbered.reduce((sum, [, { kind }]) => sum + (kind === "range" ? 2 : 1), 0);
  const numbers = parts.slice(0, count).map(number);
  const bits = numbers[count - 1];
  const code = parts.slice(count).join("-");
  const bug = code === "" ? null : bugOf(kit, code);
  if (bits === undefined || bits >= 2 ** switches.length || bug === undefined) {
    throw new RangeError(
      `Cannot read the session because its settings must be ${count} numbers, and a rule to break ` +
        `if any: given "${text.slice(0, 48)}"`,
    );
  }
  const values: Record<string, Value> = {};
  for (const [name, setting] of numbered) {
    values[name] = valueFrom(setting, numbers);
  }
  switches.forEach(([name], i) => values[name] = (bits >> i & 1) === 1);
  return { values: inOrder(kit, values), bug };
}

/** Switches apart from the others, which are written as numbers of their own. */
function sorted({ settings }: AnyPlaygroundKit) {
  const all = Object.entries<Setting>(settings);
  return {
    numbered: all.filter(([, { kind }]) => kind !== "switch"),
    switches: all.filter(([, { kind }]) => kind === "switch"),
  };
}

function numbersOf(setting: Setting, value: Value): readonly number[] {
  if (setting.kind === "choice") {
    return [setting.options.indexOf(value as string)];
  }
  return Array.isArray(value) ? value : [value as number];
}

/** Takes what a setting needs from the front of the numbers. */
function valueFrom(setting: Setting, numbers: number[]): Value {
  const first = numbers.shift()!;
  if (setting.kind === "range") return [first, numbers.shift()!];
  return setting.kind === "choice" ? setting.options[first] ?? "" : first;
}

function inOrder({ settings }: AnyPlaygroundKit, values: Values): Values {
  return Object.fromEntries(
    Object.keys(settings).map((name) => [name, values[name]!]),
  );
}

function bugOf({ bugs }: AnyPlaygroundKit, code: string): string | undefined {
  return Object.keys(bugs).find((name) => bugs[name]!.code === code);
}
