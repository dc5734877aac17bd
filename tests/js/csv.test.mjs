import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dayNumber,
  OPEN_END,
  OPEN_START,
  UNKNOWN_END,
  UNKNOWN_START,
} from '../../src/geokz/render/js/data/calendar.js';
import { csvCell, csvText } from '../../src/geokz/render/js/data/csv.js';
import {
  csvOfRows,
  geojsonText,
  geometryOf,
  isoDay,
  ownNumbers,
  propertiesOf,
  yearsOf,
} from '../../src/geokz/render/js/data/files.js';
import { atlasOf } from './atlas.mjs';

const CELLS = [
  [null, ''],
  [undefined, ''],
  ['', ''],
  ['Karlag', 'Karlag'],
  ['Қарлаг', 'Қарлаг'],
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['two\r\nlines', '"two\r\nlines"'],
  [' edge', '" edge"'],
  ['=1+1', "'=1+1"],
  ['+7', "'+7"],
  ['-5', "'-5"],
  ['@sum', "'@sum"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ['a=b', 'a=b'],
  [-5, '-5'],
  [0, '0'],
  [72.68, '72.68'],
  [NaN, ''],
];
for (const [value, cell] of CELLS) {
  test(`the cell of ${JSON.stringify(value)} is ${JSON.stringify(cell)}`, () => assert.equal(csvCell(value), cell));
}

test('a file begins with a byte order mark, its lines end in CR LF, empty cells stay', () => {
  const rows = [
    { id: 'a', n: 1 },
    { id: '=b', n: null },
  ];
  assert.equal(csvText(['id', 'n'], rows), "\uFEFFid,n\r\na,1\r\n'=b,\r\n");
});

const DAYS = [
  [dayNumber(1931, 9, 17), '1931-09-17'],
  [dayNumber(1969, 12, 31), '1969-12-31'],
  [dayNumber(987, 1, 2), '0987-01-02'],
  [dayNumber(-3, 1, 1), '0001-01-01'],
  [UNKNOWN_START, null],
  [UNKNOWN_END, null],
  [OPEN_START, null],
  [OPEN_END, null],
];
for (const [day, text] of DAYS) {
  test(`the day ${day} is written ${text}`, () => assert.equal(isoDay(day), text));
}

const mercator = (lon, lat) => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
};

/** Columns of a point, a line and areas. */
function columns(point, parts, closed) {
  const all = [point, ...parts.flat()].map(([lon, lat]) => mercator(lon, lat));
  const vertexOfPart = [0];
  for (const part of parts) vertexOfPart.push(vertexOfPart[vertexOfPart.length - 1] + part.length);
  return {
    points: 1,
    x: all.map(([x]) => x),
    y: all.map(([, y]) => y),
    partOfPath: [0, parts.length],
    vertexOfPart,
    closed: [closed],
  };
}

const LINE = [
  [73.09, 49.8],
  [74.99, 46.85],
];
const OUTER = [
  [60, 45],
  [60, 50],
  [70, 50],
  [70, 45],
  [60, 45],
];
const HOLE = [
  [62, 46],
  [64, 46],
  [64, 48],
  [62, 48],
  [62, 46],
];

test('a point is longitude first, to five decimals', () => {
  assert.deepEqual(geometryOf(columns([72.68123, 49.68321], [LINE], 0), 0), {
    type: 'Point',
    coordinates: [72.68123, 49.68321],
  });
});

test('a path is a line, several parts are several lines', () => {
  assert.deepEqual(geometryOf(columns([0, 0], [LINE], 0), 1), { type: 'LineString', coordinates: LINE });
  assert.deepEqual(geometryOf(columns([0, 0], [LINE, LINE], 0), 1), {
    type: 'MultiLineString',
    coordinates: [LINE, LINE],
  });
});

test('an outer ring runs against the clock, a ring inside it is its hole and runs with it', () => {
  const polygon = geometryOf(columns([0, 0], [OUTER, HOLE], 1), 1);
  assert.deepEqual(polygon, { type: 'Polygon', coordinates: [[...OUTER].reverse(), [...HOLE].reverse()] });
});

const THING = {
  id: 'lost',
  layer: 'camps',
  type: 'camp_point',
  names: { en: '</script>', ru: 'Забытый', kk: '' },
  when: '1940/',
  place: 'nowhere',
  bounds: [dayNumber(1940), dayNumber(1941) - 1, dayNumber(1940), UNKNOWN_END],
  source: [
    ['ck-labour', 'L80-83'],
    ['smirnov1998', '10'],
  ],
};
const ATLAS = atlasOf([THING]);

