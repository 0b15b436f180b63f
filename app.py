"""The web application: ``streamlit run app.py``, ``python app.py`` or the command ``neural-playground``."""

import streamlit as st

from playground.live.routes import routes
from playground.paths import PACKAGE
from playground.server import lifespan

app = st.App(PACKAGE / "navigation.py", routes=routes(), lifespan=lifespan)

if __name__ == "__main__":
    app.run()
