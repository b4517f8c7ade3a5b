"""Measuring every page beside a bare and a typical Streamlit page; nothing here is part of the product."""
