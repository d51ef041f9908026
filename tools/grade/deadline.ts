/** How long a part may take. @module */

import { ownCpuOf } from "../process/cpu.ts";

/** How often it is looked at, in ms. */
const EVERY_MS = 100;

/** Who has had less CPU time than this in a second waits, and does not work. */
const IDLE_MS = 20;

/** However little of the machine a process gets, so many times its limit is enough. */
const PATIENCE = 20;

/** Which limit was met, and how long it is. */
export interface Missed {
  /** It worked for so long, waited at the end of that time, or took so long by the clock, whatever it did. */
  readonly by: "work" | "idleness" | "clock";
  readonly seconds: number;
}

/** A time on the clock, and how long the process had worked by then, in ms; NaN where nothing tells that. */
export interface Moment {
  readonly at: number;
  readonly cpuMs: number;
}

const begin: Moment = { at: 0, cpuMs: 0 };

/**
 * Calls `missed` when the process `pid` has worked for `limitS` seconds since the last restart, or has waited
 * for something at their end. On a machine with much else to do, what is judged takes longer and is not called
 * a loop for it; where nothing tells how much a process works, time on the wall counts.
 */
export class Deadline {
  readonly #now: () => Moment;
  readonly #limitMs: number;
  readonly #mostMs: number;
  readonly #timer: ReturnType<typeof setInterval>;
  #part = begin;
  #began = begin;
  #second = begin;

  /** A part that goes on piece by piece may take so many times the limit in all. */
  constructor(
    pid: number,
    limitS: number,
    missed: (by: Missed) => void,
    pieces = 1,
    now: () => Moment = () => ({ at: performance.now(), cpuMs: ownCpuOf(pid) ?? NaN }),
  ) {
    this.#now = now;
    this.#limitMs = limitS * 1000;
    this.#mostMs = pieces * this.#limitMs;
    this.restart();
    this.#timer = setInterval(() => {
      const by = this.isMissed();
      if (by === undefined) return;
      this.stop();
      missed(by);
    }, EVERY_MS);
  }

  /** Another part begins. */
  restart(): void {
    this.#part = this.#began = this.#second = this.#now();
  }

  /** A piece of the part is done, and the next one has as much time. */
  goOn(): void {
    const now = this.#now(), { at, cpuMs } = this.#part;
    const workedMs = Number.isNaN(now.cpuMs) ? now.at - at : now.cpuMs - cpuMs;
    if (workedMs < this.#mostMs) this.#began = this.#second = now;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Which limit is met now, if any is. It is looked at by itself, again and again. */
  isMissed(): Missed | undefined {
    const now = this.#now(), limitMs = this.#limitMs, seconds = limitMs / 1000;
    const tookMs = now.at - this.#began.at;
    if (tookMs < limitMs) return undefined;
    if (Number.isNaN(now.cpuMs)) return { by: "clock", seconds };
    if (now.cpuMs - this.#began.cpuMs >= limitMs) return { by: "work", seconds };
    if (tookMs > PATIENCE * limitMs) return { by: "clock", seconds: PATIENCE * seconds };
    if (now.at - this.#second.at < 1000) return undefined;
    const idle = now.cpuMs - this.#second.cpuMs < IDLE_MS;
    this.#second = now;
    return idle ? { by: "idleness", seconds } : undefined;
  }
}
