/** What is on its way in a cluster that is run by hand, and what becomes of it. @module */

import type { NodeId, Tagged } from "hb/model/protocol.ts";
import type { Chronicle } from "./told_by_hand.ts";

/** A message on its way. */
export interface Envelope {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Tagged;
  /** The term that its sender showed once it had sent it. */
  readonly term: number;
  /** When it arrives, if it may. */
  readonly dueAt: number;
}

/** What becomes of a message that is due. */
export type Fate = "arrives" | "waits" | "is lost";

/** The messages between servers; to those who are not up they are lost. */
export function post(isUp: (node: NodeId) => boolean, { note }: Pick<Chronicle, "note">) {
  let mail: Envelope[] = [], sent = 0;
  let fate: (envelope: Envelope) => Fate = () => "arrives";
  let onSend: (envelope: Envelope) => void = () => {};
  return {
    /** What is on its way. */
    get mail() {
      return mail;
    },
    set mail(left: Envelope[]) {
      mail = left;
    },
    /** How many messages have been sent. */
    sent: () => sent,
    /** Whoever wants to hear of what is sent from now on. */
    watch(next: (envelope: Envelope) => void) {
      onSend = next;
    },
    /** Takes a message. */
    send(envelope: Envelope) {
      sent++;
      onSend(envelope);
      mail.push(envelope);
    },
    /** The first message that arrives by now; what is lost by then is gone. */
    next(now: number): Envelope | undefined {
      if (!mail.some(({ dueAt }) => dueAt <= now)) return undefined;
      for (let i = 0; i < mail.length; i++) {
        const envelope = mail[i]!, becomes = isUp(envelope.to) ? fate(envelope) : "is lost";
        if (becomes === "waits" || (becomes === "arrives" && envelope.dueAt > now)) continue;
        mail.splice(i, 1);
        if (becomes === "arrives") return envelope;
        i--;
      }
      return undefined;
    },
    /** How long it takes from now until the next one is due; `Infinity` if none is. */
    untilNext: (now: number): number =>
      mail.reduce(
        (least, { dueAt }) => dueAt > now ? Math.min(least, dueAt - now) : least,
        Infinity,
      ),
    /** What becomes of messages from now on. */
    network(next: (envelope: Envelope) => Fate, words?: string) {
      fate = next;
      if (words !== undefined) note(`(${words})`);
    },
    /** Messages pass within these groups only; others are lost. */
    groups(...groups: readonly (readonly NodeId[])[]) {
      const side = new Map(groups.flatMap((group, i) => group.map((node) => [node, i] as const)));
      fate = ({ from, to }) =>
        side.has(from) && side.get(from) === side.get(to) ? "arrives" : "is lost";
      const among = groups.map((each) => `{${each.join(", ")}}`).join(" and ");
      note(`(from now on messages pass only among ${among})`);
    },
    /** From now on everything arrives. */
    heal() {
      fate = () => "arrives";
      note("(from now on everything arrives)");
    },
  };
}
