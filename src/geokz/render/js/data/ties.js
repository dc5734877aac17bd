/** Where labour went from or came to a thing, and with how many people. */

/**
 * The ends of a thing's ties as points of the map: of accepted ones, for a line on the map reads as a fact.
 * @param {import('./atlas.js').Atlas} atlas @param {import('./wire').Thing} thing
 * @returns {{x: number, y: number, people: number}[]} world coordinates 0 to 1; people 0 when no number is given
 */
export function tiesOf(atlas, thing) {
  const ties = [];
  for (const { type, other, forward, source, standing } of atlas.heard(atlas.relations(thing))) {
    if (type !== 'supplied_labour_to' || standing !== 'accepted') continue;
    const target = atlas.thing(other);
    const spot = atlas.spot(target);
    if (!spot || spot.i >= spot.dataset.columns.points) continue;
    const { x, y } = spot.dataset.columns;
    ties.push({ x: x[spot.i], y: y[spot.i], people: peopleIn(atlas.figures(forward ? thing : target), source) });
  }
  return ties;
}

/**
 * The people sent to work that a camp's figures count in the very lines that tell of a tie; 0 when none or several are
 * given.
 * @param {import('./wire').Figure[]} figures @param {[string, string][]} source of the tie @returns {number}
 */
export function peopleIn(figures, source) {
  const cited = new Set(source.map(String));
  const found = figures.filter(
    (figure) =>
      figure.measure === 'workers' &&
      figure.unit === 'person' &&
      figure.standing !== 'rejected' &&
      figure.source.some((place) => cited.has(String(place))),
  );
  return found.length === 1 ? (found[0].value ?? 0) : 0;
}
