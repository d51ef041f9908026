/** The exercises of chapter 13 on more seeds: what is right is not called wrong. */

import { suite } from "../../exercises/13-byzantine/suite.ts";
import { testMoreSeeds } from "./more_seeds.ts";

await testMoreSeeds(suite, (part) => part === "whole" || part === "broadcast" ? 20 : 100);
