"""A typical Streamlit page, the yardstick: title, four metrics, a form of six fields, 63 rows, 20 checkboxes."""

import pandas as pd
import streamlit as st

st.title("Typical page")
for number, column in enumerate(st.columns(4)):
    column.metric(f"Metric {number}", 1000 + number, number)
with st.form("form"):
    st.text_input("Name")
    st.text_area("Notes")
    st.selectbox("Kind", ["deployment", "mentoring", "hosting"])
    st.number_input("Travelers", 1, 12)
    st.date_input("Departs", value="2027-02-22")
    st.checkbox("Carries equipment")
    st.form_submit_button("Save")
rows = [[f"Country {number}", number, number * 1.5, "open"] for number in range(63)]
st.dataframe(pd.DataFrame(rows, columns=["Country", "Trips", "Cost", "Stage"]))
for number in range(20):
    st.checkbox(f"Step {number}", key=f"step-{number}")