test('the properties are those of the export in Python', () => {
  assert.deepEqual(propertiesOf(THING, ATLAS, [1919, 1963]), {
    id: 'lost',
    layer: 'camps',
    type: 'camp_point',
    name_en: '</script>',
    name_ru: 'Забытый',
    name_kk: '',
    edtf: '1940/',
    part_of: null,
    certainty: null,
    begin_date: '1940-01-01',
    end_date: '1963-12-31',
    start_earliest: '1940-01-01',
    start_latest: '1940-12-31',
    end_earliest: '1940-01-01',
    end_latest: null,
    presumed_until: '1940-01-01',
    open_start: null,
    open_end: 'end_date',
    precision: 'unlocated',
    radius_m: null,
    place: 'nowhere',
    source: 'ck-labour[L80-83]; smirnov1998[10]',
  });
});

test('a thing without a place has no geometry', () => {
  assert.equal(JSON.parse(geojsonText([{ thing: THING }], ATLAS, {}, [1919, 1963])).features[0].geometry, null);
});

test('GeoJSON without things is a collection without features', () => {
  assert.deepEqual(JSON.parse(geojsonText([], ATLAS, {}, [1919, 1963])), { type: 'FeatureCollection', features: [] });
});

test('licence and credit are members of the collection', () => {
  const notice = { license: 'https://creativecommons.org/licenses/by/4.0/', attribution: 'Who\'s "first" · geokz' };
  assert.deepEqual(JSON.parse(geojsonText([], ATLAS, notice, [1919, 1963])), {
    type: 'FeatureCollection',
    ...notice,
    features: [],
  });
});

test('an island in a hole is a polygon of its own, with the lake on it as its hole', () => {
  const island = [
    [62.5, 46.5],
    [63.5, 46.5],
    [63.5, 47.5],
    [62.5, 47.5],
    [62.5, 46.5],
  ];
  const lake = [
    [62.8, 46.8],
    [63.2, 46.8],
    [63.2, 47.2],
    [62.8, 47.2],
    [62.8, 46.8],
  ];
  const { type, coordinates } = geometryOf(columns([0, 0], [OUTER, HOLE, island, lake], 1), 1);
  assert.equal(type, 'MultiPolygon');
  const corners = coordinates.map((polygon) => polygon.map((ring) => ring[0]));
  assert.deepEqual(corners, [
    [OUTER[0], HOLE[0]],
    [island[0], lake[0]],
  ]);
});

test('a thing with numbers of its own has those of the years that the file is of', () => {
  const atlas = atlasOf([{ id: 'own', at: [0, 0] }, THING]);
  const known = { 1930: 5, 1937: 0 };
  const of = () => Object.keys(known).map((year) => ({ first: dayNumber(+year), last: dayNumber(+year + 1) - 1 }));
  const at = (_, first, last) =>
    Object.entries(known).find(([year]) => first <= dayNumber(+year) && dayNumber(+year) <= last)?.[1] ?? null;
  const position = new Map([['own', 0]]);
  const dataset = atlas.datasets.get('camps');
  atlas.datasets.set('camps', {
    ...dataset,
    columns: dataset.columns,
    placeOf: null,
    position,
    series: { column: 'deaths', of, at },
  });
  const rows = [{ thing: { ...atlas.thing('own') }, state: 0, prisoners: null }];
  assert.deepEqual(ownNumbers(atlas), ['deaths']);
  assert.deepEqual(yearsOf(rows, atlas, 1935, false, [1919, 1963]), [1935]);
  assert.deepEqual(yearsOf(rows, atlas, 1935, true, [1931, 1963]), [1935, 1937]);
  const [head, row] = csvOfRows(rows, atlas, [1919, 1963], [1930, 1935, 1937], ['prisoners', 'deaths'])
    .trim()
    .split(/\r?\n/);
  assert.match(head, /prisoners_1930,prisoners_1935,prisoners_1937,deaths_1930,deaths_1935,deaths_1937$/);
  assert.match(row, /,,,,5,,0$/);
  const [{ properties }] = JSON.parse(geojsonText(rows, atlas, {}, [1919, 1963], [1937])).features;
  assert.equal(properties.deaths_1937, 0);
  assert.ok(!('prisoners_1937' in properties));
});
