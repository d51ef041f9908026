/** The simulator beside its limits. @module */

import { compare } from "../measure.ts";
import type { Row } from "../row.ts";
import { gossipAmong } from "./gossip.ts";
import { memoryPerMessage } from "./memory.ts";
import { playInQueue, playInWorld } from "./ping_pong.ts";

const PING_PONGS = 5_000_000;
const MINUTE_MS = 60_000;

/** All rows of the simulator. */
export function measureSimulator(): Row[] {
  return [pingPong(), gossip(), memory()];
}

function pingPong(): Row {
  const { limitMs, measuredMs, ratio } = compare(
    () => playInQueue(PING_PONGS),
    () => playInWorld(PING_PONGS),
    7,
  );
  return {
    name: "ping-pong of two nodes, 5 million messages",
    limit: `bare queue: ${perEvent(limitMs, PING_PONGS)}`,
    measured: perEvent(measuredMs, PING_PONGS),
    ratio,
    target: 4,
  };
}

function gossip(): Row {
  const many = gossipAmong(10_000, MINUTE_MS);
  // A hundred times as long among a hundredth of the nodes: as many events.
  const few = gossipAmong(100, 100 * MINUTE_MS);
  const { limitMs, measuredMs, ratio } = compare(
    () => gossipAmong(100, 100 * MINUTE_MS),
    () => gossipAmong(10_000, MINUTE_MS),
    7,
  );
  return {
    name: "gossip of 10,000 nodes, 60 s of virtual time",
    limit: `100 nodes: ${perEvent(limitMs, few)}`,
    measured: perEvent(measuredMs, many),
    ratio: ratio * few / many,
    target: 2,
  };
}

function memory(): Row {
  const { queueBytes, payloadBytes } = memoryPerMessage(1_000_000);
  return {
    name: "memory of a queued message",
    limit: `queue alone: ${queueBytes} B`,
    measured: `${(queueBytes + payloadBytes).toFixed(0)} B with its message`,
  };
}

function perEvent(ms: number, events: number): string {
  return `${(ms * 1e6 / events).toFixed(1)} ns an event`;
}
