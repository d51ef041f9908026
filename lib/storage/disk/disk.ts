/**
 * What storage needs of a disk: one folder of files that are read and written in parts, and what of it is
 * sure to survive a crash (Pillai and others 2014, *All file systems are not created equal*).
 *
 * @module
 */

/**
 * A folder. What is written can be read at once; what a crash leaves is another matter:
 * - bytes that were written may be lost, in part or whole, and in any order, until `sync` of their file returns;
 * - a new name, a new place or a removal may be undone until `syncFolder` returns, and a file that was never
 *   named durably is gone with its name, however often its contents were synced;
 * - after a `sync` that fails, what it was to make durable may be lost although a later one succeeds: whoever is
 *   told of a failure must not try again (Rebello and others 2020).
 *
 * A file that is not there cannot be read, cut, synced, renamed, removed or given room: these throw. What is
 * refused changes nothing.
 */
export interface Disk {
  /** What stands before a file's name where a person reads it, such as a path. */
  readonly where: string;
  /**
   * A number of 32 bits, drawn anew whenever the disk is opened, by which a log tells its entries from those
   * that another log has left; default: none, and logs count.
   */
  readonly salt?: number;
  /** The names of the files, in no order. */
  names(): readonly string[];
  /** How long a file is, in bytes: up to where `append` writes next. */
  size(name: string): number;
  /** All of a file, with the room behind its end where it was opened anew. */
  read(name: string): Uint8Array;
  /**
   * `length` bytes of a file from `offset` on, fewer where it ends before; nobody else changes them later.
   */
  readAt(name: string, offset: number, length: number): Uint8Array;
  /** Writes at the end of a file, which comes into being if there is none. */
  append(name: string, bytes: Uint8Array): void;
  /**
   * Writes over what stands from `offset` on, which is at most the file's size, and lengthens it where it
   * ends.
   */
  writeAt(name: string, offset: number, bytes: Uint8Array): void;
  /**
   * Makes room behind the end of a file, as much as the disk likes, and returns how many bytes: zeros that
   * `append` writes over. To sync a file that has not grown takes less time, as its length need not be
   * written. Whoever opens the file anew finds the zeros in it, and cuts them off.
   */
  reserve(name: string): number;
  /** Cuts a file to `length` bytes, at most as many as it has. */
  truncate(name: string, length: number): void;
  /** Makes the contents of a file durable. */
  sync(name: string): void;
  /** Gives a file another name, in one step; a file that had it is gone. */
  rename(from: string, to: string): void;
  /** Removes a file. */
  remove(name: string): void;
  /** Makes names durable. */
  syncFolder(): void;
}
