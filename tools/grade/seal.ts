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
}
