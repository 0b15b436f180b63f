// @ts-check
// Streamlit 1.67 makes an entry in the browser's history each time an app changes its query, so "Back" would be
// pressed once for every control that was moved. A page keeps one entry: a new one only begins with another path.
{
  const push = history.pushState;
  /** @type {History["pushState"]} */
  history.pushState = function (state, unused, url) {
    const samePage = url != null && new URL(url, document.baseURI).pathname === location.pathname;
    return (samePage ? this.replaceState : push).call(this, state, unused, url);
  };
}
