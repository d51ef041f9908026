/** When a leader proposes the end of a lease, over a log that does nothing by itself. */

import { assertEquals } from "@std/assert";
import type { Io, Protocol, Tagged } from "../../model/protocol.ts";
import type { Entry } from "./commands.ts";
import { type Expiring, expiring, type ExpiryTimer } from "./expiring.ts";
import { leasesIn } from "./leases.ts";
import { storeMachine } from "./machine.ts";
import type { Store } from "./state.ts";

interface Server {
  readonly machine: Store;
  /** What was proposed, and is not decided. */
  readonly asked: Entry[];
  reign: string | null;
}

type Request = { readonly type: "request"; readonly command: Entry; readonly stamp: null };
type ServerIo = Io<Request, ExpiryTimer>;

const log: Protocol<Server, Request> = {
  start: () => ({ machine: storeMachine.init(), asked: [], reign: "1" }),
  upon: { request: (s, { command }) => void s.asked.push(command) },
};
const protocol = expiring<Server, Request, never, never>(log, {
  reign: ({ reign }) => reign,
  leases: ({ machine }) => leasesIn(machine),
});

/** A server, its clock, and how it looks at it. */
function serverAt(start: number) {
  const clock = { now: start }, waits: (Tagged | number)[] = [];
  const io = {
    self: 1,
    peers: [0, 1, 2],
    now: () => clock.now,
    wait: (ms: number, timer: Tagged) => void waits.push(ms, timer),
  } as unknown as ServerIo;
  const s: Expiring<Server> = protocol.start(io, []);
  return {
    s,
    waits,
    apply: (entry: Entry) => storeMachine.apply(s.machine, entry),
    /** Looks at its clock at a time; gives what it proposes then. */
    look(now: number): Entry[] {
      clock.now = now;
      s.asked.length = 0;
      protocol.after!.expiry(s, { type: "expiry" }, io);
      return [...s.asked];
    },
  };
}

const grant = (id: number): Entry => ({ type: "grant", id, ttlMs: 2000 });
const end = (id: number, turn: number): Entry => ({ type: "expire", id, turn });

Deno.test("deadlines: an end is proposed when the time is over, and again while it does not come", () => {
  const { apply, look, waits } = serverAt(500);
  assertEquals(waits, [100, { type: "expiry" }]);
  apply(grant(7));
  assertEquals([look(600), look(2599), look(2600)], [[], [], [end(7, 1)]]);
  assertEquals([look(2700), look(3599), look(3600)], [[], [], [end(7, 1)]]);
  apply({ type: "renew", id: 7 });
  assertEquals([look(3700), look(5699), look(5700)], [[], [], [end(7, 2)]]);
  assertEquals(waits.length, 2 * 10);
});

Deno.test("deadlines: in another leadership each lease has its whole time again, though it is the same server's", () => {
  const { apply, look, s } = serverAt(0);
  apply(grant(7));
  look(0);
  s.reign = "2";
  assertEquals([look(1900), look(3899), look(3900)], [[], [], [end(7, 1)]]);
  s.reign = null;
  assertEquals([look(4000), look(9000)], [[], []]);
  s.reign = "3";
  assertEquals([look(9100), look(11_099), look(11_100)], [[], [], [end(7, 1)]]);
});

Deno.test("deadlines: what has ended is forgotten, and its number is another lease's", () => {
  const { apply, look, s } = serverAt(0);
  apply(grant(7));
  look(0);
  apply({ type: "revoke", id: 7 });
  look(100);
  assertEquals(s.expiry.seen.size, 0);
  apply(grant(8));
  look(200);
  apply({ type: "revoke", id: 8 });
  apply(grant(8));
  assertEquals([look(300), look(2299), look(2300)], [[], [], [end(8, 3)]]);
});

Deno.test("deadlines: of many leases that are over some end at a time", () => {
  const { apply, look } = serverAt(0);
  for (let id = 1; id <= 250; id++) apply(grant(id));
  look(0);
  const ids = [look(2000), look(2100), look(2200), look(2300)].map((ends) => ends.length);
  assertEquals(ids, [100, 100, 50, 0]);
});
