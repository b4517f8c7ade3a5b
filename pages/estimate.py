"""What a trip costs, line by line, with the rule and the rate table behind each."""

import streamlit as st

from slp_core.errors import SlpError
from slp_core.outlook import ADVISORIES, RATE_TABLES
from slp_core.services import outlooks
from ui import ages, answers, fields, guard, leaving, look, money, place_question, session

user = guard.require("plan:price")
look.head("Cost of a trip", "The same draft as on the Plan page, with every figure opened.", demo=session.is_demo())


@st.fragment
def price() -> None:
    leaving.again("estimate")
    top = st.container()
    asked, answered = st.columns([1.2, 2.4], gap="medium")
    with asked:
        plan = fields.trip_plan(user)
    if plan is None:
        with top:
            look.verdict(
                "care", "One input cannot be read.", "It is marked in the form; the price follows when it is right."
            )
        return
    answer = None
    try:
        answer = session.remember(outlooks.of_plan, plan, session.today())
    except SlpError as refusal:
        with top:
            session.refuse(refusal)
            place_question.ask(refusal)
    else:
        with top:
            answers.price_verdict(answer)
    with answered:
        money.details(plan, answer)
    ages.line(session.today(), RATE_TABLES, ADVISORIES)


price()
