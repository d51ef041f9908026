/** A store that tells what it changes, for the tests of its commands. */

import type { Entry, Refused, Step } from "./commands.ts";
import { observed } from "./machine.ts";

/** A store, what it is asked, and the changes that it tells. */
export function heard() {
  const told: string[] = [], refusals: string[] = [];
  const machine = observed((_, { type }, changes) => {
    for (const { key, value } of changes) told.push(`${type} ${key}=${value}`);
  });
  const store = machine.init();
  const ask = (entry: Entry) => {
    const result = machine.apply(store, entry), { refused } = Object(result) as Partial<Refused>;
    if (refused !== undefined) refusals.push(refused);
    return result;
  };
  return { store, told, refusals, ask, get: (key: string) => ask({ type: "get", key }) };
}

export const put = (key: string, value: string, lease?: number) =>
  ({ type: "put", key, value, ...(lease === undefined ? {} : { lease }) }) as const;
export const txn = (success: readonly Step[], failure: readonly Step[] = []) =>
  ({ type: "txn", compares: [], success, failure }) as const;
