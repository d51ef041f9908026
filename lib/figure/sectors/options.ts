/** What is drawn of a disk over time. @module */

/** A piece of a file as the disk writes it. */
export interface Sector {
  /** What it holds, in a few characters; empty: nothing is written in it. */
  readonly text: string;
  /**
   * `durable`: it survives a crash. `unsure`: it is written, and not synced. `lost`: it was written, and is gone.
   * `changed`: it was durable, and is not what was written.
   */
  readonly state: "durable" | "unsure" | "lost" | "changed";
}

/** A file at one moment. */
export interface SectorFile {
  /** Its name. */
  readonly name: string;
  /** Whether the name survives a crash; default true. */
  readonly named?: boolean;
  /** What it holds, in its order. */
  readonly sectors: readonly Sector[];
}

/** An operation, and what there is after it. */
export interface DiskStep {
  /** What was done: `sync log`. */
  readonly words: string;
  /** What somebody was told then. */
  readonly told?: string;
  /** All files. */
  readonly files: readonly SectorFile[];
}

/** A crash, and what it left. */
export interface DiskCrash {
  /** What was lost, in words. */
  readonly words: string;
  /** The files that are left. */
  readonly files: readonly SectorFile[];
  /** What whoever opens them finds. */
  readonly found?: string;
}

/** How it is drawn. */
export interface SectorOptions {
  /** What the picture shows. */
  readonly title: string;
  /** The crash at the end, if there is one. */
  readonly crash?: DiskCrash;
}
