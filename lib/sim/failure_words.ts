/** A failure in words: when and with which seed it came, and what it takes. @module */

import { encode } from "../model/encode.ts";
import { endlessMs } from "../model/latency.ts";
import { describeSchedule } from "./fault.ts";
import type { Failure } from "./sweep.ts";

/** What failure words need of a failure. */
export type ToldFailure = Pick<
  Failure<unknown, never>,
  "seed" | "violation" | "schedule" | "workload" | "usualMs" | "isSilent"
>;

/** How long messages take of which a schedule says nothing; nothing, where there are none. */
export function usualWords(
  { usualMs, isSilent }: Pick<ToldFailure, "usualMs" | "isSilent">,
): string | undefined {
  if (isSilent) return undefined;
  return usualMs >= endlessMs
    ? "a message has not arrived where nothing else is said"
    : `a message takes ${usualMs} ms where nothing else is said`;
}

/** The lines; what clients ask is told by `request`, or as plain data. */
export function failureWords(
  failure: ToldFailure,
  request?: (input: unknown) => string,
): string[] {
  const { seed, violation, schedule, workload, usualMs } = failure, usual = usualWords(failure);
  const told = (inputs: readonly unknown[]) =>
    request === undefined
      ? inputs.map((input) => encode(input)).join()
      : inputs.map((input) => request(input)).join(", ");
  const asked = workload.flatMap((asks, client) =>
    asks.length === 0 ? [] : [`client ${client} asks ${told(asks.map(({ input }) => input))}`]
  );
  // Of a run that was made otherwise it is not known what it takes.
  if (usualMs === 0) {
    return [`at ${Number(violation.at.toFixed(3))} ms of seed ${seed}`];
  }
  return [
    `at ${Number(violation.at.toFixed(3))} ms of seed ${seed}; it takes no more than`,
    ...asked.map((line) => `  ${line}`),
    ...describeSchedule(schedule).split("\n").map((line) => `  ${line}`),
    ...(usual === undefined ? [] : [`  (${usual})`]),
  ];
}
