/**
 * fast-check with a seed: whatever is drawn is drawn again, on every machine. A test that names a seed of
 * its own has that one.
 *
 * @module
 */

import fc from "fast-check/unseeded";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 });

export * from "fast-check/unseeded";
export default fc;
