/** What settings may be. @module */

import type { Setting, Value } from "../../kit/playground/settings.ts";
import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import type { Settings } from "./session.ts";
import { cannot, whole } from "./valid_number.ts";

/** Throws unless a cluster of the protocol can be set like this. */
export function assertSettings(
  kit: AnyPlaygroundKit,
  { values, bug }: Settings,
): void {
  const names = Object.keys(kit.settings);
  if (Object.keys(values).sort().join() !== [...names].sort().join()) {
    throw cannot(
      `its settings must be ${names.join(", ")}`,
      Object.keys(values),
    );
  }
  for (const name of names) assertValue(kit.settings[name]!, values[name]!);
  const refusal = kit.refuse?.(values);
  if (refusal !== undefined) throw cannot(refusal.must, refusal.given);
  if (bug !== null && !Object.hasOwn(kit.bugs, bug)) {
    throw cannot("the broken rule must be one of the playground's", bug);
  }
}

function assertValue(setting: Setting, value: Value): void {
  switch (setting.kind) {
    case "number":
      return whole(setting.words, value, ...setting.bounds);
    case "range": {
      const [low, high] = Array.isArray(value) && value.length === 2 ? value : [];
      whole(setting.words, low, ...setting.bounds);
      whole(setting.words, high, ...setting.bounds);
      if (low > high) {
        throw cannot(
          `${setting.words} must begin with the shorter time`,
          `${low} to ${high}`,
        );
      }
      return;
    }
    case "switch":
      if (typeof value === "boolean") return;
      throw cannot(`${setting.label} must be on or off`, value);
    case "choice":
      if (setting.options.includes(value as string)) return;
      throw cannot(
        `${setting.words} must be one of ${setting.options.join(", ")}`,
        value,
      );
  }
}
