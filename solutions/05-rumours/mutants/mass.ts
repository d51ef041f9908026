/** Bugs of push-sum. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/05-rumours/answers.ts";
import type { Any, Mass, Share } from "../../../exercises/05-rumours/given.ts";
import { mass } from "../mass.ts";

/** The reference; in a round something is done to its state. */
const rounds = (change: (s: Any, before: Any, parts: number) => void): Partial<Mass> => ({
  round(s, partners, io) {
    const before = { ...s };
    mass.round(s, partners, io);
    change(s, before, partners.length + 1);
  },
});

/** The reference, that sends other shares. */
const sending = (change: (share: Share, s: Any, before: Any) => Share): Partial<Mass> => ({
  round(s, partners, io) {
    const before = { ...s };
    mass.round(s, partners, {
      send: (to, share) => io.send(to, change(share, s, before)),
    });
  },
});

let beside: Any;

export const massMutants: Mutants<Answers> = {
  mass: {
    "makes mass: it keeps all and sends a share besides": rounds((s, before) => {
      [s.sum, s.weight] = [before.sum, before.weight];
    }),
    "heavy: its weight is not shared": rounds((s, before) => s.weight = before.weight),
    "whole weight: it sends all of its weight": sending((share, _s, before) => ({
      ...share,
      weight: before.weight,
    })),
    "keeps sum: its sum is not shared": rounds((s, before) => s.sum = before.sum),
    "half each: it sends half to each partner": sending((share, _s, before) => ({
      ...share,
      sum: before.sum / 2,
      weight: before.weight / 2,
    })),
    "first partner: only the first gets a share": {
      round: (s, partners, io) => mass.round(s, partners.slice(0, 1), io),
    },
    "lost share: only the first partner is sent its share": {
      round(s, partners, io) {
        mass.round(s, partners, {
          send: (to, share) => to === partners[0] ? io.send(to, share) : undefined,
        });
      },
    },
    "eight partners: it shares with eight at most": {
      round: (s, partners, io) => mass.round(s, partners.slice(0, 8), io),
    },
    "leaves itself out: it keeps nothing": {
      round(s, partners, io) {
        const { epoch, sum, weight } = s, parts = partners.length;
        for (const node of partners) {
          io.send(node, { epoch, sum: sum / parts, weight: weight / parts });
        }
        if (parts > 0) [s.sum, s.weight] = [0, 0];
      },
    },
    "alone: without partners it gives half to nobody": rounds((s, _before, parts) => {
      if (parts > 1) return;
      s.sum /= 2;
      s.weight /= 2;
    }),
    "values: it sends what it began with": sending((share, s) => ({ ...share, sum: s.value })),
    "estimates: what comes is averaged with what it has": {
      upon(s, from, share) {
        mass.upon(s, from, share);
        if (share.epoch !== s.epoch) return;
        s.sum /= 2;
        s.weight /= 2;
      },
    },
    "replaced: what comes takes the place of what it has": {
      upon(s, from, share) {
        mass.upon(s, from, share);
        if (share.epoch === s.epoch) [s.sum, s.weight] = [share.sum, share.weight];
      },
    },
    "gone: what is back is thrown away": { returned: () => {} },
    "back to whom: what is back from another epoch is added": {
      returned: (s, share) => mass.returned(s, { ...share, epoch: s.epoch }),
    },
    "twice back: what is back counts twice": {
      returned(s, share) {
        mass.returned(s, share);
        mass.returned(s, share);
      },
    },
    "old shares: shares of earlier epochs are added": {
      upon: (s, from, share) =>
        mass.upon(s, from, { ...share, epoch: Math.max(share.epoch, s.epoch) }),
    },
    "deaf: it does not enter an epoch that it hears of": {
      upon(s, from, share) {
        if (share.epoch <= s.epoch) mass.upon(s, from, share);
      },
    },
    "next only: it enters the next epoch, however late it is": {
      upon: (s, from, share) =>
        mass.upon(s, from, { ...share, epoch: Math.min(share.epoch, s.epoch + 1) }),
    },
    "ten epochs: they are counted up to ten": {
      renew(s) {
        mass.renew(s);
        s.epoch = Math.min(s.epoch, 10);
      },
    },
    "enters empty: what made it enter an epoch is lost": {
      upon(s, from, share) {
        if (share.epoch > s.epoch) mass.upon(s, from, { ...share, sum: 0, weight: 0 });
        else mass.upon(s, from, share);
      },
    },
    "goes on: a new epoch begins with what it holds": {
      renew: (s) => void s.epoch++,
    },
    "first value: a new epoch begins with its first value": {
      start: (value, weight) => ({ ...mass.start(value, weight), born: value }),
      renew(s) {
        mass.renew(s);
        s.sum = (s as Any).born;
      },
    },
    "weight of one: a new epoch begins with weight 1": {
      renew(s) {
        mass.renew(s);
        s.weight = 1;
      },
    },
    "own weight: it always begins with weight 1": { start: (value) => mass.start(value, 1) },
    "late: a new value counts from the next epoch on": {
      changed: (s, value) => void (s.value = value),
    },
    "at once: a new value takes the place of the sum": {
      changed(s, value) {
        s.value = value;
        s.sum = value;
      },
    },
    "first change: it remembers the value before the first change": {
      changed: (s, value) => void (s.sum += value - s.value),
    },
    "weighed: a change counts by the weight that it holds": {
      changed(s, value) {
        s.sum += (value - s.value) * s.weight;
        s.value = value;
      },
    },
    "weightless: without weight the estimate is its value": {
      estimate: (s) => mass.estimate(s) ?? s.value,
    },
    "infinite: without weight it divides by nothing": {
      estimate: ({ sum, weight }) => sum / weight,
    },
    "sum: the estimate is its sum": { estimate: (s) => s.weight === 0 ? null : s.sum },
    "whole: the estimate is rounded": {
      estimate(s) {
        const estimate = mass.estimate(s);
        return estimate === null ? null : Math.round(estimate);
      },
    },
    "old epoch: shares do not say of which epoch they are": sending((share) => ({
      ...share,
      epoch: 0,
    })),
    "records: it keeps what it has sent": {
      round(s, partners, io) {
        mass.round(s, partners, io);
        (s as Any).sent = [...(s as Any).sent ?? [], ...partners];
      },
    },
    "thirty-two: it gives to no more": {
      round: (s, partners, io) => mass.round(s, partners.slice(0, 32), io),
    },
    "hundred: it gives to no more": {
      round: (s, partners, io) => mass.round(s, partners.slice(0, 100), io),
    },
    "two hundred: later epochs are not begun": {
      renew(s) {
        if (s.epoch < 200) mass.renew(s);
      },
    },
    "far: epochs a hundred ahead are not taken up": {
      upon: (s, from, share) => share.epoch <= s.epoch + 500 && mass.upon(s, from, share),
    },
    "beside: what it holds is beside the state": {
      start: (value, weight) => beside = mass.start(value, weight),
      round: (_s, partners, io) => mass.round(beside, partners, io),
      upon: (_s, from, share) => mass.upon(beside, from, share),
      returned: (_s, share) => mass.returned(beside, share),
      changed: (_s, value) => mass.changed(beside, value),
      renew: () => mass.renew(beside),
      estimate: () => mass.estimate(beside),
    },
  },
};
