"""Who is here, and which pages they may open."""

import streamlit as st

from ui import leaving, navigation

st.set_page_config(page_icon="assets/mark.svg", layout="wide")
st.logo(navigation.mark(), size="large")
page = st.navigation(navigation.pages(), position="top")
leaving.again(page.url_path)
page.run()
