// Reads packed layers from standard input as the page does and writes them as JSON; for tests/test_encode.py.
import { readFileSync } from 'node:fs';
import { inflate, readColumns } from '../../src/geokz/render/js/data/columns.js';

const degrees = (value) => Math.round(value * 1e5) / 1e5 + 0;

async function read({ header, body }) {
  const columns = readColumns(await inflate(body), header);
  const { n, points, dates, ranks, x, y, partOfPath, vertexOfPart, closed } = columns;
  const position = (i) => [
    degrees((x[i] - 0.5) * 360),
    degrees((Math.atan(Math.sinh(Math.PI * (1 - 2 * y[i]))) * 180) / Math.PI),
  ];
  const bounds = [];
  for (let i = 0; i < n; i++) {
    bounds.push(ranks.map((column) => dates[column[i]]));
  }
  const positions = [];
  for (let i = 0; i < points; i++) positions.push(position(i));
  const paths = [];
  for (let path = 0; path < n - points; path++) {
    const parts = [];
    for (let part = partOfPath[path]; part < partOfPath[path + 1]; part++) {
      const vertices = [];
      for (let at = vertexOfPart[part]; at < vertexOfPart[part + 1]; at++) vertices.push(position(points + at));
      parts.push(vertices);
    }
    paths.push(parts);
  }
  return { positions, bounds, paths, closed: [...closed] };
}

const layers = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(await Promise.all(layers.map(read))));
