/** What a balancer counts, through departures, returns and failures. @module */

import { alike, type Promised, refusal, withServers } from "./balancing_promise.ts";

const COUNTS =
  "under way is what was sent and has not ended, well or badly, whether its server is there, has " +
  "gone, or has come " +
  "back (section 14.13)";

const goes = (isBack: boolean): Promised => ({
  words: `server 0 goes${
    isBack ? " and comes back" : ""
  } while three requests are under way there, and then they end`,
  why: COUNTS,
  breach(begin) {
    const balancer = withServers(begin(), [1, 1]);
    for (let i = 0; i < 3; i++) balancer.started(0, 0);
    balancer.remove(0, 1);
    if (isBack) balancer.add(0, 2);
    for (let left = 3; left > 0; left--) {
      if (balancer.inFlight(0) !== left) {
        return `${balancer.inFlight(0)} of ${left} requests are known`;
      }
      const said = refusal(() => left === 2 ? balancer.failed(0, 3, 3) : balancer.ended(0, 3, 3));
      if (said !== "nothing") return `it says: ${said}`;
    }
    const said = refusal(() => balancer.ended(0, 4, 4));
    if (!said.startsWith("Cannot end a request because")) {
      return `a fourth end is refused with: ${said}`;
    }
    return balancer.violations().join("; ") || undefined;
  },
});

export const counting: readonly Promised[] = [
  {
    words: "a request ends where none was sent",
    why: "a count must not go below what is there: an end without a start is a mistake, and told " +
      "(section 14.13)",
    breach(begin) {
      const balancer = withServers(begin(), [1]);
      for (const call of [() => balancer.ended(0, 0, 1), () => balancer.failed(0, 0, 1)]) {
        const said = refusal(call);
        if (!said.startsWith("Cannot end a request because")) return `it says: ${said}`;
      }
      return balancer.inFlight(0) === 0 ? undefined : `${balancer.inFlight(0)} are under way`;
    },
  },
  goes(false),
  goes(true),
  {
    words: "server 0 is weighed 0 while three requests are under way there, and then they end",
    must: "all three are counted until they end",
    why:
      "weight 0 asks for no new requests; those that are under way may still end (section 14.13)",
    breach(begin) {
      const balancer = withServers(begin(), [1, 1]);
      for (let i = 0; i < 3; i++) balancer.started(0, 0);
      balancer.weigh(0, 0, 1);
      for (let left = 3; left > 0; left--) {
        if (balancer.inFlight(0) !== left) {
          return `${balancer.inFlight(0)} of ${left} requests are known`;
        }
        const said = refusal(() => left === 2 ? balancer.failed(0, 3, 3) : balancer.ended(0, 3, 3));
        if (said !== "nothing") return `it says: ${said}`;
      }
      return balancer.inFlight(0) === 0 ? undefined : `${balancer.inFlight(0)} are under way`;
    },
  },
  {
    words: "three hundred requests are sent to a server, and then they end",
    must: "what was sent and has not ended is under way",
    why: COUNTS,
    breach(begin) {
      const balancer = withServers(begin(), [1]);
      for (let i = 1; i <= 600; i++) {
        const due = Math.min(i, 600 - i);
        if (i <= 300) balancer.started(0, 0);
        else balancer.ended(0, 1, 1);
        const has = balancer.inFlight(0);
        if (has !== due) return `${has} are under way, of ${due}`;
      }
      return undefined;
    },
  },
  {
    words:
      "server 0 has two requests of this balancer, and reports seven; server 1 says that it is idle",
    why: "a report is of all clients, and old; under way is what this one has sent (section 14.12)",
    breach(begin) {
      const balancer = withServers(begin(), [1, 1]);
      for (const server of [0, 0, 1]) balancer.started(server, 0);
      balancer.reported(0, 1, 7);
      balancer.idle(1, 1);
      const counts = [balancer.inFlight(0), balancer.inFlight(1)];
      return `${counts}` === "2,1"
        ? undefined
        : `${counts.join(" and ")} are under way, not 2 and 1`;
    },
  },
  {
    words: "requests fail, one after the other",
    why: COUNTS,
    breach(begin) {
      const balancer = withServers(begin(), [1, 1, 1]);
      for (let now = 0; now < 30; now++) {
        const server = balancer.pick(now);
        balancer.started(server, now);
        if (balancer.inFlight(server) !== 1) {
          return `${balancer.inFlight(server)} are under way, and 1 was sent`;
        }
        balancer.failed(server, now, 1);
        if (balancer.inFlight(server) !== 0) {
          return `${balancer.inFlight(server)} are under way, and all have failed`;
        }
      }
      return undefined;
    },
  },
  {
    words:
      "what cannot be: who is there comes, who is not goes, is weighed, or is sent a request; " +
      "weights of -1, NaN and Infinity",
    why: "what cannot be done is refused, with the reason, and changes nothing",
    breach(begin) {
      const balancer = withServers(begin(), [1]);
      const calls: Readonly<Record<string, () => void>> = {
        "server 0 comes again": () => balancer.add(0, 1),
        "server 1 goes": () => balancer.remove(1, 1),
        "server 1 is weighed": () => balancer.weigh(1, 2, 1),
        "a request is sent to server 1": () => balancer.started(1, 1),
        "weight -1": () => balancer.add(2, 1, -1),
        "weight NaN": () => balancer.add(2, 1, NaN),
        "weight Infinity": () => balancer.add(2, 1, Infinity),
        "server 0 is weighed -1": () => balancer.weigh(0, -1, 1),
        "server 0 is weighed NaN": () => balancer.weigh(0, NaN, 1),
        "server 0 is weighed Infinity": () => balancer.weigh(0, Infinity, 1),
      };
      for (const [what, call] of Object.entries(calls)) {
        const said = refusal(call);
        if (!/^Cannot .+ because .+: given .+$/.test(said)) return `${what}: it says ${said}`;
      }
      return balancer.ready === 1 ? undefined : `${balancer.ready} servers are ready, and 1 is`;
    },
  },
  {
    words: "three servers have no requests, and 100 ms after an end nothing else",
    why: COUNTS,
    breach(begin) {
      const balancer = withServers(begin(), alike(3));
      for (let i = 0; i < 5; i++) balancer.started(1, 0);
      for (let i = 0; i < 5; i++) balancer.ended(1, 10, 10);
      const wrong = [0, 1, 2].find((server) => balancer.inFlight(server) !== 0);
      return wrong === undefined
        ? undefined
        : `${balancer.inFlight(wrong)} are under way at server ${wrong}`;
    },
  },
];
