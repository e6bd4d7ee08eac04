// A household as an Automerge document of the same shape as Chung Tay's, one change an action.

import { ImmutableString } from "@automerge/automerge-repo";
import { factsOf, known } from "../bench/ward.mjs";

/** Strings that nobody edits letter by letter: as text each letter would be an operation. */
function value(key, given) {
  if (key === "signature") return Uint8Array.from(Buffer.from(given, "hex"));
  if (Array.isArray(given)) return new ImmutableString(given.join(" "));
  if (typeof given === "object") return fields(given);
  return typeof given === "string" ? new ImmutableString(given) : given;
}

function fields(fact) {
  return Object.fromEntries(known(fact).map(([key, given]) => [key, value(key, given)]));
}

/** The document of a household on the list, before any work. */
export function listed({ id, commune, profile, statuses }) {
  return {
    ...fields({ kind: "household", id, commune }),
    profile: fields(profile),
    statuses: Object.fromEntries(statuses.map(({ fact }) => [fact.id, fields(fact)])),
    visits: {},
    handovers: {},
  };
}

/** Adds a visit or a handover; the household's list of them is named by `list`. */
export function add(handle, list, fact) {
  handle.change((document) => {
    document[list][fact.id] = fields(fact);
  });
}

/** Visits and handovers of all documents. */
export function factsOfAll(handles) {
  const inOne = ({ visits, handovers }) =>
    factsOf({ visits: Object.keys(visits), handovers: Object.keys(handovers) });
  return handles.reduce((sum, handle) => sum + inOne(handle.doc()), 0);
}
