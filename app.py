"""The web application: ``streamlit run app.py``, ``python app.py`` or the command ``neural-playground``."""

import streamlit as st
from starlette.middleware import Middleware

from playground.cli import main
from playground.live.history import OneEntryEachPage
from playground.live.routes import routes
from playground.live.scripts import PreloadScripts
from playground.paths import PACKAGE
from playground.server import lifespan, take_settings

take_settings()
app = st.App(
    PACKAGE / "navigation.py",
    routes=routes(),
    lifespan=lifespan,
    middleware=[Middleware(PreloadScripts), Middleware(OneEntryEachPage)],
)

if __name__ == "__main__":
    main()
