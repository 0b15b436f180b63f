"""The life of the server: what is made ready when it starts, and ended when it stops."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from playground.live.routes import scripts
from playground.training.runs import RUNS


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Warm up the workers' nursery while the server starts to answer; end every worker when it stops."""
    gc.freeze()  # Streamlit collects garbage after each script run; what is imported by now stays for good
    warming = [asyncio.create_task(asyncio.to_thread(work)) for work in (RUNS.nursery.warm_up, scripts)]
    yield
    await asyncio.gather(*warming, return_exceptions=True)
    await asyncio.to_thread(RUNS.close)
