// @ts-check
/**
 * Brings a picture for the other components of a page. As a component of its own its message stays the same from run
 * to run of the page's script, and Streamlit does not send it again.
 * @param {{data: {scripts: string, slot: string, name: string, url: string}}} given
 */
export default function ({ data }) {
  const scripts = new URL(data.scripts, location.origin).href;
  import(`${scripts}/pictures.js`).then((pictures) => pictures.offer(data.slot, data.name, data.url));
}
