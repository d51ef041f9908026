/**
 * Answers as suites use them. A record of functions may be written as a class, with `this`, with getters,
 * or upon a prototype; suites spread such records and take functions out of them. So each is made a plain
 * record first, of exactly the members that are asked for: none is lost on the way, or is somebody else's.
 *
 * @module
 */

import type { Calls } from "./calls.ts";
import { told } from "./told.ts";
import { Wrong } from "./wrong.ts";

/** Any function. */
export type AnyFunction = (...given: never[]) => unknown;

/** A function, or a record of members that the suite does not know by name: a protocol, handlers. */
export type Member = "function" | "record";

/** For each answer that is a record, the members that it must have. */
export type Members<A> = {
  readonly [Name in keyof A as A[Name] extends AnyFunction ? never : Name]: {
    readonly [Each in keyof A[Name]]-?: A[Name][Each] extends AnyFunction ? "function" : "record";
  };
};

/** The same where nothing is known of the answers. */
export type AnyMembers = Readonly<Record<string, Readonly<Record<string, Member>>>>;

/**
 * The answers, each record of them made of the members that are asked for, bound to what it was written as.
 * An answer is looked at when it is used: what another part lacks is no matter of this one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { withMembers } from "hb/grade/members.ts";
 *
 * class Clock {
 *   #step = 2;
 *   tick(time: number) {
 *     return time + this.#step;
 *   }
 * }
 * const { clock } = withMembers({ clock: new Clock() }, { clock: { tick: "function" } });
 * const { tick } = clock;
 * assertEquals(tick(3), 5);
 * ```
 */
export function withMembers<A>(answers: A, members: Partial<Members<A>>, calls?: Calls): A {
  const given = answers as Readonly<Record<string, unknown>>, all = {};
  for (const name of Object.keys(given)) {
    const known = (members as AnyMembers)[name];
    let bound: unknown;
    // What is lacking is said by whoever has it, and only when it is used.
    const get = () =>
      bound ??= known === undefined
        ? noted(name, given[name], calls)
        : recordOf(name, given[name], known, calls);
    Object.defineProperty(all, name, { get, enumerable: true, configurable: true });
  }
  return all as A;
}

/**
 * What an answer has made, with all of its members bound to it; `path` is how it is called, and these members it must
 * have. Throws `Wrong` unless it has.
 */
export function madeWith(
  path: string,
  given: unknown,
  members: Readonly<Record<string, Member>>,
): Record<string, unknown> {
  const owner = ownerOf(path, given), bound = allBound(owner);
  for (const [key, kind] of Object.entries(members)) {
    if (kind === "record") ownerOf(`${path}.${key}`, bound[key]);
    else bind(`${path}.${key}`, bound[key], owner);
  }
  return bound;
}

/** What an answer gives back, which must be a list; throws `Wrong` unless it is. */
export function listFrom(path: string, given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given;
  throw new Wrong(`\`${path}\` must give a list: it gives ${told(given)}`);
}

function noted(name: string, given: unknown, calls: Calls | undefined): unknown {
  return typeof given === "function" ? calls?.noted(name, given as AnyFunction) ?? given : given;
}

function recordOf(
  name: string,
  given: unknown,
  known: Readonly<Record<string, Member>>,
  calls: Calls | undefined,
): unknown {
  const owner = ownerOf(name, given);
  return Object.fromEntries(
    Object.entries(known).map(([key, kind]) => {
      const path = `${name}.${key}`, member = Reflect.get(owner, key, owner);
      if (kind === "record") return [key, allBound(ownerOf(path, member))];
      const bound = bind(path, member, owner);
      return [key, calls?.noted(path, bound) ?? bound];
    }),
  );
}

/** What has the members: an object, or a class with static ones. */
function ownerOf(path: string, given: unknown): object {
  if (isOwner(given)) return given;
  throw new Wrong(`\`${path}\` must be a record of functions: it is ${formOf(given)}`);
}

function bind(path: string, member: unknown, owner: object): AnyFunction {
  if (typeof member === "function") return member.bind(owner);
  throw new Wrong(`\`${path}\` must be a function: it is ${formOf(member)}`);
}

/**
 * All members of a record whatever they are called, its own and its prototypes': functions bound to it, records
 * likewise, and anything else as it is.
 */
export function allBound(
  owner: object,
  known: Map<object, Record<string, unknown>> = new Map(),
): Record<string, unknown> {
  const bound: Record<string, unknown> = {};
  // A member may lead back to its record.
  known.set(owner, bound);
  for (const key of memberNames(owner)) {
    const member: unknown = Reflect.get(owner, key, owner);
    if (typeof member === "function") bound[key] = member.bind(owner);
    else bound[key] = isRecord(member) ? known.get(member) ?? allBound(member, known) : member;
  }
  return bound;
}

/** The names of the members of a record, its own and its prototypes', and not those that every object has. */
export function memberNames(owner: object): string[] {
  const names = new Set<string>();
  const isFunction = typeof owner === "function";
  const ends: readonly unknown[] = [null, Object.prototype, Function.prototype];
  for (let each = owner; !ends.includes(each); each = Object.getPrototypeOf(each)) {
    for (const name of Object.getOwnPropertyNames(each)) names.add(name);
  }
  for (const given of isFunction ? ["length", "name", "prototype"] : ["constructor"]) {
    names.delete(given);
  }
  return [...names];
}

/** Whether it is a record of members, and no array, map or other data. */
function isRecord(value: unknown): value is object {
  return isOwner(value) && Object.prototype.toString.call(value) === "[object Object]";
}

function isOwner(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function formOf(value: unknown): string {
  if (value === undefined || value === null) return "missing";
  return typeof value === "object" ? "a record" : `a ${typeof value}`;
}
