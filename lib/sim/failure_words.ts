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

/** Of what a client asks, and of faults, no more are told. */
const MOST_TOLD = 60;

/** The lines; what clients ask is told by `request`, or as plain data. Of very many not all are told. */
export function failureWords(
  failure: ToldFailure,
  request?: (input: unknown) => string,
): string[] {
  const { seed, violation, schedule, workload, usualMs } = failure, usual = usualWords(failure);
  const told = (inputs: readonly unknown[]) => {
    const some = inputs.slice(0, MOST_TOLD);
    const words = request === undefined
      ? some.map((input) => encode(input)).join()
      : some.map((input) => request(input)).join(", ");
    return words + more(inputs.length);
  };
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
    ...describeSchedule(schedule.slice(0, MOST_TOLD)).split("\n").map((line) => `  ${line}`),
    ...(schedule.length > MOST_TOLD ? [`  ${more(schedule.length)}`] : []),
    ...(usual === undefined ? [] : [`  (${usual})`]),
  ];
}

/** Said of so many where not all are told. */
function more(count: number): string {
  return count > MOST_TOLD ? ` … and ${count - MOST_TOLD} more` : "";
}
