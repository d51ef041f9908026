/** Certificates that are lists of signatures of Ed25519, beside those that are one of BLS. @module */

import { quorum } from "hb/consensus/byzantine_quorum.ts";
import { bls, blsIdentityOf, blsKeyringOf } from "hb/security/identity/bls.ts";
import { ed25519 } from "hb/security/identity/ed25519.ts";
import { keyringOf } from "hb/security/identity/keyring.ts";
import type { SignatureScheme } from "hb/security/identity/scheme.ts";
import { type Bytes, identityOf } from "hb/security/identity/secret.ts";
import { signedBytes } from "hb/security/identity/statement.ts";
import { median } from "../measure.ts";
import type { Row } from "../row.ts";

/** How many nodes there are. */
const sizes = [4, 16, 64, 100];

/** How often each thing is done, in turns of both, as a machine does other things besides. */
const TURNS = 9;

/** One way to sign, with the signatures of a quorum. */
interface Way {
  readonly scheme: SignatureScheme;
  readonly signatures: ReadonlyMap<number, Bytes>;
}

/** Sizes of certificates of a quorum, and the time of what is done with them. */
export async function measureSignatures(): Promise<readonly Row[]> {
  const most = Math.max(...sizes), statement = signedBytes("bench", '{"type":"commit","view":7}');
  const identities = await Promise.all(
    Array.from({ length: most }, (_, i) => identityOf(new Uint8Array(32).fill(i + 1))),
  );
  const list = await keyringOf(new Map(identities.map((each, name) => [name, each.public])));
  const own = await Promise.all(identities.map(blsIdentityOf));
  const sum = blsKeyringOf(new Map(own.map((each, name) => [name, each.public])));
  const signed = async (schemes: readonly SignatureScheme[]) =>
    await Promise.all(schemes.map((scheme) => scheme.sign(statement)));
  const lists = identities.map((each) => ed25519(each, list)),
    sums = own.map((each) => bls(each, sum));
  const [ofList, ofSum] = [await signed(lists), await signed(sums)];
  const ways = (n: number): readonly [Way, Way] => {
    const take = (all: readonly Bytes[]) => new Map(all.slice(0, quorum(n)).map((s, i) => [i, s]));
    return [{ scheme: lists[0]!, signatures: take(ofList) }, {
      scheme: sums[0]!,
      signatures: take(ofSum),
    }];
  };
  const rows = [
    await row("signing a statement", ways(4), ({ scheme }) => scheme.sign(statement)),
    await row(
      "checking a signature",
      ways(4),
      ({ scheme, signatures }) => scheme.isSigned(0, statement, signatures.get(0)!),
    ),
  ];
  for (const n of sizes) {
    const both = ways(n), of = `a certificate of ${quorum(n)} of ${n}`;
    const [listed, summed] = both.map(({ scheme, signatures }) => scheme.certificate(signatures));
    rows.push({
      name: `${of}: size`,
      limit: `${listed!.length} B`,
      measured: `${summed!.length} B`,
      ratio: summed!.length / listed!.length,
    });
    rows.push(
      await row(`${of}: making`, both, ({ scheme, signatures }) => scheme.certificate(signatures)),
    );
    const certificates = new Map([[both[0].scheme, listed!], [both[1].scheme, summed!]]);
    rows.push(
      await row(`${of}: checking`, both, async ({ scheme }) => {
        const signers = await scheme.signersOf(certificates.get(scheme)!, statement);
        if (signers === undefined) throw new Error("Cannot measure a certificate that is wrong");
      }),
    );
  }
  return rows;
}

async function row(
  name: string,
  [list, sum]: readonly [Way, Way],
  work: (way: Way) => unknown,
): Promise<Row> {
  const times: [number, number][] = [];
  // In the first turn, the code is compiled.
  for (let turn = 0; turn <= TURNS; turn++) {
    times.push([await timeMs(() => work(list), 20), await timeMs(() => work(sum), 1)]);
  }
  const [listMs, sumMs] = [0, 1].map((i) => median(times.slice(1).map((pair) => pair[i]!)));
  return { name, limit: shown(listMs!), measured: shown(sumMs!), ratio: sumMs! / listMs! };
}

async function timeMs(work: () => unknown, times: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < times; i++) await work();
  return (performance.now() - start) / times;
}

function shown(ms: number): string {
  return ms < 1 ? `${(1000 * ms).toFixed(ms < 0.1 ? 1 : 0)} µs` : `${ms.toPrecision(3)} ms`;
}
