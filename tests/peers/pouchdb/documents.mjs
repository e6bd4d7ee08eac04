// One JSON document for each household, visit and handover.

import { known, ward } from "../bench/ward.mjs";

/** A visit or a handover as a document of its own. */
export function ofFact(type, household, by, fact) {
  const { id, ...said } = Object.fromEntries(known(fact));
  return { _id: id, type, household, by, ...said };
}

function ofHousehold({ id, commune, profile, statuses }) {
  const facts = statuses.map(({ fact }) => Object.fromEntries(known(fact)));
  return { _id: id, type: "household", commune, ...profile, statuses: facts };
}

/** All documents of the ward. */
export function documentsOfWard() {
  const ofList = (household, type, list) =>
    list.map(({ fact, actor }) => ofFact(type, household, actor, fact));
  return ward.households.flatMap((household) => [
    ofHousehold(household),
    ...ofList(household.id, "visit", household.visits),
    ...ofList(household.id, "handover", household.handovers),
  ]);
}

/** Visits and handovers in a database. */
export async function factsIn(database) {
  const { rows } = await database.allDocs();
  return rows.length - ward.households.length;
}
