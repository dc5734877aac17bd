import { UNKNOWN_END } from './calendar.js';
import { mayHaveBegun } from './life.js';

/** So many prisoners draw the plain size; the area of a symbol follows the number, within limits. */
const PLAIN = 7500;
const SMALLEST = 0.75;
const LARGEST = 2.2;

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
  const prisoners = things.map((thing) => atlas.prisoners(thing));
  if (prisoners.some(Boolean)) {
    dataset.scaleOf = (i) => {
      const found = prisoners[i]?.get(hub.time.to);
      return found ? Math.max(SMALLEST, Math.min(LARGEST, Math.sqrt(found.value / PLAIN))) : 1;
    };
  }
  const disputed = things.map((thing) => atlas.disagreements(thing).length > 0);
  dataset.disputed = (i) => disputed[i];
  dataset.pathPlanned = (i) => {
    const { planned } = things[i];
    const last = hub.days()[1];
    return planned !== undefined && planned <= last && !mayHaveBegun(atlas.bounds(things[i]), last);
  };
  dataset.pathKind = (i) => {
    const { opened, openedBy = UNKNOWN_END } = things[i];
    if (opened === undefined) return 'open';
    if (!opened) return 'undated';
    return openedBy <= hub.days()[1] ? 'open' : 'building';
  };
}
