/**
 * The fields of a model: a property under a name that nobody looks at would be a property that always holds.
 *
 * @module
 */

import { kindOf } from "hb/check/explore/kind_of.ts";
import type { ProtocolSystem } from "hb/check/explore/protocol.ts";
import type { TransitionSystem } from "hb/check/explore/explore.ts";

/** What a field must be, if it is there; the words of the rule and the test. */
type Shape = readonly [rule: string, fits: (value: unknown) => boolean];

const isFunction = (value: unknown) => typeof value === "function";
const isRecordOf = (fits: (value: unknown) => boolean) => (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value) &&
  Object.values(value).every(fits);

const anything: Shape = ["a value", () => true];
const truth: Shape = ["true or false", (value) => typeof value === "boolean"];
const list: Shape = ["an array", Array.isArray];
const predicate: Shape = ["a function", isFunction];
const predicates: Shape = ["a record of functions", isRecordOf(isFunction)];
const leads: Shape = [
  "a record of { from?, to }, each a function",
  isRecordOf((one) =>
    isRecordOf(isFunction)(one) && "to" in (one as object) &&
    Object.keys(one as object).every((name) => name === "from" || name === "to")
  ),
];

/** The fields of a transition system. */
export const systemFields: Readonly<Record<keyof TransitionSystem<object>, Shape>> = {
  name: anything,
  initial: predicate,
  actions: list,
  indexed: list,
  always: predicates,
  sometimes: predicates,
  leadsTo: leads,
  fair: predicate,
  stronglyFair: predicate,
  final: predicate,
  boundary: predicate,
  canonical: predicate,
};

type AnyProtocol = ProtocolSystem<unknown, { readonly type: string }>;

/** The fields of a protocol system. */
export const protocolFields: Readonly<Record<keyof AnyProtocol, Shape>> = {
  name: anything,
  protocol: anything,
  nodes: anything,
  twins: list,
  network: anything,
  lossy: truth,
  crashes: anything,
  wipes: truth,
  restarts: truth,
  clocks: list,
  clients: anything,
  asking: anything,
  history: truth,
  ignoreIdle: truth,
  invariants: list,
  sometimes: predicates,
  leadsTo: leads,
  final: predicate,
  boundary: predicate,
  symmetry: anything,
};

/** The first field that is unknown, or of another shape; `undefined` where all fit. */
export function wrongField(
  model: unknown,
  fields: Readonly<Record<string, Shape>>,
): { readonly rule: string; readonly given: string } | undefined {
  if (typeof model !== "object" || model === null) return undefined;
  for (const [name, value] of Object.entries(model)) {
    if (!Object.hasOwn(fields, name)) {
      return {
        rule: `a model must have no field but ${Object.keys(fields).join(", ")}`,
        given: name,
      };
    }
    const [rule, fits] = fields[name]!;
    if (value !== undefined && !fits(value)) {
      return { rule: `${name} of a model must be ${rule}`, given: shown(value) };
    }
  }
  return undefined;
}

/** The fields of what has some, else what it is. */
function shown(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return kindOf(value);
  return `{ ${
    Object.entries(value).map(([name, each]) => `${name}: ${kindOf(each)}`).join(", ")
  } }`;
}
