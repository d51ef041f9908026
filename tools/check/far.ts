/** How far a run of the checks is, and how long it will take. @module */

/** Counts what has ended. */
export interface Far {
  /** Another one has ended, which was to cost `costS` seconds. */
  count(costS: number): void;
  /** "312 of 1480, about 2 min left". */
  words(): string;
}

/** `all` is what the units are to cost, in seconds; how much is left is told by how fast it went so far. */
export function farOf(all: readonly number[], nowMs: () => number): Far {
  const total = all.reduce((sum, each) => sum + each, 0), began = nowMs();
  let ended = 0, doneS = 0;
  return {
    count(costS) {
      ended++;
      doneS += costS;
    },
    words() {
      const count = `${ended} of ${all.length}`;
      // At first the pace tells nothing.
      if (doneS < total / 20) return count;
      const leftS = (nowMs() - began) / 1000 / doneS * (total - doneS);
      return `${count}, about ${spoken(leftS)} left`;
    },
  };
}

function spoken(seconds: number): string {
  return seconds < 60 ? `${Math.ceil(seconds / 10) * 10} s` : `${Math.ceil(seconds / 60)} min`;
}
