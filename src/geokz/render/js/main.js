/* global L */

import { Dataset } from './data/dataset.js';
import { placeOfHit } from './data/entries.js';
import { BaseMap } from './map/base.js';
import { hubOf, TimeLayer } from './map/hub.js';
import { mountEmbed } from './page/embed.js';
import { mountClock, mountTooltip } from './page/mount.js';
import { mountLegend, mountPopup } from './page/own.js';
import { AtlasPage } from './page/page.js';

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
    mountClock(map, config.strings, config);
    mountTooltip(map, ownText);
    mountPopup(map);
    publish(hub, Promise.resolve(), map);
  },

  /** What the symbols and colours of a map's layers mean. */
  legend(map, config) {
    mountLegend(map, config.layers);
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

/** The name of the first of somebody's own things under the pointer, what else is to hang there, and how many more lie there. */
async function ownText(found) {
  const [{ dataset, i }] = found;
  const name = (await dataset.readNames())[i] || '';
  const told = (await dataset.textsOf('tooltip', i)).map(([heading, text]) => `${heading}: ${text}`);
  const text = [name, ...told].filter(Boolean).join(' · ');
  return found.length > 1 && text ? `${text} + ${found.length - 1}` : text;
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
  const own = page
    ? {
        setLanguage: (code) => page.setLanguage(code),
        search: (text) => page.finder.search.find(String(text)).filter((id) => !placeOfHit(id)),
        setSource: (key) => page.according.choose(key),
        select: (id) => page.select(id),
        state: () => page.state(),
      }
    : {
        state: () => ({
          ...hub.time,
          ...hub.switches,
          layers: [...hub.layers.keys()].filter((key) => hub.isShown(key)),
        }),
      };
  window.geokz = Object.freeze({
    ready: whenReady,
    map,
    setTime: (from, to) => hub.setTime(from, to),
    getTime: () => ({ ...hub.time }),
    visible: () => hub.visible(),
    setLayers: (keys) => hub.setLayers(keys),
    ...own,
  });
}
