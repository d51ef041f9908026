/** A member that probes, is probed, and helps, as it must be. @module */

import type { Model } from "hb/grade/played.ts";
import type { NodeId, ProbeMessage, ProbeRules, ProbeTimer, Relay } from "../given.ts";

export interface Event {
  readonly type:
    | "period"
    | "timeout"
    | "ack"
    | "old ack"
    | "another's ack"
    | "nack"
    | "old nack"
    | "ping"
    | "ping-req"
    | "nothing";
  readonly node: number;
  readonly nth: number;
  /** Filled in when it happens. */
  readonly target?: NodeId | null;
  /** Those who may be drawn. */
  readonly others?: readonly NodeId[];
  readonly timer?: ProbeTimer;
  readonly message?: ProbeMessage;
  readonly from?: NodeId;
}

export const keyOf = ({ node, sequence }: Relay) => `${node}/${sequence}`;
export const fails = (target: NodeId, silent: number) =>
  `the probe of node ${target} has failed, with ${silent} silent`;
export const waits = (ms: number, timer: ProbeTimer) =>
  timer.type === "timeout"
    ? `it waits ${ms} ms for its target`
    : `it waits ${ms} ms for node ${timer.relay.node}'s number ${timer.relay.sequence}`;

export function sends(to: NodeId | null, message: ProbeMessage): string {
  const words = message.type === "ping-req"
    ? `ping-req ${message.sequence} for node ${message.target}`
    : `${message.type} ${message.sequence}`;
  const relay = message.type === "ping" || message.type === "ack" ? message.relay : null;
  const whose = relay === null ? "" : ` on behalf of node ${relay.node}, number ${relay.sequence}`;
  return `${to === null ? "" : `to node ${to}: `}${words}${whose}`;
}

/** A number before this one; 0 if there is none. */
const earlier = (sequence: number, nth: number) =>
  sequence < 2 ? 0 : Math.max(1, sequence - 1 - nth);

/** Who asks for help; node 0 among them. */
const askerOf = (node: number): NodeId => node === 0 ? 0 : 20 + node;

interface Probe {
  readonly target: NodeId;
  answered: boolean;
  asked: readonly NodeId[];
  readonly nacks: Set<NodeId>;
}

/** All that must be done. */
export class RightProbing implements Model<Event> {
  #sequence = 0;
  #probe: Probe | null = null;
  #waits = false;
  /** Those for whom it helps. */
  readonly #helped = new Map<string, Relay>();
  /** Those who have been answered: their timers must say nothing. */
  readonly #over = new Map<string, Relay>();

  constructor(readonly rules: ProbeRules) {}

  resolve(event: Event): Event | undefined {
    const { type, node, nth } = event, others = this.#others(event), sequence = this.#sequence;
    const filled = (more: Partial<Event>): Event => ({ ...event, others, ...more });
    const says = (from: NodeId, message: ProbeMessage) => filled({ from, message });
    switch (type) {
      case "period":
        return this.#waits ? undefined : filled({ target: node === 0 ? null : node - 1 });
      case "timeout":
        return this.#waits ? filled({ timer: { type } }) : undefined;
      case "nothing": {
        const relay = [...this.#over.values(), ...this.#helped.values()][nth];
        return relay && filled({ timer: { type, relay } });
      }
      case "ack":
      case "old ack": {
        const old = type === "ack" ? sequence : earlier(sequence, nth);
        if (old < 1 || type === "ack" && this.#probe === null) return undefined;
        const { target = 1, asked = [] } = this.#probe ?? {};
        return says(asked[node] ?? target, { type: "ack", sequence: old, relay: null });
      }
      case "nack":
      case "old nack": {
        const old = type === "nack" ? sequence : earlier(sequence, nth);
        const from = this.#probe?.asked[nth] ?? 40 + node;
        return old < 1 ? undefined : says(from, { type: "nack", sequence: old });
      }
      case "another's ack": {
        const relays = [...this.#helped.values()];
        const relay = relays[nth] ?? { node: askerOf(node), sequence: Math.max(1, sequence) };
        return says(5, { type: "ack", sequence: relay.sequence, relay });
      }
      case "ping": {
        const relay = nth < 3 ? null : { node: askerOf(nth - 3), sequence: nth };
        return says(node, { type, sequence: 1 + nth * 7, relay });
      }
      case "ping-req":
        return says(askerOf(node), {
          type,
          sequence: nth < 3 ? Math.max(1, sequence) : nth,
          target: nth,
        });
    }
  }

  #others({ node, nth }: Event): NodeId[] {
    const all = Array.from({ length: node }, (_, i) => (i + nth) * (node > 9 ? 17 : 1));
    return all.filter((each) => each !== this.#probe?.target);
  }

  after({ type, target, others, message, timer, from }: Event): string[] {
    const probe = this.#probe, { timeoutMs, nackMs, helpers } = this.rules;
    switch (type) {
      case "period": {
        const did = probe === null || probe.answered
          ? []
          : [fails(probe.target, probe.asked.filter((each) => !probe.nacks.has(each)).length)];
        this.#probe = target == null
          ? null
          : { target, answered: false, asked: [], nacks: new Set() };
        if (target == null) return did;
        const sequence = ++this.#sequence;
        this.#waits = true;
        return [
          ...did,
          sends(target, { type: "ping", sequence, relay: null }),
          waits(timeoutMs, { type: "timeout" }),
        ];
      }
      case "timeout": {
        this.#waits = false;
        if (probe === null || probe.answered) return [];
        probe.asked = others!.slice(0, helpers);
        const { target } = probe, sequence = this.#sequence;
        return probe.asked.map((helper) => sends(helper, { type: "ping-req", sequence, target }));
      }
      case "ack":
        probe!.answered = true;
        return [];
      case "nack":
        probe?.nacks.add(from!);
        return [];
      case "old ack":
      case "old nack":
        return [];
      default:
        return this.#helps(message, timer, from!, nackMs);
    }
  }

  #helps(
    message: ProbeMessage | undefined,
    timer: ProbeTimer | undefined,
    from: NodeId,
    nackMs: number,
  ): string[] {
    if (timer?.type === "nothing") {
      const { relay } = timer;
      if (this.#over.delete(keyOf(relay))) return [];
      this.#helped.delete(keyOf(relay));
      return [sends(relay.node, { type: "nack", sequence: relay.sequence })];
    }
    switch (message!.type) {
      case "ping":
        return [sends(from, { ...message!, type: "ack" } as ProbeMessage)];
      case "ping-req": {
        const { sequence, target } = message!, relay = { node: from, sequence };
        this.#helped.set(keyOf(relay), relay);
        this.#over.delete(keyOf(relay));
        return [
          sends(target, { type: "ping", sequence, relay }),
          waits(nackMs, { type: "nothing", relay }),
        ];
      }
      case "ack": {
        const relay = message!.relay!, { node, sequence } = relay;
        if (this.#helped.delete(keyOf(relay))) this.#over.set(keyOf(relay), relay);
        return [sends(node, { type: "ack", sequence, relay: null })];
      }
      case "nack":
        return [];
    }
  }
}
