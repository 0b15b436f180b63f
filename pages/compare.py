"""The compare page."""

import streamlit as st

st.write("compare")
