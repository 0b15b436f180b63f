// @ts-check
/**
 * Lets the keyboard reach code that scrolls, so that its arrows can move it: Streamlit's `st.code` gives no way to.
 * The code comes after its place, and anew when it is another one.
 * @param {{data: {place: string, name: string}}} given
 */
export default function ({ data }) {
  const place = document.querySelector(`.st-key-${data.place}`);
  const reach = () => {
    for (const code of place.querySelectorAll("pre")) {
      code.tabIndex = 0;
      code.setAttribute("role", "group");
      code.setAttribute("aria-label", data.name);
    }
  };
  const coming = new MutationObserver(reach);
  coming.observe(place, { childList: true, subtree: true });
  reach();
  return () => coming.disconnect();
}
