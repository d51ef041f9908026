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
  lockdown({
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
    evalTaming: "unsafe-eval",
    domainTaming: "unsafe",
    __hardenTaming__: "safe",
    legacyRegeneratorRuntimeTaming: "safe",
    overrideDebug: [],
  });
  for (const value of loaded) harden(value);
  sealGlobals();
}

/** What a page of one run could leave behind for the next. */
const stores = ["localStorage", "sessionStorage", "caches"];

/**
 * Names mean what they meant: `JSON` could otherwise be another object, however well the first one is
 * sealed. What the runtime adds to the language is sealed as far as the library uses it.
 */
function sealGlobals(): void {
  for (const store of stores) Reflect.deleteProperty(globalThis, store);
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
