import { assert } from "@std/assert";
import type { Io, Protocol } from "../model/protocol.ts";
import { uniform } from "../sim/latency.ts";
import type { Scenario } from "../sim/scenario.ts";
import { meddles } from "./separate.ts";

type Ping = { readonly type: "ping"; readonly n: number };
interface Counter {
  count: number;
}
type Count = (s: Counter, ping: Ping, io: Io<Ping>) => number;

/** Three nodes that ping each other now and then; what each counts is what `count` says. */
function counting(count: Count): Protocol<Counter, Ping> {
  const pass = (io: Io<Ping>, n: number) => io.send(io.choose(3), { type: "ping", n });
  return {
    start(io) {
      pass(io, 0);
      return { count: 0 };
    },
    upon: {
      ping(s, ping, io) {
        s.count = count(s, ping, io);
        pass(io, s.count);
      },
    },
  };
}

const scenarioOf = <S>(protocol: Protocol<S, Ping>): Scenario<S, Ping> => ({
  protocol,
  nodes: 3,
  network: { latency: uniform(1, 9), duplication: 0.1 },
});
const isCaught = <S>(protocol: Protocol<S, Ping>) => meddles(() => scenarioOf(protocol), 1);

/** One more than what is kept under a key. */
function nextIn(memory: WeakMap<object, number>, key: object): number {
  memory.set(key, (memory.get(key) ?? 0) + 1);
  return memory.get(key)!;
}
const nextOf = (owner: object): number => {
  const own = owner as { count?: number };
  return own.count = (own.count ?? 0) + 1;
};

/** Memory outside of the state, each made anew. */
const places: readonly (readonly [where: string, make: () => Count])[] = [
  ["a variable", () => {
    let count = 0;
    return () => ++count;
  }],
  ["a variable for each node", () => {
    const counts = new Map<number, number>();
    return (_s, _ping, { self }) => counts.set(self, (counts.get(self) ?? 0) + 1).get(self)!;
  }],
  ["a variable that begins anew when time goes back", () => {
    let count = 0, latest = 0;
    return (_s, _ping, io) => {
      if (io.now() < latest) count = 0;
      latest = io.now();
      return ++count;
    };
  }],
  ["the latest time, which starves the run that is a little behind", () => {
    let latest = 0;
    return (s, _ping, io) => {
      // A new run begins where time goes far back.
      if (io.now() < latest - 50) latest = 0;
      if (io.now() < latest) return s.count;
      latest = io.now();
      return s.count + 1;
    };
  }],
  ["the latest time of each node, which starves the run that is a little behind", () => {
    const latest = new Map<number, number>();
    return (s, _ping, io) => {
      const time = latest.get(io.self) ?? 0;
      if (io.now() < time && io.now() > time - 50) return s.count;
      latest.set(io.self, io.now());
      return s.count + 1;
    };
  }],
  ["what goes with the Io", () => {
    const memory = new WeakMap<object, number>();
    return (_s, _ping, io) => nextIn(memory, io);
  }],
  ["what goes with the list of nodes", () => {
    const memory = new WeakMap<object, number>();
    return (_s, _ping, { peers }) => nextIn(memory, peers);
  }],
  ["what goes with the state", () => {
    const memory = new WeakMap<object, number>();
    return (s) => nextIn(memory, s);
  }],
  ["the Io itself", () => (_s, _ping, io) => nextOf(io)],
  ["a property of a function", () => {
    const count: Count = () => nextOf(count);
    return count;
  }],
  ["a property of a prototype", () => {
    class Counting {
      count = () => nextOf(Counting.prototype);
    }
    return new Counting().count;
  }],
  ["a global", () => () => nextOf(globalThis)],
  ["a global under a symbol of all modules", () => {
    const name = Symbol.for("count");
    const world = globalThis as unknown as Record<symbol, object>;
    return () => nextOf(world[name] ??= {});
  }],
];

for (const [where, make] of places) {
  Deno.test(`who remembers outside of the state is caught: in ${where}`, () => {
    const { count: before } = globalThis as { count?: number };
    assert(isCaught(counting(make())));
    Object.assign(globalThis, { count: before });
  });
}

Deno.test("who remembers by the message, which may come again, is caught", () => {
  const kept = new WeakMap<object, Ping>();
  type Kept = { pings: Ping[]; found: number };
  assert(isCaught<Kept>({
    start(io) {
      io.send(io.choose(3), { type: "ping", n: 0 });
      return { pings: [], found: 0 };
    },
    upon: {
      ping(s, ping, io) {
        if (s.pings.some((each) => kept.has(each))) s.found++;
        kept.set(ping, ping);
        s.pings = [...s.pings.slice(-3), ping];
        io.send(io.choose(3), { type: "ping", n: s.found });
      },
    },
  }));
});

Deno.test("who draws a name for what is hidden, and so has a world to itself, is caught", () => {
  const hidden = new Map<number, number>();
  type Named = { name: number; count: number };
  assert(isCaught<Named>({
    start(io) {
      const name = io.choose(1e9);
      hidden.set(name, 0);
      io.send(io.choose(3), { type: "ping", n: 0 });
      return { name, count: 0 };
    },
    upon: {
      ping(s, _ping, io) {
        s.count = hidden.get(s.name)! + 1;
        hidden.set(s.name, s.count);
        io.send(io.choose(3), { type: "ping", n: s.count });
      },
    },
  }));
});

Deno.test("handlers that keep something in `this` are caught", () => {
  class Handlers {
    count = 0;
    ping(s: Counter, _ping: Ping, io: Io<Ping>) {
      s.count = ++this.count;
      io.send(io.choose(3), { type: "ping", n: s.count });
    }
  }
  assert(isCaught({ ...counting(() => 0), upon: new Handlers() }));
});

Deno.test("nodes that begin with the same state in memory are caught", () => {
  const state = { count: 0 };
  const { start, upon } = counting((s) => s.count + 1);
  assert(isCaught({ start: (io, journal) => (start(io, journal), state), upon }));
});

Deno.test("who keeps to the state is not, whatever it is and however it hangs together", () => {
  const remembered = new WeakMap<object, number>();
  const lookedUp: Count = (s, ping) => {
    const sum = remembered.get(ping) ?? ping.n + 1;
    remembered.set(ping, sum);
    return s.count + sum % 5;
  };
  assert(!isCaught(counting(lookedUp)), "a cache changes nothing");

  type Shared = { first: { n: number }; second: { n: number } };
  const { start } = counting(() => 0);
  assert(
    !isCaught<Shared>({
      start(io, journal) {
        start(io, journal);
        const one = { n: 0 };
        return { first: one, second: one };
      },
      upon: {
        ping(s, _ping, io) {
          s.first.n++;
          io.send(io.choose(3), { type: "ping", n: s.second.n });
        },
      },
    }),
    "two names of one object stay names of one object",
  );
  const kinds: readonly (() => unknown)[] = [
    () => new Map<number, number>(),
    () => new Set<number>(),
    () => [],
    () => new Uint8Array(4),
  ];
  for (const empty of kinds) {
    assert(
      !isCaught<unknown>({
        start: (io, journal) => (start(io, journal), empty()),
        upon: {
          ping(s, { n }, io) {
            if (s instanceof Map) s.set(n, (s.get(n) ?? 0) + 1);
            else if (s instanceof Set) s.add(n);
            else if (s instanceof Uint8Array) s[n % 4]!++;
            else (s as number[]).push(n);
            io.send(io.choose(3), { type: "ping", n: n + 1 });
          },
        },
      }),
    );
  }
});
