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
