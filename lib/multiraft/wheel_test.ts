import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Timer as RaftTimer } from "../consensus/raft/messages.ts";
import type { Replica, Wheel } from "./state.ts";
import { arm, dueOf, lookAgain, newWheel, setTimer, timeOn, turn } from "./wheel.ts";

const TICK = 10;
type Type = RaftTimer["type"];
type Looked = Pick<Replica, "timers" | "lookAt">;

/** A node with a clock, of which all but the timers is left out. */
class Node {
  clock = 1000;
  /** When its one timer ends; undefined: it has none. */
  ends: number | undefined;
  readonly wheel: Wheel = newWheel(1000);
  readonly groups: Map<number, Looked> = new Map();
  readonly fired: string[] = [];
  readonly io = {
    now: () => this.clock,
    wait: (delayMs: number) => void (this.ends = this.clock + delayMs),
  };

  set(group: number, type: Type, delayMs: number): void {
    const replica = this.groups.get(group) ?? { timers: new Map(), lookAt: null };
    this.groups.set(group, replica);
    const deadline = timeOn(this.wheel, this.io, TICK) + delayMs;
    setTimer(this.wheel, group, replica, { type, deadline }, TICK, this.io);
  }

  until(clock: number): void {
    while (this.ends !== undefined && this.ends <= clock) {
      this.clock = Math.max(this.clock, this.ends);
      this.ends = undefined;
      const tick = this.wheel.wakeAt!;
      for (const id of turn(this.wheel, TICK, this.io)) {
        const replica = this.groups.get(id)!;
        if (replica.lookAt === null || replica.lookAt > tick) continue;
        replica.lookAt = null;
        for (const type of dueOf(this.wheel, replica)) {
          this.fired.push(`${id} ${type} ${this.clock - 1000}`);
        }
        lookAgain(this.wheel, id, replica, TICK, this.io);
      }
      arm(this.wheel, TICK, this.io);
    }
    this.clock = clock;
  }
}

Deno.test("wheel: a timer ends at the first tick that is not before its time, once", () => {
  const node = new Node();
  node.set(1, "election", 25);
  node.set(2, "election", 30);
  node.set(2, "heartbeat", 5);
  node.until(1200);
  assertEquals(node.fired, ["2 heartbeat 10", "1 election 30", "2 election 30"]);
  assertEquals(node.ends, undefined);
});

Deno.test("wheel: a timer that ends at once does not wait for a tick, and others do not end with it", () => {
  const node = new Node();
  node.set(1, "election", 25);
  node.until(1013);
  node.set(1, "send", 0);
  node.set(2, "send", 0);
  node.set(2, "heartbeat", 4);
  node.until(1013);
  assertEquals(node.fired, ["1 send 13", "2 send 13"]);
  node.until(1100);
  assertEquals(node.fired.slice(2), ["2 heartbeat 20", "1 election 30"]);
});

Deno.test("wheel: a timer that is set anew ends when it was set to last", () => {
  const node = new Node();
  node.set(1, "election", 20);
  node.until(1015);
  node.set(1, "election", 40);
  node.set(2, "election", 100);
  node.until(1060);
  node.set(2, "election", 10);
  node.until(1300);
  assertEquals(node.fired, ["1 election 60", "2 election 70"]);
});

const aStep = fc.record({
  group: fc.nat(3),
  type: fc.constantFrom<Type>("election", "heartbeat", "quorum"),
  delayMs: fc.nat(80),
  passMs: fc.nat(40),
});

Deno.test("wheel: each timer ends no earlier than it was set to, and less than two ticks later", () => {
  fc.assert(fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
    const node = new Node(), ends = new Map<string, number>();
    for (const { group, type, delayMs, passMs } of steps) {
      node.set(group, type, delayMs);
      ends.set(`${group} ${type}`, node.clock - 1000 + delayMs);
      const seen = node.fired.length;
      node.until(node.clock + passMs);
      for (const each of node.fired.slice(seen)) settle(ends, each);
    }
    const seen = node.fired.length;
    node.until(node.clock + 500);
    for (const each of node.fired.slice(seen)) settle(ends, each);
    assertEquals([...ends], []);
  }));
});

function settle(ends: Map<string, number>, fired: string): void {
  const [group, type, at] = fired.split(" "), name = `${group} ${type}`, due = ends.get(name);
  assert(due !== undefined, `${fired} was not set`);
  assert(Number(at) >= due && Number(at) < due + 2 * TICK, `${fired} was set to ${due}`);
  ends.delete(name);
}

Deno.test("wheel: a clock that jumps back holds no timer up, and none that jumps ahead ends one early", () => {
  const node = new Node();
  node.set(1, "election", 50);
  node.clock -= 500;
  assertEquals(timeOn(node.wheel, node.io, TICK), 0);
  node.clock += 5000;
  assertEquals(timeOn(node.wheel, node.io, TICK), 50);
});
