/**
 * Seals what judges before what is judged is loaded: the language's own objects (by SES's lockdown, as
 * in Agoric's Hardened JavaScript), the library and the suite can be used from then on, not overwritten.
 *
 * @module
 */

import "ses";

/** Loads `modules` and seals them, and everything that they are made of. */
export async function seal(modules: readonly string[]): Promise<void> {
  const loaded: unknown[] = [];
  for (const module of modules) loaded.push(...Object.values(await import(module)));
  sealAround(loaded);
}

/** Seals the language, and what is loaded already. */
export function sealAround(loaded: readonly unknown[]): void {
  const known = languageObjects();
  repairIntrinsics({
    errorTaming: "unsafe",
    stackFiltering: "verbose",
    consoleTaming: "unsafe",
    // Code may give its own objects a `toString`, say, as it may where nothing is frozen.
    overrideTaming: "severe",
    reporting: "none",
    // The rest is as by default, and said here, as it would otherwise be read from the environment.
    errorTrapping: "none",
    unhandledRejectionTrapping: "none",
    regExpTaming: "safe",
    localeTaming: "safe",
    // A text that becomes code could import what no file may.
    evalTaming: "no-eval",
    domainTaming: "unsafe",
    __hardenTaming__: "safe",
    legacyRegeneratorRuntimeTaming: "safe",
    overrideDebug: [],
  });
  restore(known);
  hardenIntrinsics();
  for (const value of loaded) harden(value);
  sealGlobals();
}

/** The constructors and namespaces of the language, by the path from the global object. */
function languageObjects(): Map<string, PropertyDescriptorMap> {
  const found = new Map<string, PropertyDescriptorMap>();
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    for (
      const path of [name, `${name}.prototype`, `${name}.__proto__`, `${name}.prototype.__proto__`]
    ) {
      const object = objectAt(path);
      if (object !== undefined) found.set(path, Object.getOwnPropertyDescriptors(object));
    }
  }
  return found;
}

function objectAt(path: string): object | undefined {
  let value: unknown = globalThis;
  for (const [at, key] of path.split(".").entries()) {
    if (value === null || !["object", "function"].includes(typeof value)) return undefined;
    if (key === "__proto__") value = Object.getPrototypeOf(value);
    // A getter of the runtime may load much, or complain.
    else value = Object.getOwnPropertyDescriptor(value, key)?.value;
    if (at === 0 && !isOfLanguage(value)) return undefined;
  }
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** Functions that are native, and namespaces such as `Math`. */
function isOfLanguage(value: unknown): boolean {
  if (typeof value === "function") return /\{\s*\[native code\]\s*\}$/.test(`${value}`);
  return typeof value === "object" && value !== null && value !== globalThis &&
    Object.getPrototypeOf(value) === Object.prototype && Symbol.toStringTag in value;
}

/** What is not put back: what the last match was, which is a memory that all code shares, and who called. */
const LEFT_OUT =
  /^RegExp\.(?:input|last|left|right|\$)|^RegExp\.prototype\.compile$|\.(?:arguments|caller)$/;

/**
 * Puts back what the seal does not know and has taken away: methods that are newer than it. What the compiler
 * lets pass must run.
 */
function restore(known: ReadonlyMap<string, PropertyDescriptorMap>): void {
  for (const [path, before] of known) {
    const object = objectAt(path);
    if (object === undefined || !Object.isExtensible(object)) continue;
    for (const key of Reflect.ownKeys(before)) {
      const isGone = !Object.hasOwn(object, key) && !LEFT_OUT.test(`${path}.${String(key)}`);
      if (isGone) Reflect.defineProperty(object, key, before[key as string]!);
    }
  }
}

/** What a page of one run could leave behind for the next. */
const stores = ["localStorage", "sessionStorage", "caches"];

/**
 * Names mean what they meant: `JSON` could otherwise be another object, however well the first one is
 * sealed. What the runtime adds to the language is sealed as far as the library uses it.
 */
function sealGlobals(): void {
  for (const store of stores) Reflect.deleteProperty(globalThis, store);
  // By this, code would load modules that it does not import.
  const { process } = globalThis as { process?: object };
  if (process !== undefined) {
    Object.defineProperty(process, "getBuiltinModule", { value: () => undefined });
  }
  for (const type of [TextEncoder, TextDecoder]) {
    Object.freeze(type);
    Object.freeze(type.prototype);
  }
  for (const key of Reflect.ownKeys(globalThis)) {
    const property = Reflect.getOwnPropertyDescriptor(globalThis, key)!;
    if (!property.configurable && !property.writable) continue;
    const { get } = property;
    const sealed = get === undefined ? { writable: false } : { get, set: undefined };
    Reflect.defineProperty(
      globalThis,
      key,
      { ...sealed, configurable: false } as PropertyDescriptor,
    );
  }
}
