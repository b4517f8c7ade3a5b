"""The page of a self-check says the grade, what to do first and what that opens, on one page, whatever the answers."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdf
import pytest

from slp_core.documents.self_check_pdf import SelfCheckFile, as_pdf
from slp_core.plan import Kind
from slp_core.questionnaire import OpenNeed
from slp_core.reference import shipped
from slp_core.self_check import Answer, Grade, changes, gaps, grade

DAY = date(2026, 11, 25)
MADE = datetime(2026, 11, 25, 15, tzinfo=UTC)
QUESTIONS = shipped().questionnaires[0]
NEED = OpenNeed(Kind.DEPLOYMENT, "police", 12, reference="N-1", title="Crash course", country="Kenya")


def good(*missing):
    values = {"number": "9", "date": "2029-01-01"}
    return {
        q.id: Answer(values.get(q.answer, "yes"), DAY, date(2027, 11, 1), "No. 7")
        for q in QUESTIONS.questions
        if q.id not in missing
    }


def file(answers, **other):
    result = grade(QUESTIONS, answers, DAY)
    before = grade(QUESTIONS, {}, DAY)
    made = SelfCheckFile(
        "Alpha Police", "S-2026-001", QUESTIONS, result, gaps(QUESTIONS, result, (NEED,)), (NEED,), 0,
        (Grade.NOT_KNOWN, date(2025, 11, 3)), changes(QUESTIONS, before.states, result.states), MADE, "Cora", False,
    )  # fmt: skip
    return replace(made, **other)


def pages(content):
    return [page.extract_text().replace("\u00a0", " ") for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_it_says_the_grade_what_to_do_and_what_that_opens():
    (page,) = pages(as_pdf(file(good("instructors"))))
    for words in (
        "Alpha Police",
        "Nearly ready",
        "25 Nov 2026",
        "Opens 1 need: Crash course",
        "Not known on 3 Nov 2025",
    ):
        assert words in page, words
    assert "How many of those named hold a current instructor certificate" in page


NO = {q.id: Answer("0" if q.answer == "number" else "no", DAY) for q in QUESTIONS.questions}


@pytest.mark.parametrize("answers", [{}, good(), NO], ids=["nothing answered", "all good", "all missing"])
def test_it_is_one_page_whatever_is_answered(answers):
    (page,) = pages(as_pdf(file(answers, agency="Łódź County & Harbor [Police] *Department* of a very long name " * 2)))
    assert ("Nothing is left to do." in page) == (answers == good())
    assert "[Police] *Department*" in page


def test_it_is_tagged_and_the_same_bytes_each_time():
    content = as_pdf(file(good()))
    assert content == as_pdf(file(good()))
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.metadata.title.startswith("Readiness self-check")


def test_a_dry_run_names_no_agency():
    (page,) = pages(as_pdf(file({}, agency="", reference="", last=None, changes=())))
    assert "Dry run" in page and "open need" not in page
