/**
 * Group commit (Gawlick and Kinkade 1985): while one sync is under way, the steps that come in wait
 * together for the next, and share it. So the number of syncs depends on the disk, not on the load.
 *
 * @module
 */

import { setImmediate } from "node:timers";

/** The log that steps are committed to. */
export interface CommitLog {
  /** Appends bodies in one write. */
  append(bodies: readonly Uint8Array[]): void;
  /**
   * Makes durable what was appended; nothing is appended meanwhile. `isAwaited`: a step waits to send what
   * tells of what it saved, as a follower does that acknowledges entries.
   */
  sync(isAwaited: boolean): Promise<void>;
  /** Called between batches, when all is durable: time to tidy up. The next batch waits for the promise. */
  rest?(): Promise<void> | undefined;
}

interface Step {
  /** `undefined`: it saves nothing, and waits for those before it. */
  readonly body: Uint8Array | undefined;
  /** `undefined`: nothing waits for it. */
  readonly leave: (() => void) | undefined;
}

/** Holds the effects of steps until what they saved is durable. */
export class GroupCommit {
  /** How many syncs there were. */
  syncs = 0;
  /** How many steps were committed that saved something. */
  commits = 0;
  #waiting: Step[] = [];
  #waitingBytes = 0;
  #running: Promise<void> | undefined;
  #failed = false;
  readonly #log: CommitLog;
  readonly #fail: (error: unknown) => void;

  /** `fail` hears once of a log that does not work any more; nothing leaves from then on. */
  constructor(log: CommitLog, fail: (error: unknown) => void) {
    this.#log = log;
    this.#fail = fail;
  }

  /** How many bytes wait for a sync that has not begun. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /**
   * Commits a step: `leave` is called when `body` is durable, and all that was committed before it. A step
   * without a body leaves at once if nothing is before it. Steps leave in the order of their commits. Without
   * `leave`, nothing waits for the body, and it is written a turn of the event loop later: what goes ahead of
   * it leaves first.
   */
  commit(body: Uint8Array | undefined, leave: (() => void) | undefined): void {
    if (this.#failed) return;
    if (body === undefined && this.#running === undefined) return leave?.();
    if (body !== undefined) this.#waitingBytes += body.length;
    this.#waiting.push({ body, leave });
    this.#running ??= this.#run();
  }

  /** Resolves when everything that was committed so far has left, or failed. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#waiting.length > 0) await this.#batch();
    } catch (error) {
      this.#failed = true;
      this.#waiting = [];
      this.#fail(error);
    } finally {
      this.#running = undefined;
    }
  }

  async #batch(): Promise<void> {
    // Steps that are ready in the same turn of the event loop share a batch.
    await Promise.resolve();
    const isAwaited = this.#waiting.some(isAnswer);
    if (!isAwaited && this.#waitingBytes > 0) await nextTurn();
    const steps = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    const bodies = steps.flatMap(({ body }) => body === undefined ? [] : [body]);
    if (bodies.length > 0) {
      this.#log.append(bodies);
      await this.#log.sync(isAwaited);
      this.syncs++;
      this.commits += bodies.length;
    }
    for (const { leave } of steps) leave?.();
    const rest = bodies.length > 0 ? this.#log.rest?.() : undefined;
    if (rest !== undefined) await rest;
  }
}

/** Whether a step sends what tells of what it saves. */
function isAnswer({ body, leave }: Step): boolean {
  return body !== undefined && leave !== undefined;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
