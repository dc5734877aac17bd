/** Where labour went from or came to a thing, and with how many people. */

/**
 * The ends of a thing's ties as points of the map.
 * @param {any} data the atlas in the page @param {Record<string, any>} layers Leaflet layers by key @param {any} thing
 * @returns {{x: number, y: number, people: number}[]} world coordinates 0 to 1; people 0 when no number is given
 */
export function tiesOf(data, layers, thing) {
  const ties = [];
  for (const { type, other, forward, source } of data.relations[thing.id] || []) {
    if (type !== 'supplied_labour_to') continue;
    const target = data.things.get(other);
    const { dataset } = layers[data.layers[target.layer].key];
    const i = dataset.position.get(other);
    if (i === undefined || i >= dataset.columns.points) continue;
    const people = peopleIn(data.figures[forward ? thing.id : other] || [], source);
    ties.push({ x: dataset.columns.x[i], y: dataset.columns.y[i], people });
  }
  return ties;
}

/** The people sent to work that a camp's figures count in the very lines that tell of a tie; 0 when none or several are given. */
export function peopleIn(figures, source) {
  const cited = new Set(source.map(String));
  const found = figures.filter(
    (figure) =>
      figure.measure === 'workers' && figure.unit === 'person' && figure.standing !== 'rejected' && figure.source.some((place) => cited.has(String(place))),
  );
  return found.length === 1 ? found[0].value : 0;
}
