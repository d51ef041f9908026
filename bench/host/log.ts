/** What it costs to make a step durable: alone, and in company. @module */

import { GroupCommit } from "hb/host/group_commit.ts";
import { Journal } from "hb/host/journal.ts";
import { openWalLog } from "hb/host/wal_log.ts";
import { median } from "../measure.ts";
import type { Row } from "../row.ts";

const turns = 200;
const company = 64;
const record = new Uint8Array(100).fill(7);

/** A bare sync beside one step, and beside sixty-four steps at a time. */
export async function measureLog(): Promise<Row[]> {
  const folder = await Deno.makeTempDir({ prefix: "bench-log-" });
  try {
    const bareMs = await bareSync(`${folder}/bare`);
    const aloneMs = await commits(`${folder}/alone`, 1);
    const together = await commits(`${folder}/together`, company);
    return [
      row("a step made durable, alone", bareMs, aloneMs, 1.8),
      row(`${company} steps made durable at once`, bareMs, together, 3),
    ];
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function row(name: string, limitMs: number, measuredMs: number, target: number): Row {
  return {
    name,
    limit: `a write and a sync: ${limitMs.toFixed(3)} ms`,
    measured: `${measuredMs.toFixed(3)} ms`,
    ratio: measuredMs / limitMs,
    target,
  };
}

async function bareSync(path: string): Promise<number> {
  using file = await Deno.open(path, { append: true, create: true });
  const times = [];
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    file.writeSync(record);
    await file.syncData();
    times.push(performance.now() - start);
  }
  return median(times);
}

async function commits(path: string, at: number): Promise<number> {
  const log = openWalLog(path, { owner: "bench", log: () => {} });
  const journal = new Journal(log, { compact: (records) => [...records], compactBytes: Infinity });
  const group = new GroupCommit(journal, (error) => {
    throw error;
  });
  const times = [];
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    const all = Promise.withResolvers<void>();
    let left = at;
    for (let i = 0; i < at; i++) {
      group.commit(record, () => {
        if (--left === 0) all.resolve();
      });
    }
    await all.promise;
    times.push(performance.now() - start);
  }
  log.close();
  return median(times);
}
