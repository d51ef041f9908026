import { assert, assertEquals, assertThrows } from "@std/assert";
import { StepIo } from "../../model/step_io.ts";
import { Random } from "../../sim/random.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { ServerIo } from "./governed.ts";
import { type Attending, type Governed, governed, type GovernedSaved } from "./governed.ts";
import type { Governor } from "./governor.ts";
import { decidedBy, leads, masterOf } from "./group.ts";
import { afterForce, startMaster } from "./master.ts";
import type { MasterMessage, MasterSaved, MasterTimer } from "./messages.ts";
import { type MasterSettings, masterSettingsWith, outlasting } from "./settings.ts";

/** Who is there, as the masters see it: the smallest service of configurations. */
interface View {
  epoch: number;
  there: number[];
}

interface Seen extends Attending<View> {
  epochs: number[];
}

function governorOf(servers: readonly number[]): Governor<View, View> {
  return {
    machine: {
      init: () => ({ epoch: 1, there: [...servers] }),
      apply(view, { epoch, there }) {
        if (epoch !== view.epoch) return null;
        view.epoch++;
        view.there = [...there];
        return null;
      },
    },
    decide({ epoch, there }, { silent, reports }) {
      const now = servers.filter((each) =>
        !silent.has(each) && (there.includes(each) || reports.has(each))
      );
      return now.join() === there.join() ? undefined : { epoch, there: now };
    },
  };
}

type Node = Governed<View, Seen>;
type NoMessage = { readonly type: "none" };

/** The world of one step of a master that has two servers. */
function worldOfMaster() {
  return new StepIo<MasterMessage<View>, MasterTimer, MasterSaved<View>>({ self: 0, nodes: 3 });
}

/** Masters, and three servers that only watch. */
function watching(chosen: Partial<MasterSettings>) {
  const settings = masterSettingsWith(chosen), { masters } = settings;
  const servers = [0, 1, 2].map((i) => masters + i);
  const protocol = governed<View, View, Seen, NoMessage, never, never>(
    masterOf(governorOf(servers), settings),
    {
      start: (attendance) => ({ attendance, epochs: [attendance.configuration.epoch] }),
      upon: { none: () => {} },
      after: {},
      configured(s: Seen, _: View, __: ServerIo<View, NoMessage, never, never>) {
        s.epochs.push(s.attendance.configuration.epoch);
      },
      confirmed: () => {},
      report: () => null,
    },
  );
  return { protocol, nodes: masters + 3, servers };
}

/** The same, in a world. */
function worldOf(chosen: Partial<MasterSettings>, more: object = {}) {
  const { protocol, nodes, servers } = watching(chosen);
  return { world: new World({ protocol, nodes, seed: 1, ...more }), servers };
}

const views = (states: readonly (Readonly<Node> | undefined)[]) =>
  states.flatMap((s) => s?.role === "server" ? [s.server.attendance.configuration] : []);

for (const masters of [1, 3]) {
  Deno.test(`${masters} master(s): a server that is silent leaves the configuration, and comes back`, () => {
    const { world, servers } = worldOf({ masters });
    world.run(1000);
    world.inject({ kind: "crash", at: 0, node: servers[1]!, downMs: 500 });
    world.run(400);
    assertEquals(views(world.states).map(({ there }) => there), [
      [servers[0], servers[2]],
      [servers[0], servers[2]],
    ]);
    world.run(1000);
    assertEquals(views(world.states), [1, 2, 3].map(() => ({ epoch: 3, there: servers })));
  });
}

Deno.test("when the leader of the masters goes down, another one decides", () => {
  const { world, servers } = worldOf({ masters: 3 });
  world.run(1000);
  const leader = world.states.findIndex((s) => s?.role === "master" && leads(s.master));
  world.inject({ kind: "crash", at: 0, node: leader });
  world.inject({ kind: "crash", at: 0, node: servers[0]! });
  world.run(1500);
  assertEquals(views(world.states).map(({ there }) => there), [servers.slice(1), servers.slice(1)]);
});

Deno.test("masters decide on one configuration for each number, whatever the weather", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const random = new Random(seed, "faults");
    const faults = Array.from({ length: 6 }, () => ({
      kind: "crash" as const,
      at: random.below(2000),
      node: random.below(6),
      downMs: random.below(600),
    }));
    const { world } = worldOf({ masters: 3 }, {
      seed,
      faults,
      network: { latency: uniform(1, 30), loss: 0.05, duplication: 0.05 },
      disk: { fsync: uniform(0, 4) },
    });
    const known = new Map<number, string>();
    for (let i = 0; i < 300; i++) {
      world.run(10);
      for (const { epoch, there } of views(world.states)) {
        assertEquals(known.get(epoch) ?? there.join(), there.join());
        known.set(epoch, there.join());
      }
      for (const s of world.states) {
        if (s?.role === "master") assert(s.master.inForce.epoch <= decidedBy(s.master).epoch);
        else if (s !== undefined) {
          assertEquals(s.server.epochs, s.server.epochs.toSorted((a, b) => a - b));
        }
      }
    }
    assertEquals(world.violation, undefined);
  }
});

