/** Where a thing is, in words: its place and how well it is known, or from where to where a line runs. */

/**
 * @param {import('./words.js').Words} words @param {import('./atlas.js').Atlas} atlas @param {import('./wire').Thing} thing
 * @returns {{name: string, known: string}} the name is empty for what has no point
 */
export function whereIs(words, atlas, thing) {
  if (thing.route) {
    const { from, to, places } = thing.route;
    return {
      name: `${words.pick(from)} – ${words.pick(to)}`,
      known: words.t('routeThrough', { count: words.number(places) }),
    };
  }
  if (thing.route === null) return { name: '', known: words.t('routeInParts') };
  const place = atlas.place(thing);
  const known = words.label('precision', place.precision);
  if (!atlas.isLocated(thing)) return { name: '', known };
  if (!place.radius) return { name: words.pick(place.names), known };
  const reach = `± ${words.t('km', { value: words.number(place.radius / 1000) })}`.replace(/\s/g, '\u00a0');
  return { name: words.pick(place.names), known: `${known}, ${reach}` };
}

/** Gazetteers by the prefix of their ids: their name, and where an entry stands. */
const GAZETTEERS = new Map([
  ['geonames', { name: 'GeoNames', site: 'https://www.geonames.org/' }],
  ['wof', { name: "Who's On First", site: 'https://spelunker.whosonfirst.org/id/' }],
]);

/**
 * The entry of a gazetteer that an id names; null for what is no number of a gazetteer known here.
 * @param {string} authority e.g. 'geonames:1521193' @returns {{name: string, id: string, address: string} | null}
 */
export function entryOf(authority) {
  const [, prefix, id] = /^([a-z]+):(\d+)$/.exec(authority) ?? [];
  const gazetteer = GAZETTEERS.get(prefix);
  return gazetteer ? { name: gazetteer.name, id, address: `${gazetteer.site}${id}` } : null;
}
