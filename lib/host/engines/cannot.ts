/** What engines of others say when they cannot be opened. @module */

import { OperationalError, reasonOf } from "../operational_error.ts";

/** `Cannot open PLACE because NEEDED is required: given REASON`, where the reason is what was thrown. */
export function cannotOpen(place: string, needed: string, error: unknown): OperationalError {
  return new OperationalError(
    `Cannot open ${place} because ${needed} is required: given ${
      error instanceof OperationalError ? error.message : reasonOf(error)
    }`,
    { cause: error },
  );
}

/**
 * Loads a package of npm, which is downloaded when it is asked for and not before. `specifier` is no
 * literal where this is called, so that nothing that reads imports takes it for one that everybody needs.
 */
export async function load<T>(specifier: string): Promise<T> {
  try {
    return await import(specifier);
  } catch (error) {
    if (error instanceof Error && /lockfile/.test(error.message)) {
      throw new OperationalError(
        `a lock file without it; with --no-lock, or a lock file that has it, it is loaded`,
        { cause: error },
      );
    }
    throw error;
  }
}

/**
 * Throws `OperationalError` for the folder of a database, laid out as LevelDB's, that has lost the file which
 * says where its manifest is: opened, it would be a new and empty one, and its tables would be removed.
 */
export function assertCurrent(folder: string): void {
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  const isOne = names.some((name) => /^(MANIFEST-|\d+\.(ldb|log|sst)$)/.test(name));
  if (!isOne || names.includes("CURRENT")) return;
  throw new OperationalError("one that has lost its file CURRENT");
}

/** The error of an engine that is used when it was closed. */
export function assertOpen(isOpen: boolean): void {
  if (!isOpen) throw new Error("Cannot use an engine because it was closed");
}

/** Whether a snapshot may be read: until it is released, or its engine closed. */
export interface Hold {
  /** Throws if it may not be read any more. */
  check(): void;
  /** Releases it, and says whether it was held until now. */
  release(): boolean;
}

/** Holds a snapshot of an engine. */
export function holdFor(isOpen: () => boolean): Hold {
  let isHeld = true;
  return {
    check() {
      assertOpen(isOpen());
      if (!isHeld) throw new Error("Cannot read a snapshot because it was released");
    },
    release() {
      const wasHeld = isHeld;
      isHeld = false;
      return wasHeld;
    },
  };
}
