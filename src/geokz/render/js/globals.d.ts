/* What the page's modules find in the browser: Leaflet, and the interface they publish. For the type checker only. */
// biome-ignore lint/suspicious/noExplicitAny: Leaflet comes without types
declare const L: any;
interface Window {
  // biome-ignore lint/suspicious/noExplicitAny: what embeds the page may put anything there
  geokz: any;
}
