/**
 * Folders that a power loss does not take. A name is durable when the folder that it is in was synced (Pillai
 * and others 2014, *All file systems are not created equal*, section 3), and that is true of a folder's own
 * name as well: what is synced in a folder whose name is lost is lost with it.
 *
 * @module
 */

import { dirname } from "node:path";

/** What is done to folders. */
export interface Folders {
  /**
   * Makes a folder; false if it was there. Throws `Deno.errors.NotFound` if the folder above it is not there.
   */
  make(path: string): boolean;
  /** Makes durable which names are in a folder. */
  sync(path: string): void;
}

/** Those of this machine. What they throw is Deno's. */
export const folders: Folders = {
  make(path) {
    try {
      Deno.mkdirSync(path);
      return true;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      // Throws where that is no folder.
      Deno.mkdirSync(path, { recursive: true });
      return false;
    }
  },
  sync: syncFolder,
};

/**
 * Makes a folder, and those above it that are not there, from the top, each durable before anything is put
 * into it. The name of the last one that was there is made durable as well: whoever made it may have died
 * before that.
 *
 * A folder that this process may not read cannot be synced by it, and is left to whoever started the process.
 * Throws what `Deno` throws.
 */
export function makeFolder(path: string, system: Folders = folders): void {
  const above = dirname(path);
  let isNew: boolean;
  try {
    isNew = system.make(path);
    if (isNew) settle(system, dirname(above), false);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound) || above === path) throw error;
    makeFolder(above, system);
    isNew = system.make(path);
  }
  settle(system, above, isNew);
}

/** Makes durable which folders are in one, as far as this process may. */
function settle(system: Folders, path: string, isNeeded: boolean): void {
  try {
    system.sync(path);
  } catch (error) {
    const mayNot = error instanceof Deno.errors.NotCapable ||
      error instanceof Deno.errors.PermissionDenied;
    // Some file systems sync no folders: what was in them is no worse off than it was.
    if (isNeeded && !mayNot) throw error;
  }
}

/** Makes durable which names are in a folder. Throws what `Deno` throws, and asks nobody for permission. */
export function syncFolder(path: string): void {
  // Windows opens no folders, and its file system keeps names by itself.
  if (Deno.build.os === "windows") return;
  if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") {
    throw new Deno.errors.NotCapable(`${path} may not be read`);
  }
  using folder = Deno.openSync(path, { read: true });
  folder.syncSync();
}
