/** A disk that need not be waited for. @module */

import type { Disk } from "../storage/disk/disk.ts";

/** A disk that can sync while the process does other work. */
export interface AsyncDisk extends Disk {
  /** Resolves when the contents of a file are durable. */
  syncLater(name: string): Promise<void>;
  /** Resolves when the names are durable. */
  syncFolderLater(): Promise<void>;
  /** Lets the folder go, if it is held. */
  close?(): void;
}
