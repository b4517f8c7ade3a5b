"""Plan an engagement: kind, place, dates and team in; checklist, cost, risk and the age of the data out, at once."""

import streamlit as st

from slp_core.errors import SlpError
from slp_core.outlook import ADVISORIES, RATE_TABLES
from slp_core.services import outlooks
from ui import ages, answers, fields, guard, leaving, look, move, place_question, save, session

user = guard.require("plan:price")
look.head("Plan an engagement", "Change any input; the answer follows at once.", demo=session.is_demo())


@st.fragment
def plan_and_answer() -> None:
    leaving.again("plan")
    top = st.container()
    asked, answered = st.columns([1.2, 2.4], gap="medium")
    with asked:
        plan = fields.trip_plan(user)
    if plan is None:
        with top:
            look.verdict(
                "care", "One input cannot be read.", "It is marked in the form; the answer follows when it is right."
            )
        return
    try:
        answer = session.remember(outlooks.of_plan, plan, session.today())
    except SlpError as refusal:
        with top:
            session.refuse(refusal)
            place_question.ask(refusal)
        return
    with top:
        answers.verdict(answer)
        move.offer(answer)
    with asked:
        save.offer(user, answer)
    with answered:
        answers.figures(answer)
        answers.details(answer)
    ages.line(answer.today, RATE_TABLES, ADVISORIES)


plan_and_answer()
