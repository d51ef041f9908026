/// <reference lib="dom" />
/** Plays a session for somebody who watches: time that goes on, stands still, or is somewhere else. @module */

import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Sight } from "../../lib/kit/playground/views.ts";
import { type Cuts, cutsAt } from "../../lib/laboratory/playground/cuts.ts";
import { Film, type Scene } from "../../lib/laboratory/playground/film.ts";
import { type News, Reporter } from "../../lib/laboratory/playground/news.ts";
import { usualSight } from "../../lib/laboratory/playground/sight.ts";
import { type Wave, Waves } from "../../lib/laboratory/playground/waves.ts";
import { Playground } from "../../lib/laboratory/playground/playground.ts";
import {
  type Act,
  LONGEST_MS,
  type Session,
  type Settings,
} from "../../lib/laboratory/playground/session.ts";
import type { Violation } from "../../lib/sim/scenario.ts";
import { Story } from "../../lib/model/story/story.ts";
import type { Trace } from "../../lib/model/trace.ts";
import type { Opening } from "./opening.ts";

/** More than this does not pass between two pictures, in ms of real time: a tab that slept goes on slowly. */
const longestFrameMs = 100;

/** A session as it is watched. */
export class Player {
  /** What the protocol of the session has brought. */
  readonly kit: AnyPlaygroundKit;
  /** How many ms of the run pass in one of real time. */
  speed: number;
  #sight: Sight;
  #playground: Playground;
  #story = new Story();
  #film!: Film;
  #reporter!: Reporter;
  #waves!: Waves;
  #trace: Trace | undefined;
  #time = 0;
  #isPlaying = false;
  #frame = 0;
  #drawnAt = 0;
  readonly #changed: () => void;
  /** Between two pictures, in ms: more where a reader wants less motion. */
  readonly #pauseMs: number;

  /** Begins a session; `changed` is told whenever there is something else to see. */
  constructor({ session, kit, isCalm, sight }: Opening, changed: () => void) {
    this.kit = kit;
    this.#changed = changed;
    this.#pauseMs = isCalm ? 400 : 0;
    this.#playground = new Playground(session, kit);
    this.speed = kit.speed ?? 1 / 20;
    this.#sight = sight ?? usualSight(kit, session.nodes);
    this.#take();
  }

  /** Through whose eyes the run is watched. */
  get sight(): Sight {
    return this.#sight;
  }

  /** What spreads now, if anything has. */
  get wave(): Wave | undefined {
    return this.#waves.at(this.#time);
  }

  /** The time that is watched, in ms. */
  get time(): number {
    return this.#time;
  }

  /** How far the run has been played, in ms. */
  get end(): number {
    return this.#playground.now;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get session(): Session {
    return this.#playground.session;
  }

  get trace(): Trace {
    return this.#playground.trace;
  }

  get digest(): string {
    return this.#playground.digest;
  }

  /** What is seen now. */
  get scene(): Scene {
    return this.#film.at(this.#time);
  }

  /** What is cut now. */
  get cuts(): Cuts {
    return cutsAt(this.session.acts, this.#time);
  }

  /** What has been told until now. */
  get news(): readonly News[] {
    return this.#reporter.news.filter(({ at }) => at <= this.#time);
  }

  /** How the cluster is set now. */
  get settings(): Settings {
    const { acts, settings } = this.session;
    const last = acts.findLast(({ at, act }) => at <= this.#time && act.kind === "set")?.act;
    return last?.kind === "set" ? last.settings : settings;
  }

  /** What is broken, if it is by now. */
  get violation(): Violation | undefined {
    const { violation } = this.#playground;
    return violation !== undefined && violation.at <= this.#time ? violation : undefined;
  }

  /** The node that leads, if the protocol knows such a node and there is one. */
  get leader(): number | undefined {
    return this.kit.leader?.of(this.scene.nodes);
  }

  /** Looks otherwise. */
  look(sight: Sight): void {
    this.#sight = sight;
    this.#changed();
  }

  /** Takes another session of the same protocol, and shows it at a time, looked at like this. */
  open(session: Session, atMs = 0, sight?: Sight): void {
    this.#playground = new Playground(session, this.kit);
    this.#sight = sight ?? usualSight(this.kit, session.nodes);
    this.#time = 0;
    this.seek(atMs);
  }

  play(): void {
    if (this.#isPlaying || this.#isOver) return;
    this.#isPlaying = true;
    this.#drawnAt = performance.now();
    this.#frame = requestAnimationFrame((now) => this.#tick(now));
    this.#changed();
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    if (!this.#isPlaying) return;
    this.#isPlaying = false;
    this.#changed();
  }

  /** Goes to a time, forwards or back; what has been done stays done at its times. */
  seek(toMs: number): void {
    this.#goTo(toMs);
    this.#changed();
  }

  /** Goes to the next time at which something happens. */
  step(): void {
    this.pause();
    for (let until = this.#time; until < LONGEST_MS; until += 50) {
      this.#reach(Math.min(LONGEST_MS, until + 50));
      const next = this.trace.find(({ at }) => at > this.#time);
      if (next !== undefined) return this.seek(next.at);
      if (this.#playground.violation !== undefined) return;
    }
  }

  /** Goes back to the last time before now at which something happened. */
  back(): void {
    this.pause();
    this.seek(this.trace.findLast(({ at }) => at < this.#time)?.at ?? 0);
  }

  /** Does something now; what was to come later is given up. */
  act(act: Act): void {
    const now = Math.min(LONGEST_MS, Math.ceil(this.#time));
    this.#reach(now);
    this.#playground.rewind(now);
    this.#playground.act(act);
    this.#time = this.#playground.now;
    this.#take();
    this.#changed();
  }

  get #isOver(): boolean {
    return this.violation !== undefined || this.#time >= LONGEST_MS;
  }

  #tick(now: number): void {
    const passed = now - this.#drawnAt;
    if (passed >= this.#pauseMs) {
      this.#drawnAt = now;
      this.#goTo(
        this.#time +
          Math.min(passed, longestFrameMs + this.#pauseMs) * this.speed,
      );
      if (this.#isOver) this.#isPlaying = false;
      this.#changed();
    }
    if (this.#isPlaying) {
      this.#frame = requestAnimationFrame((later) => this.#tick(later));
    }
  }

  #goTo(toMs: number): void {
    const wanted = Math.max(0, Math.min(LONGEST_MS, toMs));
    this.#reach(wanted);
    const { violation } = this.#playground;
    this.#time = violation === undefined ? wanted : Math.min(wanted, violation.at);
  }

  /** Plays on, if need be, and reads what has come. */
  #reach(ms: number): void {
    this.#playground.advance(Math.ceil(ms));
    this.#take();
  }

  #take(): void {
    const { trace, pendingTimers } = this.#playground;
    if (trace !== this.#trace) {
      this.#trace = trace;
      this.#story = new Story();
      this.#film = new Film(this.session.nodes, this.#story);
      this.#reporter = new Reporter(this.kit);
      this.#waves = new Waves(this.kit);
    }
    this.#story.take(trace);
    this.#film.take(pendingTimers);
    this.#reporter.take(this.#story);
    this.#waves.take(this.#story);
  }
}
