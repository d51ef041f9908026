/**
 * A server under its masters: it says that it is there, learns the newest configuration, and knows until when it may
 * count on it.
 *
 * A beat goes to every master, and each answers with the latest number in its log. When a majority has answered
 * that there is none later than the server's own, none had been decided when the beat was begun. That is worth an
 * answer to whoever asked before the beat; and if masters let each decision rest for as long as a lease lasts, it is
 * worth a lease from the beginning of the beat on. So a lease is a confirmation with a term, and one mechanism
 * serves both. Beats go to all, so whoever comes to lead has heard them, and nobody needs to know who leads.
 *
 * @module
 */

import type { Io, NodeId } from "../../model/protocol.ts";
import type { Epoch, MasterMessage } from "./messages.ts";
import type { MasterSettings } from "./settings.ts";

/** What a server knows of its masters. */
export interface Attendance<D> {
  /** The newest configuration that it has heard of. */
  configuration: D;
  /** How often it has started. */
  readonly life: number;
  /** Its last beat; 0 before the first. */
  round: number;
  /** Beats that may still be confirmed, the oldest first. */
  open: Beat[];
  /** The newest beat that a majority of the masters has confirmed; 0 before the first. */
  confirmed: number;
  /** When the newest beat began that has confirmed this configuration, by its own clock, in ms; null when none has. */
  since: number | null;
}

/** A beat under way. */
export interface Beat {
  /** Its number. */
  readonly round: number;
  /** When it began, by the server's clock, in ms. */
  readonly at: number;
  /** The masters that have said that they know of no later configuration. */
  by: NodeId[];
}

/** How many beats are remembered: answers that are older than that many beats are late. */
const REMEMBERED = 16;

/** A server with its first configuration, in its `life`-th life. */
export function newAttendance<D>(configuration: D, life: number): Attendance<D> {
  return { configuration, life, round: 0, open: [], confirmed: 0, since: null };
}

/** Says to every master that the server is there; the number of the beat. */
export function beat<D extends Epoch>(
  attendance: Attendance<D>,
  { masters }: MasterSettings,
  report: unknown,
  io: Pick<Io<MasterMessage<D>>, "send" | "now" | "peers">,
): number {
  const { life, configuration: { epoch } } = attendance;
  const round = ++attendance.round;
  attendance.open.push({ round, at: io.now(), by: [] });
  if (attendance.open.length > REMEMBERED) attendance.open.shift();
  for (const to of io.peers.slice(0, masters)) {
    io.send(to, { type: "beat", life, round, epoch, report });
  }
  return round;
}

/** A master has answered. Whether the beat is confirmed by that. */
export function uponHeard<D extends Epoch>(
  attendance: Attendance<D>,
  { masters }: MasterSettings,
  { from, life, round, epoch }: MasterMessage<D> & { type: "heard" } & { from: NodeId },
): boolean {
  if (life !== attendance.life || epoch > attendance.configuration.epoch) return false;
  const open = attendance.open.find((each) => each.round === round);
  if (open === undefined || open.by.includes(from)) return false;
  open.by.push(from);
  if (open.by.length <= masters >> 1) return false;
  attendance.open = attendance.open.filter((each) => each.round > round);
  attendance.confirmed = round;
  attendance.since = open.at;
  return true;
}

/** Takes a newer configuration; false when it is none. What was confirmed of the old one is worth nothing now. */
export function learn<D extends Epoch>(attendance: Attendance<D>, configuration: D): boolean {
  if (configuration.epoch <= attendance.configuration.epoch) return false;
  attendance.configuration = configuration;
  attendance.open = [];
  attendance.since = null;
  return true;
}

/** Whether the server's lease lasts at this time of its own clock. */
export function holdsLease<D>(
  { since }: Readonly<Attendance<D>>,
  { leaseMs }: MasterSettings,
  now: number,
): boolean {
  return since !== null && now >= since && now - since < leaseMs;
}
