/**
 * Of what kinds things are, in words: those of a layer by its noun, and what stands in a layer without being of its kind
 * (a pipeline among the railways, a bridge among the stations) by its own.
 */

/** Types that are not what their layer is called. */
const ODD = new Set(['pipeline', 'road', 'bridge', 'depot']);

/** @param {import('./wire').Thing} thing @returns {string} a key of layers, or its type */
export function kindOf(thing) {
  return ODD.has(thing.type) ? thing.type : thing.layer;
}

/**
 * How many things there are, and of each kind: '21 things: 1 camp, 5 mines, 15 plants'.
 * @param {import('./atlas.js').Atlas} atlas @param {import('./words.js').Words} words @param {import('./wire').Thing[]} things
 */
export function kindsText(atlas, words, things) {
  return `${words.counted('tableThings', things.length)}: ${kindsList(atlas, words, things)}`;
}

/**
 * How many things there are of each kind, the layers on top first.
 * @param {import('./atlas.js').Atlas} atlas @param {import('./words.js').Words} words @param {import('./wire').Thing[]} things
 */
export function kindsList(atlas, words, things) {
  /** @type {Map<string, {count: number, order: number, thing: import('./wire').Thing}>} */
  const kinds = new Map();
  for (const thing of things) {
    const kind = kindOf(thing);
    const one = kinds.get(kind) ?? { count: 0, order: atlas.layers.indexOf(atlas.layer(thing)), thing };
    one.count++;
    kinds.set(kind, one);
  }
  return [...kinds]
    .sort(([, a], [, b]) => b.order - a.order)
    .map(([kind, { count, thing }]) =>
      words.strings[`kind_${kind}`]
        ? words.counted(`kind_${kind}`, count)
        : `${words.pick(atlas.layer(thing).label)}: ${words.number(count)}`,
    )
    .join(', ');
}
