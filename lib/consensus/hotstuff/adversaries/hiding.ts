/**
 * The *hidden lock* (Yin et al. 2019, section 4.4; Malkhi and Nayak 2023, section 1), in basic HotStuff. A leader makes a
 * certificate and shows it to one replica alone, which locks it. Whoever leads next hears of n − f replicas, the liar
 * among them, but not of that one, whose messages come later, and proposes on the certificate before. With two phases
 * that one refuses its vote, the liar does, too, and nothing comes of the view. With three, what one has locked is
 * certified twice, and f + 1 of the loyal know it.
 *
 * @module
 */

import { nested, wrapped } from "../../../model/nested.ts";
import type { NodeId, Protocol } from "../../../model/protocol.ts";
import { puppet } from "../../../security/adversary/puppet.ts";
import type { Treason } from "../../../security/adversary/traitors.ts";
import { genesisCertificate } from "../block.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import type { State } from "../state.ts";

const LIAR: NodeId = 0;

/** The one that it shows its certificates to, and whose messages are late. */
export const VICTIM: NodeId = 3;

/** Who leads in turn: all but the victim, who would propose on what it has locked. */
export const HIDERS_ORDER: readonly NodeId[] = [LIAR, 1, 2];

/** Whom a hiding leader works with, and against. */
export interface Hiding {
  /** The one that is shown its certificates; default `VICTIM`. */
  readonly victim?: NodeId;
  /** Other liars, for whose proposals it votes; default: nobody. */
  readonly accomplices?: readonly NodeId[];
}

/**
 * The liar: it shows its certificates to its victim alone, knows of nothing when it is asked, and votes for nobody but
 * its accomplices.
 */
export function hidingLeader(
  protocol: Protocol<State, Message, Timer, Saved>,
  others: readonly NodeId[],
  { victim = VICTIM, accomplices = [] }: Hiding = {},
): Treason<Message> {
  const hiding = wrapped(protocol, (io) =>
    nested(io, {
      send(to, message) {
        switch (message.type) {
          case "certified":
            if (to === victim) io.send(to, message);
            return;
          case "vote":
            if (accomplices.includes(to)) io.send(to, message);
            return;
          case "newView": {
            const { cluster, phase } = message.high.statement;
            // Nor does it say how it came into its view.
            return io.send(to, {
              ...message,
              high: genesisCertificate(cluster, phase),
              entrance: null,
            });
          }
          default:
            io.send(to, message);
        }
      },
    }));
  return puppet(hiding, { faces: [others], deceits: [] });
}
