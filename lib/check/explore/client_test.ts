import { assertEquals } from "@std/assert";
import type { Protocol } from "../../model/protocol.ts";
import { describeAction } from "./describe_action.ts";
import { exploreProtocol, type GlobalState } from "./protocol.ts";

const ask = () => ({ type: "ask" }) as const;

/** A node that answers when its timer has fired, to whoever asked last. */
const slow: Protocol<{ client: number; fired: boolean }, { type: "ask" }, { type: "tick" }> = {
  start(io) {
    io.wait(1, { type: "tick" });
    return { client: 0, fired: false };
  },
  upon: {
    ask(s, { from }, io) {
      s.client = from;
      if (s.fired) io.answer(from, "at once");
    },
  },
  after: {
    tick(s, _, io) {
      s.fired = true;
      if (s.client > 0) io.answer(s.client, "late");
    },
  },
};

Deno.test("in the end timers fire, messages arrive, clients ask, and give up if they may", () => {
  const system = (more: object, leadsTo: (global: GlobalState<{ fired: boolean }>) => boolean) =>
    exploreProtocol({
      name: "slow",
      protocol: slow,
      nodes: 1,
      clients: { workload: [[{ input: 0 }]], ask, ...more },
      lossy: "timeoutMs" in more,
      leadsTo: { end: { to: leadsTo } },
    }).verdict;
  assertEquals(system({}, ({ states }) => states[0]!.fired), "ok");
  assertEquals(system({}, ({ history }) => history.length === 1), "ok");
  assertEquals(system({}, ({ history }) => history[0]?.outcome === "ok"), "ok");
  // A lost request is asked again; the second may be lost as well.
  const never = ({ history }: GlobalState<unknown>) => history[0]?.outcome === "ok";
  assertEquals(system({ timeoutMs: 5, retries: 1 }, never), "violation");
  const next = [[{ input: 0 }, { input: 1 }]];
  const second = ({ history }: GlobalState<unknown>) => history.length === 2;
  assertEquals(system({ timeoutMs: 5, workload: next }, second), "ok");
  assertEquals(
    exploreProtocol({
      name: "slow",
      protocol: slow,
      nodes: 1,
      clients: { workload: next, ask },
      lossy: true,
      leadsTo: { end: { to: second } },
    }).verdict,
    "violation",
  );
});

Deno.test("a client that sits at its node asks and hears in one step, when the node is up", () => {
  const { reached } = exploreProtocol({
    name: "slow",
    protocol: slow,
    nodes: 1,
    clients: { workload: [[{ input: 0 }]], ask, link: "local" },
    sometimes: {
      answered: ({ history }) => history[0]?.output === "at once",
      "answered later": ({ history }) => history[0]?.output === "late",
    },
  });
  assertEquals(
    describeAction(reached.get("answered later")!.at(-1)!.action!),
    "timer tick fires at node 0; client 0 is answered late",
  );
  assertEquals(reached.get("answered")!.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "timer tick fires at node 0",
    'client 0 goes on; client 0 asks 0; client 0 is answered "at once"',
  ]);
});
