import { civilDate, OPEN_END, OPEN_START, UNKNOWN_END, UNKNOWN_START } from './calendar.js';
import { latLng } from './columns.js';
import { csvText } from './csv.js';
import { STATE_NAMES } from './life.js';
import { crosses } from './pick.js';

/**
 * Files of what is shown, made in the page. The GeoJSON has the very properties geokz.export.vector writes; the CSV
 * has them too, and the coordinates, the state and the number of the chosen year.
 */

const FAR_PAST = '0001-01-01';
const FAR_FUTURE = '9999-12-31';
const BOUND_NAMES = ['start_earliest', 'start_latest', 'end_earliest', 'end_latest'];

/** @typedef {number[][]} Ring */

/** A bound as an ISO day: open ends explicit, unknown ones null. @param {number} day @returns {string | null} */
export function isoDay(day) {
  if (day === UNKNOWN_START || day === UNKNOWN_END) return null;
  if (day === OPEN_START) return FAR_PAST;
  if (day === OPEN_END) return FAR_FUTURE;
  const { year, month, day: number } = civilDate(day);
  if (year < 1) return FAR_PAST;
  if (year > 9999) return FAR_FUTURE;
  const digits = (/** @type {number} */ value, /** @type {number} */ length) => String(value).padStart(length, '0');
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(number, 2)}`;
}

/** The column of the names in a language. @param {string} code */
function nameColumn(code) {
  return `name_${code.replaceAll('-', '_')}`;
}

/** What a file says of a thing, under the names of Python's export. @param {import('./wire').Thing} thing @param {import('./atlas.js').Atlas} atlas */
export function propertiesOf(thing, atlas) {
  const place = atlas.place(thing);
  const days = atlas.bounds(thing);
  const bounds = Object.fromEntries(BOUND_NAMES.map((name, at) => [name, isoDay(days[at])]));
  return {
    id: thing.id,
    layer: atlas.layer(thing).key,
    type: thing.type,
    ...Object.fromEntries(atlas.languages.map((code) => [nameColumn(code), thing.names[code]])),
    when: thing.when,
    begin_date: bounds.start_earliest || FAR_PAST,
    end_date: bounds.end_latest || FAR_FUTURE,
    ...bounds,
    precision: place.precision,
    radius_m: place.radius || null,
    place: thing.place,
    source: thing.source.map(([key, locator]) => `${key}[${locator}]`).join('; '),
  };
}

/**
 * A point of the columns: longitude first, five decimals.
 * @param {import('./columns.js').Columns} columns @param {number} at @returns {number[]}
 */
function positionOf(columns, at) {
  return latLng(columns, at)
    .reverse()
    .map((value) => Math.round(value * 1e5) / 1e5);
}

/**
 * The geometry of a feature: longitude first, five decimals.
 * @param {import('./columns.js').Columns} columns @param {number} i
 */
export function geometryOf(columns, i) {
  const { points, partOfPath, vertexOfPart, closed } = columns;
  const position = (/** @type {number} */ at) => positionOf(columns, at);
  if (i < points) return { type: 'Point', coordinates: position(i) };
  const path = i - points;
  const parts = [];
  for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
    const vertices = [];
    for (let at = vertexOfPart[part]; at < vertexOfPart[part + 1]; at++) vertices.push(position(points + at));
    parts.push(vertices);
  }
  if (closed[path]) return areaOf(parts);
  return parts.length === 1
    ? { type: 'LineString', coordinates: parts[0] }
    : { type: 'MultiLineString', coordinates: parts };
}

/** Rings as polygons: a ring inside another is its hole; outer rings run against the clock, holes with it. @param {Ring[]} rings */
function areaOf(rings) {
  const around = rings.map((ring) => rings.filter((other) => other !== ring && isInside(ring[0], other)));
  // within an even number of others a ring bounds land, within an odd one a hole; a hole belongs to the ring next around it
  const outer = rings.map((_, at) => at).filter((at) => around[at].length % 2 === 0);
  const polygons = outer.map((at) => {
    const holes = rings.filter(
      (_, hole) => around[hole].length === around[at].length + 1 && around[hole].includes(rings[at]),
    );
    return [turned(rings[at], true), ...holes.map((hole) => turned(hole, false))];
  });
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** A ring that runs to the left, against the clock, or to the right. @param {Ring} ring @param {boolean} left */
function turned(ring, left) {
  return ringArea(ring) > 0 === left ? ring : [...ring].reverse();
}

/** Twice the area of a ring, negative for one that runs to the right. @param {Ring} ring */
function ringArea(ring) {
  let sum = 0;
  for (let at = 0; at < ring.length - 1; at++) sum += ring[at][0] * ring[at + 1][1] - ring[at + 1][0] * ring[at][1];
  return sum;
}

/** Whether a point lies inside a ring of points. @param {number[]} point @param {Ring} ring */
function isInside([x, y], ring) {
  let inside = false;
  for (let at = 0; at < ring.length - 1; at++) {
    const [[ax, ay], [bx, by]] = [ring[at], ring[at + 1]];
    if (crosses(x, y, ax, ay, bx, by)) inside = !inside;
  }
  return inside;
}

/** The geometry of a thing; null without one. @param {import('./atlas.js').Atlas} atlas @param {import('./wire').Thing} thing */
function geometryIn(atlas, thing) {
  const spot = atlas.spot(thing);
  return spot && geometryOf(spot.dataset.columns, spot.i);
}

/**
 * The years whose numbers of prisoners a file has: the chosen one, or with it all that any of its rows has a number for.
 * @param {import('./rows.js').Row[]} rows @param {number} year @param {boolean} all @returns {number[]}
 */
export function yearsOf(rows, year, all) {
  if (!all) return [year];
  const years = new Set(rows.flatMap(({ prisoners }) => [...(prisoners?.keys() ?? [])]));
  return [...years.add(year)].sort((a, b) => a - b);
}

/** The numbers of a row by the names of their columns. @param {import('./rows.js').Row} row @param {number[]} years */
function numbersOf({ prisoners }, years) {
  return Object.fromEntries(years.map((year) => [`prisoners_${year}`, prisoners?.get(year)?.value ?? null]));
}

/**
 * Rows as a FeatureCollection (RFC 7946); what has numbers of prisoners has them in the years given. @param {import('./rows.js').Row[]} rows @param {import('./atlas.js').Atlas} atlas
 * @param {Record<string, string>} notice licence, credit and what it is: foreign members of the collection
 * @param {number[]} [years]
 */
export function geojsonText(rows, atlas, notice, years = []) {
  const features = rows.map((row) => ({
    type: 'Feature',
    properties: { ...propertiesOf(row.thing, atlas), ...(row.prisoners?.size ? numbersOf(row, years) : {}) },
    geometry: geometryIn(atlas, row.thing),
  }));
  const lines = features.map((feature) => JSON.stringify(feature)).join(',\n');
  const members = Object.entries(notice).map(([name, text]) => `${JSON.stringify(name)}: ${JSON.stringify(text)}, `);
  return `{"type": "FeatureCollection", ${members.join('')}"features": [\n${lines}\n]}\n`;
}

/**
 * Rows as CSV; lines have the coordinates of no point.
 * @param {import('./rows.js').Row[]} rows @param {import('./atlas.js').Atlas} atlas
 * @param {number[]} years of the numbers of prisoners
 */
export function csvOfRows(rows, atlas, years) {
  const table = rows.map((row) => {
    const { thing, state } = row;
    const spot = atlas.spot(thing);
    const [lon, lat] =
      spot && spot.i < spot.dataset.columns.points ? positionOf(spot.dataset.columns, spot.i) : [null, null];
    return { ...propertiesOf(thing, atlas), lon, lat, state: STATE_NAMES[state], ...numbersOf(row, years) };
  });
  const names = [
    'id',
    'layer',
    'type',
    ...atlas.languages.map(nameColumn),
    'when',
    'begin_date',
    'end_date',
    ...BOUND_NAMES,
  ];
  return csvText(
    [
      ...names,
      ...['precision', 'radius_m', 'place', 'source', 'lon', 'lat', 'state'],
      ...years.map((year) => `prisoners_${year}`),
    ],
    table,
  );
}
