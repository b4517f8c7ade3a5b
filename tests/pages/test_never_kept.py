"""A number of a passport typed into a draft: the page says why it is not kept, and loses nothing else."""

import pytest

from slp_core.services import commands, drafts
from tests.pages.reading import said

TYPED = "Interview course. Passport 543210987"


def area(app, label):
    return next(one for one in app.text_area if one.label == label)


@pytest.mark.parametrize(("page", "draft"), [("plan", "plan"), ("need_intake", "need")])
def test_it_is_said_at_once_and_all_else_is_kept(open_page, database, identities, page, draft):
    app = open_page(page, "officer")
    title = next(one for one in app.text_input if one.label.startswith("Title"))
    title.set_value("A title").run()
    area(app, "Topic and notes").set_value(TYPED).run()
    assert not app.exception and "number of a passport, which is never kept here" in said(app)
    assert area(app, "Topic and notes").value == TYPED
    kept = commands.ask(database, identities["officer"].user, drafts.read, draft)
    assert kept["title"] == "A title" and "543210987" not in str(kept)
    area(app, "Topic and notes").set_value("Interview course.").run()
    assert "never kept" not in said(app)
