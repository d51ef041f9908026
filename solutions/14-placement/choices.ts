/** Part 9: two choices, and counting right. */

import { cannot, type Choices } from "../../exercises/14-placement/given.ts";

/** Invariant: counts are above 0; those of servers that have gone are among them. */
interface State {
  readonly weights: Map<number, number>;
  readonly underWay: Map<number, number>;
}

export const choices: Choices<State> = {
  start: () => ({ weights: new Map(), underWay: new Map() }),
  add({ weights }, server, weight) {
    assertWeight(weight);
    if (weights.has(server)) throw cannot("add a server", "it must not be there", `${server}`);
    weights.set(server, weight);
  },
  remove({ weights }, server) {
    if (!weights.delete(server)) throw cannot("remove a server", "it must be there", `${server}`);
  },
  weigh({ weights }, server, weight) {
    assertWeight(weight);
    if (!weights.has(server)) throw cannot("weigh a server", "it must be there", `${server}`);
    weights.set(server, weight);
  },
  started({ weights, underWay }, server) {
    if (!weights.has(server)) {
      throw cannot("start a request", "the server must be there", `${server}`);
    }
    underWay.set(server, (underWay.get(server) ?? 0) + 1);
  },
  answered: (s, server) => end(s, server),
  failed: (s, server) => end(s, server),
  underWay: ({ underWay }, server) => underWay.get(server) ?? 0,
  pick({ weights, underWay }, choices, below, tried) {
    const ready = [...weights].filter(([, weight]) => weight > 0).map(([server]) => server);
    const untried = ready.filter((server) => !tried.includes(server));
    const list = untried.length > 0 ? untried : ready;
    if (list.length === 0) {
      throw cannot("pick a server", "one must have a weight", `${weights.size} servers`);
    }
    const load = (server: number) => (underWay.get(server) ?? 0) / weights.get(server)!;
    let best: number | undefined;
    // The beginning of a shuffle. Of equals the one that was drawn first is any of them.
    for (let at = 0; at < Math.min(choices, list.length); at++) {
      const drawn = at + below(list.length - at), server = list[drawn]!;
      list[drawn] = list[at]!;
      if (best === undefined || load(server) < load(best)) best = server;
    }
    return best!;
  },
};

function end({ underWay }: State, server: number): void {
  const count = underWay.get(server);
  if (count === undefined) {
    throw cannot("end a request", "one must be under way", `server ${server}, with none`);
  }
  if (count === 1) underWay.delete(server);
  else underWay.set(server, count - 1);
}

function assertWeight(weight: number): void {
  if (Number.isSafeInteger(weight) && weight >= 0) return;
  throw cannot("weigh a server", "a weight must be a whole number from 0 on", `${weight}`);
}
