/** What a scenario asks of a cluster: a leader, agreement, and to be waited for. @module */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import { type Activity, together } from "./activity.ts";
import { Cluster } from "./cluster.ts";
import type { Command } from "./subject.ts";

/** How long a leader may be awaited after a fault, in ms. */
const ELECTION_MS = 5000;
/** How often somebody looks for a leader, in ms. */
const POLL_MS = 10;
/** How long a command may be on its way to agreement, in ms, before it is proposed again. */
const AGREEMENT_MS = 2000;
/** How long agreement may take in all, in ms. */
const PATIENCE_MS = 10_000;

/** One cluster under test, with what scenarios require of it. */
export class Laboratory<S, M extends Tagged, T extends Tagged = never, R = never>
  extends Cluster<S, M, T, R> {
  /** Waits for exactly one leader among the servers that are not cut off, and returns it. */
  leader(): NodeId {
    const end = this.world.now + ELECTION_MS;
    while (this.#leaders().length === 0 && this.world.now < end) this.wait(POLL_MS);
    const leaders = this.#leaders();
    this.expect(leaders.length > 0, `no leader within ${ELECTION_MS} ms`);
    this.expect(leaders.length === 1, `servers ${leaders.join(" and ")} lead one term`);
    return leaders[0]!;
  }

  /** Requires that no server that is still connected believes that it leads. */
  noLeader(): void {
    const leaders = this.all().filter((each) => this.isJoined(each) && this.view(each)?.leads);
    this.expect(leaders.length === 0, `server ${leaders[0]} leads without a majority`);
  }

  /** The term that all servers which are not cut off agree on. */
  term(): number {
    const joined = this.all().filter((each) => this.isJoined(each));
    const terms = new Set(joined.map((each) => this.view(each)?.term));
    this.expect(terms.size === 1, `servers disagree on the term: ${[...terms].join(", ")}`);
    return [...terms][0]!;
  }

  /** Requires agreement on a new command by at least `servers` servers. */
  agree(
    servers: number,
    options: { readonly retry?: boolean; readonly padding?: string } = {},
  ): Command {
    return this.follow(this.agreeing(servers, options));
  }

  /** Proposes a command wherever there is a leader, until `servers` servers have applied it. */
  *agreeing(
    servers: number,
    { retry = false, padding = "" }: { readonly retry?: boolean; readonly padding?: string } = {},
  ): Activity<Command> {
    const end = this.world.now + PATIENCE_MS;
    while (this.world.now < end) {
      const command = this.#proposeAnywhere(padding);
      if (command === undefined) {
        yield { ms: POLL_MS };
        continue;
      }
      const done = () => this.agreement.count(command) >= servers;
      yield { ms: AGREEMENT_MS, until: done };
      if (done()) return command;
      this.expect(
        retry,
        `${command} was not applied by ${servers} servers within ${AGREEMENT_MS} ms`,
      );
    }
    this.expect(false, `${servers} servers did not agree on a command within ${PATIENCE_MS} ms`);
    return "";
  }

  /** Follows an activity to its end. */
  follow<Result>(activity: Activity<Result>): Result {
    for (;;) {
      const { done, value } = activity.next();
      if (done) return value;
      this.wait(value.ms, value.until);
    }
  }

  /** Follows several activities at once, until all have ended. */
  together(activities: readonly Activity<unknown>[]): void {
    together(activities, { now: () => this.world.now, wait: (ms, until) => this.wait(ms, until) });
  }

  #proposeAnywhere(padding: string): Command | undefined {
    const first = this.random.below(this.servers);
    for (let i = 0; i < this.servers; i++) {
      const server = (first + i) % this.servers;
      if (!this.isJoined(server) || !this.view(server)?.leads) continue;
      const command = this.propose(server, this.command(padding));
      if (command !== undefined) return command;
    }
    return undefined;
  }

  /** Servers that are not cut off and lead the latest term that any such server leads. */
  #leaders(): NodeId[] {
    const leading = this.all().flatMap((server) => {
      const view = this.isJoined(server) ? this.view(server) : undefined;
      return view?.leads ? [{ server, term: view.term }] : [];
    });
    const latest = Math.max(...leading.map(({ term }) => term));
    return leading.filter(({ term }) => term === latest).map(({ server }) => server);
  }
}
