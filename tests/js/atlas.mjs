// A small atlas for tests: what is left out is empty, and a thing without a place of its own is at a settlement.
import { Atlas } from '../../src/geokz/render/js/data/atlas.js';

const LAYERS = [{ key: 'camps' }, { key: 'plants' }, { key: 'towns' }];
const PLACES = {
  there: { names: ['There', 'Там', 'Сонда'], precision: 'settlement', radius: 3000 },
  nowhere: { names: ['', '', ''], precision: 'unlocated', radius: 0 },
};

/** @param {any[]} things @param {any} [more] other parts of the details */
export function atlasOf(things, more = {}) {
  return new Atlas({
    layers: LAYERS,
    vocabularies: {},
    places: PLACES,
    sources: {},
    tours: [],
    railheads: [],
    periods: [],
    about: {},
    relations: [],
    ...more,
    claims: sourced(more.claims),
    figures: sourced(more.figures),
    names: sourced(more.names),
    things: things.map((thing) => ({ layer: 0, place: 'there', partOf: '', source: [], names: [], ...thing })),
  });
}

/** Rows by thing, each with a source, be it none. @param {Record<string, any[]>} [rows] */
function sourced(rows = {}) {
  return Object.fromEntries(
    Object.entries(rows).map(([id, some]) => [id, some.map((row) => ({ source: [], ...row }))]),
  );
}
