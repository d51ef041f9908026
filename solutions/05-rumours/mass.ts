/** Part 6: five numbers. */

import type { Mass, Share } from "../../exercises/05-rumours/given.ts";

interface State {
  /** What it begins each epoch with. */
  value: number;
  readonly first: number;
  epoch: number;
  /** What it holds. */
  sum: number;
  weight: number;
}

export const mass: Mass<State> = {
  start: (value, weight) => ({ value, first: weight, epoch: 0, sum: value, weight }),
  round(s, partners, io) {
    const parts = partners.length + 1;
    s.sum /= parts;
    s.weight /= parts;
    const { epoch, sum, weight } = s;
    for (const node of partners) io.send(node, { epoch, sum, weight });
  },
  upon: (s, _from, share) => take(s, share),
  returned: take,
  changed(s, value) {
    s.sum += value - s.value;
    s.value = value;
  },
  renew: (s) => begin(s, s.epoch + 1),
  estimate: ({ sum, weight }) => weight === 0 ? null : sum / weight,
};

function begin(s: State, epoch: number): void {
  s.epoch = epoch;
  s.sum = s.value;
  s.weight = s.first;
}

function take(s: State, { epoch, sum, weight }: Share): void {
  if (epoch > s.epoch) begin(s, epoch);
  if (epoch < s.epoch) return;
  s.sum += sum;
  s.weight += weight;
}