Deno.test("a decision rests until no lease is older, and a lease counts from the beginning of its beat", () => {
  const chosen = { leaseMs: 300, timeoutMs: 100, beatMs: 20 };
  const { world, servers } = worldOf(chosen);
  world.run(500);
  const cut = servers[2]!;
  const apart = { kind: "partition", at: 0, forMs: Infinity, sides: [[0], [cut]] } as const;
  world.inject(apart);
  const began = world.now;
  let learnt = 0;
  let ended = 0;
  for (let i = 0; i < 600; i++) {
    world.run(1);
    const old = world.states[cut], other = world.states[servers[0]!];
    if (old?.role !== "server" || other?.role !== "server") continue;
    const { since } = old.server.attendance;
    if (since !== null && world.now - since < chosen.leaseMs) ended = world.now;
    if (learnt === 0 && other.server.attendance.configuration.epoch > 1) learnt = world.now;
  }
  assert(
    ended > began && learnt > ended,
    `the lease ended at ${ended}, the next began at ${learnt}`,
  );
  assert(outlasting(masterSettingsWith(chosen)) > chosen.leaseMs);
});

Deno.test("a master that is alone and restarts goes on with what it had decided, and lets it rest where there are leases", () => {
  const configuration = { epoch: 5, there: [1] };
  const started = [0, 100].map((leaseMs) => {
    const settings = masterSettingsWith({ leaseMs }), io = worldOfMaster();
    const s = startMaster(masterOf(governorOf([1, 2]), settings), io, [
      { type: "decided", configuration },
    ]);
    const rests = io.effects.some((effect) =>
      effect.kind === "wait" && effect.timer.type === "force" && effect.timer.key === 5 &&
      effect.delayMs === outlasting(settings)
    );
    return [decidedBy(s).epoch, s.inForce.epoch, rests];
  });
  assertEquals(started, [[5, 5, false], [5, 1, true]]);
});

Deno.test("each life of a server has a number of its own, with a compacted journal, too", () => {
  const { protocol } = watching({ masters: 1 });
  const lives = (journal: readonly GovernedSaved<View, never>[]) => {
    const io = new StepIo<never, never, GovernedSaved<View, never>>({ self: 1, nodes: 4 });
    const s = protocol.start(io as never, journal);
    const saved = io.effects.flatMap((effect) => effect.kind === "save" ? [effect.record] : []);
    return { life: s.role === "server" ? s.server.attendance.life : 0, saved };
  };
  const first = lives([]), second = lives(first.saved);
  const third = lives(protocol.compact!([...first.saved, ...second.saved]));
  assertEquals([first, second, third].map(({ life }) => life), [1, 2, 3]);
});

Deno.test("of the decisions whose time has come the latest is in force, and no earlier one comes after it", () => {
  const master = masterOf(governorOf([1, 2]), masterSettingsWith({ leaseMs: 100 }));
  const s = startMaster(master, worldOfMaster(), []);
  s.coming = [2, 3, 4].map((epoch) => ({ epoch, there: [1] }));
  const told = [3, 2, 4].map((epoch) => {
    const io = worldOfMaster();
    afterForce(master, s, epoch, io);
    return io.effects.map((effect) =>
      effect.kind === "send" && effect.message.type === "configuration"
        ? [effect.to, effect.message.configuration.epoch]
        : effect
    );
  });
  assertEquals(told, [[[1, 3], [2, 3]], [], [[1, 4], [2, 4]]]);
});

Deno.test("masters whose settings cannot be are refused", () => {
  for (
    const wrong of [
      { masters: 0 },
      { masters: NaN },
      { leaseMs: -1 },
      { drift: 0.9 },
      { beatMs: 0 },
      { timeoutMs: NaN },
      { raft: null },
      { beat: 5 },
      null,
    ]
  ) {
    const words = "Cannot be a configuration master";
    assertThrows(() => masterSettingsWith(wrong as never), RangeError, words);
    if (wrong === null || "beat" in wrong) continue;
    const settings = { ...masterSettingsWith({}), ...wrong as object };
    assertThrows(() => masterOf(governorOf([1]), settings), RangeError, words);
  }
  const { machine, decide } = governorOf([1]), settings = masterSettingsWith({});
  for (const governor of [null, {}, { machine }, { machine: {}, decide }]) {
    assertThrows(() => masterOf(governor as never, settings), RangeError, "Cannot be a conf");
  }
});
