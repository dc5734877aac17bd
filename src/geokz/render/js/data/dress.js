import { UNKNOWN_END } from './calendar.js';
import { mayHaveBegun } from './life.js';

/** So many prisoners draw the plain size; the area of a symbol follows the number, up to more than any camp held. */
const PLAIN = 7500;
const SMALLEST = 0.75;
const MOST = 70000;

/** How much larger than the plain size the symbol of so many prisoners is. @param {number} prisoners */
export function scaleOfNumber(prisoners) {
  return Math.max(SMALLEST, Math.sqrt(Math.min(MOST, prisoners) / PLAIN));
}

/** Things of a railway that are no stations. */
const ODD_POINTS = new Set(['bridge', 'depot']);

/** A line through so few places shows that there was one and not where it ran. */
const SCHEMATIC = 2;

/**
 * What a layer of the atlas knows beyond its columns: ids, circles of doubt, the size of its symbols, how its lines
 * are drawn.
 *
 * @param {import('./atlas.js').Atlas} atlas @param {string} key of the layer
 * @param {{days: () => [number, number], time: {to: number}}} hub the chosen time
 */
export function dress(atlas, key, hub) {
  const dataset = atlas.datasets.get(key);
  if (!dataset) throw new RangeError(`the columns of the layer '${key}' have not come`);
  const ids = atlas.order[key];
  dataset.ids = ids;
  dataset.position = new Map(ids.map((id, i) => [id, i]));
  const things = ids.map((id) => atlas.thing(id));
  const radii = things.map((thing) => {
    const { precision, radius } = atlas.place(thing);
    return precision === 'district' ? radius : 0;
  });
  dataset.radiusOf = (i) => radii[i];
  if (things.some((thing) => atlas.prisoners(thing))) {
    const numberOf = (/** @type {number} */ i) => atlas.prisoners(things[i])?.get(hub.time.to)?.value ?? null;
    dataset.numberOf = numberOf;
    dataset.scaleOf = (i) => {
      const number = numberOf(i);
      return number === null ? 1 : scaleOfNumber(number);
    };
  }
  const disputed = things.map((thing) => atlas.disagreements(thing).length > 0);
  dataset.disputed = (i) => disputed[i];
  dataset.pathPlanned = (i) => {
    const { planned } = atlas.dated(things[i]);
    const last = hub.days()[1];
    return planned !== undefined && planned <= last && !mayHaveBegun(atlas.bounds(things[i]), last);
  };
  dataset.pathLook = (i) => {
    const { type, route } = things[i];
    if (type === 'pipeline' || type === 'road') return type;
    return route && route.places <= SCHEMATIC ? 'schematic' : 'railway';
  };
  dataset.odd = (i) => ODD_POINTS.has(things[i].type);
  dataset.pathKind = (i) => {
    const { opened, openedBy = UNKNOWN_END } = atlas.dated(things[i]);
    if (opened === undefined) return 'open';
    if (!opened) return 'undated';
    return openedBy <= hub.days()[1] ? 'open' : 'building';
  };
}
