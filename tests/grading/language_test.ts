/** What compiles must run: the language of code under judgement has all that it has anywhere else. */

import { assert, assertEquals } from "@std/assert";
import { judgePlanted } from "./planted.ts";

/** The members of all that is global in the language, in lines; it is run here, and as code under judgement. */
function members(): string[] {
  const names = Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]/.test(name));
  const keys = (value: unknown) =>
    (typeof value === "object" && value !== null) || typeof value === "function"
      ? Reflect.ownKeys(value).map(String).sort()
      : [];
  const world = globalThis as unknown as Record<string, { prototype?: object } | undefined>;
  const objects: [string, unknown][] = names.filter((name) => name !== "Deno").flatMap((name) => {
    const { prototype } = world[name] ?? {};
    const above = prototype && Object.getPrototypeOf(prototype);
    return [
      [name, world[name]],
      [`${name}.prototype`, prototype],
      [`${name}.prototype's`, above === Object.prototype ? undefined : above],
    ];
  });
  const others: [string, unknown][] = [
    ["a list's iterator", Object.getPrototypeOf([].values())],
    ["a generator", Object.getPrototypeOf(function* () {}.prototype)],
    ["an async generator", Object.getPrototypeOf(async function* () {}.prototype)],
    ["an iterator's helper", Object.getPrototypeOf([].values().map(String))],
  ];
  return [...objects, ...others].flatMap(([name, value]) =>
    keys(value).map((key) => `${name} ${key}`)
  );
}

/** What is not there, and why. */
const leftOut: readonly RegExp[] = [
  // What the last match was, which is a memory that all code shares.
  /^RegExp (?:input|last|left|right|\$)|^RegExp.prototype compile$/,
  // Who called, which modules cannot ask anyway.
  /^Function.prototype (?:arguments|caller)$/,
  // What one process could leave to the next.
  /^(?:Storage|CacheStorage)\b/,
];

Deno.test("code under judgement has every member of the language that plain Deno has", async () => {
  const expected = members().filter((each) => !leftOut.some((pattern) => pattern.test(each)));
  assert(expected.includes("Map.prototype getOrInsertComputed"));
  const { result } = await judgePlanted(`// deno-lint-ignore-file
const members = ${members.toString()};
const expected: string[] = ${JSON.stringify(expected)};
export const answer = () => {
  const found = new Set(members());
  const missing = expected.filter((each) => !found.has(each));
  return missing.length === 0 ? "done" : missing;
};`);
  assertEquals([result.standing, result.words], ["done", undefined]);
});

Deno.test("the newest methods of the language run as they do anywhere else, and are sealed", async () => {
  const { result } = await judgePlanted(`// deno-lint-ignore-file
export const answer = () => {
  const map = new Map<string, number[]>();
  map.getOrInsertComputed("a", () => []).push(1);
  map.getOrInsert("b", []).push(2);
  const found = [
    [...map.values()].flat().join() === "1,2",
    RegExp.escape("(") === "\\\\(",
    Error.isError(new Error("x")),
    [1, 2, 3].values().map((n) => 2 * n).filter((n) => n > 2).toArray().join() === "4,6",
    new Set([1, 2]).union(new Set([3])).size === 3,
    Object.groupBy([1, 2, 3], (n) => n % 2 ? "odd" : "even").odd!.length === 2,
    Uint8Array.fromBase64("AQI=").toHex() === "0102",
    (Math as any).sumPrecise?.([0.1, 0.2]) !== 0,
    Promise.try(() => 1) instanceof Promise,
    Array.fromAsync([1]) instanceof Promise,
    [3, 1].toSorted().with(0, 2).join() === "2,3",
    [1, 2].findLast((n) => n < 2) === 1 && [1].at(-1) === 1,
    "ab".isWellFormed() && structuredClone(new Map([[1, 2]])).get(1) === 2,
    Object.isFrozen(Map.prototype.getOrInsertComputed) && Object.isFrozen(RegExp.escape),
  ];
  try {
    (Map.prototype as any).getOrInsertComputed = () => [];
    return "overwritten";
  } catch {
    return found.every(Boolean) ? "done" : found.join();
  }
};`);
  assertEquals([result.standing, result.words], ["done", undefined]);
});

Deno.test("a text does not become code, which could import what no file may", async () => {
  const { result } = await judgePlanted(`// deno-lint-ignore-file
export const answer = () => [
  () => eval("1"),
  () => (0, eval)("1"),
  () => new Function("return 1")(),
  () => (async () => {}).constructor("return 1")(),
  () => (function* () {}).constructor("return 1")(),
  () => (globalThis as any).process.getBuiltinModule("node:module").createRequire("/x.js") && 1,
].map((make) => { try { return make(); } catch (error) { return (error as Error).name; } });`);
  assert(!/\b1\b/.test(result.words!.split("found")[1]!), result.words);
});
