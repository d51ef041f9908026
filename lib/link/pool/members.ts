/** The connections of a pool, and who uses them. @module */

/** A connection. */
export interface Member {
  /** What is being done with it. */
  state: "dialling" | "idle" | "checking" | "lent";
  /** Since when it is idle, in ms. */
  since: number;
  /** Whether nothing is to come on it that somebody asked for. Invariant: so it is, unless it is lent. */
  clean: boolean;
  /** When it ends in any case, in ms, as its credentials are old; Infinity: they are not. */
  retireAt: number;
}

/** Connections by their numbers, and loans by theirs; neither number is given twice. */
export class Members {
  /** All, the oldest first. */
  readonly all = new Map<number, Member>();
  /** The connection of each loan. Invariant: one for each connection that is lent. */
  readonly loans = new Map<number, number>();
  #nextConnection = 0;
  #nextLoan = 0;

  /** One that is being dialled; returns its number. */
  dial(now: number): number {
    this.all.set(this.#nextConnection, {
      state: "dialling",
      since: now,
      clean: true,
      retireAt: Infinity,
    });
    return this.#nextConnection++;
  }

  /** How many are in one of these states. */
  count(...states: readonly Member["state"][]): number {
    let count = 0;
    for (const { state } of this.all.values()) if (states.includes(state)) count++;
    return count;
  }

  /** The idle one that was used last. */
  newestIdle(): number | undefined {
    let newest: number | undefined, since = -Infinity;
    for (const [connection, member] of this.all) {
      if (member.state !== "idle" || member.since < since) continue;
      newest = connection;
      since = member.since;
    }
    return newest;
  }

  /** One that was in `state` becomes idle; false if it was not. */
  becomesIdle(connection: number, state: Member["state"], now: number): boolean {
    const member = this.all.get(connection);
    if (member?.state !== state) return false;
    member.state = "idle";
    member.since = now;
    return true;
  }

  /** Lends one; returns the number of the loan. */
  lend(connection: number): number {
    const member = this.all.get(connection)!;
    member.state = "lent";
    member.clean = false;
    this.loans.set(this.#nextLoan, connection);
    return this.#nextLoan++;
  }

  /** Whether the connection of a loan is clean from now on. */
  mark(loan: number, clean: boolean): void {
    const connection = this.loans.get(loan);
    if (connection !== undefined) this.all.get(connection)!.clean = clean;
  }

  /** One is no more, and neither is its loan. */
  forget(connection: number): void {
    this.all.delete(connection);
    for (const [loan, lent] of this.loans) if (lent === connection) this.loans.delete(loan);
  }

  /** What does not add up, one sentence each. */
  violations(): string[] {
    const problems: string[] = [];
    if (this.count("lent") !== this.loans.size) problems.push("a loan without a connection");
    for (const [connection, { state, clean, retireAt }] of this.all) {
      if (state === "lent" || (clean && retireAt === Infinity)) continue;
      problems.push(`connection ${connection} is ${state}, and must not be used`);
    }
    return problems;
  }
}
