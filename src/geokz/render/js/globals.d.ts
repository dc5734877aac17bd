/* What the page's modules find in the browser: Leaflet, and the interface they publish. For the type checker only. */
declare const L: any;
interface Window {
  geokz: any;
}
