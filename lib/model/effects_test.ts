/** What tests of steps look at: what a step sends, saves, answers and waits for. */

import type { Tagged } from "./protocol.ts";
import type { Outcome } from "./step.ts";

type AnyOutcome<M extends Tagged, T extends Tagged, R> = Pick<
  Outcome<unknown, M, T, R>,
  "effects"
>;

/** What a step sends, as "2 accept first=1": to whom, what, and the fields that are asked for. */
export function sent<M extends Tagged, T extends Tagged, R>(
  { effects }: AnyOutcome<M, T, R>,
  ...fields: readonly string[]
): string[] {
  return effects.flatMap((effect) => {
    if (effect.kind !== "send") return [];
    const { type, ...rest } = effect.message;
    const shown = fields.filter((field) => field in rest).map((field) =>
      `${field}=${JSON.stringify(rest[field as keyof typeof rest])}`
    );
    return [[effect.to, type, ...shown].join(" ")];
  });
}

/** What a step saves. */
export function saved<M extends Tagged, T extends Tagged, R>(
  { effects }: AnyOutcome<M, T, R>,
): R[] {
  return effects.flatMap((effect) => effect.kind === "save" ? [effect.record] : []);
}

/** What a step answers. */
export function answered<M extends Tagged, T extends Tagged, R>(
  { effects }: AnyOutcome<M, T, R>,
): unknown[] {
  return effects.flatMap((effect) => effect.kind === "answer" ? [effect.result] : []);
}

/** The timers that a step sets. */
export function waits<M extends Tagged, T extends Tagged, R>(
  { effects }: AnyOutcome<M, T, R>,
): string[] {
  return effects.flatMap((effect) => effect.kind === "wait" ? [effect.timer.type] : []);
}
