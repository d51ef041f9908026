/** What is said about streams, which goes ahead of their data. */

import { Breach, type Frame, type StreamId } from "../../exercises/18-wire/given.ts";

/** How many frames that the other side has called for may wait. */
const MOST_CALLED_FOR = 1000;

export class Notices {
  frames: Frame[] = [];
  readonly calledFor = new Set<Frame>();

  add(frame: Frame): void {
    this.frames.push(frame);
  }

  /** Adds one that the other side has called for: it must not be able to fill the memory. */
  answer(frame: Frame): void {
    if (this.calledFor.size >= MOST_CALLED_FOR) {
      throw new Breach(0, `at most ${MOST_CALLED_FOR} answers that are not taken`, "one more");
    }
    this.calledFor.add(frame);
    this.add(frame);
  }

  take(): Frame | undefined {
    const frame = this.frames.shift();
    if (frame !== undefined) this.calledFor.delete(frame);
    return frame;
  }

  /** The streams whose beginning was not taken. */
  unopened(): Set<StreamId> {
    return new Set(this.frames.flatMap((frame) => frame.type === "open" ? [frame.stream] : []));
  }
}
