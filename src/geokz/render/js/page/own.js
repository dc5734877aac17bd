/* global L */
import { hubOf } from '../map/hub.js';
import { svgPath } from '../map/symbols.js';
import { el } from './dom.js';

/** Pixels about a click within which a thing is meant. */
const NEAR = 7;

/** At a click on a thing of somebody's own: its name and the columns that were asked for, in a popup of the map. */
export function mountPopup(map) {
  map.on('click', async (event) => {
    const found = hubOf(map).renderer.pick(event.containerPoint, NEAR);
    if (!found.length) return;
    const { dataset, i } = found[0];
    const told = await dataset.textsOf('popup', i);
    if (!told.length) return;
    const name = (await dataset.readNames())[i];
    const rows = told.flatMap(([heading, text]) => [el('dt', { text: heading }), el('dd', { text })]);
    const content = el('div.geokz-own', {}, [el('strong', { text: name || '' }), el('dl', {}, rows)]);
    L.popup({ maxWidth: 320 }).setLatLng(event.latlng).setContent(content).openOn(map);
  });
}

/**
 * A list of the layers with their symbols, and of the colours that a column gives.
 * @param {any} map
 * @param {{name: string, shape: string, colour: string, column?: string, classes: {colour: string, label: string}[]}[]} layers
 */
export function mountLegend(map, layers) {
  const symbol = (shape, colour) =>
    el('svg', { viewBox: '0 0 16 16', width: '16', height: '16', 'aria-hidden': 'true' }, [
      el('path', {
        d: shape === 'line' ? 'M1 8h14' : svgPath(shape, 8, 8, 5),
        fill: shape === 'line' ? 'none' : colour,
        stroke: colour,
        'stroke-width': shape === 'line' ? '2.5' : '1',
      }),
    ]);
  const row = (shape, colour, text) => el('li', {}, [symbol(shape, colour), el('span', { text })]);
  const items = layers.flatMap(({ name, shape, colour, column, classes }) =>
    classes.length
      ? [
          el('li', { text: column ? `${name}: ${column}` : name }),
          ...classes.map((one) => row(shape, one.colour, one.label)),
        ]
      : [row(shape, colour, name)],
  );
  const control = L.control({ position: 'topright' });
  control.onAdd = () => el('ul.geokz-own-legend', {}, items);
  control.addTo(map);
}
