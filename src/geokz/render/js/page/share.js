import { STATE_NAMES } from '../data/life.js';
import { storyOf } from '../data/people.js';
import { qrOf, qrPath } from '../data/qr.js';
import { timeText } from '../data/rows.js';
import { addressOf, citationOf, embedCode, isLocal, plainAddress } from '../data/share.js';
import { el } from './dom.js';
import { copyButton } from './notes.js';
import { keyItems } from './own.js';
import { KEY_STATES, Picture } from './picture.js';
import { Sheet } from './sheet.js';
import { EXAMPLES } from './sizekey.js';

/** Modules of nothing that a QR code has about it. */
const QUIET = 4;

/** The view to pass on: its link, its QR code, the view as a picture, and the code for another page. */
export class Share {
  /**
   * @param {import('../data/atlas.js').Atlas} atlas @param {import('../map/hub.js').Hub} hub
   * @param {import('../data/words.js').Words} words
   * @param {{published: string | undefined, hash: (changes: Partial<import('../data/link.js').LinkState>) => string, title: () => string, people: import('./people.js').People, part: () => any, own: import('./own.js').Entry[]}} view
   *   where the map is published, the state as a link has it, the name of the map, who says the year's sum, the part of
   *   the map that a picture shows, the keys of somebody's own layers
   */
  constructor(atlas, hub, words, { published, hash, title, people, part, own }) {
    this.atlas = atlas;
    this.hub = hub;
    this.words = words;
    this.published = published;
    this.hash = hash;
    this.title = title;
    this.people = people;
    this.own = own;
    this.picture = new Picture(hub, () => this.told(), part);
    this.said = el('p.geokz-hidden', { role: 'status' });
    this.sheet = new Sheet('share', words, 'shareTitle', { onOpen: () => this.fill() });
  }

  /** The view's address: neither a telephone nor a colleague's screen is a kiosk or a frame. */
  address(changes = {}) {
    return addressOf(this.published, location, this.hash({ kiosk: undefined, bare: undefined, ...changes }));
  }

  fill() {
    const { words, published } = this;
    const address = this.address();
    const code = embedCode(this.address({ bare: true }), this.title());
    const local = isLocal(published, location);
    const part = (title, text, word) => [
      el('h3', { text: words.t(title) }),
      el('pre.geokz-citation', { text }),
      copyButton(words, () => text, word),
    ];
    const save = (kind) =>
      el('button.geokz-link', { type: 'button', text: kind.toUpperCase(), onclick: () => this.save(kind) });
    this.sheet.body.replaceChildren(
      ...part('shareLink', address, 'copyLink'),
      local ? el('p.geokz-quiet', { text: words.t('shareFile') }) : this.code(address),
      el('div.geokz-outward', {}, [
        el('h3', { text: words.t('sharePicture') }),
        el('p.geokz-quiet', { text: words.t('sharePictureText') }),
        el('p', {}, [save('png'), ' ', save('svg')]),
        this.said,
      ]),
      el('div.geokz-outward', {}, [
        ...part('shareEmbed', code, 'copyEmbed'),
        el('p.geokz-quiet', { text: words.t('shareEmbedText') }),
      ]),
    );
  }

  /** The code that a telephone reads. @param {string} address */
  code(address) {
    const rows = qrOf(plainAddress(address));
    if (!rows) return el('p.geokz-quiet', { text: this.words.t('qrTooLong') });
    const side = rows.length + 2 * QUIET;
    return el('figure.geokz-qr', {}, [
      el(
        'svg',
        {
          viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`,
          role: 'img',
          'aria-label': this.words.t('qrCode'),
          'shape-rendering': 'crispEdges',
        },
        [
          el('path', { d: `M${-QUIET} ${-QUIET}h${side}v${side}h${-side}z`, fill: '#ffffff' }),
          el('path', { d: qrPath(rows), fill: '#000000' }),
        ],
      ),
      el('figcaption', { text: this.words.t('qrText') }),
    ]);
  }

  /** @param {'png' | 'svg'} kind */
  async save(kind) {
    const { hub, said, words } = this;
    const { from, to } = hub.time;
    said.textContent = '';
    try {
      await this.picture.save(kind, `geokz-${from === to ? from : `${from}_${to}`}`);
      said.textContent = words.t('pictureSaved');
    } catch {
      said.textContent = words.t('pictureFailed');
    }
  }

  /** What stands about the picture. @returns {import('./picture.js').Told} */
  told() {
    const { atlas, hub, words, people } = this;
    const story = storyOf(people.shown(), hub.time, atlas.things, words);
    const { dark } = hub.renderer.theme;
    const shown = [...atlas.layers]
      .reverse()
      .filter(({ key }) => hub.isShown(key) && hub.layers.get(key).dataset.columns.n);
    const look = (layer, size) => ({ shape: layer.shape, colour: atlas.colour(layer, dark), size });
    const grown = shown.find(({ key, prisoners }) => prisoners && atlas.datasets.get(key)?.scaleOf);
    const parts = story
      ? [
          story.sum,
          [story.camps.map(({ text }) => text).join(' · '), story.silent, story.beyond].filter(Boolean).join('. '),
        ]
      : [];
    return {
      title: this.title(),
      time: timeText(words, hub),
      people: parts.filter(Boolean),
      key: shown.flatMap((layer) => {
        const entry = this.own.find(({ key }) => key === layer.key);
        return entry ? keyItems(entry, words) : [{ symbol: look(layer, 5.5), text: words.pick(layer.label) }];
      }),
      states: KEY_STATES.map((state) => ({ state, text: words.state(STATE_NAMES[state]) })),
      grown: grown ? look(grown, hub.layers.get(grown.key).dataset.style.size) : null,
      sizes: {
        title: words.t('sizeKey'),
        numbers: EXAMPLES.map((number) => ({ number, text: words.number(number) })),
      },
      citation: citationOf({
        title: this.title(),
        edition: words.pick(atlas.about.edition),
        url: isLocal(this.published, location) ? '' : this.address(),
        read: words.t('readOn', { day: this.today() }),
      }),
      credit: atlas.about.credit,
    };
  }

  /** The day in the page's words. */
  today() {
    const now = new Date();
    const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
    return this.words.date({ text: '', year, month, day });
  }

  translate() {
    if (this.sheet.isOpen) this.fill();
  }
}
