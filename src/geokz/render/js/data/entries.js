/**
 * What can be searched for: things by their names and kinds, and places by what they were called and are called today.
 *
 * @typedef {{id: string, names: string[], variants: string[], kinds: string[]}} Searched
 */

/** Before the key of a place, where a hit is a place and not a thing. */
const PLACE = 'place:';

/** The key of the place that a hit is; empty for a thing. @param {string} id */
export function placeOfHit(id) {
  return id.startsWith(PLACE) ? id.slice(PLACE.length) : '';
}

/**
 * The things at each place that has a point, by its key.
 * @param {import('./atlas.js').Atlas} atlas @returns {Map<string, import('./wire').Thing[]>}
 */
export function thingsByPlace(atlas) {
  /** @type {Map<string, import('./wire').Thing[]>} */
  const found = new Map();
  for (const thing of atlas.things.values()) {
    if (!thing.place || !atlas.isLocated(thing) || thing.route !== undefined) continue;
    found.set(thing.place, [...(found.get(thing.place) ?? []), thing]);
  }
  return found;
}

/**
 * A place is a hit of its own where several things stand and none of them is the settlement; else its names lead to the
 * settlement, or to the one thing there.
 * @param {import('./atlas.js').Atlas} atlas @returns {Searched[]}
 */
export function searchedIn(atlas) {
  /** @type {Map<string, string[]>} */
  const calledSo = new Map();
  /** @type {Searched[]} */
  const places = [];
  for (const [key, things] of thingsByPlace(atlas)) {
    const { names: labels, today } = atlas.places[key];
    const names = [...Object.values(labels), ...(today ? [today] : [])];
    const stands = things.length === 1 ? things[0] : things.find((thing) => atlas.layer(thing).labelled);
    if (stands) calledSo.set(stands.id, names);
    else places.push({ id: PLACE + key, names: [], variants: names, kinds: [] });
  }
  const types = atlas.vocabularies.types ?? {};
  const things = [...atlas.things.values()].map((thing) => ({
    id: thing.id,
    names: Object.values(thing.names),
    variants: [...atlas.names(thing).map(({ name }) => name), ...(calledSo.get(thing.id) ?? [])],
    kinds: Object.values(types[thing.type] ?? {}),
  }));
  return [...things, ...places];
}
