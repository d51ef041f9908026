/** What the store takes, whoever asks: it is checked before anything stands in the log. @module */

import type { Command, Compare, LeaseOperation, Step, Transaction } from "./commands.ts";

/** The longest key and the longest value, in UTF-16 units. */
export const longest = { key: 1024, value: 2 ** 18 } as const;

/** The most entries of one range. */
export const mostEntries = 1000;

/**
 * Entries of a range end when they have so many UTF-16 units, keys and values together; one there
 * always is.
 */
export const mostEntryUnits: number = 2 ** 20;

/**
 * What a transaction may have: comparisons, steps in each of its lists, UTF-16 units in all that is
 * asked, and in all that it gives. What a transaction gives that may change something is remembered
 * for its client, and every client has a session: so that is less.
 */
export const transactionLimits = {
  compares: 128,
  steps: 128,
  units: 2 ** 19,
  given: { reading: 2 ** 19, changing: 2 ** 14 },
} as const;

/**
 * What leases may have: the time of each in ms, how many there may be, and how many keys each. A
 * lease ends in one step of every node, and a watch tells that in one message: so its keys must fit
 * into one.
 */
export const leaseLimits = {
  leastMs: 100,
  mostMs: 31_536_000_000,
  leases: 10_000,
  keys: 1000,
} as const;

/** Why the store does not take a command, whoever asks; `undefined` if it does. */
export function faultOf(command: Command): string | undefined {
  switch (command.type) {
    case "txn":
      return transactionFault(command);
    case "grant":
    case "renew":
    case "revoke":
    case "lease":
      return leaseFault(command);
    case "cas":
      return keyFault(command.key) ?? valueFault(command.expected ?? "") ??
        valueFault(command.value);
    default:
      return stepFault(command);
  }
}

function stepFault(step: Step): string | undefined {
  const fault = keyFault(step.key);
  if (fault !== undefined) return fault;
  if (step.type === "put") {
    return valueFault(step.value) ?? (step.lease === undefined ? undefined : idFault(step.lease));
  }
  if (step.type !== "range") return undefined;
  const { to, limit } = step;
  if (to !== null && to.length > longest.key) return keyFault(to);
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostEntries) return undefined;
  return `a range gives from 1 to ${mostEntries} entries, and this one ${limit}`;
}

function transactionFault({ compares, success, failure }: Transaction): string | undefined {
  const most = transactionLimits;
  if (compares.length > most.compares) {
    return `a transaction has at most ${most.compares} comparisons, and this one ${compares.length}`;
  }
  let units = 0;
  for (const compare of compares) {
    const fault = compareFault(compare);
    if (fault !== undefined) return fault;
    units += compare.key.length + (compare.value?.length ?? 0);
  }
  for (const steps of [success, failure]) {
    const fault = stepsFault(steps);
    if (fault !== undefined) return fault;
    for (const step of steps) units += unitsOf(step);
  }
  if (units <= most.units) return undefined;
  return `a transaction has at most ${most.units} characters in all its keys and values, and this one ${units}`;
}

function stepsFault(steps: readonly Step[]): string | undefined {
  const most = transactionLimits.steps;
  if (steps.length > most) {
    return `a transaction has at most ${most} operations in a list, and this one ${steps.length}`;
  }
  const changed = new Set<string>();
  for (const step of steps) {
    const fault = stepFault(step);
    if (fault !== undefined) return fault;
    if (step.type !== "put" && step.type !== "del") continue;
    if (changed.has(step.key)) {
      return `a list of a transaction changes each key once, and this one ${
        JSON.stringify(step.key)
      } twice`;
    }
    changed.add(step.key);
  }
  return undefined;
}

function compareFault({ key, is, value }: Compare): string | undefined {
  const needed = is === "equal" || is === "not equal";
  if (needed && value === undefined) return `a comparison with "${is}" needs a value`;
  if (!needed && value !== undefined) return `a comparison with "${is}" takes no value`;
  return keyFault(key) ?? valueFault(value ?? "");
}

function unitsOf(step: Step): number {
  const { key } = step;
  if (step.type === "put") return key.length + step.value.length;
  return key.length + (step.type === "range" ? step.to?.length ?? 0 : 0);
}

function leaseFault(command: LeaseOperation): string | undefined {
  const { leastMs, mostMs } = leaseLimits;
  if (command.type !== "grant") return idFault(command.id);
  const { id, ttlMs } = command;
  if (!(Number.isInteger(ttlMs) && ttlMs >= leastMs && ttlMs <= mostMs)) {
    return `a lease lives from ${leastMs} to ${mostMs} ms, and this one ${ttlMs}`;
  }
  return id === null ? undefined : idFault(id);
}

function idFault(id: number): string | undefined {
  if (Number.isSafeInteger(id) && id >= 1) return undefined;
  return `a lease has a number from 1 to ${Number.MAX_SAFE_INTEGER}, and this one ${id}`;
}

function keyFault(key: string): string | undefined {
  return key.length > longest.key ? tooLong("key", longest.key, key.length) : undefined;
}

function valueFault(value: string): string | undefined {
  return value.length > longest.value ? tooLong("value", longest.value, value.length) : undefined;
}

function tooLong(what: string, most: number, given: number): string {
  return `a ${what} has at most ${most} characters, and this one ${given}`;
}
