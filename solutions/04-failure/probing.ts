/** Part 3: one probe is remembered, and nothing of those that one helps with. */

import type { NodeId, ProbeRules, Probing } from "../../exercises/04-failure/given.ts";

interface Probe {
  readonly target: NodeId;
  /** Whether somebody has said that it answers. */
  answered: boolean;
  asked: readonly NodeId[];
  /** Who of them has said that it hears nothing. */
  readonly nacks: Set<NodeId>;
}

interface State {
  readonly rules: ProbeRules;
  sequence: number;
  probe: Probe | null;
}

export const probing: Probing<State> = {
  start: (rules) => ({ rules, sequence: 0, probe: null }),
  period(s, target, io) {
    const { probe, rules } = s;
    if (probe !== null && !probe.answered) {
      const silent = probe.asked.filter((helper) => !probe.nacks.has(helper));
      io.failed(probe.target, silent.length);
    }
    s.probe = null;
    if (target === null) return;
    s.probe = { target, answered: false, asked: [], nacks: new Set() };
    io.send(target, { type: "ping", sequence: ++s.sequence, relay: null });
    io.wait(rules.timeoutMs, { type: "timeout" });
  },
  after({ probe, sequence, rules }, timer, io) {
    if (timer.type === "nothing") {
      const { node, sequence } = timer.relay;
      return io.send(node, { type: "nack", sequence });
    }
    if (probe === null || probe.answered) return;
    const { target } = probe;
    probe.asked = [...io.draw(rules.helpers, target)];
    for (const helper of probe.asked) io.send(helper, { type: "ping-req", sequence, target });
  },
  upon({ probe, sequence, rules }, from, message, io) {
    const isOfThis = probe !== null && message.sequence === sequence;
    switch (message.type) {
      case "ping":
        return io.send(from, { type: "ack", sequence: message.sequence, relay: message.relay });
      case "ping-req": {
        const relay = { node: from, sequence: message.sequence };
        io.send(message.target, { type: "ping", sequence: message.sequence, relay });
        return io.wait(rules.nackMs, { type: "nothing", relay });
      }
      case "ack": {
        const { relay } = message;
        if (relay === null) {
          if (isOfThis) probe.answered = true;
          return;
        }
        io.cancel({ type: "nothing", relay });
        return io.send(relay.node, { type: "ack", sequence: relay.sequence, relay: null });
      }
      case "nack":
        if (isOfThis && probe.asked.includes(from)) probe.nacks.add(from);
    }
  },
};
