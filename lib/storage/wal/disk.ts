/** What a write-ahead log needs of a disk: one folder of files that grow at their ends. @module */

/**
 * A folder. What is written can be read at once; what a crash leaves is another matter:
 * - bytes that were appended may be lost, in part or whole, until `sync` of their file returns;
 * - a new name, a new place or a removal may be undone until `syncFolder` returns.
 */
export interface Disk {
  /** What stands before a file's name where a person reads it, such as a path. */
  readonly where: string;
  /** The names of the files. */
  names(): readonly string[];
  /** All of a file. */
  read(name: string): Uint8Array;
  /** Writes at the end of a file, which comes into being if there is none. */
  append(name: string, bytes: Uint8Array): void;
  /**
   * Makes room behind the end of a file, as much as the disk likes, and returns how many bytes: zeros that
   * `append` writes over. To sync a file that has not grown takes less time, as its length need not be
   * written. Whoever opens the file anew finds the zeros in it, and cuts them off.
   */
  reserve(name: string): number;
  /** Cuts a file to `length` bytes. */
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
