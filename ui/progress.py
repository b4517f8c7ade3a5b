"""How far a long piece of work is, as a bar that appears when the work first says so."""

import streamlit as st


class Bar:
    """Told a share from 0 to 1. Any two are equal: an answer is the same, whoever watched it being worked out."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.place = st.empty()

    def __call__(self, share: float) -> None:
        self.place.progress(min(max(share, 0.0), 1.0), self.words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bar)

    def __hash__(self) -> int:
        return hash(Bar)

    def done(self) -> None:
        self.place.empty()
