/** One client of a run: the transaction that it is at, and the answer that it waits for. @module */

import type { Step, Transaction } from "../../check/isolation/transaction.ts";
import { nextStep, type Plan } from "./plan.ts";
import type { Session } from "./subject.ts";

/** How far an action has come: the transaction goes on, is over, or has to be begun again. */
export type Progress = "goes on" | "over" | "busy";

/** A transaction before it has its number. */
export type Told = Omit<Transaction, "id">;

/** A client and its transaction. */
export class Client {
  /** The transaction that it is at. */
  plan: Plan | undefined;
  /** The action whose answer is awaited. */
  pending: Promise<Progress> | undefined;
  #asked: Step[] = [];
  #done: Step[] = [];
  #hasBegun = false;
  #invokedAt = 0;
  #told: Told | undefined;

  /** A client that has done nothing yet. */
  constructor(readonly process: number, readonly session: Session) {}

  /** Takes up a plan. */
  take(plan: Plan, at: number): void {
    this.plan = plan;
    this.#asked = [];
    this.#done = [];
    this.#hasBegun = false;
    this.#invokedAt = at;
  }

  /** Does what is next: begins, performs one step, or ends; `at` says when an end is. */
  async act(at: () => number): Promise<Progress> {
    const plan = this.plan!;
    if (!this.#hasBegun) {
      if (await this.session.begin() === "busy") return "busy";
      this.#hasBegun = true;
      return "goes on";
    }
    const step = nextStep(plan, this.#done);
    if (step === undefined) return await this.#end(plan, at);
    this.#asked.push(step.type === "read" ? { type: "read", key: step.key } : step);
    const answer = await this.session.perform(step);
    if (answer !== "fail" && answer !== "unknown") {
      this.#done.push(answer);
      return "goes on";
    }
    // Nobody had asked to commit, so it is known to have failed, even where the answer was lost.
    return this.#over("fail", at());
  }

  /** The transaction that is over. */
  told(): Told {
    this.plan = undefined;
    return this.#told!;
  }

  async #end({ ends = "commit" }: Plan, at: () => number): Promise<Progress> {
    if (ends === "abort") {
      await this.session.abort();
      return this.#over("fail", at());
    }
    if (ends === "hang up") {
      await this.session.hangUp();
      return this.#over("unknown", Infinity);
    }
    const outcome = await this.session.commit();
    return this.#over(outcome, outcome === "unknown" ? Infinity : at());
  }

  #over(outcome: Transaction["outcome"], endedAt: number): Progress {
    this.#told = {
      process: this.process,
      input: this.#asked,
      ...(outcome === "ok" ? { output: this.#done } : {}),
      ...{ invokedAt: this.#invokedAt, endedAt, outcome },
    };
    return "over";
  }
}
