/* global L */

import { Dataset } from './data/dataset.js';
import { placeOfHit } from './data/entries.js';
import { Steps } from './data/steps.js';
import { typedTime, UNITS } from './data/units.js';
import { Words } from './data/words.js';
import { lookAhead } from './map/ahead.js';
import { BaseMap } from './map/base.js';
import { hubOf, TimeLayer } from './map/hub.js';
import { mountEmbed } from './page/embed.js';
import { mountClock, mountTooltip } from './page/mount.js';
import { mountLegend, mountPopup, ownText } from './page/own.js';
import { AtlasPage } from './page/page.js';
import { nameZoom } from './page/scale.js';
import { Sums } from './page/sums.js';

/** What the folium elements call. One engine a page, whatever the number of maps and layers. */
export const engine = {
  /** A layer of dated things. */
  timeLayer(source) {
    const layer = new TimeLayer(Dataset.read(source));
    layer.bounds = source.bounds;
    return layer;
  },

  /** The clock of a map, and window.geokz for it; the atlas mounts its own. */
  clock(map, config) {
    const hub = hubOf(map);
    if (hub.clockControl) return;
    const { words } = mountClock(map, config.strings, config);
    nameZoom(map, words);
    mountTooltip(map, (found) => ownText(found, words));
    mountPopup(map, words);
    map.getContainer().append(new Sums(hub, words).root);
    publish(hub, Promise.resolve(), map);
  },

  /** What the symbols and colours of a map's layers mean. */
  legend(map, config) {
    const words = new Words(config.strings);
    words.language = config.language;
    mountLegend(map, config.layers, words);
  },

  base(map, layers, below) {
    const base = new BaseMap(layers, below);
    map.addLayer(base);
    return base;
  },

  atlas(map, config, layers, base) {
    const page = new AtlasPage(map, config, { layers, base });
    publish(page.hub, page.ready, map, page);
    if (window.geokz.map === map) mountEmbed(window.geokz, page.hub, page.verbs.onSelect, config.steeredBy ?? []);
  },
};

/** The chosen time as scripts read it: years, or, on a clock of months or days, texts such as 2020-05. */
function timeOf({ time, clock }) {
  if (clock.unit === 'year') return { ...time };
  const { written } = UNITS[clock.unit];
  return { from: written(time.from), to: written(time.to) };
}

/** Choose years, or months and days by texts such as 2020-05-17 where the clock moves by them; `to` is the same as `from` when left out. */
function setTime(hub, from, to = from) {
  const steps = new Steps(hub);
  const { unit } = steps;
  if (hub.clock.unit === 'year' && ![from, to].some((one) => /\d-\d\d/.test(String(one)))) return hub.setTime(from, to);
  const [first, last] = [from, to].map((one) => typedTime(unit, String(one), 1));
  if (!first || !last)
    return Promise.reject(new RangeError(`setTime takes dates such as 2020-05, not ${from} and ${to}`));
  return steps.choose(Math.min(first[0], last[0]), Math.max(first[1], last[1]));
}

/**
 * `window.geokz`, the small interface for those who embed or test the page: the first map's.
 * @param {import('./map/hub.js').Hub} hub @param {Promise<any>} ready @param {any} map @param {AtlasPage} [page]
 */
function publish(hub, ready, map, page) {
  if (window.geokz) return;
  const layers = () => {
    const found = [];
    map.eachLayer((layer) => layer instanceof TimeLayer && found.push(layer.ready));
    return Promise.all(found);
  };
  const whenReady = ready.then(layers).then(() => hub.drawn());
  if (!page) whenReady.then(() => lookAhead(hub));
  const own = page
    ? {
        setLanguage: (code) => page.setLanguage(code),
        search: (text) => page.finder.search.find(String(text)).filter((id) => !placeOfHit(id)),
        setSource: (key) => page.according.choose(key),
        setFilters: (chosen) => page.filters.choose(chosen ?? {}),
        select: (id) => page.choice.select(id),
        state: () => page.state(),
      }
    : {
        state: () => ({
          ...timeOf(hub),
          ...hub.switches,
          layers: [...hub.layers.keys()].filter((key) => hub.isShown(key)),
        }),
      };
  window.geokz = Object.freeze({
    ready: whenReady,
    map,
    setTime: (from, to) => setTime(hub, from, to),
    getTime: () => timeOf(hub),
    visible: () => hub.visible(),
    setLayers: (keys) => hub.setLayers(keys),
    ...own,
  });
}
