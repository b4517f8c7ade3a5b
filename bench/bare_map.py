"""The least a page with a map can be: that much of a map's first paint is the map's library."""

import pydeck
import streamlit as st

st.title("Bare map")
st.pydeck_chart(pydeck.Deck(map_provider=None), height=420)
